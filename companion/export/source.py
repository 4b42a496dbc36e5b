"""Where the rows of a release or report come from: the team's pool if there is one, else this laptop's log."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Literal

import duckdb

from companion.codebook import Codebook
from companion.config import Settings
from companion.errors import KontaktError
from companion.export.pool import Pool
from companion.export.progress import Progress, silent
from companion.export.rows import load_from_log, load_from_pool

Source = Literal["auto", "log", "pool"]


def pool_of(settings: Settings) -> Pool:
    """The pool of the lead's data folder."""
    return Pool(settings.data / "pool")


def load_rows(
    connection: duckdb.DuckDBPyConnection,
    codebook: Codebook,
    settings: Settings,
    weeks: Sequence[str] | None,
    tables: Iterable[str],
    source: Source = "auto",
    only: Container[str] | None = None,
    progress: Progress = silent,
    once: bool = False,
) -> None:
    """Offer the frozen rows of some weeks in DuckDB tables.

    Args:
        connection: DuckDB.
        codebook: the closed lists.
        settings: the data folder.
        weeks: ISO weeks; ``None``: all, and whoever looks at some of them asks ``check_origin``.
        tables: names of tables of the codebook.
        source: ``auto`` takes the pool if anything was received.
        only: the columns that are wanted, among them ``herkunft``; all unless told.
        progress: told after each part.
        once: rows of the pool need no table, they are read through once or twice.

    Raises:
        KontaktError: there is neither, or synthetic rows lie among real ones (``mixed_origin``).
    """
    names = list(tables)
    pool = pool_of(settings)
    if source == "pool" or (source == "auto" and pool.batches()):
        load_from_pool(connection, codebook, pool, weeks, names, only, progress, once)
    else:
        load_from_log(connection, codebook, settings.contacts_db, weeks, names, only, progress)
    if weeks is not None:
        check_origin(connection, names)


def check_origin(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Refuse demo data among real contacts.

    Raises:
        KontaktError: ``mixed_origin`` (409).
    """
    names = list(tables)
    if len({origin for name in names for origin in _origins(connection, name)}) > 1:
        raise KontaktError(
            "Im Zeitraum liegen Übungsdaten zwischen Kontakten aus der Arbeit.",
            "Die Übungsdaten zuerst entfernen: kontakt contacts demo-data --remove",
            code="mixed_origin",
            status=409,
        )


def is_synthetic(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> bool:
    """Whether the loaded rows are demo data."""
    return any("synthetisch" in _origins(connection, name) for name in tables)


def _origins(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {origin for (origin,) in connection.execute(f"SELECT DISTINCT herkunft FROM {table}").fetchall()}
