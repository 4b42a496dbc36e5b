"""Looks at the files of this laptop for *Heute*; never at the network."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from typing import Any

from companion.bank.shelf import shelf_of
from companion.contacts.backup import backups, day_of
from companion.contacts.log import ContactLog
from companion.contacts.opening import backup_folder
from companion.desk.desk import Desk
from companion.desk.today.entries import FeedbackCount, GapCount
from companion.desk.today.team import Seen
from companion.errors import KontaktError
from companion.sharing.client import Client
from companion.sharing.finding import Listed, find_in
from companion.sharing.ground import next_number
from companion.sharing.history import is_working_bank
from companion.sharing.presented import last_shown, shown_file
from companion.sharing.renewal import How, how_renewed

MARGIN = 64 * 1024**2
"""A proposal file larger than this is not opened for a line on a page (bytes)."""


@dataclass(frozen=True)
class LogFacts:
    """What lies in the contact log and what became of it.

    Attributes:
        rows: contacts.
        undelivered: finished rows that were not delivered.
        destination: whether it is known where to deliver.
        backup: day of the newest copy.
        rooms: the register.
    """

    rows: int
    undelivered: int
    destination: bool
    backup: date | None
    rooms: list[dict[str, Any]]


@dataclass(frozen=True)
class LeadFacts:
    """What only the lead's laptop has.

    Attributes:
        gaps, feedback: of the merged rows, else of the own log.
        missing: deliveries that must exist.
        renewal: how the timestamp is renewed.
        problem: why the merged rows cannot be read.
    """

    gaps: list[GapCount]
    feedback: list[FeedbackCount]
    missing: list[str]
    renewal: How | None
    problem: KontaktError | None = None


def of_log(desk: Desk) -> LogFacts | None:
    """``None`` while the log cannot be opened."""
    from companion.export.batch import undelivered
    from companion.export.delivery import destination

    try:
        log = desk.parts.log.get()
        counts = log.counts()
        waiting, register = undelivered(log), log.rooms.all()
    except KontaktError:
        return None
    kept = backups(backup_folder(log.path))
    try:
        known = destination(desk.settings) is not None
    except KontaktError:
        known = False
    newest = day_of(kept[0]) if kept else None
    return LogFacts(counts["open"] + counts["frozen"], waiting, known, newest, register)


def of_lead(desk: Desk) -> LeadFacts:
    """Gaps and feedback of the team if deliveries have arrived, else of this laptop."""
    from companion.export.source import pool_of
    from companion.sharing.usage import sums_of_pool

    gap_columns, feedback_columns = ("thema", "woche"), ("entry_id", "entry_version", "grund")
    pool = pool_of(desk.settings)
    try:
        received, missing = pool.batches(), pool.missing()
    except KontaktError as error:
        return LeadFacts([], [], [], how_renewed(desk.settings), error)
    if received:
        gaps = sums_of_pool(pool, "gaps", gap_columns)
        feedback = sums_of_pool(pool, "feedback", feedback_columns)
    else:
        try:
            log = desk.parts.log.get()
            gaps = _sums(log, "gaps", gap_columns)
            feedback = _sums(log, "feedback", feedback_columns)
        except KontaktError:
            gaps, feedback = [], []
    return LeadFacts(
        [GapCount(row["thema"], row["woche"], row["anzahl"]) for row in gaps],
        [
            FeedbackCount(row["entry_id"], row["entry_version"], row["grund"], row["anzahl"])
            for row in feedback
        ],
        missing,
        how_renewed(desk.settings),
    )


def of_working_bank(desk: Desk, today: date) -> list[Listed] | None:
    """Every entry of the bank in work; ``None`` if there is none on this laptop."""
    folder = desk.settings.working_bank
    return find_in(shelf_of(folder).reading(today), today) if is_working_bank(folder) else None


def of_proposal(desk: Desk) -> Seen | None:
    """The proposal seen last, if it is still the next one."""
    path, client = shown_file(desk.settings), Client(desk.settings)
    try:
        if not client.joined or not path.is_file() or path.stat().st_size > MARGIN:
            return None
        proposal = last_shown(desk.settings)
        if proposal is None or proposal.number != next_number(desk.settings, client):
            return None
        signed, missing = proposal.missing(client)
    except (KontaktError, OSError):
        return None
    return Seen(signed, missing)


def free_bytes(desk: Desk) -> int:
    """Left where the data lies."""
    return shutil.disk_usage(desk.settings.data).free


def _sums(log: ContactLog, table: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    names = ", ".join(columns)
    with log.store.reading() as connection:
        rows = connection.execute(
            f"SELECT {names}, count(*) FROM {table} WHERE herkunft = 'arbeit' GROUP BY {names}"  # noqa: S608
        ).fetchall()
    return [dict(zip((*columns, "anzahl"), row, strict=True)) for row in rows]
