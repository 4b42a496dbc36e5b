"""The figures of the matching benchmark, with confidence intervals.

Counts only what is shown: a right answer first or among three; silence where nothing fits; the right
correction where a claim is asserted or asked about; no correction elsewhere, above all not where a post
states the fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from companion.matching.labelled import LabelledPost
from companion.wilson import wilson


@dataclass(frozen=True)
class Shown:
    """What was shown for a post: entry ids, best first."""

    answers: tuple[str, ...]
    corrections: tuple[str, ...]


@dataclass(frozen=True)
class Rate:
    """``hits`` of ``total`` posts."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, or ``None`` without posts."""
        return self.hits / self.total if self.total else None

    def interval(self) -> tuple[float, float] | None:
        """95 % confidence interval (Wilson), or ``None`` without posts."""
        return wilson(self.hits, self.total) if self.total else None


MEASURES: Mapping[str, Callable[[LabelledPost, Shown], bool | None]] = {
    "answer_hit1": lambda p, s: (
        _wants_answer(p) and s.answers[:1] != () and s.answers[0] in p.answers if _wants_answer(p) else None
    ),
    "answer_hit3": lambda p, s: any(a in p.answers for a in s.answers[:3]) if _wants_answer(p) else None,
    "both_at3": lambda p, s: (
        set(p.answers) <= set(s.answers[:3]) if _wants_answer(p) and len(p.answers) > 1 else None
    ),
    "quiet_when_nothing_fits": lambda p, s: not s.answers and not s.corrections if p.nothing_fits else None,
    "claim_recall": lambda p, s: (
        any(c in p.corrections for c in s.corrections[:2]) if p.corrections else None
    ),
    "claim_quiet": lambda p, s: None if p.corrections else not s.corrections,
    "refute_quiet": lambda p, s: not s.corrections if p.stance == "refutes" and not p.corrections else None,
}
"""Name → whether a post counts as a hit, or ``None`` if the measure does not concern it."""


def _wants_answer(post: LabelledPost) -> bool:
    return post.leading and bool(post.answers)


def measure(posts: Sequence[LabelledPost], shown: Mapping[str, Shown]) -> dict[str, Rate]:
    """Every measure over some posts; a post without an answer in ``shown`` counts as silence."""
    rates = {}
    for name, judge in MEASURES.items():
        verdicts = [judge(post, shown.get(post.id, Shown((), ()))) for post in posts]
        counted = [verdict for verdict in verdicts if verdict is not None]
        rates[name] = Rate(sum(counted), len(counted))
    return rates


def mean_reciprocal_rank(posts: Sequence[LabelledPost], shown: Mapping[str, Shown]) -> float | None:
    """Mean of 1/place of the first right answer among the three shown, 0 where there is none."""
    values = []
    for post in posts:
        if _wants_answer(post):
            answers = shown.get(post.id, Shown((), ())).answers[:3]
            values.append(next((1 / at for at, a in enumerate(answers, 1) if a in post.answers), 0.0))
    return sum(values) / len(values) if values else None
