"""Reads what entries refer to by name: ``amounts.yaml`` and the fragments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from companion.bank.folder import AMOUNTS_FILE, FRAGMENTS, BankFile
from companion.bank.placeholders import Amount, AmountValue, Shared, explain
from companion.bank.problem import Problem
from companion.bank.yaml_lines import Lines, parse

NAME = re.compile(r"[a-z0-9_-]{2,60}")
BEYOND = 10**12
"""No amount is as large."""
PLACES = 6
"""Most digits of an amount behind the decimal point."""
_AMOUNT_KEYS = {"label", "unit", "values"}
_VALUE_KEYS = {"value", "valid_from", "valid_until", "source"}


def read_shared(files: Iterable[BankFile], today: date, problems: list[Problem]) -> Shared:
    """Amounts and fragments of a bank; what is wrong with them is added to ``problems``."""
    amounts: dict[str, Amount] = {}
    fragments: dict[str, BankFile] = {}
    for file in files:
        if file.path == AMOUNTS_FILE:
            amounts = _AmountsReader(file, problems).read()
        elif file.path.startswith(FRAGMENTS + "/"):
            name = file.path.removeprefix(FRAGMENTS + "/").removesuffix(".md")
            if not NAME.fullmatch(name):
                problems.append(
                    Problem(
                        file.path,
                        0,
                        "",
                        "Der Dateiname ist kein Name eines Textstücks.",
                        "Nur kleine Buchstaben, Ziffern, - und _ verwenden, keine Unterordner.",
                    )
                )
            elif not file.text.strip():
                problems.append(
                    Problem(
                        file.path,
                        0,
                        "",
                        "Das Textstück ist leer.",
                        "Den Text ergänzen oder die Datei löschen.",
                    )
                )
            else:
                fragments[name] = file
    shared = Shared(amounts, {name: file.text.strip() for name, file in fragments.items()})
    for file in fragments.values():
        for number, row in enumerate(file.text.split("\n"), 1):
            for key, message, remedy, severity in explain(row, shared, today, nested=True):
                problems.append(Problem(file.path, number, key, message, remedy, severity))  # type: ignore[arg-type]
    return shared


class _AmountsReader:
    """Checks ``amounts.yaml`` key by key."""

    def __init__(self, file: BankFile, problems: list[Problem]) -> None:
        self.data, self.lines, found = parse(file.text, file.path)
        self.problems = problems
        problems.extend(found)
        self.failed = bool(found)

    def report(self, path: tuple[str | int, ...], message: str, remedy: str, warning: bool = False) -> None:
        """Add a problem at the line of a key."""
        place = path
        while place and place not in self.lines:
            place = place[:-1]
        lines: Lines = self.lines
        key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)
        severity: Literal["error", "warning"] = "warning" if warning else "error"
        self.problems.append(Problem(AMOUNTS_FILE, lines.get(place, 1), key, message, remedy, severity))

    def read(self) -> dict[str, Amount]:
        """All amounts that are complete."""
        if self.data is None and self.failed:
            return {}
        if not isinstance(self.data, dict):
            self.report((), "Die Datei enthält keine Beträge.", "Mit „format: 1“ und „amounts:“ beginnen.")
            return {}
        for key in self.data:
            if key not in ("format", "amounts"):
                self.report(
                    (key,), f"Den Schlüssel „{key}“ gibt es hier nicht.", "Erlaubt sind: format, amounts."
                )
        if self.data.get("format") != 1:
            self.report(
                ("format",), "Die Angabe „format: 1“ fehlt.", "Als erste Zeile „format: 1“ schreiben."
            )
        amounts = self.data.get("amounts")
        if not isinstance(amounts, dict):
            self.report(
                ("amounts",), "Hier fehlen die Beträge.", "Unter „amounts:“ eingerückt Name und Angaben."
            )
            return {}
        read = (self._amount(name, value) for name, value in amounts.items())
        return {amount.name: amount for amount in read if amount is not None}

    def _amount(self, name: str, data: Any) -> Amount | None:
        path: tuple[str | int, ...] = ("amounts", name)
        if not NAME.fullmatch(name):
            self.report(
                path,
                f"„{name}“ ist kein Name eines Betrags.",
                "Kleine Buchstaben, Ziffern, - und _ verwenden.",
            )
            return None
        if not isinstance(data, dict):
            self.report(path, "Hier fehlen die Angaben zum Betrag.", "label, unit und values eintragen.")
            return None
        for key in data:
            if key not in _AMOUNT_KEYS:
                self.report(
                    (*path, key),
                    f"Den Schlüssel „{key}“ gibt es hier nicht.",
                    "Erlaubt: label, unit, values.",
                )
        label, unit = (self._words((*path, key), data.get(key)) for key in ("label", "unit"))
        rows = data.get("values")
        if not isinstance(rows, list) or not rows:
            self.report(
                (*path, "values"), "Der Betrag hat keinen Wert.", "Unter values value, valid_from, source."
            )
            return None
        values = [self._value((*path, "values", number), row) for number, row in enumerate(rows)]
        complete = sorted(
            (value for value in values if value is not None), key=lambda value: value.valid_from or date.min
        )
        self._check_overlap((*path, "values"), complete)
        return Amount(name, label, unit, tuple(complete)) if label and complete else None

    def _words(self, path: tuple[str | int, ...], value: Any) -> str:
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.report(path, "Diese Angabe fehlt oder ist kein Text.", "Einen kurzen Text eintragen.")
        return ""

    def _value(self, path: tuple[str | int, ...], data: Any) -> AmountValue | None:
        if not isinstance(data, dict):
            self.report(
                path, "Das ist kein Wert mit Gültigkeit.", "value, valid_from, valid_until, source angeben."
            )
            return None
        for key in data:
            if key not in _VALUE_KEYS:
                self.report(
                    (*path, key),
                    f"Den Schlüssel „{key}“ gibt es hier nicht.",
                    "Erlaubt: value, valid_from, valid_until, source.",
                )
        number = data.get("value")
        if isinstance(number, bool) or not isinstance(number, int | float):
            self.report(
                (*path, "value"),
                "Der Wert ist keine Zahl.",
                "Ohne Tausenderpunkt und mit Punkt: 13.90 statt 13,90 €.",
            )
            return None
        value = Decimal(str(number))
        if abs(value) >= BEYOND or value.normalize().as_tuple().exponent < -PLACES:  # type: ignore[operator]
            self.report(
                (*path, "value"),
                "Der Wert ist zu groß oder hat zu viele Stellen nach dem Komma.",
                f"Höchstens {PLACES} Stellen nach dem Komma; große Beträge in Millionen oder Milliarden angeben.",
            )
            return None
        source = self._words((*path, "source"), data.get("source"))
        first, last = (self._day((*path, key), data.get(key)) for key in ("valid_from", "valid_until"))
        if first and last and first > last:
            self.report((*path, "valid_until"), "Das Ende liegt vor dem Beginn.", "Beide Tage prüfen.")
            return None
        return AmountValue(value, first, last, source)

    def _day(self, path: tuple[str | int, ...], value: Any) -> date | None:
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.report(path, "Das ist kein Datum.", "Den Tag als JJJJ-MM-TT schreiben, ohne Uhrzeit.")
        return None

    def _check_overlap(self, path: tuple[str | int, ...], values: list[AmountValue]) -> None:
        for earlier, later in pairwise(values):
            if earlier.valid_until is None or (later.valid_from or date.min) <= earlier.valid_until:
                self.report(
                    path,
                    "Zwei Werte gelten am selben Tag.",
                    "Den älteren Wert mit valid_until am Tag davor enden lassen.",
                )
            elif later.valid_from and later.valid_from - earlier.valid_until > timedelta(days=1):
                self.report(
                    path,
                    f"Zwischen {earlier.valid_until} und {later.valid_from} gilt kein Wert.",
                    "Die Tage lückenlos aneinanderlegen.",
                    warning=True,
                )
