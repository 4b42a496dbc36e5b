"""What the desk shows of a cycle: weeks, platforms, topics, reactions, myths, gaps; with one filter and a comparison.

Only one filter at a time: every further one would leave cells of a few contacts (domain: no combination of room, day
and topic). What a filter shows is hidden together with what it leaves out, so that no two views can be subtracted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from companion.bank.entry import Bank
from companion.codebook import Codebook
from companion.config import Settings
from companion.errors import UsageError
from companion.report.counting import Rows
from companion.report.cycles import Cycle, Cycles
from companion.report.entries import bank_of
from companion.report.figures import Figure, german_number, german_share
from companion.report.hiding import lines, one_line
from companion.report.indicators import ANSWERS, CORRECTING
from companion.report.loaded import Loaded

FILTERS = ("plattform", "thema", "raumtyp")
_MYTH = f"{CORRECTING} AND mythos_id NOT LIKE '%\\_%' ESCAPE '\\'"


@dataclass(frozen=True)
class Only:
    """One filter: a column out of ``FILTERS`` and its code."""

    column: str
    code: str


@dataclass(frozen=True)
class Panel:
    """One view.

    Attributes:
        name: ``weeks``, ``platforms``, ``topics``, ``reactions``, ``myths`` or ``gaps``.
        title: German.
        sentence: what it says.
        figures: its lines, small ones hidden.
    """

    name: str
    title: str
    sentence: str
    figures: tuple[Figure, ...]

    @property
    def scale(self) -> float:
        """What the longest bar of a drawing stands for: the largest count of weeks, else a share with its interval."""
        if self.name == "weeks":
            return max((figure.count or 0 for figure in self.figures), default=0)
        ends = [
            end
            for figure in self.figures
            if figure.interval
            for end in (figure.interval[1], (figure.before.share or 0.0) if figure.before else 0.0)
        ]
        return max(ends, default=0.0)


@dataclass(frozen=True)
class Overview:
    """A cycle as the desk shows it; ``rows`` is ``None`` where so few contacts pass the filter that they are hidden."""

    cycle: Cycle
    other: Cycle | None
    only: Only | None
    rows: int | None
    synthetic: bool
    weeks: Panel
    platforms: Panel
    topics: Panel
    reactions: Panel
    myths: Panel
    gaps: Panel

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All of them in their order."""
        return (self.weeks, self.platforms, self.topics, self.reactions, self.myths, self.gaps)


def choices(codebook: Codebook) -> dict[str, dict[str, str]]:
    """Column → code → label of everything one can filter by."""
    return {
        column: {
            code.code: code.label for code in codebook.vocabularies[column].codes.values() if not code.missing
        }
        for column in FILTERS
    }


def overview(
    settings: Settings,
    loaded: Loaded,
    name: str,
    today: date,
    compare: str | None = None,
    only: Only | None = None,
) -> Overview:
    """A cycle or quarter.

    Args:
        settings: the data folder.
        loaded: the rows.
        name: of a cycle, or a quarter such as ``2026-Q3``.
        today: local day.
        compare: the same, to compare with.
        only: one filter.

    Raises:
        UsageError: there is no such filter.
        KontaktError: no such cycle, or demo data among real contacts.
    """
    if only and only.code not in choices(loaded.codebook).get(only.column, {}):
        raise UsageError(
            "Nach dieser Angabe lässt sich nicht filtern.", f"Möglich sind: {', '.join(FILTERS)}."
        )
    cycles = Cycles(settings.data / "cycles.json")
    cycle, other = cycles.get(name), cycles.get(compare) if compare else None
    titles = _titles(bank_of(settings, today))
    with loaded.rows(cycle) as rows:
        counted = _counted(rows, only, titles)
        total, everyone, synthetic = rows.count(_where(only)), rows.count(), rows.synthetic
        weeks = rows.by_week(_where(only))
        hidden_weeks = _hidden(weeks, rows.by_week(), only)
    before: Mapping[str, tuple[Figure, ...]] = {}
    if other:
        with loaded.rows(other) as rows:
            before = _counted(rows, only, titles)
    panels = {
        key: _panel(key, _compared(figures, before.get(key, ())), other) for key, figures in counted.items()
    }
    few = 0 < total < 5 or 0 < everyone - total < 5
    return Overview(
        cycle, other, only, None if few else total, synthetic, _weekly(weeks, hidden_weeks), **panels
    )


