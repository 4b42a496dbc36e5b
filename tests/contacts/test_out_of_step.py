"""Killed between freezing the log and freezing its backups: no backup brings a frozen row back as an open one."""

from __future__ import annotations

import errno
import gc
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest

from companion.codebook import load
from companion.contacts import ContactLog, backup, opening
from companion.contacts.backup import backup_folder, backups, day_of, make_backup
from companion.contacts.ledger import spend
from companion.contacts.opening import open_log
from companion.contacts.restoring import restore_backup

FIRST = date(2026, 11, 2)


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def killed(path, clock, new_uuid, monkeypatch):
    """Five contacts, used on each of 14 days, killed on the last one after the log has frozen."""
    for number in range(14):
        clock.time = datetime.combine(FIRST, datetime.min.time()) + timedelta(days=number, hours=9)
        log = open_log(path, load(), now=clock)
        for _ in range(0 if number else 5):
            log.add({"uuid": new_uuid(), "tag": FIRST.isoformat()})
        log.close()
    clock.time += timedelta(days=1)

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(opening, "freeze_backups", die)
        with suppress(Killed):
            open_log(path, load(), now=clock)
            pytest.fail("it went on")
    gc.collect()  # with the process its connection ends
    return path


def test_backups_that_are_out_of_step_are_replaced_by_a_fresh_one(killed, clock):
    log = open_log(killed, load(), now=clock)
    assert (log.counts()["open"], log.counts()["frozen"], log.notices) == (0, 5, ())
    log.close()
    assert [day_of(kept) for kept in backups(backup_folder(killed))] == [clock().date()]
    clock.time += timedelta(days=1)
    restore_backup(killed, clock().date() - timedelta(days=1), load())
    log = open_log(killed, load(), now=clock)
    assert (log.counts()["open"], log.counts()["frozen"]) == (0, 5)
    log.close()


def test_backups_that_are_out_of_step_are_kept_until_there_is_a_fresh_one(killed, clock):
    before = backups(backup_folder(killed))
    unfinished = backup_folder(killed) / f"contacts-{clock().date()}.partial"
    unfinished.mkdir()  # no backup can be made
    log = open_log(killed, load(), now=clock)
    assert backups(backup_folder(killed)) == before
    assert "tägliche Sicherung hat nicht geklappt" in log.notices[0]
    log.close()
    unfinished.rmdir()
    clock.time += timedelta(days=1)
    log = open_log(killed, load(), now=clock)
    assert log.notices == ()
    log.close()
    assert [day_of(kept) for kept in backups(backup_folder(killed))] == [clock().date()]


def test_where_there_is_no_room_for_a_fresh_one_the_newest_is_kept(killed, clock, monkeypatch):
    newest = backups(backup_folder(killed))[0]

    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(backup, "flush", refuse)
        open_log(killed, load(), now=clock).close()
    assert backups(backup_folder(killed)) == [newest]


def test_a_restored_backup_does_not_open_what_was_used_up(killed, clock):
    restore_backup(killed, day_of(backups(backup_folder(killed))[0]), load())
    log = ContactLog.open(killed, load(), now=clock)
    assert log.counts()["open"] == 0
    log.close()


def test_backups_in_step_are_kept_and_freeze_under_the_same_numbers(path, clock, new_uuid):
    clock.time = datetime(2026, 11, 2, 9)
    key = new_uuid()
    log = open_log(path, load(), now=clock)
    log.add({"uuid": key, "tag": "2026-11-02"})
    log.close()
    clock.time = datetime(2026, 11, 3, 9)
    log = open_log(path, load(), now=clock)
    log.change(key, {"tag": "2026-11-01"})  # the backup of this day says the 2nd
    clock.time = datetime(2026, 11, 15, 9)
    log.open_rows()
    log.close()
    numbers = set()
    for file in (path, *backups(backup_folder(path))[:2]):
        copy = ContactLog.open(file, load(), now=clock)
        with copy.store.reading() as connection:
            numbers |= set(connection.execute("SELECT id FROM contacts_frozen").fetchall())
        assert copy.counts()["open"] == 0
        copy.close()
    assert len(numbers) == 1
    assert len(backups(backup_folder(path))) == 3


def test_a_row_whose_key_was_used_up_does_not_freeze_again(log, tmp_path, new_uuid):
    key = new_uuid()
    log.add({"uuid": key, "tag": "2026-11-09"})
    with log.store.writing() as connection:
        spend(connection, key, "2026-W48")
    assert log.freeze(date(2026, 11, 24)) == 0
    assert (log.counts()["open"], log.counts()["frozen"]) == (0, 0)
    assert make_backup(log.store, tmp_path / "b", date(2026, 11, 24)).exists()
