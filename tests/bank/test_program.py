"""Which version of the program a bank speaks of: read strictly, compared by its numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from companion.bank.check import check_bank
from companion.bank.files import read_bank
from companion.bank.program import ProgramVersions, Update
from tests.small_bank import write_small_bank

COMPARED = {
    "older": ("0.2.0", "", "0.1.0", Update("0.2.0", False)),
    "same": ("0.2.0", "0.2.0", "0.2.0", None),
    "newer": ("0.2.0", "0.1.0", "0.3.0", None),
    "ten is more than nine": ("0.10.0", "", "0.9.5", Update("0.10.0", False)),
    "zeros at the end": ("1.0", "", "1.0.0", None),
    "too old": ("0.3.0", "0.2.0", "0.1.9", Update("0.3.0", True)),
    "oldest that is supported": ("0.3.0", "0.2.0", "0.2.0", Update("0.3.0", False)),
    "candidate": ("0.2.0", "", "0.2.0rc1", None),
    "nothing said": ("", "", "0.1.0", None),
}


@pytest.mark.parametrize(
    ("current", "minimum", "installed", "wanted"), COMPARED.values(), ids=COMPARED.keys()
)
def test_versions_are_compared(current: str, minimum: str, installed: str, wanted: Update | None) -> None:
    assert ProgramVersions(current, minimum).update_for(installed) == wanted


def bank_with(folder: Path, line: str) -> Path:
    folder.mkdir()
    bank = write_small_bank(folder)
    with (bank / "bank.yaml").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return bank


def test_it_is_read_from_the_bank(tmp_path: Path, small_bank: Path) -> None:
    bank = bank_with(tmp_path / "bank", 'program: {current: "0.2.0", minimum: "0.1.0"}')
    assert read_bank(bank).program == ProgramVersions("0.2.0", "0.1.0")
    assert read_bank(small_bank).program == ProgramVersions()


WRONG = (
    "0.2",
    '"0.2.0"',
    "{}",
    '{minimum: "0.1.0"}',
    "{current: 0.2}",
    '{current: "neu"}',
    '{current: "0.2", url: "x"}',
    '{current: "0.1.0", minimum: "0.2.0"}',
    '{current: "0.2.0", minimum: "https://evil.example"}',
)


@pytest.mark.parametrize("value", WRONG)
def test_anything_else_is_refused_with_place_and_remedy(tmp_path: Path, value: str) -> None:
    bank = bank_with(tmp_path / "bank", f"program: {value}")
    [problem] = [found for found in check_bank(bank, date(2026, 11, 23)) if found.severity == "error"]
    assert (problem.file, problem.key) == ("bank.yaml", "program")
    assert problem.line > 1
    assert problem.remedy
