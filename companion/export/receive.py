"""Lead: open sealed batches, check them, put them into the pool."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb
import pyrage

from companion.codebook import Codebook
from companion.codebook.model import PATTERNS
from companion.errors import KontaktError
from companion.export.archive import unpack
from companion.export.batch import FORMAT, TABLES
from companion.export.periods import period_of
from companion.export.pool import BatchConflictError, Pool, Received, digest_of
from companion.export.rows import create_table, insert_lines
from companion.export.seal import SealError, unseal

LIMIT = 2_000_000_000
"""Largest unpacked batch in bytes."""
_ALL = (*TABLES, "observations")


class BatchInvalidError(KontaktError):
    """A batch opens, but its content does not hold together."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Eine Lieferung ist nicht in Ordnung: {reason}. Sie wurde nicht übernommen.",
            "Bitte neu schicken lassen. An den vorhandenen Daten wurde nichts geändert.",
            code="batch_invalid",
        )


@dataclass
class Report:
    """What an import did."""

    new: list[str] = field(default_factory=list)
    known: int = 0
    rows: int = 0
    refused: list[KontaktError] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def receive(
    pool: Pool, codebook: Codebook, files: Iterable[bytes], identity: pyrage.x25519.Identity
) -> Report:
    """Take every batch that is whole and new; the others are refused one by one.

    Args:
        pool: where it goes.
        codebook: the closed lists; a batch with an unknown code is refused.
        files: sealed batches in any order.
        identity: the lead's secret key.

    Raises:
        OSError: no room; every batch is either in the pool or not, the next call continues.
    """
    report = Report()
    for sealed in files:
        try:
            _take(pool, codebook, unseal(sealed, identity), report)
        except (SealError, BatchInvalidError, BatchConflictError) as error:
            report.refused.append(error)
    report.missing = pool.missing()
    return report


def _take(pool: Pool, codebook: Codebook, content: bytes, report: Report) -> None:
    try:
        members = unpack(content, LIMIT)
        manifest = json.loads(members["manifest.json"])
        sums = {name: manifest["sha256"][name] for name in _ALL}
        batch = Received(
            str(manifest["pseudonym"]),
            int(manifest["sequence"]),
            str(manifest["period"]),
            digest_of(members["manifest.json"]),
            {name: int(manifest["rows"][name]) for name in _ALL},
        )
        tables = {name: members[f"{name}.csv"] for name in _ALL}
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise BatchInvalidError("der Aufbau stimmt nicht") from error
    if manifest.get("format") != FORMAT or not re.fullmatch("[0-9a-f]{16}", batch.pseudonym):
        raise BatchInvalidError("sie stammt von einer anderen Fassung von kontakt")
    if any(digest_of(content) != sums[name] for name, content in tables.items()):
        raise BatchInvalidError("eine Prüfsumme stimmt nicht")
    if pool.knows(batch):
        report.known += 1
        return
    with duckdb.connect() as connection:
        quarters: dict[str, tuple[int, int]] = {}
        for name, table in tables.items():
            weeks = _load(connection, codebook, name, table, batch.rows[name])
            quarters |= {week: (period_of(week).year, period_of(week).quarter) for week in weeks}
        pool.add(batch, connection, quarters)
    report.new.append(batch.key)
    report.rows += sum(batch.rows.values())


def _load(
    connection: duckdb.DuckDBPyConnection, codebook: Codebook, name: str, content: bytes, rows: int
) -> set[str]:
    """Read a table of a batch into DuckDB, every value checked; returns its weeks."""
    head, *lines = content.decode("ascii", errors="replace").splitlines() or [""]
    columns = [column.name for column in codebook.tables[name].lasting()]
    given = head.split(";")
    if given != columns[: len(given)] or len(lines) != rows:
        raise BatchInvalidError("Spalten oder Zeilenzahl stimmen nicht")
    rest = "".join(f";{codebook.tables[name].columns[column].default}" for column in columns[len(given) :])
    create_table(connection, codebook, name)
    try:
        insert_lines(connection, name, (line + rest for line in lines))
    except duckdb.Error as error:
        raise BatchInvalidError("ein Code steht nicht im Codebuch") from error
    for column in codebook.tables[name].lasting():
        if column.type in PATTERNS:
            values = connection.execute(f'SELECT DISTINCT "{column.name}" FROM {name}').fetchall()
            if not all(_allowed(column.type, value) for (value,) in values):
                raise BatchInvalidError("eine Angabe hat nicht die vorgeschriebene Form")
    if connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] != rows:
        raise BatchInvalidError("die Zeilenzahl stimmt nicht")
    return {week for (week,) in connection.execute(f"SELECT DISTINCT woche FROM {name}").fetchall()}


def _allowed(kind: str, value: str) -> bool:
    if kind == "entry_id" and value in ("keine_angabe", "nicht_anwendbar"):
        return True
    return bool(PATTERNS[kind].fullmatch(value))
