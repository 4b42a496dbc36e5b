"""Puts a report together: rows of one or two cycles, 18 indicators, charts, feedback of the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from companion.bank.entry import Bank
from companion.codebook import Codebook
from companion.config import Settings
from companion.contacts.view import view_log
from companion.errors import KontaktError
from companion.export.progress import Progress, silent
from companion.export.source import Source
from companion.report.bank import bank_of
from companion.report.charts import Chart, charts
from companion.report.counting import Rows
from companion.report.cycles import Cycle, Cycles
from companion.report.figures import Figure, Indicator
from companion.report.indicators import contact_indicators
from companion.report.sentences import Tile, changes, tiles, with_sentences
from companion.report.surroundings import (
    access,
    bank_is_current,
    learning,
    multipliers,
    own_posts,
    team_feedback,
)
from companion.report.team import QUESTIONS, TeamFeedback
from companion.sharing.history import WorkingBank
from companion.sharing.lead_time import lead_times


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
        tiles: key findings.
        changes: the largest clear changes, in words.
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
    tiles: tuple[Tile, ...]
    changes: tuple[str, ...]
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
    progress: Progress | None = None,
) -> Report:
    """A report about a cycle or quarter.

    Args:
        settings: the data folder.
        codebook: the closed lists.
        name: of a cycle, or a quarter such as ``2026-Q3``.
        compare: the same, to compare with.
        today: day of the report.
        source: the team's pool or this laptop's log.
        progress: told before each step.

    Raises:
        KontaktError: no such cycle, no log, or nothing in it (``cycle_empty``).
    """
    tell = progress or silent
    cycles = Cycles(settings.data / "cycles.json")
    cycle, other = cycles.get(name), cycles.get(compare) if compare else None
    around = _surroundings(settings, codebook, today)
    tell("Kontakte lesen", 0.0)
    rows = Rows.read(settings, codebook, cycle, source)
    before = Rows.read(settings, codebook, other, source) if other else None
    try:
        if not rows.count():
            raise KontaktError(
                f"Zu {name} gibt es keine abgeschlossenen Kontakte.",
                "Kontakte zählen erst, wenn sie nach 14 Tagen eingefroren sind. Zeitraum prüfen.",
                code="cycle_empty",
            )
        tell("Indikatoren zählen", 0.3)
        indicators = _all(rows, around, today)
        if before:
            tell("Vergleich zählen", 0.5)
            others = {indicator.number: indicator for indicator in _all(before, around, today)}
            indicators = [indicator.compared(others[indicator.number]) for indicator in indicators]
        indicators.append(learning(cycle, other, indicators))
        indicators = with_sentences(indicators, cycle, other)
        tell("Diagramme zeichnen", 0.7)
        answers = TeamFeedback(settings.data / "team_feedback.json").answers(cycle.name)
        label = other.heading if other else None
        pictures = charts({i.number: i for i in indicators}, rows.by_week(), cycle.heading, label)
        tell("Bericht zusammengestellt", 1.0)
        return Report(
            cycle,
            other,
            today,
            codebook.version,
            rows.count(),
            tuple(indicators),
            tuple(tiles(indicators, cycle, other)),
            tuple(changes(indicators)),
            tuple(pictures),
            team_feedback(answers, QUESTIONS),
            len(answers),
            rows.synthetic,
        )
    finally:
        rows.close()
        if before:
            before.close()


@dataclass(frozen=True)
class _Surroundings:
    """What is known beside the contacts: bank in use, approvals and how long they took, rooms."""

    bank: Bank | None
    releases: Sequence[tuple[date, int]]
    rooms: Sequence[dict[str, Any]]

    @property
    def titles(self) -> dict[str, str]:
        """Id of an entry → its title."""
        return {entry.id: entry.title for entry in self.bank.entries.values()} if self.bank else {}


def _all(rows: Rows, around: _Surroundings, today: date) -> list[Indicator]:
    found = [
        *contact_indicators(rows, around.titles),
        bank_is_current(rows, around.bank, around.releases, today),
        access(around.rooms, rows),
        own_posts(rows),
        multipliers(rows.cycle),
    ]
    return sorted(found, key=lambda indicator: indicator.number)


def _surroundings(settings: Settings, codebook: Codebook, today: date) -> _Surroundings:
    return _Surroundings(bank_of(settings, today), _releases(settings), _rooms(settings, codebook))


def _releases(settings: Settings) -> list[tuple[date, int]]:
    """From the history of the lead's working bank; nothing where there is none."""
    if not (settings.working_bank / ".git").is_dir():
        return []
    try:
        bank = WorkingBank(settings.working_bank)
    except KontaktError:
        return []
    with bank:
        return lead_times(bank)


def _rooms(settings: Settings, codebook: Codebook) -> list[dict[str, Any]]:
    """The register of rooms of this laptop; empty where there is no log (a lead with the pool only)."""
    try:
        with view_log(settings.contacts_db, codebook) as log:
            return log.rooms.all()
    except KontaktError:
        return []
