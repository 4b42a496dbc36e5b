"""Puts a chosen backup in the place of the log; what it replaces stays beside it for 14 days."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

from companion.codebook import Codebook
from companion.contacts.backup import backups, day_of
from companion.contacts.encryption import connection_for
from companion.contacts.ledger import forget_spent, insert
from companion.contacts.opening import backup_folder
from companion.contacts.recovery import is_damaged
from companion.contacts.store import Connect, StorageError, Store, explained
from companion.errors import KontaktError

NOTES = ("spent", "batches", "delivered")
"""What was used up and delivered is taken over from the newer file: nothing is counted or delivered twice."""


def backup_of(path: Path, day: date) -> Path:
    """The backup of a day.

    Raises:
        KontaktError: there is none (``no_backup``, 404).
    """
    for kept in backups(backup_folder(path)):
        if day_of(kept) == day:
            return kept
    raise KontaktError(
        "Diese Sicherung gibt es nicht mehr.", "Die Liste neu laden.", code="no_backup", status=404
    )


def restore_backup(path: Path, day: date, codebook: Codebook) -> Path:
    """Replace the log by the backup of a day, in one step.

    Args:
        path: the log; nobody has it open.
        day: of the backup.
        codebook: the closed lists.

    Returns:
        where the replaced file lies.

    Raises:
        KontaktError: no such backup, or it is damaged (``backup_damaged``); nothing was changed.
        StorageError: no room, or another program holds the log; nothing was changed.
    """
    chosen, connect = backup_of(path, day), connection_for(path)
    partial = path.with_suffix(".partial")
    if path.with_name(path.name + "-wal").exists():
        raise StorageError("locked")
    try:
        with explained():
            if is_damaged(chosen, connect):
                raise KontaktError(
                    "Diese Sicherung ist beschädigt.",
                    "Eine andere wählen. Es wurde nichts geändert.",
                    code="backup_damaged",
                    status=409,
                )
            partial.unlink(missing_ok=True)
            shutil.copyfile(chosen, partial)
            partial.chmod(0o600)
            _take_notes(path, partial, codebook, connect)
            replaced = path.with_name(f"{path.stem}.damaged-{datetime.now():%Y-%m-%d-%H%M%S}.sqlite3")
            shutil.copyfile(path, replaced)
            replaced.chmod(0o600)
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return replaced


def _take_notes(path: Path, partial: Path, codebook: Codebook, connect: Connect) -> None:
    newer = connect(path)
    try:
        rows = {name: _rows(newer, name) for name in NOTES}
    finally:
        newer.close()
    store = Store.open(partial, codebook, connect)
    try:
        with store.writing() as connection:
            for name, found in rows.items():
                for row in found:
                    insert(connection, name, row, "INSERT OR REPLACE")
            forget_spent(connection)
    finally:
        store.close()


def _rows(connection: Any, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, record, strict=True)) for record in cursor]
