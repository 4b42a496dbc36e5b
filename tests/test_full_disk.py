"""No room left: whoever asks is told why, in German, and what was there stays."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from companion.bank.spreadsheet import write_table
from companion.codebook import load
from companion.contacts import opening
from companion.contacts.opening import open_log
from companion.contacts.store import StorageError
from companion.errors import KontaktError
from companion.private_files import hand_out
from tests.desk.conftest import served_desk


def test_a_form_of_the_desk_says_why(small_bank: Path, tmp_path: Path) -> None:
    with served_desk(small_bank, tmp_path / "data") as desk:
        desk.role("teamleitung")
        client = desk.client()
        forms = {
            "/desk/contacts/cycles": {"name": "herbst", "first": "2026-W36", "last": "2026-W43"},
            "/desk/publish/person": {"name": "Lea", "person_role": "lead"},
        }

        def refuse(_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", refuse)
            for path, fields in forms.items():
                refused = client.post(path, fields)
                assert (refused.status_code, "kein Platz mehr frei" in refused.text) == (507, True), path
        for path, fields in forms.items():
            assert client.post(path, fields).status_code == 303, path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_table_that_cannot_be_written_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"bank{ending}"
    path.write_bytes(b"earlier")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(KontaktError) as caught:
        write_table([], path)
    assert "kein Platz mehr frei" in caught.value.message
    with pytest.raises(OSError, match="No space"):
        hand_out(path, b"new")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"earlier"


def test_a_backup_that_had_no_room_blames_no_other_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StorageError("disk_full")

    monkeypatch.setattr(opening, "freeze_backups", refuse)
    log = open_log(tmp_path / "contacts.sqlite3", load())
    [notice] = log.notices
    log.close()
    assert "kein Platz mehr frei" in notice
    assert "Virenscanner" not in notice
