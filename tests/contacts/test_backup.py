"""Backups while the log is in use, their rotation, and that they forget too."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from companion.codebook import load
from companion.contacts.backup import KEEP, backups, day_of, freeze_backups, make_backup
from companion.contacts.store import StorageError, Store, connect_plain

TODAY = date(2026, 11, 24)


def test_a_backup_holds_every_contact_and_no_other_file(log, tmp_path, new_uuid):
    for _ in range(5):
        log.add({"uuid": new_uuid()})
    copy = make_backup(log.store, tmp_path / "b", TODAY)
    log.add({"uuid": new_uuid()})
    assert sqlite3.connect(copy).execute("SELECT count(*) FROM contacts").fetchone() == (5,)
    assert (day_of(copy), copy.stat().st_mode & 0o077) == (TODAY, 0)
    assert [path.name for path in (tmp_path / "b").glob("*.partial")] == []


def test_only_the_newest_backups_are_kept(log, tmp_path):
    for day in range(KEEP + 3):
        make_backup(log.store, tmp_path, TODAY + timedelta(days=day))
    assert [day_of(path) for path in backups(tmp_path)] == [
        TODAY + timedelta(days=day) for day in range(KEEP + 2, 2, -1)
    ]


def test_a_file_whose_name_tells_no_day_is_no_backup(log, tmp_path):
    copy = make_backup(log.store, tmp_path, TODAY)
    for name in ("contacts-aaaa-bb-cc.sqlite3", "contacts-2026-13-01.sqlite3"):
        (tmp_path / name).write_bytes(b"")
    assert backups(tmp_path) == [copy]


def test_day_and_key_are_forgotten_in_backups_too(log, tmp_path, new_uuid):
    key = new_uuid()
    log.add({"uuid": key, "tag": "2026-11-09"})
    make_backup(log.store, tmp_path / "b", date(2026, 11, 10))
    make_backup(log.store, tmp_path / "b", date(2026, 11, 11))
    assert freeze_backups(tmp_path / "b", load(), TODAY) == 2
    everything = b"".join(path.read_bytes() for path in (tmp_path / "b").iterdir())
    assert key.encode() not in everything
    assert b"2026-11-09" not in everything
    newest = sqlite3.connect(backups(tmp_path / "b")[0])
    assert newest.execute("SELECT count(*) FROM contacts_frozen").fetchone() == (1,)


def test_a_backup_that_cannot_be_read_is_deleted(log, tmp_path):
    good = make_backup(log.store, tmp_path, TODAY)
    bad = tmp_path / "contacts-2026-11-20.sqlite3"
    bad.write_bytes(b"\0" * 9000)
    assert freeze_backups(tmp_path, load(), TODAY) == 1
    assert backups(tmp_path) == [good]


def test_a_backup_that_could_not_freeze_is_closed_and_whole(log, tmp_path, new_uuid, monkeypatch):
    """As on a full disk: what is left beside a file that is open belongs to it."""
    log.add({"uuid": new_uuid(), "tag": "2026-11-09"})
    backup = make_backup(log.store, tmp_path / "b", TODAY)
    opened: list[sqlite3.Connection] = []

    def connect(path):
        opened.append(connect_plain(path))
        return opened[-1]

    def full(_store: Store) -> None:
        raise StorageError("disk_full")

    monkeypatch.setattr(Store, "rewrite", full)
    with pytest.raises(StorageError):
        freeze_backups(tmp_path / "b", load(), TODAY, connect)
    assert len(opened) == 1
    with pytest.raises(sqlite3.ProgrammingError):  # closed
        opened[0].execute("SELECT 1")
    assert [path.name for path in (tmp_path / "b").iterdir()] == [backup.name]
    assert sqlite3.connect(backup).execute("SELECT count(*) FROM contacts_frozen").fetchone() == (1,)


def test_what_is_left_beside_a_file_that_did_not_close_stays_with_it(log, tmp_path, monkeypatch):
    backup = make_backup(log.store, tmp_path, TODAY)
    beside = tmp_path / f"{backup.name}-wal"

    def not_closed(store: Store) -> None:
        beside.write_bytes(b"changes that are not in the file yet")
        raise StorageError("disk_error")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "close", not_closed)
        with pytest.raises(StorageError):
            freeze_backups(tmp_path, load(), TODAY)
    assert beside.exists()
    for day in range(1, KEEP + 1):
        make_backup(log.store, tmp_path, TODAY + timedelta(days=day))
    assert not backup.exists()
    assert not beside.exists()


def test_a_backup_without_room_leaves_the_former_ones(log, tmp_path):
    first = make_backup(log.store, tmp_path, TODAY)
    (tmp_path / "contacts-2026-11-25.partial").mkdir()
    with pytest.raises(StorageError):
        make_backup(log.store, tmp_path, TODAY + timedelta(days=1))
    assert backups(tmp_path) == [first]
