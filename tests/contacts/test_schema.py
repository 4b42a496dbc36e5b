"""SQLite itself refuses anything that is not a code, a number, a week or a key."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SENTENCES = [
    "Anna Schmidt aus Köln",
    "anna",
    "Anna",
    "anna.schmidt@example.org",
    "https://example.org/p/1",
    "2026-11-24 09:30:12",
    "09:30",
    "a b",
    "",
    "ä" * 10,
    "x" * 81,
]


def tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return sorted(name for (name,) in found if not name.startswith(("sqlite_", "_sqlite")))


def columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    return {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}


@pytest.fixture
def rows(log, new_uuid):
    """One row in every table, so that any column can be tried with an UPDATE."""
    log.add({"uuid": new_uuid(), "tag": "2026-11-01"})
    log.own_posts.add({"uuid": new_uuid(), "tag": "2026-11-01"})
    log.freeze(date(2026, 11, 24))
    log.add({"uuid": new_uuid()})
    log.own_posts.add({"uuid": new_uuid()})
    log.add_gap(new_uuid())
    log.add_feedback(new_uuid(), "elterngeld-plus", 1, "veraltet")
    log.add_observation(new_uuid(), "forum")
    log.rooms.put({"code": "fb-001"}, date(2026, 11, 24))
    with log.store.reading() as connection:
        (number,) = connection.execute("SELECT id FROM contacts_frozen").fetchone()
        key = ("0" * 16, 1)
        connection.execute("INSERT INTO delivered VALUES ('contacts_frozen', ?, ?, ?)", [number, *key])
        batch = [*key, "2026-Q4", "1" * 16, "2026-W01", "2026-W47", "a" * 64]
        connection.execute("INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?)", batch)
        yield connection


def test_every_table_has_a_row_to_try(rows):
    assert all(rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables(rows))


def test_no_column_takes_a_sentence_name_link_or_time(rows):
    for table in tables(rows):
        for column in columns(rows, table):
            # a single word of the right form can be an id of the bank; a sentence, name or link never is
            tried = [text for text in SENTENCES if text and (text != "anna" or not column.endswith("_id"))]
            for text in tried:
                with pytest.raises(sqlite3.IntegrityError):
                    rows.execute(f"UPDATE {table} SET {column} = ?", [text])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=100).filter(lambda t: not t.isascii() or " " in t or t != t.lower()))
def test_no_column_takes_free_text(rows, text):
    for table in tables(rows):
        for column, kind in columns(rows, table).items():
            if kind == "TEXT":
                with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError, UnicodeEncodeError)):
                    rows.execute(f"UPDATE {table} SET {column} = ?", [text])


def test_no_column_is_optional_and_types_are_strict(rows):
    for table in tables(rows):
        for column in columns(rows, table):
            with pytest.raises(sqlite3.IntegrityError):
                rows.execute(f"UPDATE {table} SET {column} = ?", [b"\x00\x01"])
            if column != "id":
                with pytest.raises(sqlite3.IntegrityError):
                    rows.execute(f"UPDATE {table} SET {column} = NULL")


def test_frozen_rows_have_neither_key_nor_day(rows):
    for table in tables(rows):
        if not table.endswith("_open") and table != "rooms":
            assert not {"uuid", "tag"} & set(columns(rows, table))