def _where(only: Only | None) -> str:
    """SQL: the filter; column and code are known ones."""
    return f"{only.column} = '{only.code}'" if only else "true"


def _titles(bank: Bank | None) -> dict[str, str]:
    return {entry.id: entry.title for entry in bank.entries.values()} if bank else {}


def _counted(rows: Rows, only: Only | None, titles: Mapping[str, str]) -> dict[str, tuple[Figure, ...]]:
    where, both = _where(only), ("true", _where(only))
    myths = [
        {titles.get(key, key): n for key, n in rows.by_id("mythos_id", f"{_MYTH} AND {one}").items()}
        for one in both
    ]
    answers = [{label: rows.count(f"({sql}) AND {one}") for label, sql in ANSWERS.items()} for one in both]
    # A gap knows its topic and platform, not its room.
    gap = where if only and only.column != "raumtyp" else "true"
    gaps = [rows.by_code("thema", one, "gaps") for one in ("true", gap)]
    return {
        "platforms": _figures(rows.by_code("plattform", where), rows.by_code("plattform"), only),
        "topics": _figures(_sorted(rows.by_code("thema", where)), rows.by_code("thema"), only),
        "reactions": _figures(answers[1], answers[0], only),
        "myths": _figures(_sorted(myths[1]), myths[0], only),
        "gaps": _figures(_sorted(gaps[1]), gaps[0], only if gap != "true" else None),
    }


def _figures(here: Mapping[str, int], everyone: Mapping[str, int], only: Only | None) -> tuple[Figure, ...]:
    hidden, base = _hidden(here, everyone, only), sum(here.values())
    return tuple(
        Figure(label, hidden=True) if label in hidden else Figure(label, count, base)
        for label, count in here.items()
    )


def _hidden(here: Mapping[str, int], everyone: Mapping[str, int], only: Only | None) -> set[str]:
    """What a view hides: small cells, cells whose rest is small, and neighbours for both."""
    if only is None:
        return one_line(here)
    return lines(
        {
            label: {"in": here.get(label, 0), "out": count - here.get(label, 0)}
            for label, count in everyone.items()
        }
    )


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _compared(figures: Sequence[Figure], before: Sequence[Figure]) -> tuple[Figure, ...]:
    known = {figure.label: figure for figure in before}
    return tuple(replace(figure, before=known.get(figure.label)) for figure in figures)


WEEKS = "Kontakte je Woche"
NOTHING = "Dazu gibt es nichts, was sich zeigen lässt."
TITLES = {
    "platforms": "Plattformen",
    "topics": "Themen",
    "reactions": "Reaktionen",
    "myths": "Falschaussagen, die richtiggestellt wurden",
    "gaps": "Lücken der Antwortbank nach Thema",
}


def _panel(name: str, figures: tuple[Figure, ...], other: Cycle | None) -> Panel:
    shown = sorted((f for f in figures if f.share), key=lambda f: -(f.share or 0))
    words = ", ".join(f"{f.label} ({german_share(f.share)})" for f in shown[:3])
    sentence = f"Am häufigsten: {words}." if words else NOTHING
    changed = [f for f in shown if f.changed]
    if other and shown:
        sentence += (
            f" Klar anders als im Vergleich ({other.heading}): {', '.join(f.label for f in changed[:3])}."
            if changed
            else f" Gegenüber dem Vergleich ({other.heading}) zeigt sich kein klarer Unterschied."
        )
    return Panel(name, TITLES[name], sentence, figures)


def _weekly(weeks: Mapping[str, int], hidden: set[str]) -> Panel:
    figures = tuple(
        Figure(week, hidden=True) if week in hidden else Figure(week, count) for week, count in weeks.items()
    )
    shown = {f.label: f.count for f in figures if f.count is not None}
    if not any(shown.values()):
        return Panel("weeks", WEEKS, NOTHING, figures)
    most, least = max(shown, key=lambda week: shown[week]), min(shown, key=lambda week: shown[week])
    sentence = (
        f"Im Mittel {german_number(sum(shown.values()) / len(shown))} Kontakte je Woche, am meisten in "
        f"KW\u00a0{int(most[6:])} ({german_number(shown[most])}), am wenigsten in "
        f"KW\u00a0{int(least[6:])} ({german_number(shown[least])})."
    )
    return Panel("weeks", WEEKS, sentence, figures)
