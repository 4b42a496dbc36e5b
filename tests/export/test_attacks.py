"""What someone could try with what is handed out."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from pycanon import anonymity

from companion.codebook import load
from companion.config import settings
from companion.errors import KontaktError
from companion.export.ladder import load_ladder
from companion.export.periods import Period
from companion.export.release import Wish, release
from companion.export.rows import load_from_log
from companion.export.schema import public_columns

TODAY = date(2026, 11, 23)
LADDER = load_ladder()


@pytest.fixture(scope="module")
def quarters(demo, tmp_path_factory):
    """Public releases of two neighbouring quarters."""
    folder = tmp_path_factory.mktemp("attack")
    shutil.copy(demo / "contacts.sqlite3", folder / "contacts.sqlite3")
    for name in ("2026-Q2", "2026-Q3"):
        release(
            settings(folder),
            load(),
            Wish("public", Period.parse(name), folder / name),
            TODAY,
        )
    return folder


def rows(folder, name: str) -> list[tuple]:
    return duckdb.sql(
        f"SELECT * FROM read_csv('{folder / name / 'kontakte.csv'}', delim=';', header=true, all_varchar=true)"
    ).fetchall()


def test_subtracting_successive_releases_gives_no_row(quarters):
    first, second = rows(quarters, "2026-Q2"), rows(quarters, "2026-Q3")
    assert not {row[0] for row in first} & {row[0] for row in second} - {"alle"}
    # the same period a second time is the same table, so their difference is empty
    finer = LADDER.__class__(**{**vars(LADDER), "version": 2})
    wish = Wish("public", Period.parse("2026-Q3"), quarters / "again")
    with pytest.raises(KontaktError) as caught:
        release(settings(quarters), load(), wish, TODAY, finer)
    assert caught.value.code == "other_granularity"


def test_no_margin_of_the_release_shows_fewer_than_k_people_behind_all_identifiers(quarters):
    width = len(LADDER.identifiers)
    firsts = Counter(row[:width] for row in rows(quarters, "2026-Q3") if row[width] == "erstkontakt")
    assert min(firsts.values()) >= LADDER.k
    for hidden in range(width):
        margin = Counter()
        for key, count in firsts.items():
            margin[key[:hidden] + key[hidden + 1 :]] += count
        assert min(margin.values()) >= LADDER.k


def test_margins_known_from_elsewhere_minus_the_release_are_nobody(quarters):
    """The report shows exact margins; what is released adds up to them, so that the difference tells nothing."""
    period = Period.parse("2026-Q3")
    found = rows(quarters, "2026-Q3")
    width = len(LADDER.identifiers)
    with duckdb.connect() as connection:
        load_from_log(connection, load(), quarters / "contacts.sqlite3", period.weeks, ["contacts"])
        for place, column in ((width, "kontaktart"), (width + 1, "thema"), (width + 2, "reaktion")):
            query = f"SELECT CAST({column} AS VARCHAR), count(*) FROM contacts GROUP BY 1"
            assert dict(connection.execute(query).fetchall()) == Counter(row[place] for row in found)


def frames(folder: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every file of a release as a table of labels, each read by a program of its own."""
    labels = {c.name: {v.code: v.label for v in c.values} for c in public_columns(load(), LADDER) if c.values}
    csv = f"read_csv('{folder / 'kontakte.csv'}', delim=';', header=true, all_varchar=true)"
    parquet = f"read_parquet('{folder}/parquet/*/*/*.parquet', hive_partitioning=false)"
    for source in (csv, parquet):
        frame = duckdb.sql(f"SELECT * FROM {source}").df()
        yield source, frame.assign(**{name: frame[name].map(known) for name, known in labels.items()})
    for name, read in (("kontakte.sav", pyreadstat.read_sav), ("kontakte.dta", pyreadstat.read_dta)):
        frame, meta = read(str(folder / name), apply_value_formats=True, user_missing=True)
        # A missing value of Stata comes as its letter; the letters have labels of their own.
        known = {k: v for values in meta.variable_value_labels.values() for k, v in values.items()}
        yield name, frame.astype(str).replace(known)
    sheet = openpyxl.load_workbook(folder / "kontakte.xlsx", read_only=True).active
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    yield "kontakte.xlsx", pd.DataFrame(lines, columns=LADDER.columns)


def test_pycanon_agrees_on_every_file_of_every_release(quarters):
    keys, book = list(LADDER.identifiers), load().vocabularies
    first = book["kontaktart"].codes["erstkontakt"].label
    for quarter in ("2026-Q2", "2026-Q3"):
        tables = list(frames(quarters / quarter))
        assert len(tables) == 5
        for name, frame in tables:
            firsts = frame[frame["kontaktart"] == first].reset_index(drop=True)
            assert len(firsts) > 100, name
            assert anonymity.k_anonymity(firsts, keys) >= LADDER.k, name
            for column in LADDER.sensitive:
                missing = [book[column].codes[code].label for code in book[column].missing]
                known = frame[~frame[column].isin(missing)].reset_index(drop=True)
                assert anonymity.l_diversity(known, keys, [column]) >= LADDER.l, name
            assert sorted(frame.itertuples(index=False)) == sorted(tables[0][1].itertuples(index=False)), name


def test_the_order_of_released_rows_carries_no_time(quarters):
    found = rows(quarters, "2026-Q3")
    assert found == sorted(found)


def test_no_column_of_the_public_release_is_finer_than_a_month_or_names_an_entry(quarters):
    head = (quarters / "2026-Q3" / "kontakte.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(";")
    assert not {"woche", "tag", "baustein_id", "mythos_id", "codebuch_version", "schluessel"} & set(head)
    assert {row[0] for row in rows(quarters, "2026-Q3")} <= {"2026-07", "2026-08", "2026-09", "alle"}
