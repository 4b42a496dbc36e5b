"""Frozen rows in DuckDB, from this laptop's log or from the team's pool."""

from __future__ import annotations

import io
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

import duckdb

from companion.codebook import Codebook, Table
from companion.contacts.view import view_log
from companion.export.pool import Pool
from companion.export.progress import Progress, silent

_CHUNK = 100_000
READING = "Kontakte lesen"
"""What is said while rows are read."""


def enum_of(codes: Iterable[str]) -> str:
    """DuckDB type of a closed list."""
    return "ENUM(" + ", ".join(_text(code) for code in codes) + ")"


def enum_types(codebook: Codebook, table: Table) -> dict[str, str]:
    """Column → DuckDB type; closed lists become ENUMs, one byte a cell."""
    found = {}
    for column in table.lasting():
        if column.type == "code":
            found[column.name] = enum_of(codebook.vocabulary_of(column).codes)
        else:
            found[column.name] = "INTEGER" if column.is_integer else "VARCHAR"
    return found


def create_table(
    connection: duckdb.DuckDBPyConnection, codebook: Codebook, name: str, only: Container[str] | None = None
) -> None:
    """An empty table of the lasting columns of a table of the codebook, or of some of them."""
    columns = ", ".join(
        f'"{column}" {kind}'
        for column, kind in enum_types(codebook, codebook.tables[name]).items()
        if only is None or column in only
    )
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")


def load_from_log(
    connection: duckdb.DuckDBPyConnection,
    codebook: Codebook,
    path: Path,
    weeks: Sequence[str] | None,
    tables: Iterable[str],
    only: Container[str] | None = None,
    progress: Progress = silent,
) -> None:
    """Fill DuckDB tables with the frozen rows of some weeks.

    Args:
        connection: DuckDB.
        codebook: the closed lists.
        path: the log; only read.
        weeks: ISO weeks; ``None``: all of them.
        tables: names of tables of the codebook.
        only: the columns that are wanted; all unless told.
        progress: told after each part.

    Raises:
        KontaktError: there is no log, or it cannot be read.
    """
    names, done = list(tables), 0
    with view_log(path, codebook) as log, log.store.reading() as source:
        # Counted only where somebody watches.
        whole = sum(log.counts().values()) if progress is not silent else 0
        for name in names:
            create_table(connection, codebook, name, only)
            columns = [c for c in codebook.tables[name].lasting() if only is None or c.name in only]
            frozen = f"{name}_frozen" if codebook.tables[name].rest == "open_then_frozen" else name
            # One text per row: SQLite joins the codes far faster than Python would take them one by one.
            joined = " || ';' || ".join(f'"{column.name}"' for column in columns)
            query, values = f"SELECT {joined} FROM {frozen}", list(weeks or ())
            if weeks is not None:
                query += f" WHERE woche IN ({', '.join('?' * len(values))})"
            cursor = source.execute(query, values)
            while chunk := cursor.fetchmany(_CHUNK):
                insert_lines(connection, name, (line for (line,) in chunk))
                done += len(chunk)
                progress(READING, min(done / max(whole, 1), 1.0))


def load_from_pool(
    connection: duckdb.DuckDBPyConnection,
    codebook: Codebook,
    pool: Pool,
    weeks: Sequence[str] | None,
    tables: Iterable[str],
    only: Container[str] | None = None,
    progress: Progress = silent,
    once: bool = False,
) -> None:
    """Offer the merged rows of some weeks in DuckDB tables; keys of batches and rows are left behind.

    Columns that a batch of an older codebook did not have get their default. Arguments as of ``load_from_log``, and:

    Args:
        once: views instead of tables, for rows that are read through once and need no room of their own.
    """
    names = list(tables)
    for number, name in enumerate(names):
        create_table(connection, codebook, name, only)
        progress(READING, number / len(names))
        files = pool.files(name)
        if not files:
            continue
        listed = ", ".join(_text(file) for file in files)
        source = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
        described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        present = {row[0] for row in described}
        defaults = {column.name: column.default for column in codebook.tables[name].lasting()}
        values = ", ".join(
            f'CAST({_value(column, column in present, defaults[column])} AS {kind}) AS "{column}"'
            for column, kind in enum_types(codebook, codebook.tables[name]).items()
            if only is None or column in only
        )
        query = f"SELECT {values} FROM {source}"
        if weeks is not None:
            query += f" WHERE woche IN ({', '.join(_text(week) for week in weeks)})"
        if once:
            connection.execute(f"DROP TABLE {name}")
        connection.execute(f"CREATE VIEW {name} AS {query}" if once else f"INSERT INTO {name} {query}")


def _value(column: str, present: bool, default: str | int | None) -> str:
    """SQL: a column of the pool; files that lack it hold NULL there. Columns of the first codebook have no default."""
    if default is None:
        return f'"{column}"'
    return f"coalesce(\"{column}\", '{default}')" if present else f"'{default}'"


def _text(value: str) -> str:
    """SQL: a text."""
    return "'" + value.replace("'", "''") + "'"


def insert_lines(connection: duckdb.DuckDBPyConnection, table: str, lines: Iterator[str]) -> None:
    """Append rows given as lines of codes joined by semicolons."""
    content = "\n".join(lines).encode()
    if not content:
        return
    types = connection.execute(f"DESCRIBE {table}").fetchall()
    relation = connection.read_csv(
        io.BytesIO(content),
        sep=";",
        header=False,
        quotechar="",
        escapechar="",
        names=[name for name, *_ in types],
        all_varchar=True,
    )
    relation.project(", ".join(f'CAST("{name}" AS {kind})' for name, kind, *_ in types)).insert_into(table)
