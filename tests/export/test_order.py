"""Sorted by content as DuckDB itself would sort, whatever stands in the cells."""

from __future__ import annotations

from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.export.order import sort_by_content
from companion.export.rows import enum_of

CODES = [f"code_{number % 7}_{number}" for number in range(300)]
CELL = st.tuples(
    st.none() | st.sampled_from(CODES),
    st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=4),
    st.none() | st.integers(-(2**31), 2**31 - 1),
)


@settings(deadline=None, max_examples=25)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=40), repeated=st.integers(1, 3))
def test_it_sorts_as_order_by_all(rows: list[tuple[Any, ...]], repeated: int) -> None:
    columns = [
        f'"{kind} {place}" {sql}'
        for place in range(4)
        for kind, sql in (("code", enum_of(CODES)), ("text", "VARCHAR"), ("number", "INTEGER"))
    ]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE unsorted ({', '.join(columns)})")
        for _ in range(repeated if rows else 0):
            connection.executemany(
                f"INSERT INTO unsorted VALUES ({', '.join('?' * 12)})", [[*sum(row, ())] for row in rows]
            )
        sort_by_content(connection, "unsorted", "ordered")
        found = connection.execute("SELECT * FROM ordered").fetchall()
        assert found == connection.execute("SELECT * FROM unsorted ORDER BY ALL").fetchall()
