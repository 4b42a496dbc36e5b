"""A log with synthetic quarters, and quick ways to put rows into DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from companion.codebook import load
from companion.config import Settings, settings
from companion.contacts import ContactLog
from companion.contacts.calendar import week_of
from companion.contacts.demo_data import fill
from companion.export.ladder import Ladder, load_ladder
from companion.export.periods import period_of

TODAY = date(2026, 11, 23)


def closed_quarter() -> str:
    """A quarter that is over by the clock, for commands that go by it; it has 14 weeks at most, and two to finish."""
    return str(period_of(week_of(date.today() - timedelta(days=120))))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data folder with 6,000 synthetic contacts; tests read it only."""
    folder = tmp_path_factory.mktemp("demo")
    log = ContactLog.open(settings(folder).contacts_db, load())
    fill(log, load(), 6000, 1, TODAY)
    log.close()
    return folder


@pytest.fixture
def demo_settings(demo: Path, tmp_path: Path) -> Settings:
    """The same rows in a folder of the test's own."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "contacts.sqlite3").write_bytes((demo / "contacts.sqlite3").read_bytes())
    return settings(tmp_path / "data")


def prepared(rows: Sequence[Sequence[str]], ladder: Ladder | None = None) -> duckdb.DuckDBPyConnection:
    """A connection whose table ``prepared`` holds these rows of the ladder's columns."""
    columns = (ladder or load_ladder()).columns
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(
        f"CREATE TABLE prepared ({', '.join(f'{name} VARCHAR' for name in columns)}, n BIGINT DEFAULT 1)"
    )
    if rows:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO prepared VALUES ({marks}, 1)", [list(row) for row in rows])
    return connection
