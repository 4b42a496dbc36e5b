"""The encrypted log, with real SQLCipher and a keyring that lives in memory."""

from __future__ import annotations

import sys

import keyring.errors
import pytest

from companion.api.log_access import RETRY_S, LogAccess
from companion.codebook import load
from companion.contacts.backup import backups
from companion.contacts.encryption import EncryptionError, convert, is_encrypted, new_key
from companion.contacts.opening import backup_folder, open_log

pytest.importorskip("sqlcipher3")


def test_an_encrypted_log_works_like_a_plain_one(memory_keyring, path, clock, new_uuid):
    log = open_log(path, load(), now=clock)
    first, second = new_uuid(), new_uuid()
    log.add({"uuid": first, "thema": "rente"})
    log.close()
    convert(path, new_key(), encrypt=True)
    assert is_encrypted(path)
    for backup in backups(backup_folder(path)):
        backup.unlink()
    log = open_log(path, load(), now=clock)
    log.add({"uuid": second})
    assert {row.uuid for row in log.open_rows()} == {first, second}
    log.close()
    files = [file for file in path.parent.rglob("*") if file.is_file()]
    assert len(files) == 2
    assert not any(
        word in file.read_bytes() for file in files for word in (b"rente", b"SQLite format", first.encode())
    )
    convert(path, new_key(), encrypt=False)
    assert not is_encrypted(path)


def test_a_damaged_encrypted_log_is_restored_from_its_encrypted_backup(memory_keyring, path, clock, new_uuid):
    open_log(path, load(), now=clock).close()
    convert(path, new_key(), encrypt=True)
    for backup in backups(backup_folder(path)):
        backup.unlink()
    log = open_log(path, load(), now=clock)
    log.close()
    content = bytearray(path.read_bytes())
    content[100:200] = b"\0" * 100
    path.write_bytes(content)
    log = open_log(path, load(), now=clock)
    assert "wiederhergestellt" in log.notices[0]
    log.add({"uuid": new_uuid()})
    log.close()


def test_without_a_keyring_nothing_is_encrypted_and_the_disk_is_named(no_keyring):
    with pytest.raises(EncryptionError) as caught:
        new_key()
    assert caught.value.code == "no_keyring"
    assert "BitLocker" in caught.value.hint


def test_without_sqlcipher_the_way_to_get_it_is_named(memory_keyring, path, clock, monkeypatch):
    open_log(path, load(), now=clock).close()
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    with pytest.raises(EncryptionError) as caught:
        convert(path, new_key(), encrypt=True)
    assert 'pip install "kontakt-companion[sqlcipher]"' in caught.value.hint  # Windows knows no single quotes
    assert not is_encrypted(path)


def test_a_locked_keyring_changes_nothing_and_the_log_opens_once_it_is_unlocked(
    memory_keyring, path, clock, new_uuid
):
    """As after a login without password: the file must not be taken for a damaged one and begun anew."""
    log = open_log(path, load(), now=clock)
    kept = new_uuid()
    log.add({"uuid": kept, "thema": "rente"})
    log.close()
    convert(path, new_key(), encrypt=True)
    for backup in backups(backup_folder(path)):
        backup.unlink()
    seconds = [0.0]
    access = LogAccess(lambda: open_log(path, load(), now=clock), clock=lambda: seconds[0])
    before = {file.name: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}

    def locked(service, username):
        raise keyring.errors.KeyringLocked("prompt dismissed")

    memory_keyring.get_password = locked
    problem = access.problem()
    assert (problem.code, problem.status) == ("keyring_locked", 503)
    assert "entsperren" in problem.hint
    assert {file.name: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()} == before

    del memory_keyring.get_password
    seconds[0] += RETRY_S
    assert [row.uuid for row in access.get().open_rows()] == [kept]
    access.close()


def test_a_plain_damaged_log_is_mended_where_there_is_no_keyring(no_keyring, path, clock, new_uuid):
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid()})
    log.close()
    path.write_bytes(b"\xa5" * 200 + path.read_bytes()[200:])
    log = open_log(path, load(), now=clock)
    assert "wiederhergestellt" in log.notices[0]
    log.close()
