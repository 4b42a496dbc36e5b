"""One table, many formats: Parquet, CSV, SPSS, Stata, XLSX and a script for R.

The table is sorted by its content already; every writer keeps its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from companion.cells import FORMULA
from companion.errors import UsageError
from companion.export.anonymity import names
from companion.export.periods import Period
from companion.export.schema import ReleaseColumn, number_expression

BOM = "\ufeff"
"""Byte order mark: tells spreadsheets that a file is UTF-8."""
XLSX_LIMIT = 1_048_575
"""Rows of a sheet below its header."""
SMALL = {"sav": 250_000, "dta": 250_000, "xlsx": 100_000}
"""Rows up to which a format is written unasked; these writers need seconds and memory per million cells."""
FORMATS = ("parquet", "csv", "sav", "dta", "xlsx", "r")


def chosen_formats(wanted: Sequence[str], rows: int) -> tuple[list[str], list[str]]:
    """Which formats are written, and sentences about those that are not.

    Raises:
        UsageError: a format that was asked for cannot hold the rows.
    """
    if wanted:
        if "xlsx" in wanted and rows > XLSX_LIMIT:
            raise UsageError(
                f"Eine XLSX-Tabelle fasst höchstens {XLSX_LIMIT} Zeilen.", "Parquet oder CSV nehmen."
            )
        return list(wanted), []
    kept = [name for name in FORMATS if rows <= SMALL.get(name, rows)]
    left = [
        f"{name}: über {SMALL[name]} Zeilen nur auf Wunsch (--format {name})"
        for name in FORMATS
        if name not in kept
    ]
    return kept, left


def write_parquet(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[ReleaseColumn],
    folder: Path,
    period: Period,
) -> None:
    """``parquet/jahr=YYYY/quartal=Q/kontakte.parquet``."""
    target = folder / "parquet" / f"jahr={period.year}" / f"quartal={period.quarter}"
    target.mkdir(parents=True)
    connection.execute(
        # Closed lists as they are: DuckDB writes their codes as text by their dictionary, five times as quick.
        f"COPY (SELECT {names(column.name for column in columns)} FROM {table}) "
        f"TO '{_sql(target / 'kontakte.parquet')}' "
        "(FORMAT parquet, COMPRESSION zstd)"
    )


def write_csv(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[ReleaseColumn], folder: Path
) -> Path:
    """``kontakte.csv``: semicolons, UTF-8 with byte order mark, safe against formulas."""
    target = folder / "kontakte.csv"
    # DuckDB writes no byte order mark of its own; it is part of the first name.
    parts = ", ".join(
        f'{_harmless(connection, table, column)} AS "{BOM if column is columns[0] else ""}{column.name}"'
        for column in columns
    )
    connection.execute(f"COPY (SELECT {parts} FROM {table}) TO '{_sql(target)}' (HEADER, DELIMITER ';')")
    return target


def _harmless(connection: duckdb.DuckDBPyConnection, table: str, column: ReleaseColumn) -> str:
    """SQL: a column as it stands in the CSV, guarded where it needs to be; most have no such cell."""
    if column.kind != "text":
        return f'"{column.name}"'
    text = f'CAST("{column.name}" AS VARCHAR)'
    formula = f"substr({text}, 1, 1) IN ({', '.join(f'chr({ord(sign)})' for sign in FORMULA)})"
    if not connection.execute(f"SELECT 1 FROM {table} WHERE {formula} LIMIT 1").fetchall():
        return f'"{column.name}"'
    return f"CASE WHEN {formula} THEN '''' || {text} ELSE {text} END"


def write_statistics(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[ReleaseColumn],
    folder: Path,
    title: str,
    formats: Sequence[str],
) -> None:
    """``kontakte.sav`` and ``kontakte.dta``: numbers with labels.

    Missing values are declared (SPSS) or written as ``.g`` to ``.i`` (Stata).
    """
    import pyreadstat  # with pandas half a second to load, which other formats need not wait for

    parts = [number_expression(column) if column.kind == "code" else _plain([column]) for column in columns]
    frame = connection.execute(f"SELECT {', '.join(parts)} FROM {table}").df()
    labels: dict[str, str | None] = {column.name: column.label for column in columns}
    values: dict[str, dict[int | float, str]] = {
        column.name: {value.number: value.label for value in column.values}
        for column in columns
        if column.values
    }
    missing: dict[str, Any] = {
        column.name: [value.number for value in column.values if value.missing]
        for column in columns
        if any(value.missing for value in column.values)
    }
    if "sav" in formats:
        pyreadstat.write_sav(
            frame,
            str(folder / "kontakte.sav"),
            file_label=title[:64],
            column_labels=labels,
            variable_value_labels=values,
            missing_ranges=missing,
            row_compress=True,
        )
    if "dta" in formats:
        lettered = frame.copy(deep=False)
        for name, numbers in missing.items():
            column = frame[name].astype(object)
            for number in numbers:
                column[frame[name] == number] = stata_missing(number)
            lettered[name] = column
        there: dict[str, list[str]] = {
            name: [stata_missing(number) for number in numbers] for name, numbers in missing.items()
        }
        named: dict[str, dict[Any, str]] = {
            name: {
                stata_missing(int(n)) if n in missing.get(name, ()) else n: label
                for n, label in known.items()
            }
            for name, known in values.items()
        }
        pyreadstat.write_dta(
            lettered,
            str(folder / "kontakte.dta"),
            file_label=title[:80],
            column_labels=labels,
            variable_value_labels=named,
            missing_user_values=there,
            version=15,
        )


def stata_missing(number: int) -> str:
    """Letter of Stata's extended missing value for a code below zero: -1 is ``.a``, -7 ``.g``, -8 ``.h``, -9 ``.i``."""
    return chr(ord("a") - 1 - number)


