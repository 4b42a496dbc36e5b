"""Cycles: a span of weeks with a question, planned changes and decisions; kept by the lead, never exported."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from companion.codebook.model import PATTERNS
from companion.contacts.calendar import week_of
from companion.contacts.row import OPEN_DAYS
from companion.errors import KontaktError, UsageError
from companion.export.periods import Period
from companion.export.pool import write_whole

OUTREACH = {
    "besuche": "Besuche der Website",
    "downloads": "Downloads",
    "einrichtungen": "wiederkehrende Einrichtungen",
}
"""Aggregated figures about multipliers that someone reads off elsewhere and enters by hand."""


@dataclass(frozen=True)
class Cycle:
    """A span of ISO weeks that is looked at as one; a quarter is one without a question."""

    name: str
    first_week: str
    last_week: str
    question: str = ""
    changes: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    outreach: Mapping[str, int] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """Its name as a title: ``3. Quartal 2026``, ``Herbst``."""
        quarter = re.fullmatch(r"(20[0-9]{2})-Q([1-4])", self.name)
        return f"{quarter[2]}. Quartal {quarter[1]}" if quarter else self.name[:1].upper() + self.name[1:]

    @property
    def span(self) -> str:
        """From Monday to Sunday, ``29.06. bis 27.09.2026``."""
        first, last = _monday(self.first_week), _monday(self.last_week) + timedelta(days=6)
        return f"{first:%d.%m.}{first.year if first.year != last.year else ''} bis {last:%d.%m.%Y}"

    @property
    def weeks(self) -> list[str]:
        """Its weeks in their order."""
        day = _monday(self.first_week)
        found = []
        while day <= _monday(self.last_week):
            found.append(week_of(day))
            day += timedelta(days=7)
        return found

    def unfinished(self, today: date) -> list[str]:
        """Its weeks in which a contact may still be open on a day."""
        return [week for week in self.weeks if _monday(week) + timedelta(days=6 + OPEN_DAYS) > today]


class Cycles:
    """The cycles of a team, in ``cycles.json``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[Cycle]:
        """By their first week."""
        if not self._path.exists():
            return []
        raw = json.loads(self._path.read_text(encoding="utf-8"))
        found = [
            Cycle(**{**entry, "changes": tuple(entry["changes"]), "decisions": tuple(entry["decisions"])})
            for entry in raw
        ]
        return sorted(found, key=lambda cycle: cycle.first_week)

    def new(self, cycle: Cycle) -> None:
        """Add a cycle.

        Raises:
            UsageError: its name or weeks cannot be.
            KontaktError: one of that name exists (``cycle_exists``) or one of these weeks (``cycle_overlaps``).
        """
        if not re.fullmatch(r"[a-z0-9-]{1,40}", cycle.name) or not re.fullmatch(
            r".{0,500}", cycle.question, re.S
        ):
            raise UsageError(
                "Der Name des Zyklus passt nicht.", "Kleinbuchstaben, Ziffern und Bindestriche, höchstens 40."
            )
        for week in (cycle.first_week, cycle.last_week):
            if not PATTERNS["week"].fullmatch(week) or week_of(_monday(week)) != week:
                raise UsageError(f"'{week[:12]}' ist keine Kalenderwoche.", "Zum Beispiel: 2026-W27")
        if cycle.last_week < cycle.first_week:
            raise UsageError("Der Zyklus endet, bevor er beginnt.", "Erste und letzte Woche prüfen.")
        if any(known.name == cycle.name for known in self.all()):
            raise KontaktError(
                "Einen Zyklus mit diesem Namen gibt es schon.", "Einen anderen wählen.", code="cycle_exists"
            )
        for known in self.all():
            if cycle.first_week <= known.last_week and known.first_week <= cycle.last_week:
                # Two reports about overlapping spans could be subtracted: what is left are a few contacts of one week.
                raise KontaktError(
                    f"Der Zyklus überschneidet sich mit „{known.name}“ "
                    f"({known.first_week} bis {known.last_week}).",
                    "Zyklen folgen aufeinander, sonst ließen sich ihre Berichte gegeneinander aufrechnen.",
                    code="cycle_overlaps",
                    status=409,
                )
        self._write([*self.all(), cycle])

    def decide(self, name: str, decision: str) -> None:
        """Add a decision to a cycle.

        Raises:
            KontaktError: there is no such cycle.
        """
        cycle = self.get(name)
        self._replace(replace(cycle, decisions=(*cycle.decisions, decision)))

    def note_outreach(self, name: str, figures: Mapping[str, int]) -> None:
        """Enter figures about multipliers.

        Raises:
            KontaktError: there is no such cycle.
        """
        cycle = self.get(name)
        self._replace(replace(cycle, outreach={**cycle.outreach, **figures}))

    def get(self, name: str) -> Cycle:
        """A cycle by its name, or the quarter of that name (``2026-Q3``).

        Raises:
            KontaktError: there is none.
        """
        for cycle in self.all():
            if cycle.name == name:
                return cycle
        if re.fullmatch(r"20[2-9][0-9]-Q[1-4]", name):
            weeks = Period.parse(name).weeks
            return Cycle(name, weeks[0], weeks[-1])
        raise KontaktError(
            f"Einen Zyklus oder Zeitraum '{name[:40]}' gibt es nicht.",
            "Ein Quartal hat die Form 2026-Q3; Zyklen zeigt: kontakt cycle list",
            code="no_cycle",
            status=404,
        )

    def _replace(self, cycle: Cycle) -> None:
        others = [known for known in self.all() if known.name != cycle.name]
        self._write([*others, cycle])

    def _write(self, cycles: list[Cycle]) -> None:
        raw = [asdict(cycle) for cycle in cycles]
        write_whole(self._path, json.dumps(raw, ensure_ascii=False, indent=1).encode())


def _monday(week: str) -> date:
    try:
        return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    except ValueError:
        raise UsageError(f"'{week[:12]}' ist keine Kalenderwoche.", "Zum Beispiel: 2026-W27") from None
