"""Cycles: a span of weeks with a question, planned changes and decisions; kept by the lead, never exported."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from companion.codebook.model import PATTERNS
from companion.contacts.calendar import week_of
from companion.contacts.row import OPEN_DAYS
from companion.errors import KontaktError, UsageError
from companion.export.periods import Period
from companion.private_files import write_whole
from companion.state_file import KEPT, changing, read_state

OUTREACH = {
    "besuche": "Besuche der Website",
    "downloads": "Downloads",
    "einrichtungen": "wiederkehrende Einrichtungen",
}
"""Aggregated figures about multipliers that someone reads off elsewhere and enters by hand."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""How a cycle may be called; a quarter has a capital letter, and an option of a command begins with a hyphen."""
_KEPT_NAME = re.compile(r"[a-z0-9-]{1,40}")
"""How cycles could be called before."""
REMEDY = (
    "Die Datei aus einer Sicherung des Datenordners zurückholen. Gibt es keine, sie umbenennen, zum Beispiel in "
    "cycles.alt.json: Dann beginnt die Liste neu. Quartale, Kontakte und Ausgaben sind nicht betroffen. "
    + KEPT
)
"""What to do about a damaged file."""


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
        """By their first week.

        Raises:
            KontaktError: the file is damaged (``cycles_unreadable``); every other method then raises it, too.
        """
        if not self._path.exists():
            return []
        return read_state(self._path, _parsed, "Die Liste der Zyklen", REMEDY, code="cycles_unreadable")

    def new(self, cycle: Cycle) -> None:
        """Add a cycle.

        Raises:
            UsageError: its name or weeks cannot be.
            KontaktError: one of that name exists (``cycle_exists``) or one of these weeks (``cycle_overlaps``).
        """
        if not NAME.fullmatch(cycle.name) or not re.fullmatch(r".{0,500}", cycle.question, re.S):
            raise UsageError(
                "Der Name des Zyklus passt nicht.",
                "Kleinbuchstaben, Ziffern und Bindestriche, höchstens 40, am Anfang kein Bindestrich.",
            )
        for week in (cycle.first_week, cycle.last_week):
            if not _is_week(week):
                raise UsageError(f"'{week[:12]}' ist keine Kalenderwoche.", "Zum Beispiel: 2026-W27")
        if cycle.last_week < cycle.first_week:
            raise UsageError("Der Zyklus endet, bevor er beginnt.", "Erste und letzte Woche prüfen.")
        with changing(self._path):
            known = self.all()
            _require_room_for(cycle, known)
            self._write([*known, cycle])

    def decide(self, name: str, decision: str) -> None:
        """Add a decision to a cycle.

        Raises:
            KontaktError: there is no such cycle.
        """
        with changing(self._path):
            cycle = self.get(name)
            self._replace(replace(cycle, decisions=(*cycle.decisions, decision)))

    def note_outreach(self, name: str, figures: Mapping[str, int]) -> None:
        """Enter figures about multipliers.

        Raises:
            KontaktError: there is no such cycle.
        """
        with changing(self._path):
            cycle = self.get(name)
            self._replace(replace(cycle, outreach={**cycle.outreach, **figures}))

    def get(self, name: str) -> Cycle:
        """A cycle by its name, or the quarter of that name (``2026-Q3``).

        Raises:
            KontaktError: there is none.
        """
        # Also for a quarter: its report is not written while decisions may be missing.
        for cycle in self.all():
            if cycle.name == name:
                return cycle
        if found := quarter(name):
            return found
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


def _require_room_for(cycle: Cycle, known: Sequence[Cycle]) -> None:
    for other in known:
        if other.name == cycle.name:
            raise KontaktError(
                "Einen Zyklus mit diesem Namen gibt es schon.", "Einen anderen wählen.", code="cycle_exists"
            )
    for other in known:
        if cycle.first_week <= other.last_week and other.first_week <= cycle.last_week:
            # Two reports about overlapping spans could be subtracted: what is left are a few contacts of one week.
            raise KontaktError(
                f"Der Zyklus überschneidet sich mit „{other.name}“ ({other.first_week} bis {other.last_week}).",
                "Zyklen folgen aufeinander, sonst ließen sich ihre Berichte gegeneinander aufrechnen.",
                code="cycle_overlaps",
                status=409,
            )


def quarter(name: str) -> Cycle | None:
    """The quarter of that name, without what was noted about it; ``None`` if it is the name of none."""
    if not re.fullmatch(r"20[2-9][0-9]-Q[1-4]", name):
        return None
    weeks = Period.parse(name).weeks
    return Cycle(name, weeks[0], weeks[-1])


def _parsed(raw: Any) -> list[Cycle]:
    if not isinstance(raw, list):
        raise TypeError("cycles")
    return sorted((_cycle(**entry) for entry in raw), key=lambda cycle: cycle.first_week)


def _cycle(
    name: str,
    first_week: str,
    last_week: str,
    question: str = "",
    changes: Sequence[str] = (),
    decisions: Sequence[str] = (),
    outreach: Mapping[str, int] | None = None,
) -> Cycle:
    """A cycle out of the file, which somebody may have edited by hand."""
    figures = outreach or {}
    texts = (name, first_week, last_week, question, *changes, *decisions)
    if (
        not all(isinstance(text, str) for text in texts)
        or isinstance(changes, str)
        or isinstance(decisions, str)
        or not (_KEPT_NAME.fullmatch(name) or quarter(name))
        or not set(figures) <= set(OUTREACH)
        or not all(type(figure) is int for figure in figures.values())
        or not all(_is_week(week) for week in (first_week, last_week))
        or last_week < first_week
    ):
        raise ValueError("cycle")
    return Cycle(name, first_week, last_week, question, tuple(changes), tuple(decisions), figures)


def _is_week(week: str) -> bool:
    if not PATTERNS["week"].fullmatch(week):
        return False
    try:
        date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    except ValueError:
        return False
    return True


def _monday(week: str) -> date:
    try:
        return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    except ValueError:
        raise UsageError(f"'{week[:12]}' ist keine Kalenderwoche.", "Zum Beispiel: 2026-W27") from None
