"""Whole releases, read back by independent programs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pyrage
import pyreadstat
import pytest
from frictionless import Package

from companion.codebook import load
from companion.config import Settings
from companion.errors import KontaktError
from companion.export import formats
from companion.export.anonymity import NotAnonymousError
from companion.export.formats import write_csv
from companion.export.ladder import load_ladder
from companion.export.periods import Period
from companion.export.register import Register
from companion.export.release import Wish, release
from companion.export.schema import ReleaseColumn, internal_columns

TODAY = date(2026, 11, 23)
Q3 = Period.parse("2026-Q3")


@pytest.fixture(scope="module")
def made(demo, tmp_path_factory):
    """Both releases of one quarter, made once."""
    from companion.config import settings

    folder = tmp_path_factory.mktemp("made")
    shutil.copy(demo / "contacts.sqlite3", folder / "contacts.sqlite3")
    for kind in ("public", "internal"):
        release(settings(folder), load(), Wish(kind, Q3, folder / kind), TODAY)
    return folder


def rows_of_csv(folder):
    text = (folder / "kontakte.csv").read_text(encoding="utf-8-sig")
    head, *lines = text.splitlines()
    return head.split(";"), sorted(line.split(";") for line in lines)


@pytest.mark.parametrize("kind", ["public", "internal"])
def test_every_format_holds_the_same_rows(made, kind):
    folder = made / kind
    head, rows = rows_of_csv(folder)
    parquet = duckdb.sql(
        f"SELECT * FROM read_parquet('{folder}/parquet/*/*/*.parquet', hive_partitioning = false)"
    )
    assert parquet.columns == head
    assert sorted([str(value) for value in row] for row in parquet.fetchall()) == rows
    _, meta = pyreadstat.read_sav(str(folder / "kontakte.sav"))
    labelled, _ = pyreadstat.read_sav(
        str(folder / "kontakte.sav"), apply_value_formats=True, user_missing=True
    )
    assert len(labelled) == len(rows)
    assert meta.column_names_to_labels["reaktion"] == "Reaktion"
    stata, _ = pyreadstat.read_dta(str(folder / "kontakte.dta"), apply_value_formats=True, user_missing=True)
    assert sorted(labelled["thema"].astype(str)) == sorted(stata["thema"].astype(str))
    sheet = openpyxl.load_workbook(folder / "kontakte.xlsx", read_only=True).active
    values = list(sheet.iter_rows(values_only=True))
    assert len(values) == len(rows) + 1
    place = head.index("thema")
    assert sorted(row[place] for row in values[1:]) == sorted(labelled["thema"].astype(str))


def test_spss_knows_labels_numbers_and_missing_values_of_the_codebook(made):
    frame, meta = pyreadstat.read_sav(str(made / "internal" / "kontakte.sav"), user_missing=True)
    topics = load().vocabularies["thema"].codes
    assert meta.variable_value_labels["thema"] == {float(c.value): c.label for c in topics.values()}
    assert [r["lo"] for r in meta.missing_ranges["reaktion"]] == [-7.0]
    head, rows = rows_of_csv(made / "internal")
    expected = sorted(topics[row[head.index("thema")]].value for row in rows)
    assert sorted(frame["thema"].astype(int)) == expected


def test_the_data_package_is_valid_for_frictionless(made):
    for kind in ("public", "internal"):
        report = Package(str(made / kind / "datapackage.json")).validate()
        assert report.valid, report.flatten(["type", "note"])[:3]


def test_the_csv_opens_in_a_spreadsheet_without_formulas(made):
    content = (made / "internal" / "kontakte.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfwoche;")
    cells = [cell for line in content.decode("utf-8-sig").splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell[:1] in "=+@" or (cell[:1] == "-" and not cell[1:].isdigit())]


def test_a_cell_that_begins_like_a_formula_is_made_harmless(tmp_path):
    columns = [ReleaseColumn("a", "A", "text"), ReleaseColumn("b", "B", "text")]
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT * FROM (VALUES ('=1+1', 'x'), ('-2', 'y;z'), ('frei', 'x')) t(a, b)"
        )
        content = write_csv(connection, "t", columns, tmp_path).read_text(encoding="utf-8")
    assert content.splitlines() == ["\ufeffa;b", "'=1+1;x", '\'-2;"y;z"', "frei;x"]


def test_the_manifest_names_every_file_with_its_hash(made):
    for kind in ("public", "internal"):
        manifest = json.loads((made / kind / "manifest.json").read_text(encoding="utf-8"))
        there = {p.relative_to(made / kind).as_posix() for p in (made / kind).rglob("*") if p.is_file()}
        assert set(manifest["files"]) == there - {"manifest.json"}
        for name, digest in manifest["files"].items():
            assert hashlib.sha256((made / kind / name).read_bytes()).hexdigest() == digest


def test_synthetic_rows_are_marked_in_every_description(made):
    for kind in ("public", "internal"):
        manifest = json.loads((made / kind / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["synthetic"]
        for name in ("manifest.json", "codebook.md", "codebook.html", "datapackage.json"):
            assert "SYNTHETISCHE" in (made / kind / name).read_text(encoding="utf-8")


def test_internal_rows_have_weeks_and_neither_keys_nor_days(made):
    head, rows = rows_of_csv(made / "internal")
    assert head == [column.name for column in internal_columns(load())]
    assert not {"id", "uuid", "tag"} & set(head)
    assert {row[0] for row in rows} <= set(Q3.weeks)


def test_the_order_of_rows_is_that_of_their_content(made):
    for kind in ("public", "internal"):
        lines = duckdb.sql(
            f"SELECT * FROM read_parquet('{made}/{kind}/parquet/*/*/*.parquet', hive_partitioning=false)"
        )
        rows = lines.fetchall()
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
        assert kind == "internal" or rows == sorted(rows)


def test_the_same_rows_give_the_same_content_and_no_new_revision(demo_settings, tmp_path):
    hashes = set()
    for name in ("first", "second"):
        about = release(demo_settings, load(), Wish("public", Q3, tmp_path / name), TODAY)
        hashes.add(
            json.loads((tmp_path / name / "manifest.json").read_text(encoding="utf-8"))["content_sha256"]
        )
        assert about.revision == 1
    assert len(hashes) == 1


def test_an_open_or_empty_quarter_is_not_released(demo_settings, tmp_path):
    for period, code in (("2026-Q4", "period_open"), ("2023-Q1", "period_empty")):
        with pytest.raises(KontaktError) as caught:
            release(demo_settings, load(), Wish("public", Period.parse(period), tmp_path / "out"), TODAY)
        assert caught.value.code == code
        assert not (tmp_path / "out").exists()


def test_a_failing_check_writes_nothing(demo_settings, tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise NotAnonymousError("zur Probe")

    monkeypatch.setattr("companion.export.anonymise.check", fail)
    with pytest.raises(NotAnonymousError):
        release(demo_settings, load(), Wish("public", Q3, tmp_path / "out"), TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert not (demo_settings.data / "releases.json").exists()


def test_a_folder_with_other_things_is_left_alone(demo_settings, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "brief.txt").write_text("wichtig")
    with pytest.raises(KontaktError) as caught:
        release(demo_settings, load(), Wish("internal", Q3, tmp_path / "out"), TODAY)
    assert caught.value.code == "out_in_use"
    assert (tmp_path / "out" / "brief.txt").read_text() == "wichtig"


def test_a_sealed_release_opens_for_both_keys_and_for_nobody_else(demo_settings, tmp_path):
    keys = [pyrage.x25519.Identity.generate() for _ in range(3)]
    sealed_to = tuple(str(key.to_public()) for key in keys[:2])
    release(demo_settings, load(), Wish("internal", Q3, tmp_path / "out", seal_to=sealed_to), TODAY)
    (sealed,) = (tmp_path / "out").iterdir()
    for number, key in enumerate(keys):
        if number == 2:
            with pytest.raises(pyrage.DecryptError):
                pyrage.decrypt(sealed.read_bytes(), [key])
            continue
        (tmp_path / "open.zip").write_bytes(pyrage.decrypt(sealed.read_bytes(), [key]))
        assert "kontakte.csv" in zipfile.ZipFile(tmp_path / "open.zip").namelist()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_breaking_off_leaves_the_earlier_release(demo_settings, tmp_path, monkeypatch):
    release(demo_settings, load(), Wish("internal", Q3, tmp_path / "out"), TODAY)
    before = (tmp_path / "out" / "manifest.json").read_bytes()
    real = os.replace

    def break_off(source: Path, target: Path) -> None:
        if target == tmp_path / "out" and source.name.endswith(".partial"):
            raise OSError("disk full")
        real(source, target)

    monkeypatch.setattr(os, "replace", break_off)
    with pytest.raises(OSError, match="disk full"):
        release(demo_settings, load(), Wish("internal", Q3, tmp_path / "out"), TODAY)
    assert (tmp_path / "out" / "manifest.json").read_bytes() == before
    assert [path.name for path in tmp_path.glob("*out*")] == ["out"]


def test_stata_knows_missing_values_as_such(made):
    head, rows = rows_of_csv(made / "internal")
    place = head.index("lebenslage")
    empty = sum(row[place] == "keine_angabe" for row in rows)
    assert empty > 100
    plain, meta = pyreadstat.read_dta(str(made / "internal" / "kontakte.dta"))
    assert plain["lebenslage"].isna().sum() == empty
    assert meta.variable_value_labels["lebenslage"]["i"] == "keine Angabe"
    lettered, _ = pyreadstat.read_dta(str(made / "internal" / "kontakte.dta"), user_missing=True)
    assert (lettered["lebenslage"] == "i").sum() == empty


R_CODE = """
source("einlesen.R")
stopifnot(nrow(kontakte) == {rows}, is.factor(kontakte$thema), !anyNA(kontakte$thema))
stopifnot(attr(kontakte$thema, "label") == "Hauptthema" || nchar(attr(kontakte$thema, "label")) > 3)
if (requireNamespace("haven", quietly = TRUE)) {{
  sav <- haven::read_sav("kontakte.sav", user_na = TRUE)
  dta <- haven::read_dta("kontakte.dta")
  stopifnot(nrow(sav) == {rows}, nrow(dta) == {rows})
  counted <- function(x) sort(as.integer(table(droplevels(factor(x)))))
  stopifnot(identical(counted(haven::as_factor(sav$thema)), counted(kontakte$thema)))
  stopifnot(identical(counted(haven::as_factor(dta$plattform)), counted(kontakte$plattform)))
  stopifnot(sum(is.na(dta$lebenslage)) == sum(kontakte$lebenslage == "keine Angabe"))
  stopifnot(all(haven::na_tag(dta$lebenslage[is.na(dta$lebenslage)]) == "i"))
  cat("haven")
}}
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_csv_with_the_script_and_haven_the_others(made):
    rows = len(rows_of_csv(made / "internal")[1])
    done = subprocess.run(
        ["Rscript", "-e", R_CODE.format(rows=rows)],
        cwd=made / "internal",
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr


def test_the_ladder_of_a_released_period_cannot_change(demo_settings, tmp_path):
    release(demo_settings, load(), Wish("public", Q3, tmp_path / "out"), TODAY)
    other = load_ladder().__class__(**{**vars(load_ladder()), "version": 2, "k": 4})
    with pytest.raises(KontaktError) as caught:
        release(demo_settings, load(), Wish("public", Q3, tmp_path / "other"), TODAY, other)
    assert caught.value.code == "other_granularity"


def test_a_release_says_why_and_leaves_nothing(
    demo_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")

    monkeypatch.setattr(formats, "write_csv", refuse)
    monkeypatch.setattr("companion.export.release.ROOM", float("inf"))
    with pytest.raises(KontaktError) as caught:
        release(demo_settings, load(), Wish("internal", Period.parse("2026-Q2"), tmp_path / "out"), TODAY)
    assert "kein Platz mehr frei" in caught.value.message
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


def test_two_releases_at_once_are_both_noted(demo, tmp_path):
    from companion.config import settings

    shutil.copy(demo / "contacts.sqlite3", tmp_path / "contacts.sqlite3")
    with ThreadPoolExecutor(2) as at_once:
        done = [
            at_once.submit(
                release, settings(tmp_path), load(), Wish("internal", period, tmp_path / str(period)), TODAY
            )
            for period in (Q3, Period.parse("2026-Q2"))
        ]
    assert sorted(job.result().revision for job in done) == [1, 1]
    register = Register(tmp_path / "releases.json")
    assert [register.revision_of("internal", quarter) for quarter in ("2026-Q2", "2026-Q3")] == [1, 1]
