"""The tables of the log, made from the codebook: every column is a closed list, a number or a fixed pattern.

How the rows of a table live (``rest`` in the codebook):
``open_then_frozen`` – ``<name>_open`` under the client's UUID and with the day as long as they can change,
then ``<name>_frozen`` under a new random number; the view ``<name>`` shows both without key and day.
``frozen`` – from the first moment without key and day.
``counter`` – one number per week. ``register`` – by code.
"""

from __future__ import annotations

from companion.codebook import Codebook, Column, Table
from companion.codebook.model import INTEGERS

_HEX = "[0-9a-f]"
_GLOBS = {
    "week": "[0-9][0-9][0-9][0-9]-W[0-5][0-9]",
    "day": "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]",
    "uuid": "-".join(_HEX * size for size in (8, 4, 4, 4, 12)),
    "room_code": "[a-z][a-z]-[0-9][0-9][0-9]",
}
_MISSING_ID = "('keine_angabe', 'nicht_anwendbar')"

SPENT = """CREATE TABLE spent (
  handle BLOB NOT NULL PRIMARY KEY CHECK (length(handle) = 16),
  woche TEXT NOT NULL CHECK (woche GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]')
) STRICT, WITHOUT ROWID"""
"""Hashes of keys that were used up: a repeat is recognised, but nothing says which row it was."""

BATCHES = f"""CREATE TABLE batches (
  pseudonym TEXT NOT NULL CHECK (pseudonym GLOB '{_HEX * 16}'),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]-Q[1-4]'),
  name TEXT NOT NULL CHECK (name GLOB '{_HEX * 16}'),
  observed_after TEXT NOT NULL CHECK (observed_after GLOB '{_GLOBS["week"]}'),
  observed_until TEXT NOT NULL CHECK (observed_until GLOB '{_GLOBS["week"]}'),
  sha256 TEXT NOT NULL CHECK (sha256 = '' OR sha256 GLOB '{_HEX * 64}'),
  PRIMARY KEY (pseudonym, sequence)
) STRICT, WITHOUT ROWID"""
"""Batches for the lead, under a name that changes every quarter; ``sha256`` is empty until one was sent."""

DELIVERED_TABLES = ("contacts_frozen", "own_posts_frozen", "gaps", "feedback")
"""Tables whose rows are delivered one by one."""

DELIVERED = f"""CREATE TABLE delivered (
  tabelle TEXT NOT NULL CHECK (tabelle IN {DELIVERED_TABLES}),
  id INTEGER NOT NULL,
  pseudonym TEXT NOT NULL CHECK (pseudonym GLOB '{_HEX * 16}'),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  PRIMARY KEY (tabelle, id)
) STRICT, WITHOUT ROWID"""
"""Which frozen row went out with which batch."""

STATE = """CREATE TABLE state (
  name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('codebook_version')),
  value INTEGER NOT NULL
) STRICT"""
"""Which codebook the tables follow."""


def check_clause(codebook: Codebook, column: Column) -> str:
    """The condition SQLite itself keeps for a column."""
    name = f'"{column.name}"'
    if column.type == "code":
        # Not IN (…): SQLite would build its list anew for every row, which made a bulk insert ten times slower.
        return " OR ".join(f"{name} = '{code}'" for code in codebook.vocabulary_of(column).codes)
    if column.type in INTEGERS:
        low, high = INTEGERS[column.type]
        missing = f"{name} = -8 OR " if column.type == "entry_version" else ""
        return f"{missing}{name} BETWEEN {low} AND {high}"
    if column.type == "entry_id":
        return (
            f"{name} IN {_MISSING_ID} OR (length({name}) BETWEEN 3 AND 80 AND {name} NOT GLOB '*[^a-z0-9-]*')"
        )
    glob = f"{name} GLOB '{_GLOBS[column.type]}'"
    return f"{glob} AND date({name}) IS {name}" if column.type == "day" else glob


def column_sql(codebook: Codebook, column: Column) -> str:
    """Definition of one column, with its CHECK."""
    kind = "INTEGER" if column.is_integer else "TEXT"
    return f'"{column.name}" {kind} NOT NULL CHECK ({check_clause(codebook, column)})'


def table_names(table: Table) -> tuple[str, ...]:
    """Names of the SQLite tables that hold a table of the codebook."""
    if table.rest == "open_then_frozen":
        return (f"{table.name}_open", f"{table.name}_frozen")
    return (table.name,)


def create_statements(codebook: Codebook, table: Table) -> dict[str, str]:
    """SQLite table name → its CREATE statement."""
    every = [column_sql(codebook, column) for column in table.columns.values()]
    lasting = [column_sql(codebook, column) for column in table.lasting()]
    numbered = ["id INTEGER PRIMARY KEY", *lasting]
    if table.rest == "open_then_frozen":
        return {
            f"{table.name}_open": _create(
                f"{table.name}_open", [*every, 'PRIMARY KEY ("uuid")'], rowid=False
            ),
            f"{table.name}_frozen": _create(f"{table.name}_frozen", numbered, rowid=True),
        }
    if table.rest == "frozen":
        return {table.name: _create(table.name, numbered, rowid=True)}
    keys = ["code"] if table.rest == "register" else [c.name for c in table.lasting() if c.type != "count"]
    primary = ", ".join(f'"{key}"' for key in keys)
    return {table.name: _create(table.name, [*every, f"PRIMARY KEY ({primary})"], rowid=False)}


def view_statement(table: Table) -> str:
    """The view over open and frozen rows, without key and day."""
    columns = ", ".join(f'"{column.name}"' for column in table.lasting())
    parts = (f"SELECT {columns} FROM {name}" for name in table_names(table))
    return f"CREATE VIEW {table.name} AS " + " UNION ALL ".join(parts)


def _create(name: str, parts: list[str], *, rowid: bool) -> str:
    # A table without rowid lies in the order of its random key; nothing tells which row came first.
    return (
        f"CREATE TABLE {name} (\n  "
        + ",\n  ".join(parts)
        + "\n) STRICT"
        + ("" if rowid else ", WITHOUT ROWID")
    )
