"""The encrypted log, with real SQLCipher and a keyring that lives in memory."""

from __future__ import annotations

import sys

import pytest

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
    assert "pip install" in caught.value.hint
    assert not is_encrypted(path)
