"""How good the suggestions are on labelled posts: figures, by topic and style, and the worst cases with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from companion.bank.entry import Bank
from companion.matching.labelled import LabelledPost
from companion.matching.matcher import Matcher, Suggestion
from companion.matching.measures import Rate, Shown, mean_reciprocal_rank, measure

_NAMES = {
    "answer_hit1": "richtige Antwort an erster Stelle",
    "answer_hit3": "richtige Antwort unter den gezeigten",
    "both_at3": "zwei Anliegen, beide gefunden",
    "quiet_when_nothing_fits": "still, wenn nichts passt",
    "claim_recall": "Falschaussage erkannt",
    "claim_quiet": "keine unnötige Richtigstellung",
    "refute_quiet": "still bei richtiger Aussage",
}
_COUNTED = {
    "answer_hit3": "n_answer",
    "both_at3": "n_both",
    "quiet_when_nothing_fits": "n_none",
    "claim_recall": "n_claim",
    "claim_quiet": "n_noclaim",
    "refute_quiet": "n_refute",
}
"""What the scorer of the matching benchmark calls the number of posts behind a figure."""


@dataclass(frozen=True)
class Miss:
    """A post for which something wrong, or nothing, was shown.

    Attributes:
        weight: how bad it is, for the order.
        entries: entries a team lead should look at.
    """

    post: str
    reason: str
    entries: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Evaluation:
    """The result: rates over all posts, by topic and by style, and the misses, worst first."""

    posts: int
    rates: dict[str, Rate]
    by_topic: dict[str, dict[str, Rate]]
    by_style: dict[str, dict[str, Rate]]
    misses: tuple[Miss, ...]
    reciprocal_rank: float | None = None

    def as_dict(self, worst: int) -> dict[str, Any]:
        """For JSON: the names of the benchmark's scorer, the counts, the intervals, the worst cases."""

        def table(rates: dict[str, Rate]) -> dict[str, Any]:
            return {
                name: {"value": _round(rate.value), "n": rate.total, "interval": _rounded(rate.interval())}
                for name, rate in rates.items()
                if rate.total
            }

        return {
            "posts": self.posts,
            "answer_mrr3": _round(self.reciprocal_rank),
            **{name: _round(rate.value) for name, rate in self.rates.items()},
            **{_COUNTED[name]: rate.total for name, rate in self.rates.items() if name in _COUNTED},
            "figures": table(self.rates),
            "by_topic": {topic: table(rates) for topic, rates in self.by_topic.items()},
            "by_style": {style: table(rates) for style, rates in self.by_style.items()},
            "worst": [
                {"id": miss.post, "reason": miss.reason, "entries": list(miss.entries)}
                for miss in self.misses[:worst]
            ],
        }

    def in_words(self, worst: int) -> str:
        """A German table for people."""
        rows = [f"{self.posts} Beiträge", "", *_table(self.rates)]
        for heading, groups in (("Nach Thema", self.by_topic), ("Nach Schreibweise", self.by_style)):
            if len(groups) > 1:
                rows += ["", f"{heading} (richtige Antwort unter den gezeigten / Falschaussage erkannt):"]
                rows += [
                    f"  {group:32} {_cell(rates['answer_hit3'])}  {_cell(rates['claim_recall'])}"
                    for group, rates in sorted(groups.items())
                ]
        if self.misses and worst:
            rows += ["", f"Die {min(worst, len(self.misses))} schwersten von {len(self.misses)} Fehlfällen:"]
            for miss in self.misses[:worst]:
                rows.append(f"  {miss.post}: {miss.reason}")
            counted: dict[str, int] = defaultdict(int)
            for miss in self.misses:
                for entry in miss.entries:
                    counted[entry] += 1
            most = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:10]
            rows += ["", "Einträge, die bessere Fragen brauchen könnten:"]
            rows += [f"  {entry}: {count} Fehlfälle" for entry, count in most if count > 1] or [
                "  keine auffällig"
            ]
        return "\n".join(rows)


