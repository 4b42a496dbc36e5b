"""The anonymous contact log: the one door through which anything is written down."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from companion.codebook import Codebook
from companion.contacts.calendar import EARLIEST_DAY, plausible_day, week_of, weeks_before
from companion.contacts.check import check_fields, require_uuid
from companion.contacts.ledger import Ledger, count, forget_deliveries, insert_numbered, is_spent, spend
from companion.contacts.rooms import RoomRegister
from companion.contacts.row import Row
from companion.contacts.schema import DELIVERED_TABLES
from companion.contacts.store import Connect, Store, connect_plain

KEEP_WEEKS = 104
"""Weeks after which a frozen row is deleted from the laptop, and with it what is known about its delivery: two years,
enough to compare cycles."""
KEEP_SPENT_WEEKS = 13
"""Weeks for which a repeat of a used-up key is still recognised."""


class ContactLog:
    """Contacts, own posts, gaps, feedback and observations in one SQLite file.

    Every public method is one transaction and may be called from any thread of this process.
    """

    def __init__(self, store: Store, codebook: Codebook, now: Callable[[], datetime]) -> None:
        self._store = store
        self._codebook = codebook
        self._now = now
        self._contacts = Ledger(store, codebook, "contacts", now)
        self.own_posts = Ledger(store, codebook, "own_posts", now)
        self.rooms = RoomRegister(store, codebook)
        self._notes: dict[str, str] = {}
        self._each_day: Callable[[date], None] | None = None
        self._back_up: Callable[[date], None] | None = None
        self._day: date | None = None
        self._beginning = threading.Lock()  # done twice at once, rows would get other numbers in the backups

    @classmethod
    def open(
        cls,
        path: Path,
        codebook: Codebook,
        *,
        now: Callable[[], datetime] = datetime.now,
        connect: Connect = connect_plain,
    ) -> ContactLog:
        """Open or create a log and bring it to the present shape.

        Args:
            path: the SQLite file.
            codebook: the closed lists.
            now: local time, for day, week and shift.
            connect: opens the file; another one for an encrypted log.

        Raises:
            StorageError: it cannot be opened (code ``read_only``, ``locked``, ``corrupt`` …).
            NewerLogError: a newer kontakt wrote it.
        """
        return cls(Store.open(path, codebook, connect), codebook, now)

    @property
    def store(self) -> Store:
        """The guarded connection, for backups and for reading many rows."""
        return self._store

    @property
    def path(self) -> Path:
        """The SQLite file."""
        return self._store.path

    @property
    def notices(self) -> tuple[str, ...]:
        """German sentences a person should read: what was mended, what does not work just now."""
        return tuple(dict.fromkeys(self._notes.values()))

    def note(self, about: str, sentence: str | None) -> None:
        """Say something in ``notices``, in the place of what was said about the same; ``None`` takes that back."""
        notes = {**self._notes, about: sentence}
        self._notes = {name: said for name, said in notes.items() if said is not None}

    def add(self, contact: Mapping[str, object]) -> Row:
        """Write down a contact; see ``Ledger.add``."""
        self._start_day()
        return self._contacts.add(contact)

    def change(self, uuid: str, changes: Mapping[str, object]) -> Row:
        """Set columns of an open contact, such as the reaction; see ``Ledger.change``."""
        return self._contacts.change(uuid, changes)

    def undo(self, uuid: str) -> None:
        """Delete an open contact; see ``Ledger.undo``."""
        self._contacts.undo(uuid)

    def open_rows(self) -> list[Row]:
        """The contacts that can still be changed, latest day first."""
        self._start_day()
        return self._contacts.open_rows()

    def add_gap(self, uuid: str, thema: str | None = None, plattform: str | None = None) -> bool:
        """Note that the bank had no answer; ``False`` if this was noted before.

        Raises:
            FieldError, StorageError: nothing was written.
        """
        return self._add_once("gaps", uuid, {"thema": thema, "plattform": plattform})

    def add_feedback(self, uuid: str, entry_id: str, entry_version: int | None, grund: str) -> bool:
        """Note what a colleague says about an entry; ``False`` if this was noted before.

        Raises:
            FieldError, StorageError: nothing was written.
        """
        given = {"entry_id": entry_id, "entry_version": entry_version, "grund": grund}
        return self._add_once("feedback", uuid, given)

    def add_observation(self, uuid: str, plattform: str, anzahl: int = 1) -> bool:
        """Count threads that were read and not answered; ``False`` if this was counted before.

        Raises:
            FieldError, StorageError: nothing was written.
        """
        uuid = require_uuid(uuid)
        row = self._weekly_row("observations", {"plattform": plattform, "anzahl": anzahl})
        columns = ", ".join(row)
        keys = ", ".join(name for name in row if name != "anzahl")
        marks = ", ".join("?" * len(row))
        with self._store.writing() as connection:
            if not spend(connection, uuid, row["woche"]):
                return False
            connection.execute(
                f"INSERT INTO observations ({columns}) VALUES ({marks}) ON CONFLICT ({keys}) "
                "DO UPDATE SET anzahl = min(9999, anzahl + excluded.anzahl)",
                list(row.values()),
            )
        return True

    def freeze(self, today: date, numbers: dict[str, int] | None = None, *, forget: bool = True) -> int:
        """Freeze every row whose 14 days are over and delete what is older than it may be kept.

        Day and key of a frozen row are gone from the file and its write-ahead log; the file is rewritten, so
        that neither number nor place of a row tells when it came.

        Args:
            today: local day; before the project began (a wrong clock) nothing is done.
            numbers: see ``Ledger.freeze_in``.
            forget: delete what is too old; ``False`` while the date is not believed, see ``clock.long_step``.

        Returns:
            number of contacts frozen.

        Raises:
            StorageError: nothing was changed.
        """
        if today < EARLIEST_DAY:
            return 0
        numbers = {} if numbers is None else numbers
        with self._store.writing(forget=True) as connection:
            frozen = self._contacts.freeze_in(connection, today, numbers)
            others = self.own_posts.freeze_in(connection, today, numbers)
            deleted = _forget_old(connection, today) if forget else 0
        if frozen or others or deleted:
            self._store.rewrite()
        return frozen

    def open_keys(self) -> list[str]:
        """Keys of the rows that can still be changed, contacts and own posts."""
        with self._store.reading() as connection:
            query = "SELECT uuid FROM contacts_open UNION ALL SELECT uuid FROM own_posts_open"
            return [uuid for (uuid,) in connection.execute(query).fetchall()]

    def used_up(self, uuids: Collection[str]) -> bool:
        """Whether any of these keys was used up: its row has frozen."""
        with self._store.reading() as connection:
            return any(is_spent(connection, uuid) for uuid in uuids)

    def counts(self) -> Mapping[str, int]:
        """Number of open and frozen contacts, gaps, feedback, own posts, and observed threads."""
        open_rows, frozen = self._contacts.count()
        with self._store.reading() as connection:
            observed = connection.execute("SELECT coalesce(sum(anzahl), 0) FROM observations").fetchone()[0]
            return {
                "open": open_rows,
                "frozen": frozen,
                "gaps": count(connection, "gaps"),
                "feedback": count(connection, "feedback"),
                "own_posts": count(connection, "own_posts"),
                "observations": observed,
            }

    def gap_counts(self) -> list[dict[str, Any]]:
        """Where the bank is thin: gaps by topic and platform, most frequent first.

        Returns:
            dictionaries with ``thema``, ``plattform``, ``anzahl`` and ``zuletzt`` (ISO week).
        """
        with self._store.reading() as connection:
            cursor = connection.execute(
                "SELECT thema, plattform, count(*) AS anzahl, max(woche) AS zuletzt FROM gaps "
                "GROUP BY thema, plattform ORDER BY anzahl DESC, thema, plattform"
            )
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, record, strict=True)) for record in cursor]

    def each_day(self, work: Callable[[date], None]) -> None:
        """Have ``work`` done now and with the first use of every further day (a companion may run for weeks).

        A failure never stands in the way of a contact: what is still due is done the next day.
        """
        self._each_day = work
        self._start_day()

    def backed_up_by(self, work: Callable[[date], None]) -> None:
        """Have ``work`` make the backups that ``back_up`` asks for."""
        self._back_up = work

    def back_up(self, today: date) -> None:
        """Make today's backup anew: what must not be forgotten was just written down, such as a delivery.

        A failure is said in ``notices`` and never stands in the way.
        """
        if self._back_up is not None:
            self._back_up(today)

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._store.close()

    def _start_day(self) -> None:
        today = self._now().date()
        if self._each_day is None or self._day == today:
            return
        with self._beginning:
            if self._day != today:
                self._day = today
                self._each_day(today)

    def _weekly_row(self, table: str, given: Mapping[str, object]) -> dict[str, Any]:
        accepted = check_fields(self._codebook, table, given)
        row = self._codebook.complete(table, accepted)
        row |= {"woche": week_of(plausible_day(None, self._now().date()))}
        row["codebuch_version"] = self._codebook.version
        return {name: row[name] for name in self._codebook.tables[table].columns}

    def _add_once(self, table: str, uuid: str, given: Mapping[str, object]) -> bool:
        uuid = require_uuid(uuid)
        row = self._weekly_row(table, given)
        with self._store.writing() as connection:
            if not spend(connection, uuid, row["woche"]):
                return False
            insert_numbered(connection, table, row)
        return True


def _forget_old(connection: sqlite3.Connection, today: date) -> int:
    """Within a transaction: delete what is older than it may be kept; how many rows that were."""
    before = connection.total_changes
    oldest = weeks_before(today, KEEP_WEEKS)
    for table in (*DELIVERED_TABLES, "observations"):
        connection.execute(f"DELETE FROM {table} WHERE woche < ?", [oldest])
    connection.execute("DELETE FROM spent WHERE woche < ?", [weeks_before(today, KEEP_SPENT_WEEKS)])
    forget_deliveries(connection, oldest)
    return connection.total_changes - before
