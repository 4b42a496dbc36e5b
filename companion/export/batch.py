"""Worker → lead: the frozen rows since the last batch, in a sealed file that names nobody.

A batch is known by (pseudonym, sequence). The pseudonym is random and changes every quarter; the file name is random
and every file is padded, so that neither name nor size ties a batch to a person. A batch is noted before it is sent
and marked when it is: whatever breaks off, the next call sends the same batch again, and the lead takes it once.
The log is backed up both times, so that a restored log knows its last batch. Where it may not (the notes were damaged),
the pseudonym is used up and another begins: rows may then go out twice, but none meets a batch the lead has already.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from companion.codebook import Codebook
from companion.contacts.calendar import week_of, weeks_before
from companion.contacts.ledger import is_spent
from companion.contacts.log import ContactLog
from companion.export.archive import pack
from companion.export.periods import period_of
from companion.export.seal import seal

FORMAT = 1
TABLES = {
    "contacts": "contacts_frozen",
    "own_posts": "own_posts_frozen",
    "gaps": "gaps",
    "feedback": "feedback",
}
"""Table of the codebook → SQLite table whose rows are delivered one by one."""
PADDING = 64 * 1024
"""What is sealed has the size of a power of two from here on (bytes)."""
_PADDED_BY = "padding"
_FIRST_WEEK = "2025-W01"


@dataclass(frozen=True)
class Batch:
    """What is known about a batch on the worker's side."""

    pseudonym: str
    sequence: int
    period: str
    name: str
    observed_after: str
    observed_until: str

    @property
    def file_name(self) -> str:
        """Name in the storage; says nothing."""
        return f"{self.name}.age"


def drop(
    log: ContactLog, codebook: Codebook, keys: Sequence[str], put: Callable[[str, bytes], None], today: date
) -> int:
    """Send what has frozen since the last batch.

    Args:
        log: the log, frozen up to today.
        codebook: the closed lists.
        keys: public keys of the lead (and a backup key).
        put: writes a file of that name to the storage, whole or not at all.
        today: local day.

    Returns:
        number of rows sent, 0 if there was nothing new.

    Raises:
        StorageError: the log cannot be written; nothing was sent.
        KontaktError: what ``put`` raises; the batch goes out with the next call.
    """
    sent = 0
    made = _make(log, today)
    if made:
        log.back_up(today)
    batches = _unsent(log)
    for batch in batches:
        members, rows = _members(log, codebook, batch)
        put(batch.file_name, seal(padded(members), keys))
        digest = hashlib.sha256(members["manifest.json"]).hexdigest()
        with log.store.writing() as connection:
            connection.execute(
                "UPDATE batches SET sha256 = ? WHERE pseudonym = ? AND sequence = ?",
                [digest, batch.pseudonym, batch.sequence],
            )
        sent += rows
    if batches:
        log.back_up(today)
    return sent


def undelivered(log: ContactLog) -> int:
    """Number of rows from work that a delivery would send now; practice rows are not counted.

    Raises:
        StorageError: the log could not be read.
    """
    with log.store.reading() as connection:
        return sum(
            connection.execute(
                f"SELECT count(*) FROM {table} WHERE herkunft = 'arbeit' AND id NOT IN (SELECT id FROM delivered "
                f"JOIN batches USING (pseudonym, sequence) WHERE tabelle = '{table}' AND sha256 != '')"
            ).fetchone()[0]
            for table in TABLES.values()
        )


def _make(log: ContactLog, today: date) -> list[Batch]:
    """Note a new batch of everything undelivered; none if there is nothing."""
    period = str(period_of(week_of(today)))
    with log.store.writing() as connection:
        known = connection.execute(
            "SELECT pseudonym, max(sequence) FROM batches WHERE period = ? GROUP BY pseudonym", [period]
        ).fetchall()
        last = next((one for one in known if not is_spent(connection, one[0])), None)
        pseudonym, sequence = (last[0], last[1] + 1) if last else (secrets.token_hex(8), 1)
        after = connection.execute("SELECT max(observed_until) FROM batches").fetchone()[0] or _FIRST_WEEK
        until = max(after, weeks_before(today, 1))
        batch = Batch(pseudonym, sequence, period, secrets.token_hex(8), after, until)
        taken = sum(
            connection.execute(
                f"INSERT INTO delivered SELECT '{table}', id, ?, ? FROM {table} "
                f"WHERE id NOT IN (SELECT id FROM delivered WHERE tabelle = '{table}')",
                [pseudonym, sequence],
            ).rowcount
            for table in TABLES.values()
        )
        seen = connection.execute(
            "SELECT count(*) FROM observations WHERE woche > ? AND woche <= ?", [after, until]
        ).fetchone()[0]
        if not taken and not seen:
            return []
        connection.execute(
            "INSERT INTO batches (pseudonym, sequence, period, name, observed_after, observed_until, sha256) "
            "VALUES (?, ?, ?, ?, ?, ?, '')",
            [pseudonym, sequence, period, batch.name, after, until],
        )
    return [batch]


