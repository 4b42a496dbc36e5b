"""Puts a report together: rows of one or two cycles, 18 indicators, charts, feedback of the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from companion.bank.entry import Bank
from companion.bank.files import read_bank
from companion.codebook import Codebook
from companion.config import Settings, shipped
from companion.contacts.view import view_log
from companion.errors import KontaktError
from companion.export.source import Source
from companion.report.charts import Chart, charts
from companion.report.counting import Rows
from companion.report.cycles import Cycle, Cycles
from companion.report.figures import Figure, Indicator
from companion.report.indicators import contact_indicators
from companion.report.surroundings import (
    access,
    bank_is_current,
    learning,
    multipliers,
    own_posts,
    team_feedback,
)
from companion.report.team import QUESTIONS, TeamFeedback


@dataclass(frozen=True)
class Report:
    """Everything a report shows.

    Attributes:
        cycle: what it is about.
        other: what it is compared with.
        made_on: day.
        codebook_version: of the program that counted.
        rows: contacts of the cycle.
        indicators: 1 to 18.
        charts: pictures.
        team: feedback of the Kontakter*innen.
        forms: number of forms filled in.
        synthetic: made from demo data.
    """

    cycle: Cycle
    other: Cycle | None
    made_on: date
    codebook_version: int
    rows: int
    indicators: tuple[Indicator, ...]
    charts: tuple[Chart, ...]
    team: tuple[Figure, ...]
    forms: int
    synthetic: bool

    @property
    def title(self) -> str:
        """Title, saying so if it is synthetic."""
        mark = "Übungsdaten (synthetisch): " if self.synthetic else ""
        return f"{mark}Zyklusbericht {self.cycle.name}"


def build_report(
    settings: Settings,
    codebook: Codebook,
    name: str,
    compare: str | None,
    today: date,
    source: Source = "auto",
) -> Report:
    """A report about a cycle or quarter.

    Args:
        settings: the data folder.
        codebook: the closed lists.
        name: of a cycle, or a quarter such as ``2026-Q3``.
        compare: the same, to compare with.
        today: day of the report.
        source: the team's pool or this laptop's log.

    Raises:
        KontaktError: no such cycle, no log, or nothing in it (``cycle_empty``).
    """
    cycles = Cycles(settings.data / "cycles.json")
    cycle, other = cycles.get(name), cycles.get(compare) if compare else None
    bank = _bank(settings, today)
    titles = {entry.id: entry.title for entry in bank.entries.values()} if bank else {}
    rooms = _rooms(settings, codebook)
    rows = Rows(settings, codebook, cycle, source)
    before = Rows(settings, codebook, other, source) if other else None
    try:
        if not rows.count():
            raise KontaktError(
                f"Zu {name} gibt es keine abgeschlossenen Kontakte.",
                "Kontakte zählen erst, wenn sie nach 14 Tagen eingefroren sind. Zeitraum prüfen.",
                code="cycle_empty",
            )
        indicators = _all(rows, bank, titles, rooms, today)
        if before:
            others = {indicator.number: indicator for indicator in _all(before, bank, titles, rooms, today)}
            indicators = [indicator.compared(others[indicator.number]) for indicator in indicators]
        indicators.append(learning(cycle, other, indicators))
        answers = TeamFeedback(settings.data / "team_feedback.json").answers(cycle.name)
        label = other.name if other else None
        pictures = charts({i.number: i for i in indicators}, rows.by_week(), cycle.name, label)
        return Report(
            cycle,
            other,
            today,
            codebook.version,
            rows.count(),
            tuple(indicators),
            tuple(pictures),
            team_feedback(answers, QUESTIONS),
            len(answers),
            rows.synthetic,
        )
    finally:
        rows.close()
        if before:
            before.close()


def _all(
    rows: Rows, bank: Bank | None, titles: dict[str, str], rooms: Sequence[dict[str, Any]], today: date
) -> list[Indicator]:
    found = [
        *contact_indicators(rows, titles),
        bank_is_current(rows, bank, today),
        access(rooms, rows),
        own_posts(rows),
        multipliers(rows.cycle),
    ]
    return sorted(found, key=lambda indicator: indicator.number)


def _bank(settings: Settings, today: date) -> Bank | None:
    """The bank this laptop uses; a report can do without."""
    try:
        return read_bank(settings.bank or shipped("answer_bank"), today)
    except (KontaktError, OSError):
        return None


def _rooms(settings: Settings, codebook: Codebook) -> list[dict[str, Any]]:
    """The register of rooms of this laptop; empty where there is no log (a lead with the pool only)."""
    try:
        with view_log(settings.contacts_db, codebook) as log:
            return log.rooms.all()
    except KontaktError:
        return []
