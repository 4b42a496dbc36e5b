"""Amounts follow the day, fragments their file; what does not hold today is not suggested."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from companion.bank.check import check_bank
from companion.bank.files import read_bank
from companion.bank.placeholders import Amount, AmountValue
from companion.bank.problem import errors_in
from tests.bank.conftest import AMOUNTS, ANSWER, ANSWER_PATH, CORRECTION, CORRECTION_PATH, write_to

ID = "elterngeld-zuverdienst"


def with_text(folder: Path, text: str) -> None:
    write_to(folder, "amounts.yaml", AMOUNTS)
    write_to(folder, ANSWER_PATH, ANSWER.replace("Gute Nachricht", text))


def test_the_amount_of_the_day_is_filled_in(folder: Path) -> None:
    with_text(folder, "Bis {{betrag:minijob_grenze}} im Monat")
    old = read_bank(folder, date(2026, 12, 31))
    new = read_bank(folder, date(2027, 1, 1))
    assert old.entries[ID].text().startswith("Bis 603 Euro im Monat")
    assert new.entries[ID].text().startswith("Bis 633 Euro im Monat")
    assert old.filled_until == date(2026, 12, 31)


def test_a_bank_read_last_year_does_not_suggest_the_old_amount(folder: Path) -> None:
    with_text(folder, "Bis {{betrag:minijob_grenze}} im Monat")
    entry = read_bank(folder, date(2026, 12, 31)).entries[ID]
    assert entry.is_suggestible(date(2026, 12, 31))
    assert not entry.is_suggestible(date(2027, 1, 1))


def test_the_amount_of_a_fixed_day_stays(folder: Path) -> None:
    with_text(folder, "Ab 2027 {{betrag:minijob_grenze@2027-01-01}} im Monat")
    entry = read_bank(folder, date(2026, 11, 23)).entries[ID]
    assert entry.text().startswith("Ab 2027 633 Euro")
    assert entry.filled_until is None


def test_without_a_value_today_the_entry_is_not_suggested(folder: Path) -> None:
    with_text(folder, "Bis {{betrag:minijob_grenze}} im Monat")
    today = date(2028, 1, 1)
    entry = read_bank(folder, today).entries[ID]
    assert not entry.is_suggestible(today)
    assert "603" not in entry.text()
    assert "633" not in entry.text()
    assert any(problem.key == "{{betrag:minijob_grenze}}" for problem in check_bank(folder, today))


def test_a_fixed_day_without_value_is_an_error(folder: Path) -> None:
    with_text(folder, "{{betrag:minijob_grenze@2031-01-01}}")
    (error,) = errors_in(check_bank(folder, date(2026, 11, 23)))
    assert "2031-01-01" in error.message


@pytest.mark.parametrize(
    "value", [".nan", ".inf", "-.inf", "1.0e+300", "1.0e-300", "1000000000000", "0x" + "f" * 4000, "true"]
)
def test_a_value_that_is_no_amount_of_this_world_is_an_error(folder: Path, value: str) -> None:
    with_text(folder, "Bis {{betrag:minijob_grenze}} im Monat")
    write_to(folder, "amounts.yaml", AMOUNTS.replace("value: 603", f"value: {value}"))
    errors = errors_in(check_bank(folder, date(2026, 12, 31)))
    assert "amounts.minijob_grenze.values.1.value" in {
        error.key for error in errors if error.file == "amounts.yaml"
    }
    assert all(len(error.message) < 200 for error in errors)


def test_amounts_in_fact_and_title(folder: Path) -> None:
    write_to(folder, "amounts.yaml", AMOUNTS)
    changed = CORRECTION.replace("fact: Neben", "fact: Ab {{betrag:mindestlohn}} die Stunde. Neben")
    write_to(folder, CORRECTION_PATH, changed)
    assert (read_bank(folder, date(2026, 5, 1)).entries["mythos-arbeitsverbot"].fact or "").startswith(
        "Ab 13,90 Euro"
    )


def test_a_fragment_is_included_by_name_and_updated_everywhere(folder: Path) -> None:
    write_to(folder, ANSWER_PATH, ANSWER.replace("Gute Nachricht", "{{baustein:gruss}}"))
    write_to(folder, CORRECTION_PATH, CORRECTION.replace("Also:", "{{baustein:gruss}}"))
    for words in ("Hallo zusammen", "Guten Tag"):
        write_to(folder, "fragments/gruss.md", words + "\n")
        bank = read_bank(folder, date(2026, 11, 23))
        assert all(words in entry.text() for entry in bank.entries.values())


def test_amounts_inside_a_fragment_count_for_the_entry(folder: Path) -> None:
    with_text(folder, "{{baustein:grenze}}")
    write_to(folder, "fragments/grenze.md", "Grenze {{betrag:minijob_grenze}}.")
    entry = read_bank(folder, date(2026, 11, 23)).entries[ID]
    assert entry.text().startswith("Grenze 603 Euro.")
    assert entry.filled_until == date(2026, 12, 31)


def test_a_fragment_cannot_include_itself(folder: Path) -> None:
    write_to(folder, "fragments/kreis.md", "a {{baustein:kreis}}")
    (error,) = errors_in(check_bank(folder, date(2026, 11, 23)))
    assert error.file == "fragments/kreis.md"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("603", "Euro", "603 Euro"),
        ("13.9", "Euro", "13,90 Euro"),
        ("5512.5", "Euro", "5.512,50 Euro"),
        ("1000000", "Euro", "1.000.000 Euro"),
        ("14.6", "Prozent", "14,6 Prozent"),
        ("0.125", "Euro", "0,125 Euro"),
        ("32", "Stunden", "32 Stunden"),
        ("603.0", "Euro", "603 Euro"),
    ],
)
def test_amounts_are_written_as_germans_do(value: str, unit: str, words: str) -> None:
    figure = AmountValue(Decimal(value), None, None, "")
    assert Amount("name", "Label", unit, (figure,)).words(figure) == words