def evaluate(cases: Sequence[LabelledPost], matcher: Matcher, bank: Bank, today: date) -> Evaluation:
    """Run the matcher over labelled posts."""
    shown: dict[str, Shown] = {}
    misses: list[Miss] = []
    for case in cases:
        found = matcher.suggest(case.post, today)
        shown[case.id] = Shown(
            tuple(s.entry_id for s in found.answers), tuple(s.entry_id for s in found.corrections)
        )
        misses += _misses(case, found.answers, found.corrections, matcher, bank, today)
    topics: dict[str, list[LabelledPost]] = defaultdict(list)
    styles: dict[str, list[LabelledPost]] = defaultdict(list)
    for case in cases:
        wanted = case.answers + case.corrections
        if wanted:
            topics[bank.entries[wanted[0]].topic].append(case)
        if case.style:
            styles[case.style].append(case)
    return Evaluation(
        len(cases),
        measure(cases, shown),
        {topic: measure(group, shown) for topic, group in topics.items()},
        {style: measure(group, shown) for style, group in styles.items()},
        tuple(sorted(misses, key=lambda miss: -miss.weight)),
        mean_reciprocal_rank(cases, shown),
    )


def _misses(
    case: LabelledPost,
    answers: Sequence[Suggestion],
    corrections: Sequence[Suggestion],
    matcher: Matcher,
    bank: Bank,
    today: date,
) -> list[Miss]:
    found = []
    wrong = [s for s in corrections if s.entry_id not in case.corrections]
    if wrong:
        cause = (
            "obwohl der Beitrag die richtige Aussage enthält" if case.stance == "refutes" else "ohne Anlass"
        )
        found.append(
            Miss(
                case.id,
                f"Richtigstellung „{_title(bank, wrong[0])}“ {cause}{_because(wrong[0])}",
                (wrong[0].entry_id,),
                2 + wrong[0].score,
            )
        )
    if case.nothing_fits and answers:
        found.append(
            Miss(
                case.id,
                f"Vorschlag „{_title(bank, answers[0])}“, obwohl nichts passt{_because(answers[0])}",
                (answers[0].entry_id,),
                1.5 + answers[0].score,
            )
        )
    if case.corrections and not any(s.entry_id in case.corrections for s in corrections):
        found.append(
            Miss(
                case.id,
                f"Falschaussage nicht erkannt, erwartet: {', '.join(case.corrections)}{_rank(case, matcher, today)}",
                case.corrections,
                1.0,
            )
        )
    if case.leading and case.answers and not any(s.entry_id in case.answers for s in answers):
        instead = (
            f"gezeigt wurde „{_title(bank, answers[0])}“{_because(answers[0])}"
            if answers
            else "still geblieben"
        )
        found.append(
            Miss(
                case.id,
                f"richtige Antwort fehlt ({', '.join(case.answers)}), {instead}{_rank(case, matcher, today)}",
                case.answers,
                1.2 + (answers[0].score if answers else 0),
            )
        )
    return found


def _rank(case: LabelledPost, matcher: Matcher, today: date) -> str:
    """Where the right entry stood in the ranking, whether shown or not."""
    places = matcher.places(case.post, today)
    known = [places[e] for e in case.answers + case.corrections if e in places]
    return (
        f"; in der Rangfolge an Stelle {min(known)}" if known else "; in der Rangfolge nicht unter den ersten"
    )


def _title(bank: Bank, suggestion: Suggestion) -> str:
    return bank.entries[suggestion.entry_id].title


def _because(suggestion: Suggestion) -> str:
    return f" (wegen: {', '.join(suggestion.why)})" if suggestion.why else ""


def _table(rates: dict[str, Rate]) -> list[str]:
    return [f"  {_NAMES[name]:38} {name:24} {_cell(rate)}" for name, rate in rates.items() if rate.total]


def _cell(rate: Rate) -> str:
    interval = rate.interval()
    if rate.value is None or interval is None:
        return f"{'–':>6}" + " " * 26
    return f"{rate.value:6.3f}  [{interval[0]:.3f}–{interval[1]:.3f}]  n={rate.total:<4}"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _rounded(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else [round(interval[0], 4), round(interval[1], 4)]
