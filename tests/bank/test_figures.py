"""Figures that change cannot be smuggled past ``amounts.yaml``, in whatever way they are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from companion.bank.figures import fixed_figures, in_words
from companion.bank.placeholders import Amount, AmountValue


def amount(name: str, unit: str, *values: str) -> Amount:
    held = tuple(AmountValue(Decimal(value), date(2026, 1, 1), None, "https://e.org") for value in values)
    return Amount(name, name, unit, held)


AMOUNTS = {
    item.name: item
    for item in (
        amount("minijob_grenze", "Euro", "556", "603"),
        amount("mindestlohn", "Euro", "13.90"),
        amount("basis_max", "Euro", "1800"),
        amount("weiterbildungsgeld", "Euro", "150"),
        amount("schulbedarf", "Euro", "130"),
        amount("kindkrank", "Arbeitstage", "10", "15", "35"),
        amount("eigenanteil", "Prozent", "3.6"),
    )
}


@pytest.mark.parametrize(
    "text",
    [
        "Die Grenze liegt bei 603 Euro.",
        "Die Grenze liegt bei 603€ im Monat.",
        "Die Grenze liegt bei € 603.",
        "Die Grenze liegt bei EUR 603.",
        "Die Grenze liegt bei 603,- im Monat.",
        "Ein 603-Euro-Job ist möglich.",
        "Die Grenze liegt bei 603.",
        "Der 603er ist ein Minijob.",
        "Die Grenze liegt bei sechshundertdrei Euro.",
        "Es sind höchstens eintausendachthundert Euro.",
        "Es sind höchstens 1800 im Monat.",
        "Es sind höchstens 1.800 im Monat.",
        "Das sind zwölf Euro mehr.",
        "Der Lohn liegt bei dreizehn Euro neunzig.",
        "Das kostet 90 Cent.",
        "Das sind 2 Tausend Euro.",
        "Es sind 15 Arbeitstage je Kind.",
        "Es sind fünfzehn Tage je Kind.",
        "Höchstens fünfunddreißig Arbeitstage.",
        "Es gibt 35 Kinderkrankentage.",
        "Der Eigenanteil beträgt 3,6 Prozent.",
        "Der Eigenanteil beträgt 3,6 %.",
    ],
)
def test_a_figure_that_changes_is_found(text: str) -> None:
    assert list(fixed_figures(text, AMOUNTS)) != []


@pytest.mark.parametrize(
    "text",
    [
        "Die Grenze liegt bei {{betrag:minijob_grenze}} im Monat.",
        "Im Jahr 2027 gilt {{betrag:minijob_grenze@2027-01-01}}.",
        "Erlaubt sind 32 Stunden pro Woche.",
        "Bis zu zehn Arbeitstage, und am Telefon fünf Tage.",
        "Nötig sind noch 150 Tage Anspruch.",
        "Aufrufe dazu sind strafbar (StGB § 130).",
        "Nachlesen: StGB § 130.",
        "In der Regel 90 Prozent vom Netto, bei kleinem Einkommen bis 100 Prozent.",
        "Telefonseelsorge: 0800 1110111, Hilfetelefon 116 016.",
        "Das gilt in Europa und für Eltern.",
    ],
)
def test_what_the_law_fixes_stays_in_the_text(text: str) -> None:
    assert list(fixed_figures(text, AMOUNTS)) == []


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "ein"), (12, "zwölf"), (17, "siebzehn"), (30, "dreißig"), (35, "fünfunddreißig"), (70, "siebzig")],
)
def test_numbers_in_words(number: int, word: str) -> None:
    assert in_words(number) == word
