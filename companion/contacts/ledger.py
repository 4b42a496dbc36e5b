"""Rows that can be changed for a while and then freeze: contacts and own posts.

Used by ``ContactLog``; a ledger knows one table of the codebook and nothing about the others.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from companion.codebook import Codebook
from companion.contacts.calendar import WEEKEND, plausible_day, shift_fits, shift_of, week_of
from companion.contacts.check import MADE_HERE, check_fields, require_fitting_shift, require_uuid
from companion.contacts.row import OPEN_DAYS, Row, row_from
from companion.contacts.schema import DELIVERED_TABLES
from companion.contacts.store import Store
from companion.errors import KontaktError


class FrozenError(KontaktError):
    """The row is frozen and can no longer be changed."""

    def __init__(self) -> None:
        super().__init__(
            f"Dieser Eintrag ist abgeschlossen. Nach {OPEN_DAYS} Tagen lässt sich nichts mehr ändern.",
            "Eine spätere Reaktion zählt im nächsten Kontakt.",
            code="frozen",
            status=409,
        )


class UnknownRowError(KontaktError):
    """No row has this key."""

    def __init__(self) -> None:
        super().__init__(
            "Diesen Eintrag gibt es nicht (mehr).",
            "Die Liste der offenen Kontakte neu laden.",
            code="unknown_contact",
            status=404,
        )


class Ledger:
    """Adds, changes, undoes and freezes the rows of one ``open_then_frozen`` table."""

    def __init__(self, store: Store, codebook: Codebook, table: str, now: Callable[[], datetime]) -> None:
        self._store = store
        self._codebook = codebook
        self._table = codebook.tables[table]
        self._now = now
        self._open = f"{table}_open"
        self._frozen = f"{table}_frozen"

    def add(self, given: Mapping[str, object]) -> Row:
        """Write a row, unless its ``uuid`` has been written before.

        Args:
            given: ``uuid`` and any columns of the codebook; what is not given follows from the rest.

        Returns:
            the row; ``repeated`` if it was there, ``frozen`` if it has been frozen since.

        Raises:
            FieldError: a column was refused; nothing was written.
            StorageError: the file could not be written; nothing was written.
        """
        uuid = require_uuid(given.get("uuid"))
        row = self._fill({**check_fields(self._codebook, self._table.name, given), "uuid": uuid})
        with self._store.writing() as connection:
            known = self._find(connection, uuid)
            if known is not None:
                return row_from(known, repeated=True)
            if is_spent(connection, uuid):
                return Row(uuid, {}, repeated=True, frozen=True)
            insert(connection, self._open, row)
        return row_from(row)

    def change(self, uuid: str, changes: Mapping[str, object]) -> Row:
        """Set columns of an open row; a changed ``tag`` moves its week along, and onto a weekend its shift.

        Raises:
            FieldError: a column was refused, or ``schicht`` does not fit the day: nobody knows at what time of day a
                contact of a weekend was, once it is moved to another day.
            FrozenError, UnknownRowError, StorageError: nothing was changed.
        """
        uuid = require_uuid(uuid)
        refused = MADE_HERE | {"uuid", "herkunft"}
        accepted = check_fields(self._codebook, self._table.name, changes, refuse=refused)
        if "tag" in accepted:
            day = plausible_day(str(accepted["tag"]), self._now().date())
            accepted |= {"tag": day.isoformat(), "woche": week_of(day)}
        with self._store.writing() as connection:
            record = self._require(connection, uuid)
            if "schicht" in self._table.columns and {"tag", "schicht"} & accepted.keys():
                accepted["schicht"] = _shift_after({**record, **accepted}, "schicht" in accepted)
            if accepted:
                assignments = ", ".join(f'"{name}" = :{name}' for name in accepted)
                statement = f"UPDATE {self._open} SET {assignments} WHERE uuid = :uuid"
                connection.execute(statement, {**accepted, "uuid": uuid})
        return row_from({**record, **accepted})

    def undo(self, uuid: str) -> None:
        """Delete an open row for good; a key that was never seen is fine (the row never arrived).

        Raises:
            FrozenError, StorageError: nothing was changed.
        """
        uuid = require_uuid(uuid)
        with self._store.writing(forget=True) as connection:
            if is_spent(connection, uuid):
                raise FrozenError
            connection.execute(f"DELETE FROM {self._open} WHERE uuid = ?", [uuid])

    def open_rows(self) -> list[Row]:
        """All open rows, latest day first, in no telling order within a shift."""
        with self._store.reading() as connection:
            cursor = connection.execute(f"SELECT * FROM {self._open}")
            names = [column[0] for column in cursor.description]
            rows = [row_from(dict(zip(names, record, strict=True))) for record in cursor]
        shifts = list(self._codebook.vocabularies["schicht"].codes)
        return sorted(
            rows,
            key=lambda r: (r.values["tag"], shifts.index(r.values.get("schicht", shifts[0]))),
            reverse=True,
        )

    def freeze_in(self, connection: sqlite3.Connection, today: date, numbers: dict[str, int]) -> int:
        """Within a transaction: let the rows freeze whose time is over, and forget their day and key.

        Args:
            connection: of the running transaction.
            today: local day.
            numbers: key → random number of the frozen row, taken over or added; lives in memory only, so that
                the same row gets the same number in the log and in its backups.

        Returns:
            number of rows frozen.
        """
        until = (today - timedelta(days=OPEN_DAYS)).isoformat()
        columns = ", ".join(f'"{column.name}"' for column in self._table.lasting())
        found = connection.execute(
            f"SELECT uuid, tag <= ?, {columns} FROM {self._open} ORDER BY {columns}", [until]
        ).fetchall()
        names = [column.name for column in self._table.lasting()]
        frozen = 0
        for uuid, due, *values in found:
            if not due and uuid not in numbers:  # a backup may hold another day than the log
                continue
            if spend(connection, uuid, week_of(today)):
                number = numbers.setdefault(uuid, random_number())
                insert(connection, self._frozen, {"id": number, **dict(zip(names, values, strict=True))})
                frozen += 1
            connection.execute(f"DELETE FROM {self._open} WHERE uuid = ?", [uuid])
        return frozen

    def count(self) -> tuple[int, int]:
        """Number of open and of frozen rows."""
        with self._store.reading() as connection:
            return (count(connection, self._open), count(connection, self._frozen))

    def _fill(self, accepted: dict[str, Any]) -> dict[str, Any]:
        moment = self._now()
        day = plausible_day(accepted.get("tag"), moment.date())
        row = self._codebook.complete(self._table.name, accepted)
        row |= {"tag": day.isoformat(), "woche": week_of(day), "codebuch_version": self._codebook.version}
        # A contact that waited is never refused; a clock that was wrong may have told it another day.
        if "schicht" in self._table.columns and not ("schicht" in row and shift_fits(row["schicht"], day)):
            row["schicht"] = shift_of(datetime.combine(day, moment.time()))
        return {name: row[name] for name in self._table.columns}

    def _find(self, connection: sqlite3.Connection, uuid: str) -> dict[str, Any] | None:
        cursor = connection.execute(f"SELECT * FROM {self._open} WHERE uuid = ?", [uuid])
        record = cursor.fetchone()
        return (
            dict(zip([column[0] for column in cursor.description], record, strict=True)) if record else None
        )

    def _require(self, connection: sqlite3.Connection, uuid: str) -> dict[str, Any]:
        record = self._find(connection, uuid)
        if record is None:
            raise FrozenError if is_spent(connection, uuid) else UnknownRowError
        return record


def _shift_after(row: Mapping[str, Any], was_given: bool) -> str:
    """The shift of a changed row.

    Raises:
        FieldError: it does not fit the day.
    """
    day, shift = date.fromisoformat(row["tag"]), str(row["schicht"])
    if not was_given and shift_fits(WEEKEND, day):
        return WEEKEND
    require_fitting_shift(shift, day)
    return shift


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any], verb: str = "INSERT") -> None:
    """Insert one row, columns by name."""
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f"{verb} INTO {table} ({columns}) VALUES ({marks})", list(row.values()))


def insert_numbered(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Insert one row under a random number, so that the order in the file tells nothing."""
    insert(connection, table, {"id": random_number(), **row})


