"""Opening as the companion does: mended, frozen, backed up; and again on each further day."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.codebook import load
from companion.contacts import StorageError
from companion.contacts.backup import backups, day_of
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


def test_a_folder_in_place_of_the_file_is_explained(path):
    path.mkdir(parents=True)
    with pytest.raises(StorageError) as caught:
        open_log(path, load())
    assert str(path) not in caught.value.message + caught.value.hint
