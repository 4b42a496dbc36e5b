"""Opening as the companion does: mended, frozen, backed up; and again on each further day."""

from __future__ import annotations

import errno
import sqlite3
import threading
from datetime import datetime
from pathlib import Path

import pytest

from companion.codebook import load
from companion.contacts import StorageError, backup
from companion.contacts.backup import KEEP, backups, day_of
from companion.contacts.opening import backup_folder, open_log


def test_rows_freeze_at_the_start_and_every_further_day(path, clock, new_uuid):
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid()})
    clock.time = datetime(2026, 12, 7, 9)
    log.add({"uuid": new_uuid()})
    assert log.counts()["frozen"] == 0
    clock.time = datetime(2026, 12, 8, 9)
    assert len(log.open_rows()) == 1
    log.close()
    clock.time = datetime(2026, 12, 30, 9)
    log = open_log(path, load(), now=clock)
    assert (log.counts()["open"], log.counts()["frozen"]) == (0, 2)
    assert [day_of(path).day for path in backups(backup_folder(path))] == [30, 8, 7, 24]
    log.close()


def test_a_damaged_log_is_mended_and_says_so(path, clock, new_uuid):
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid()})
    log.close()
    clock.time = datetime(2026, 11, 25, 9)
    open_log(path, load(), now=clock).close()
    path.write_bytes(b"\0" * 5000)
    log = open_log(path, load(), now=clock)
    assert log.counts()["open"] == 1
    assert "aus der Sicherung vom 25.11.2026 wiederhergestellt" in log.notices[0]
    log.close()


def test_a_failing_backup_is_said_and_keeps_nothing_from_working(path, clock, new_uuid):
    backup_folder(path).parent.mkdir(parents=True)
    backup_folder(path).write_text("a file where the folder should be")
    log = open_log(path, load(), now=clock)
    assert "Sicherung hat nicht geklappt" in log.notices[0]
    log.add({"uuid": new_uuid()})
    log.close()


@pytest.fixture
def held(monkeypatch):
    """Files that cannot be deleted, as while a virus scanner of Windows reads them; a test adds to them."""
    files: set[Path] = set()
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path in files:
            raise PermissionError(errno.EACCES, "used by another process", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    return files


def test_files_that_are_held_keep_nothing_from_working(path, clock, new_uuid, held):
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid(), "tag": "2026-11-24"})
    log.close()
    for day in range(25, 31):
        clock.time = datetime(2026, 11, day, 9)
        open_log(path, load(), now=clock).close()
    broken = backup_folder(path) / "contacts-2026-11-30.sqlite3"
    broken.write_bytes(b"\0" * 9000)
    damaged = [path.with_name(f"contacts.damaged-2026-11-2{day}-080000.sqlite3") for day in (0, 1)]
    for file in damaged:
        file.write_bytes(b"damaged")
    held |= {broken, damaged[0]}

    clock.time = datetime(2026, 12, 8, 9)
    log = open_log(path, load(), now=clock)
    (notice,) = log.notices
    assert "ließ sich nicht aufräumen" in notice
    assert "Virenscanner" in notice
    assert [file.exists() for file in damaged] == [True, False]
    assert day_of(backups(backup_folder(path))[0]) == clock().date()
    others = [kept for kept in backups(backup_folder(path)) if kept != broken]
    assert len(others) == KEEP - 1
    for kept in others:
        assert sqlite3.connect(kept).execute("SELECT count(*) FROM contacts_open").fetchone() == (0,)

    clock.time = datetime(2026, 12, 9, 9)
    log.add({"uuid": new_uuid()})
    assert log.notices == (notice,)  # said once, however many days it lasts

    held.clear()
    clock.time = datetime(2026, 12, 10, 9)
    log.add({"uuid": new_uuid()})
    assert log.notices == ()
    assert not broken.exists()
    assert not damaged[0].exists()
    log.close()


def test_a_failing_backup_is_no_longer_said_once_it_has_worked(path, clock, new_uuid):
    backup_folder(path).parent.mkdir(parents=True)
    backup_folder(path).write_text("a file where the folder should be")
    log = open_log(path, load(), now=clock)
    log.back_up(clock().date())
    assert len(log.notices) == 1
    backup_folder(path).unlink()
    log.back_up(clock().date())
    assert log.notices == ()
    log.close()


def test_two_backups_at_once_do_not_take_each_others_file_away(path, clock, new_uuid, monkeypatch):
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid()})
    flush, other = backup.flush, threading.Thread(target=log.back_up, args=(clock().date(),))

    def slow(partial: Path) -> None:
        if not other.ident:  # a delivery is noted while the backup of the day is being made
            other.start()
            other.join(0.3)
        flush(partial)

    monkeypatch.setattr(backup, "flush", slow)
    log.back_up(clock().date())
    other.join()
    assert log.notices == ()
    log.close()


def test_what_was_mended_stays_said(path, clock):
    open_log(path, load(), now=clock).close()
    path.write_bytes(b"\0" * 5000)
    log = open_log(path, load(), now=clock)
    (mended,) = log.notices
    backup_folder(path).rename(path.with_name("elsewhere"))
    backup_folder(path).write_text("a file where the folder should be")
    clock.time = datetime(2026, 11, 25, 9)
    log.open_rows()
    assert log.notices[0] == mended
    assert len(log.notices) == 2
    log.close()


def test_a_folder_in_place_of_the_file_is_explained(path):
    path.mkdir(parents=True)
    with pytest.raises(StorageError) as caught:
        open_log(path, load())
    assert str(path) not in caught.value.message + caught.value.hint
