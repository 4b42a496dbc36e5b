"""``kontakt bank``: what people type, what they read, and the exit code."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.errors import KontaktError
from companion.sharing.commands_bank import bank
from tests.bank import conftest as right
from tests.bank.conftest import ANSWER_PATH, write_right_bank, write_to
from tests.started import kontakt


def fresh(text: str) -> str:
    """An entry that nobody has to review again for a year; the commands go by the clock."""
    return text.replace("review_by: 2027-03-31", f"review_by: {date.today() + timedelta(days=400)}")


ANSWER = fresh(right.ANSWER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The right bank."""
    bank = write_right_bank(tmp_path / "bank")
    for path in bank.glob("*/*/*.md"):
        path.write_text(fresh(path.read_text(encoding="utf-8")), encoding="utf-8")
    return bank


def run(*args: object) -> Result:
    return CliRunner().invoke(bank, [str(arg) for arg in args], catch_exceptions=False)


def test_check_says_where_and_what_to_do(folder: Path) -> None:
    assert run("check", folder).output == "0 Fehler, 0 Hinweise.\n"
    write_to(folder, ANSWER_PATH, ANSWER.replace("keywords", "keyword"))
    result = run("check", "--bank", folder)
    assert result.exit_code == 1
    assert f"Fehler  {ANSWER_PATH}:10: keyword: Den Schlüssel „keyword“ gibt es nicht." in result.output
    assert "Gemeint ist vielleicht „keywords“." in result.output
    (problem,) = json.loads(run("check", folder, "--json").output)
    assert (problem["file"], problem["line"], problem["severity"]) == (ANSWER_PATH, 10, "error")


def test_hints_fail_only_when_strict(folder: Path) -> None:
    write_to(folder, ANSWER_PATH, ANSWER.replace("https:", "http:"))
    assert run("check", folder).exit_code == 0
    assert run("check", folder, "--strict").exit_code == 1


@pytest.mark.parametrize("more", [[], ["--correction"]])
def test_new_entries_check_and_stay_drafts(folder: Path, more: list[str]) -> None:
    result = run(
        "new", "neuer-eintrag", "--topic", "pflege", "--title", "Frei für die Pflege", "--bank", folder, *more
    )
    assert "Angelegt" in result.output
    assert run("check", folder).exit_code == 0
    rows = json.loads(run("list", "--bank", folder, "--status", "draft", "--json").output)
    assert [(row["id"], row["topic"]) for row in rows] == [("neuer-eintrag", "pflege")]


def test_an_id_is_taken_once(folder: Path) -> None:
    with pytest.raises(KontaktError, match="schon"):
        run("new", "elterngeld-zuverdienst", "--topic", "pflege", "--bank", folder)


def test_list_filters_and_counts(folder: Path) -> None:
    assert run("list", "--bank", folder).output.endswith("2 Einträge\n")
    assert run("list", "--bank", folder, "--topic", "pflege").output == "0 Einträge\n"
    assert run("list", "--bank", folder, "--due", "0").output == "0 Einträge\n"
    assert run("list", "--bank", folder, "--due", "4000").output.endswith("2 Einträge\n")


def test_out_and_in_by_spreadsheet(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "bank.xlsx"
    assert run("export", table, "--bank", folder).output == "2 Einträge geschrieben: bank.xlsx\n"
    assert run("import", table, "--bank", folder).output == "2 Zeilen gelesen, 0 Einträge geändert.\n"


def test_the_same_id_twice_in_a_table(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "bank.csv"
    row = "abc;answer;elterngeld;Hallo\n"
    table.write_text("id;kind;topic;text\n" + row + row, encoding="utf-8")
    with pytest.raises(KontaktError, match="zweimal: abc"):
        run("import", table, "--bank", folder)


def test_the_shipped_bank_is_right() -> None:
    result = kontakt("bank", "check", "answer_bank")
    assert result.returncode == 0, result.stdout
    assert "0 Fehler" in result.stdout


@pytest.mark.parametrize("more", [[], ["--json"], ["--strict"]])
def test_the_process_ends_with_one_where_the_bank_has_errors(folder: Path, more: list[str]) -> None:
    write_to(folder, ANSWER_PATH, ANSWER.replace("keywords", "keyword"))
    assert kontakt("bank", "check", folder, *more).returncode == 1


def test_a_broken_bank_ends_with_one_and_a_german_sentence(folder: Path, tmp_path: Path) -> None:
    write_to(folder, ANSWER_PATH, "kaputt")
    result = kontakt("bank", "export", tmp_path / "x.csv", "--bank", folder)
    assert result.returncode == 1
    assert "wird deshalb nicht geladen" in result.stderr
    assert "Was tun:" in result.stderr
    assert "Traceback" not in result.stderr
