"""What the desk shows of a cycle: weeks, platforms, topics, reactions, myths, gaps; with one filter and a comparison.

Only one filter at a time: every further one would leave cells of a few contacts (domain: no combination of room, day
and topic). What is hidden is decided for all views of a period at once (``views``): subtracting any of them from one
another never tells that a cell holds one to four. Not covered: periods that overlap, relations between three columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from companion.bank.entry import Bank
from companion.codebook import Codebook
from companion.config import Settings
from companion.errors import UsageError
from companion.german_numbers import german_number
from companion.report.bank import bank_of
from companion.report.cycles import Cycle, Cycles, quarter
from companion.report.figures import Figure, german_share
from companion.report.indicators import ANSWERS
from companion.report.loaded import Loaded
from companion.report.views import FILTERS, Views

MANY_HIDDEN = 3
"""From so many hidden lines on a view says how many they are, instead of a line for each."""


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
    def lines(self) -> tuple[Figure, ...]:
        """What stands there as a line: all figures, or the shown ones where many are hidden."""
        return (
            tuple(figure for figure in self.figures if not figure.hidden)
            if self._hides_many
            else self.figures
        )

    @property
    def withheld(self) -> str:
        """The hidden figures that have no line: how many they are and why, and nothing else about them."""
        if not self._hides_many:
            return ""
        others = " weitere" if self.lines else ""
        return (
            f"{sum(figure.hidden for figure in self.figures)}{others} bleiben verborgen: Dahinter stehen zu wenige "
            "Kontakte, oder eine kleine Zahl daneben ließe sich errechnen."
        )

    @property
    def _hides_many(self) -> bool:
        return self.name != "weeks" and sum(figure.hidden for figure in self.figures) >= MANY_HIDDEN

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
    cycle, other = _span(settings, name), _span(settings, compare) if compare else None
    titles = _titles(bank_of(settings, today))
    open_weeks = cycle.unfinished(today)
    views = loaded.views(cycle, open_weeks)
    counted = _counted(views, loaded.codebook, only, titles)
    before = _counted(loaded.views(other), loaded.codebook, only, titles) if other else {}
    panels = {
        key: _panel(key, _compared(figures, before.get(key, ())), other) for key, figures in counted.items()
    }
    weeks = _weekly(_seen(views, "weeks", only)[0], cycle, open_weeks)
    return Overview(cycle, other, only, _size(views, only), views.synthetic, weeks, **panels)


def _span(settings: Settings, name: str) -> Cycle:
    """Only weeks matter here: a quarter has them without the file of the cycles, which may be damaged."""
    return quarter(name) or Cycles(settings.data / "cycles.json").get(name)


def _size(views: Views, only: Only | None) -> int | None:
    return views.size(only.column, only.code) if only else views.size()


def _seen(views: Views, name: str, only: Only | None) -> tuple[Mapping[str, int | None], int]:
    return views.view(name, only.column, only.code) if only else views.view(name)


def _titles(bank: Bank | None) -> dict[str, str]:
    return {entry.id: entry.title for entry in bank.entries.values()} if bank else {}


def _counted(
    views: Views, codebook: Codebook, only: Only | None, titles: Mapping[str, str]
) -> dict[str, tuple[Figure, ...]]:
    platforms, topics = (
        {code.code: code.label for code in codebook.vocabularies[column].codes.values()}
        for column in ("plattform", "thema")
    )
    seen = {name: _seen(views, name, only) for name in ("platforms", "topics", "reactions", "myths", "gaps")}
    myths = {name: titles.get(name, name) for name in sorted(seen["myths"][0])}
    return {
        "platforms": _figures(*seen["platforms"], platforms),
        "topics": _sorted(_figures(*seen["topics"], topics)),
        "reactions": _figures(*seen["reactions"], {label: label for label in ANSWERS}, empty=True),
        "myths": _sorted(_figures(*seen["myths"], myths)),
        "gaps": _sorted(_figures(*seen["gaps"], topics)),
    }


def _figures(
    counts: Mapping[str, int | None], base: int, labels: Mapping[str, str], *, empty: bool = False
) -> tuple[Figure, ...]:
    found = {label: counts.get(code, 0) for code, label in labels.items()}
    return tuple(
        Figure(label, hidden=True) if count is None else Figure(label, count, base)
        for label, count in found.items()
        if empty or count != 0
    )


def _sorted(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Most frequent first, hidden ones last: their place tells nothing."""
    return tuple(sorted(figures, key=lambda figure: -(figure.count or 0)))


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


def _weekly(counts: Mapping[str, int | None], cycle: Cycle, open_weeks: Sequence[str]) -> Panel:
    weeks = {week: counts.get(week, 0) for week in cycle.weeks if week not in open_weeks}
    figures = tuple(Figure(week, count, hidden=count is None) for week, count in weeks.items())
    shown = {f.label: f.count for f in figures if f.count is not None}
    still = f" {_still_open(open_weeks)}" if open_weeks else ""
    if not any(shown.values()):
        return Panel("weeks", WEEKS, f"{NOTHING}{still}", figures)
    most, least = max(shown, key=lambda week: shown[week]), min(shown, key=lambda week: shown[week])
    sentence = (
        f"Im Mittel {german_number(sum(shown.values()) / len(shown))} Kontakte je Woche, am meisten in "
        f"{_week(most)} ({german_number(shown[most])}), am wenigsten in "
        f"{_week(least)} ({german_number(shown[least])})."
    )
    return Panel("weeks", WEEKS, f"{sentence}{still}", figures)


def _week(week: str) -> str:
    return f"KW\u00a0{int(week[6:])}"


def _still_open(weeks: Sequence[str]) -> str:
    if len(weeks) == 1:
        return f"{_week(weeks[0])} ist noch nicht abgeschlossen."
    return f"{_week(weeks[0])} bis {int(weeks[-1][6:])} sind noch nicht abgeschlossen."
