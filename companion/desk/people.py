"""Who works on the bank at this laptop, for every page that asks."""

from __future__ import annotations

from typing import Literal

from companion.desk.desk import Desk
from companion.errors import KontaktError, UsageError
from companion.sharing.people import Person, read_person

SIGNS_AS: dict[str, Literal["lead", "jurist"]] = {"teamleitung": "lead", "jurist": "jurist"}
"""Role of the laptop → role under which somebody writes and signs on it; who only answers has none."""


def person(desk: Desk) -> tuple[Person | None, KontaktError | None]:
    """Who works on the bank here, or why that is not known."""
    try:
        return read_person(desk.settings.sharing), None
    except UsageError as error:
        return None, error


def author(desk: Desk) -> Person:
    """Who writes here.

    Raises:
        KontaktError: ``nobody_named`` (409).
    """
    found, _ = person(desk)
    if found is None:
        raise KontaktError(
            "Es ist noch nicht festgelegt, wer hier an der Antwortbank arbeitet.",
            "Unter Veröffentlichen, Verbindung einmal Namen und Aufgabe eintragen.",
            code="nobody_named",
            status=409,
        )
    return found
