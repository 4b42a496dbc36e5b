"""Feedback of the Kontakter*innen at the end of a cycle: closed scales, one optional remark that stays here."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from companion.errors import UsageError
from companion.export.pool import write_whole

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
        """
        if (
            not set(answers) <= set(QUESTIONS)
            or not set(answers.values()) <= set(SCALE)
            or len(remark) > REMARK_LIMIT
        ):
            raise UsageError(
                "Die Rückmeldung passt nicht zum Bogen.",
                f"Werte von 1 bis 5; die Bemerkung hat höchstens {REMARK_LIMIT} Zeichen.",
            )
        known = self._read()
        forms = known.setdefault(cycle, {"answers": [], "remarks": []})
        # Anywhere in the list, and the remark apart: nobody can be told by the order.
        forms["answers"].insert(secrets.randbelow(len(forms["answers"]) + 1), dict(answers))
        if remark.strip():
            forms["remarks"].insert(secrets.randbelow(len(forms["remarks"]) + 1), remark.strip())
        write_whole(self._path, json.dumps(known, ensure_ascii=False, indent=1).encode())

    def answers(self, cycle: str) -> list[dict[str, int]]:
        """The answers of a cycle, for counting."""
        found: list[dict[str, int]] = self._read().get(cycle, {}).get("answers", [])
        return found

    def remarks(self, cycle: str) -> list[str]:
        """The remarks of a cycle, for the lead's eyes; nothing else reads them."""
        found: list[str] = self._read().get(cycle, {}).get("remarks", [])
        return found

    def _read(self) -> dict[str, dict[str, list]]:  # type: ignore[type-arg]
        if not self._path.exists():
            return {}
        found: dict[str, dict[str, list]] = json.loads(self._path.read_text(encoding="utf-8"))  # type: ignore[type-arg]
        return found
