"""A chosen backup takes the place of the log only while nobody else has it."""

from __future__ import annotations

import pytest

from companion.codebook import load
from companion.contacts import StorageError
from companion.contacts.backup import backups
from companion.contacts.opening import backup_folder, open_log
from companion.contacts.restoring import restore_backup


def test_a_log_that_somebody_has_open_is_not_replaced(path, clock, new_uuid):
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid()})
    before = path.read_bytes()
    with pytest.raises(StorageError) as caught:
        restore_backup(path, clock.time.date(), load())
    assert caught.value.code == "locked"
    assert path.read_bytes() == before
    assert len(backups(backup_folder(path))) == 1
    log.close()
