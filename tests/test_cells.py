"""No cell that a spreadsheet would run, in any table that leaves the program."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.bank.document import Document
from companion.bank.spreadsheet import read_table, write_table
from companion.cells import FORMULA, guarded, unguarded
from companion.export.formats import write_csv
from companion.export.schema import ReleaseColumn

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "'"]


@pytest.mark.parametrize("sign", SIGNS)
def test_what_begins_like_a_formula_is_made_harmless(sign: str) -> None:
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"
    assert guarded(f"1{sign}1") == f"1{sign}1"


@given(st.text(st.sampled_from([*SIGNS, "a", "1", " "]), max_size=6))
def test_the_guard_comes_off_again_as_it_was_put_on(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("sign", SIGNS)
def test_a_release_is_guarded_against_all_of_them(tmp_path: Path, sign: str) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (a VARCHAR)")
        connection.execute("INSERT INTO t VALUES (?), ('frei')", [f"{sign}1+1"])
        path = write_csv(connection, "t", [ReleaseColumn("a", "A", "text")], tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["a"] for row in csv.DictReader(file, delimiter=";")] == [f"'{sign}1+1", "frei"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "'"])
def test_a_table_of_a_bank_is_guarded_and_read_back(tmp_path: Path, sign: str) -> None:
    document = Document({"id": "abc", "kind": "answer", "topic": "t", "title": f"{sign}1+1"}, {"": "Text"})
    path = tmp_path / "bank.csv"
    write_table([document], path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file, delimiter=";")
    assert not row["title"].startswith(FORMULA[:-1])
    (back,) = read_table(path)
    assert back.meta["title"] == f"{sign}1+1"
