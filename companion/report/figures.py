"""Figures of a report: counts and shares with their base and interval, small ones hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from companion.codebook.small import SMALL as SMALL  # what the figures of a report are hidden by
from companion.german_numbers import german_percent
from companion.wilson import wilson


@dataclass(frozen=True)
class Figure:
    """One line of an indicator.

    Attributes:
        label: what is counted, German.
        count: how many, ``None`` if hidden.
        base: out of how many, ``None`` if it is no share.
        hidden: the count is small, or would give a small one away.
        text: a value that is neither count nor share, ready to read.
        before: the same figure of the other cycle.
    """

    label: str
    count: int | None = None
    base: int | None = None
    hidden: bool = False
    text: str = ""
    before: Figure | None = None

    @property
    def share(self) -> float | None:
        """Share from 0 to 1, if there is one to show."""
        return self.count / self.base if self.count is not None and self.base else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % interval of the share (Wilson 1927)."""
        return wilson(self.count, self.base) if self.count is not None and self.base else None

    @property
    def changed(self) -> bool:
        """Whether the intervals of both cycles do not touch: more than chance would explain."""
        mine, other = self.interval, self.before.interval if self.before else None
        return bool(mine and other and (mine[0] > other[1] or mine[1] < other[0]))


@dataclass(frozen=True)
class Indicator:
    """One of the 18 indicators.

    Attributes:
        number: 1 to 18.
        title: German.
        how: how it is computed.
        base: denominator in words, with its size.
        figures: its lines.
        missing: share of rows without a value, ``None`` where nothing can be missing.
        note: what to keep in mind.
        sentence: what it says, in words.
    """

    number: int
    title: str
    how: str
    base: str
    figures: tuple[Figure, ...]
    missing: float | None = None
    note: str = ""
    sentence: str = ""

    def compared(self, other: Indicator | None) -> Indicator:
        """With the figures of another cycle beside its own."""
        before = {figure.label: figure for figure in other.figures} if other else {}
        figures = tuple(replace(figure, before=before.get(figure.label)) for figure in self.figures)
        return replace(self, figures=figures)


def number(label: str, count: int) -> Figure:
    """A plain count of things that are no people (posts, rooms, entries)."""
    return Figure(label, count)


def german_share(value: float | None) -> str:
    """``0.123`` as ``12,3 %`` that stays on one line; a dash for ``None``."""
    return "–" if value is None else german_percent(value, 1)


def top(figures: Sequence[Figure], limit: int) -> tuple[Figure, ...]:
    """The largest figures, the largest first; hidden ones and zeros are left out."""
    visible = sorted((f for f in figures if f.count), key=lambda f: -(f.count or 0))
    return tuple(visible[:limit])