def _unsent(log: ContactLog) -> list[Batch]:
    with log.store.reading() as connection:
        rows = connection.execute(
            "SELECT pseudonym, sequence, period, name, observed_after, observed_until FROM batches "
            "WHERE sha256 = '' ORDER BY period, sequence"
        ).fetchall()
    return [Batch(*row) for row in rows]


def _members(log: ContactLog, codebook: Codebook, batch: Batch) -> tuple[dict[str, bytes], int]:
    """Content of a batch, the same bytes however often it is made; and its number of rows."""
    with log.store.reading() as connection:
        tables = {name: _rows(connection, codebook, name, batch) for name in TABLES}
        tables["observations"] = _observations(connection, codebook, batch)
        previous = connection.execute(
            "SELECT sha256 FROM batches WHERE pseudonym = ? AND sequence = ?",
            [batch.pseudonym, batch.sequence - 1],
        ).fetchone()
    files = {f"{name}.csv": _csv(codebook, name, rows) for name, rows in tables.items()}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "pseudonym": batch.pseudonym,
        "sequence": batch.sequence,
        "period": batch.period,
        "codebook_version": codebook.version,
        "previous": previous[0] if previous else None,
        "rows": {name: len(rows) for name, rows in tables.items()},
        "sha256": {name: hashlib.sha256(files[f"{name}.csv"]).hexdigest() for name in tables},
    }
    manifest_file = json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()
    return {"manifest.json": manifest_file, **files}, sum(len(rows) for rows in tables.values())


def _rows(
    connection: sqlite3.Connection, codebook: Codebook, name: str, batch: Batch
) -> list[tuple[Any, ...]]:
    """Rows of a batch sorted by their content: their order tells nothing."""
    columns = ", ".join(f'"{column.name}"' for column in codebook.tables[name].lasting())
    return connection.execute(
        f"SELECT {columns} FROM {TABLES[name]} WHERE id IN (SELECT id FROM delivered "
        f"WHERE tabelle = '{TABLES[name]}' AND pseudonym = ? AND sequence = ?) ORDER BY {columns}",
        [batch.pseudonym, batch.sequence],
    ).fetchall()


def _observations(connection: sqlite3.Connection, codebook: Codebook, batch: Batch) -> list[tuple[Any, ...]]:
    """The weekly counters of the weeks this batch is about."""
    columns = ", ".join(f'"{column.name}"' for column in codebook.tables["observations"].lasting())
    return connection.execute(
        f"SELECT {columns} FROM observations WHERE woche > ? AND woche <= ? ORDER BY {columns}",
        [batch.observed_after, batch.observed_until],
    ).fetchall()


def _csv(codebook: Codebook, name: str, rows: list[tuple[Any, ...]]) -> bytes:
    head = ";".join(column.name for column in codebook.tables[name].lasting())
    return "\n".join([head, *(";".join(map(str, row)) for row in rows), ""]).encode()


def padded(members: dict[str, bytes]) -> bytes:
    """The archive, made as long as the next power of two by a member of random bytes.

    They lie in it as they are: deflated, they would grow with their length, and the size would tell how much else
    there is.
    """
    bare = len(pack({**members, _PADDED_BY: b""}, stored=(_PADDED_BY,)))
    size = PADDING
    while size < bare:
        size *= 2
    content = pack({**members, _PADDED_BY: secrets.token_bytes(size - bare)}, stored=(_PADDED_BY,))
    assert len(content) == size
    return content
