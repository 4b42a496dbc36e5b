from datetime import date
from pathlib import Path

import pytest
import yaml

from companion.bank.entry import Bank
from companion.bank.files import read_bank
from companion.config import shipped
from companion.site.build import build
from companion.site.operator import FIELDS, Operator, read_operator

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def shipped_bank() -> Bank:
    return read_bank(shipped("answer_bank"), TODAY)


@pytest.fixture(scope="session")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    path = tmp_path_factory.mktemp("fields") / "fields.yaml"
    filled = dict.fromkeys(FIELDS, "Muster") | {"base_url": "https://www.example.org/kontakt"}
    path.write_text(yaml.safe_dump(filled), encoding="utf-8")
    return read_operator(path)


@pytest.fixture(scope="session")
def site(shipped_bank: Bank, operator: Operator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    build(shipped_bank, operator, out, TODAY, publish=True)
    return out
