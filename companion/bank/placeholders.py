"""Amounts with their validity and shared fragments, filled into texts by name.

``{{betrag:minijob_grenze}}`` is the value of the day of reading, ``{{betrag:minijob_grenze@2027-01-01}}``
that of a fixed day, ``{{baustein:notrufnummern}}`` the text of ``fragments/notrufnummern.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from companion.bank.entry import within
from companion.german_numbers import german_number

PLACEHOLDER = re.compile(r"\{\{([^{}\n]*)\}\}")
_BODY = re.compile(r"(betrag|baustein):([a-z0-9_-]{2,60})(?:@(\d{4}-\d{2}-\d{2}))?")


@dataclass(frozen=True)
class AmountValue:
    """A figure and the closed window in which it holds."""

    value: Decimal
    valid_from: date | None
    valid_until: date | None
    source: str


@dataclass(frozen=True)
class Amount:
    """A figure that changes with the law, e.g. the limit of a Minijob; values ordered by day."""

    name: str
    label: str
    unit: str
    values: tuple[AmountValue, ...]

    def on(self, day: date) -> AmountValue | None:
        """The value that holds on that day, or ``None``."""
        return next(
            (value for value in self.values if within(day, value.valid_from, value.valid_until)), None
        )

    def words(self, value: AmountValue) -> str:
        """As Germans write it: ``1.234,50 Euro``; whole euros without decimals."""
        number = value.value
        places = 0 if number == number.to_integral_value() else -int(number.normalize().as_tuple().exponent)
        if places and self.unit.startswith(("Euro", "€")):
            places = max(places, 2)
        return f"{german_number(number, places)} {self.unit}".strip()


@dataclass(frozen=True)
class Shared:
    """What texts of a bank may refer to by name."""

    amounts: Mapping[str, Amount] = field(default_factory=dict)
    fragments: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Filling:
    """Fills texts for one day and keeps for which days the result holds.

    Attributes:
        first: first day for which all filled amounts hold, ``None`` if unlimited.
        last: last such day, ``None`` if unlimited.
        known: ``False`` once an amount had no value.
    """

    shared: Shared
    today: date
    first: date | None = None
    last: date | None = None
    known: bool = True

    def fill(self, text: str) -> str:
        """The text with every placeholder replaced; one that names nothing stays (the check reports it)."""
        return PLACEHOLDER.sub(self._replace, text) if "{{" in text else text

    def _replace(self, match: re.Match[str]) -> str:
        parts = _BODY.fullmatch(match.group(1).strip())
        if parts is None:
            return match.group(0)
        kind, name, day = parts.groups()
        if kind == "baustein":
            fragment = self.shared.fragments.get(name)
            return match.group(0) if fragment is None else self.fill(fragment)
        amount = self.shared.amounts.get(name)
        if amount is None:
            return match.group(0)
        value = amount.on(date.fromisoformat(day) if day else self.today)
        if value is None:
            self.known = False
            return f"[{amount.label}: Betrag fehlt]"
        if not day:
            self._narrow(value)
        return amount.words(value)

    def _narrow(self, value: AmountValue) -> None:
        if value.valid_from and (self.first is None or value.valid_from > self.first):
            self.first = value.valid_from
        if value.valid_until and (self.last is None or value.valid_until < self.last):
            self.last = value.valid_until


def explain(text: str, shared: Shared, today: date, nested: bool = False) -> list[tuple[str, str, str, str]]:
    """What is wrong with the placeholders of a text.

    Args:
        text: as written, not filled.
        shared: amounts and fragments of the bank.
        today: day for which amounts are filled.
        nested: the text is itself a fragment; fragments do not include fragments.

    Returns:
        Tuples of placeholder as written, message, remedy and severity.
    """
    found = []
    for match in PLACEHOLDER.finditer(text):
        if (reason := _reason(match.group(1).strip(), shared, today, nested)) is not None:
            found.append((match.group(0), *reason))
    rest = PLACEHOLDER.sub("", text)
    if "{{" in rest or "}}" in rest:
        found.append(
            (
                "{{",
                "Ein Platzhalter ist nicht geschlossen.",
                "Als {{betrag:name}} in einer Zeile schreiben.",
                "error",
            )
        )
    return found


def _reason(body: str, shared: Shared, today: date, nested: bool) -> tuple[str, str, str] | None:
    parts = _BODY.fullmatch(body)
    if parts is None:
        return (
            "Diesen Platzhalter gibt es nicht.",
            "{{betrag:name}}, {{betrag:name@2027-01-01}} oder {{baustein:name}} schreiben.",
            "error",
        )
    kind, name, day = parts.groups()
    known = shared.amounts if kind == "betrag" else shared.fragments
    if name not in known:
        near = get_close_matches(name, list(known), n=1)
        where = "amounts.yaml" if kind == "betrag" else "dem Ordner fragments"
        guess = f"Gemeint ist vielleicht „{near[0]}“; sonst" if near else "Den Namen prüfen oder"
        word = "Den Betrag" if kind == "betrag" else "Das Textstück"
        return f"{word} „{name}“ gibt es nicht.", f"{guess} in {where} ergänzen.", "error"
    if kind == "baustein":
        if day:
            return "Ein Textstück hat keinen Tag.", "Das @ und den Tag weglassen.", "error"
        if nested:
            return "Ein Textstück kann kein anderes enthalten.", "Den Text ausschreiben.", "error"
        return None
    try:
        wanted = date.fromisoformat(day) if day else today
    except ValueError:
        return f"Den Tag {day} gibt es nicht.", "Den Tag als JJJJ-MM-TT schreiben.", "error"
    if shared.amounts[name].on(wanted) is not None:
        return None
    if day:
        return (
            f"Der Betrag „{name}“ hat am {day} keinen Wert.",
            "Den Wert in amounts.yaml ergänzen oder einen anderen Tag nennen.",
            "error",
        )
    return (
        f"Der Betrag „{name}“ hat heute keinen Wert; der Eintrag wird deshalb nicht vorgeschlagen.",
        "Den geltenden Wert mit Quelle in amounts.yaml ergänzen.",
        "warning",
    )
