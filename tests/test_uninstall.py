"""Uninstalling takes back what was set up, never touches anybody's work, and says what stays."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from companion import autostart
from companion.config import Settings
from companion.errors import KontaktError
from companion.uninstall import uninstall
from tests.started import Companion, kontakt


@pytest.mark.skipif(sys.platform == "win32", reason="the autostart of a test account")
def test_it_takes_back_and_says_what_stays(
    start: Callable[..., Companion], small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    companion = start(bank=small_bank).pair()
    data = companion.data
    assert companion.request("POST", "/api/v1/contacts", {"uuid": str(uuid.uuid4())}).status_code == 201
    assert kontakt("autostart", "on", "--data", data).returncode == 0
    (data / "batch.json").write_text("{}")

    refused = kontakt("uninstall", data=data)
    assert refused.returncode == 1
    assert "läuft noch" in refused.stderr
    assert autostart.is_on()
    assert companion.request("GET", "/api/v1/status").status_code == 200

    companion.stop()
    log = (data / "contacts.sqlite3").read_bytes()
    done = kontakt("uninstall", data=data)
    assert done.returncode == 0, done.stderr
    assert not autostart.is_on()
    assert not (data / "pairings.json").exists()
    assert not (data / "cache").exists()
    assert (data / "contacts.sqlite3").read_bytes() == log
    assert (data / "batch.json").exists()
    for told in (str(data), "Kontaktbuch", "batch.json", "Erweiterung", "pipx uninstall kontakt-companion"):
        assert told in done.stdout

    again = kontakt("uninstall", data=data)
    assert again.returncode == 0
    assert "nichts eingerichtet" in again.stdout


def test_without_a_data_folder_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    done = kontakt("uninstall", data=tmp_path / "none")
    assert done.returncode == 0, done.stderr
    assert "Datenordner" not in done.stdout
    assert not (tmp_path / "none").exists()


def test_a_companion_that_is_just_starting_keeps_its_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds the lock seconds before it answers anybody."""
    monkeypatch.setattr(autostart, "switch_off", lambda: False)
    settings = Settings(tmp_path / "data")
    settings.cache.mkdir(parents=True)
    settings.pairings.write_text("[]")
    with FileLock(settings.lock):
        with pytest.raises(KontaktError) as refused:
            uninstall(settings)
        assert refused.value.code == "still_running"
        assert settings.lock.exists()
        assert settings.pairings.exists()
        assert settings.cache.exists()
    assert uninstall(settings).removed == ["Alle Browser sind entkoppelt.", "Zwischenspeicher gelöscht."]
    assert not settings.pairings.exists()


def test_nobody_starts_while_things_are_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(tmp_path / "data")
    settings.data.mkdir()
    tried = []

    def start() -> bool:
        with pytest.raises(Timeout), FileLock(settings.lock, timeout=0):
            pass
        tried.append(True)
        return False

    monkeypatch.setattr(autostart, "switch_off", start)
    assert not [what for what, _ in uninstall(settings).stays if str(settings.data) in what]
    assert tried
    with FileLock(settings.lock, timeout=0):
        pass
