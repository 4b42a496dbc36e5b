"""Feedback of the Kontakter*innen at the end of a cycle: closed scales, one optional remark that stays here."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

from companion.errors import UsageError
from companion.private_files import write_whole
from companion.state_file import KEPT, changing, read_state

QUESTIONS = {
    "vorschlaege": "Die Vorschläge haben mir geholfen.",
    "vertrauen": "Ich habe mich auf die Texte der Antwortbank verlassen.",
    "zeit": "Das Notieren hat mich nicht aufgehalten.",
    "belastung": "Die Arbeit war in diesem Zyklus gut zu bewältigen.",
    "rueckhalt": "Bei schwierigen Fällen bekam ich rasch Unterstützung.",
}
SCALE = {
    1: "trifft nicht zu",
    2: "trifft eher nicht zu",
    3: "teils, teils",
    4: "trifft eher zu",
    5: "trifft zu",
}
REMARK_LIMIT = 500
REMEDY = (
    "Die Datei aus einer Sicherung des Datenordners zurückholen. Gibt es keine, sie umbenennen, zum Beispiel in "
    "team_feedback.alt.json: Dann beginnt die Sammlung der Bögen neu. Zyklen und Kontakte sind nicht betroffen. "
    + KEPT
)
"""What to do about a damaged file."""


class Forms(TypedDict):
    """The forms of one cycle, answers and remarks apart."""

    answers: list[dict[str, int]]
    remarks: list[str]


class TeamFeedback:
    """Answers by cycle in ``team_feedback.json``: no name, no time, and in no telling order."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, cycle: str, answers: Mapping[str, int], remark: str = "") -> None:
        """Keep one form.

        Args:
            cycle: its name.
            answers: question → 1 to 5; questions may be left out.
            remark: for the lead only.

        Raises:
            UsageError: an unknown question, an answer off the scale, or too long a remark.
            KontaktError: the file is damaged (``team_feedback_unreadable``); reading it raises the same.
        """
        if not _on_the_form(answers) or len(remark) > REMARK_LIMIT:
            raise UsageError(
                "Die Rückmeldung passt nicht zum Bogen.",
                f"Werte von 1 bis 5; die Bemerkung hat höchstens {REMARK_LIMIT} Zeichen.",
            )
        with changing(self._path):
            known = self._read()
            forms = known.setdefault(cycle, {"answers": [], "remarks": []})
            # Anywhere in the list, and the remark apart: nobody can be told by the order.
            forms["answers"].insert(secrets.randbelow(len(forms["answers"]) + 1), dict(answers))
            if remark.strip():
                forms["remarks"].insert(secrets.randbelow(len(forms["remarks"]) + 1), remark.strip())
            write_whole(self._path, json.dumps(known, ensure_ascii=False, indent=1).encode())

    def answers(self, cycle: str) -> list[dict[str, int]]:
        """The answers of a cycle, for counting."""
        forms = self._read().get(cycle)
        return forms["answers"] if forms else []

    def remarks(self, cycle: str) -> list[str]:
        """The remarks of a cycle, for the lead's eyes; nothing else reads them."""
        forms = self._read().get(cycle)
        return forms["remarks"] if forms else []

    def _read(self) -> dict[str, Forms]:
        if not self._path.exists():
            return {}
        return read_state(
            self._path, _parsed, "Die Sammlung der Rückmeldungen", REMEDY, code="team_feedback_unreadable"
        )


def _on_the_form(answers: Mapping[str, int]) -> bool:
    return set(answers) <= set(QUESTIONS) and all(
        type(value) is int and value in SCALE for value in answers.values()
    )


def _parsed(raw: Any) -> dict[str, Forms]:
    return {cycle: _forms(forms["answers"], forms["remarks"]) for cycle, forms in raw.items()}


def _forms(answers: Any, remarks: Any) -> Forms:
    if (
        not isinstance(answers, list)
        or not isinstance(remarks, list)
        or not all(isinstance(answer, dict) and _on_the_form(answer) for answer in answers)
        or not all(isinstance(remark, str) for remark in remarks)
    ):
        raise ValueError("forms")
    return Forms(answers=answers, remarks=remarks)