def random_number() -> int:
    """A number for a frozen row: 62 random bits."""
    return secrets.randbits(62)


def spend(connection: sqlite3.Connection, uuid: str, week: str) -> bool:
    """Remember that a key was used up, without saying for what; ``False`` if it was before."""
    done = connection.execute(
        "INSERT OR IGNORE INTO spent (handle, woche) VALUES (?, ?)", [_handle(uuid), week]
    )
    return done.rowcount == 1


def is_spent(connection: sqlite3.Connection, uuid: str) -> bool:
    """Whether a key was used up."""
    return connection.execute("SELECT 1 FROM spent WHERE handle = ?", [_handle(uuid)]).fetchone() is not None


def forget_spent(connection: sqlite3.Connection) -> None:
    """Delete open rows whose key was used up: they have been frozen before, what is open is a left-over."""
    for name in ("contacts_open", "own_posts_open"):
        for (uuid,) in connection.execute(f"SELECT uuid FROM {name}").fetchall():
            if is_spent(connection, uuid):
                connection.execute(f"DELETE FROM {name} WHERE uuid = ?", [uuid])


def forget_deliveries(connection: sqlite3.Connection, oldest: str) -> None:
    """Delete what is known about the delivery of rows that are gone, and batches older than a week without any row.

    What is then forgotten cannot be delivered again: observations of those weeks are gone, too.
    """
    for table in DELIVERED_TABLES:
        connection.execute(
            f"DELETE FROM delivered WHERE tabelle = '{table}' AND id NOT IN (SELECT id FROM {table})"
        )
    connection.execute(
        "DELETE FROM batches WHERE observed_until < ? AND (pseudonym, sequence) NOT IN "
        "(SELECT pseudonym, sequence FROM delivered)",
        [oldest],
    )


def count(connection: sqlite3.Connection, table: str) -> int:
    """Number of rows of a table."""
    found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return found


def _handle(uuid: str) -> bytes:
    return hashlib.sha256(uuid.encode()).digest()[:16]
