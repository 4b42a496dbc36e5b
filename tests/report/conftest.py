"""Synthetic quarters to report on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from companion.codebook import load
from companion.config import Settings, settings
from companion.contacts import ContactLog
from companion.contacts.demo_data import fill

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def demo_report_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data folder with 3,000 synthetic contacts."""
    folder = tmp_path_factory.mktemp("report")
    log = ContactLog.open(settings(folder).contacts_db, load())
    fill(log, load(), 3000, 1, TODAY)
    log.rooms.put({"code": "fb-001", "admin_status": "erlaubt"}, TODAY)
    log.close()
    return folder


@pytest.fixture
def demo_settings(demo_report_folder: Path, tmp_path: Path) -> Settings:
    """The same in a folder of the test's own."""
    (tmp_path / "contacts.sqlite3").write_bytes((demo_report_folder / "contacts.sqlite3").read_bytes())
    return settings(tmp_path)