def write_xlsx(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[ReleaseColumn],
    folder: Path,
    title: str,
) -> None:
    """``kontakte.xlsx``: labels instead of codes, first row fixed, filters on."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(folder / "kontakte.xlsx"),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"title": title, "created": datetime(1980, 1, 1)})
    sheet = book.add_worksheet("Kontakte")
    labels = [{value.code: value.label for value in column.values} for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label)
    cursor = connection.execute(f"SELECT {_plain(columns)} FROM {table}")
    number = 0
    while chunk := cursor.fetchmany(10_000):
        for row in chunk:
            number += 1
            for place, value in enumerate(row):
                sheet.write(number, place, labels[place].get(str(value), value))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
    book.close()


def r_script(columns: Sequence[ReleaseColumn]) -> str:
    """``einlesen.R``: reads the CSV with base R and gives every column its labels."""
    lines = [
        "# Liest kontakte.csv ein und gibt jeder Spalte ihre Beschriftung. Braucht nur R selbst.",
        'kontakte <- read.csv2("kontakte.csv", fileEncoding = "UTF-8-BOM", colClasses = c(',
        ",\n".join(f'  {c.name} = "{"integer" if c.kind == "integer" else "character"}"' for c in columns),
        "))",
    ]
    for column in columns:
        if column.kind == "code":
            codes = ", ".join(f'"{value.code}"' for value in column.values)
            labels = ", ".join(f'"{value.label}"' for value in column.values)
            lines.append(
                f"kontakte${column.name} <- factor(kontakte${column.name},\n"
                f"  levels = c({codes}),\n  labels = c({labels}))"
            )
        lines.append(f'attr(kontakte${column.name}, "label") <- "{column.label}"')
    return "\n".join(lines) + "\n"


def _plain(columns: Sequence[ReleaseColumn]) -> str:
    return ", ".join(
        f'"{column.name}"'
        if column.kind == "integer"
        else f'CAST("{column.name}" AS VARCHAR) AS "{column.name}"'
        for column in columns
    )


def _sql(path: Path) -> str:
    return str(path).replace("'", "''")
