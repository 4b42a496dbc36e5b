"""What happens to a damaged log: it is set aside, read as far as it can be read, and put together again.

The new log is the last backup plus every row that could still be read from the damaged file. The damaged
file stays beside it for 14 days, in case someone can save more from it. A log that has vanished is
restored from the last backup too: begun anew in silence, it would push the last good backup out within days.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from companion.codebook import Codebook
from companion.contacts.backup import backups, day_of, flush
from companion.contacts.calendar import week_of
from companion.contacts.ledger import count, forget_spent, insert, spend
from companion.contacts.schema import table_names
from companion.contacts.set_aside import KEEP_DAMAGED_DAYS, keep_for_a_while, lies_aside, set_aside
from companion.contacts.store import Connect, StorageError, Store, connect_plain, explained, is_refused_row


@dataclass(frozen=True)
class Recovery:
    """What was done about a damaged log.

    Attributes:
        backup_of: day of the backup it was restored from, ``None`` if there was none.
        saved: rows read from the damaged file beyond those of the backup.
        was_gone: there was no file, or an empty one.
        may_deliver_again: it is not known for sure which rows were delivered.
    """

    backup_of: date | None
    saved: int
    was_gone: bool = False
    may_deliver_again: bool = False

    def sentence(self) -> str:
        """What people are told."""
        return f"{self._what_happened()} {self._delivered()}".rstrip()

    def _delivered(self) -> str:
        if not self.may_deliver_again:
            return ""
        again = "gehen Einträge vielleicht noch einmal hinaus und zählen dann doppelt"
        if self.backup_of:
            return (
                f"Wurde nach dieser Sicherung geliefert, {again}: Sag in dem Fall der Teamleitung Bescheid."
            )
        return (
            f"Was schon geliefert wurde, ist nicht mehr bekannt, deshalb {again}: "
            "Sag der Teamleitung Bescheid, bevor du wieder lieferst."
        )

    def _what_happened(self) -> str:
        if self.was_gone and self.backup_of:
            return (
                f"Das Kontaktbuch war verschwunden oder leer und wurde aus der Sicherung vom "
                f"{self.backup_of:%d.%m.%Y} wiederhergestellt. Was danach notiert wurde, fehlt."
            )
        if self.was_gone:
            return "Das Kontaktbuch war verschwunden oder leer, eine brauchbare Sicherung gab es nicht. Es beginnt neu."
        if self.backup_of is None:
            start = "Das Kontaktbuch war beschädigt, eine Sicherung gab es nicht. Es beginnt neu"
        else:
            start = (
                f"Das Kontaktbuch war beschädigt und wurde aus der Sicherung vom "
                f"{self.backup_of:%d.%m.%Y} wiederhergestellt"
            )
        more = "1 weiterer Eintrag ließ" if self.saved == 1 else f"{self.saved} weitere Einträge ließen"
        rest = f"; {more} sich aus der beschädigten Datei retten." if self.saved > 0 else "."
        kept = f"Die beschädigte Datei bleibt {KEEP_DAMAGED_DAYS} Tage im Datenordner liegen."
        return f"{start}{rest} {kept}"


def is_gone(path: Path) -> bool:
    """Whether there is no log, or only an empty file; what a crash left in its write-ahead log is one."""
    wal = path.with_name(f"{path.name}-wal")
    return _size(path) == 0 and _size(wal) == 0


def _size(path: Path) -> int:
    """Bytes of a file; 0 where there is none, also if it went just now."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _is_of_another(connection: sqlite3.Connection) -> bool:
    """Whether another program made this database: it has tables, but not the one every log has from its first day."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return bool(names) and b"_sqlite_migrations" not in names


def is_damaged(path: Path, connect: Connect = connect_plain) -> bool:
    """Whether SQLite finds the file damaged, or it is a database of another program; a missing or empty one is not.

    Raises:
        StorageError: it cannot be read for another reason (locked, no right).
    """
    try:
        with explained():
            if _size(path) == 0:
                return False
            with closing(connect(path)) as connection:
                connection.text_factory = bytes  # the report may quote damaged text
                found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
                if found == b"ok" and _is_of_another(connection):
                    return True
    except UnicodeDecodeError:  # the names in the schema are damaged, SQLite quotes them in its error
        return True
    except StorageError as error:
        if error.code != "corrupt":
            raise
        return True
    return bool(found != b"ok")


@explained()
def restore(path: Path, folder: Path, codebook: Codebook, connect: Connect = connect_plain) -> Recovery:
    """Put the log together anew from the newest whole backup and what can still be read of the damaged file.

    The new log is built beside its place and takes it when it is whole. Ended anywhere before, the next call begins
    again from the same files.

    Args:
        path: the damaged log, or one that has vanished; nobody has it open.
        folder: the backups.
        codebook: the closed lists.
        connect: how the files are opened.

    Raises:
        StorageError: no room; the next call begins again.
    """
    if lies_aside(path) and not is_gone(path):
        keep_for_a_while(path)  # all that was left to do
    damaged = set_aside(path) if lies_aside(path) or not is_gone(path) else None
    used = next((backup for backup in backups(folder) if not is_damaged(backup, connect)), None)
    partial = path.with_suffix(".partial")
    for left_over in path.parent.glob(f"{partial.name}*"):
        left_over.unlink()
    if used is not None:
        partial.write_bytes(used.read_bytes())
        partial.chmod(0o600)
    store = Store.open(partial, codebook, connect)
    try:
        saved, unsure = _salvage(store, damaged, codebook, connect) if damaged else (0, _forget_later(store))
        again = unsure and _has_finished_rows(store, codebook)
    finally:
        store.close()
    flush(partial)
    partial.replace(path)
    if damaged:
        keep_for_a_while(path)
    return Recovery(day_of(used) if used else None, saved, damaged is None, again)


def _forget_later(store: Store) -> bool:
    """Of a log that has vanished nobody knows what was delivered after its backup."""
    with store.writing() as connection:
        _begin_another_pseudonym(connection)
    return True


def _has_finished_rows(store: Store, codebook: Codebook) -> bool:
    """Whether there is anything that may have been delivered."""
    tables = [table for table in codebook.tables.values() if table.rest in ("open_then_frozen", "frozen")]
    with store.reading() as connection:
        return any(count(connection, table_names(table)[-1]) for table in tables)


def _salvage(store: Store, damaged: Path, codebook: Codebook, connect: Connect) -> tuple[int, bool]:
    """Rows that the damaged file has beyond those of the backup, and whether a delivery may have been forgotten."""
    names = [name for table in codebook.tables.values() for name in table_names(table)]
    unsure = False
    with store.writing() as connection:
        before = sum(count(connection, name) for name in names)
        for name in [*names, "spent", "delivered", "batches"]:
            rows, whole = _readable_rows(damaged, name, connect)
            if whole:
                connection.execute(f"DELETE FROM {name}")
            for row in rows:
                whole = _put(connection, name, row) and whole
            if name == "batches" and not whole:
                _begin_another_pseudonym(connection)
            unsure |= name in ("delivered", "batches") and not whole
        # What the backup has as open may have been frozen since: a used-up key is not open.
        forget_spent(connection)
        return sum(count(connection, name) for name in names) - before, unsure


_UNREADABLE = object()
"""Stands for a text whose bytes are no longer UTF-8."""


def _text(stored: bytes) -> object:
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return _UNREADABLE


def _readable_rows(damaged: Path, table: str, connect: Connect) -> tuple[list[dict[str, Any]], bool]:
    """Rows of a table up to the first page that cannot be read, and whether that was all of them.

    A row whose text is no longer UTF-8 is left out; then it was not all of them.
    """
    rows: list[dict[str, Any]] = []
    whole = True
    try:
        with explained(), closing(connect(damaged)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.text_factory = _text
            cursor = connection.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            while record := cursor.fetchone():
                if _UNREADABLE in record:
                    whole = False
                else:
                    rows.append(dict(zip(names, record, strict=True)))
    except (StorageError, UnicodeDecodeError):  # SQLite quotes damaged text in its error
        return rows, False
    return rows, whole


def _begin_another_pseudonym(connection: sqlite3.Connection) -> None:
    """Batches may have gone out that nobody remembers here: their pseudonyms are used up.

    Under the same pseudonym and sequence other rows would go out again, and the lead would refuse them for good.
    """
    week = week_of(date.today())
    for (pseudonym,) in connection.execute("SELECT DISTINCT pseudonym FROM batches").fetchall():
        spend(connection, pseudonym, week)


def _put(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> bool:
    """The damaged file is the newer one; a row whose bytes have suffered is refused by the CHECKs (``False``)."""
    try:
        insert(connection, table, row, "INSERT OR REPLACE")
    except Exception as error:
        if not is_refused_row(error):
            raise
        return False
    return True
