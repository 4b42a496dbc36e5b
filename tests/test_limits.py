"""The doctor and *Heute* look at the same things and warn from the same moment on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion import doctor
from companion.bank.entry import Bank
from companion.bank.files import read_bank
from companion.codebook import load
from companion.config import Settings
from companion.contacts.store import Store
from companion.desk.today import laptop, team

TODAY = date(2026, 11, 23)


@pytest.fixture
def settings(tmp_path: Path, small_bank: Path) -> Settings:
    return Settings(tmp_path, 0, small_bank)


def warns(settings: Settings, check: str) -> bool:
    found = {finding.check: finding.level for finding in doctor.examine(settings, TODAY)}
    return found.get(check, "ok") != "ok"


@pytest.mark.parametrize("age", [0, 1, 3, 4, 5, 14, 30, 31, 365])
def test_of_an_old_backup(settings: Settings, age: int) -> None:
    made_on = TODAY - timedelta(days=age)
    Store.open(settings.contacts_db, load()).close()
    (settings.data / "backups").mkdir()
    (settings.data / f"backups/contacts-{made_on}.sqlite3").write_bytes(b"")
    assert warns(settings, "log_backup") is bool(list(laptop.backup(made_on, 9, TODAY)))


@pytest.mark.parametrize("free", [0, 499 * 1024**2, 500 * 1024**2, 501 * 1024**2, 10**12])
def test_of_a_full_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(doctor, "free_bytes", lambda _: free)
    assert warns(settings, "disk_space") is bool(list(laptop.working(False, None, free)))


@pytest.mark.parametrize("age", [0, 89, 90, 91, 365])
def test_of_an_old_bank(settings: Settings, monkeypatch: pytest.MonkeyPatch, age: int) -> None:
    assert settings.bank
    bank: Bank = replace(read_bank(settings.bank), released_on=TODAY - timedelta(days=age))
    monkeypatch.setattr("companion.api.active_bank.read_bank", lambda _: bank)
    told = team.connection({"joined": True, "intact": True, "version": "1"}, "synced", bank, TODAY, False)
    assert warns(settings, "bank_age") is bool(list(told))
