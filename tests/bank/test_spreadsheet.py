"""Tables out and in again change nothing, whatever the texts hold."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.bank.document import HEADINGS, Document, dump_document, parse_document, same
from companion.bank.edit import read_documents, save
from companion.bank.problem import BankInvalid
from companion.bank.spreadsheet import COLUMNS, read_table, write_table
from companion.errors import KontaktError

TODAY = date(2026, 11, 23)

WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")),
    min_size=1,
    max_size=9,
)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
BODY = st.lists(LINE, min_size=1, max_size=4).map("\n\n".join).filter(lambda text: "\n## " not in f"\n{text}")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    meta: dict[str, Any] = {
        "id": draw(st.from_regex(r"[a-z0-9]{3}[a-z0-9-]{0,8}", fullmatch=True)),
        "kind": "answer",
        "title": draw(LINE),
        "topic": "elterngeld",
        "questions": draw(st.lists(LINE, min_size=3, max_size=5)),
        "sources": [{"title": draw(LINE), "url": "https://example.org/a|b"}],
        "review_by": draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        "version": draw(st.integers(1, 99)),
        "status": "draft",
        "website": draw(st.sampled_from(["ja", "nein"])),
    }
    texts = {"": draw(BODY), **draw(st.dictionaries(st.sampled_from(HEADINGS), BODY, max_size=3))}
    return Document(meta, texts)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(documents(), min_size=1, max_size=3), st.sampled_from([".csv", ".xlsx"]))
def test_round_trip(tmp_path: Path, docs: list[Document], ending: str) -> None:
    path = tmp_path / f"bank{ending}"
    write_table(docs, path)
    back = read_table(path)
    assert [dump_document(doc) for doc in back] == [dump_document(doc) for doc in docs]


@settings(max_examples=50, deadline=None)
@given(documents())
def test_a_written_document_reads_the_same(doc: Document) -> None:
    back, problems = parse_document(dump_document(doc), "x.md")
    assert not problems
    assert back is not None
    assert same(back, doc)
    assert back.meta == doc.meta


def test_the_table_changes_only_what_was_changed(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "bank.csv"
    write_table([document for _, document in read_documents(folder).values()], table)
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    assert save(folder, read_table(table), TODAY) == {}
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before
    table.write_bytes(
        table.read_bytes().replace(b"Arbeiten mit Elterngeld", "Geld und Arbeit; für „alle“".encode())
    )
    # a semicolon in a bare cell needs quoting, as every spreadsheet does it
    table.write_bytes(
        table.read_bytes().replace(
            "Geld und Arbeit; für „alle“".encode(), '"Geld und Arbeit; für „alle“"'.encode()
        )
    )
    assert save(folder, read_table(table), TODAY).keys() == {"elterngeld-zuverdienst"}
    assert read_documents(folder)["elterngeld-zuverdienst"][1].meta["title"] == "Geld und Arbeit; für „alle“"


def test_one_bad_row_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "bank.csv"
    write_table([document for _, document in read_documents(folder).values()], table)
    table.write_bytes(
        table.read_bytes().replace(b"Arbeiten mit", b"Jobben mit").replace(b";falsch;", b";gelogen;")
    )
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    with pytest.raises(BankInvalid, match="gelogen"):
        save(folder, read_table(table), TODAY)
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before


def test_cells_that_look_like_formulas_are_harmless(tmp_path: Path) -> None:
    doc = Document(
        {"id": "abc", "kind": "answer", "topic": "t", "title": "=1+1", "comment": "'schon"}, {"": "- Punkt"}
    )
    path = tmp_path / "bank.csv"
    write_table([doc], path)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[0].values())
    (back,) = read_table(path)
    assert (back.meta["title"], back.meta["comment"], back.texts[""]) == ("=1+1", "'schon", "- Punkt")


def test_german_dates_and_commas_from_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text("id,kind,topic,text,review_by\nabc,answer,t,Hallo,31.03.2027\n", encoding="utf-8")
    (doc,) = read_table(path)
    assert doc.meta["review_by"] == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("bank.ods", b"x", "keine Tabelle"),
        ("bank.csv", b"", "leer"),
        ("bank.csv", b"id;kind\na;b\n", "fehlende Spalten: topic, text"),
        ("bank.csv", b"id;kind;topic;text;titel\na;b;c;d;e\n", "Unbekannte Spalten: titel"),
        ("bank.csv", b"id;kind;topic;text;id\na;b;c;d;e\n", "doppelte Spalten: id"),
        ("bank.csv", b"\xff\xfeid", "nicht lesen"),
        ("bank.xlsx", b"not a zip", "nicht lesen"),
    ],
)
def test_bad_tables_are_refused_whole(tmp_path: Path, name: str, content: bytes, part: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(KontaktError, match=part) as caught:
        read_table(path)
    assert caught.value.hint or "Spalten" in caught.value.message


@pytest.mark.parametrize(("cell", "version"), [("3", 3), ("²", "²"), ("9" * 5000, "9" * 5000), ("-1", "-1")])
def test_a_version_that_is_no_number_is_left_to_the_check(tmp_path: Path, cell: str, version: object) -> None:
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerow({"id": "a-b", "version": cell}.get(column, "") for column in COLUMNS)
    assert [document.meta.get("version") for document in read_table(path)] == [version]


def test_a_text_too_long_for_a_cell_is_not_cut(tmp_path: Path) -> None:
    doc = Document({"id": "abc"}, {"": "x" * 40_000})
    with pytest.raises(KontaktError, match="zu lang"):
        write_table([doc], tmp_path / "bank.xlsx")
    assert write_table([doc], tmp_path / "bank.csv") == 1


def test_columns_cover_every_key_and_variant() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 22 + 1 + len(HEADINGS)
