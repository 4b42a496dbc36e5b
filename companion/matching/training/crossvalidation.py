"""Training and honest figures: folds that hold out entries together with their posts."""

from __future__ import annotations

import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from companion.matching.arrays.postings import Floats
from companion.matching.deciding.linear import LinearModel
from companion.matching.deciding.selection import Choice, further
from companion.matching.measures import Shown
from companion.matching.training import learn
from companion.matching.training.fit_tone import fit_tone
from companion.matching.training.learn import Example, Source

QUIET_STRENGTH = 0.02
CLAIM_STRENGTH = 0.02
FURTHER_STRENGTH = 0.3
"""scikit-learn's ``C`` of the decisions."""
GAP_WEIGHT = 0.15
"""Weight of a post whose own entry was taken away, as an example of a missing entry of the field."""
REFUTE_WEIGHT = 5.0
Fold = Mapping[tuple[int, str, int], int]


@dataclass
class Described:
    """An example ranked by a model that never saw its entries."""

    example: Example
    answers: dict[str, float]
    claims: dict[str, float]
    scores: dict[str, Floats]
    rows: dict[str, list[int]]
    gap: bool = False

    def first(self, kind: str) -> int | None:
        """The entry ranked first, or ``None`` for an empty list."""
        return self.rows[kind][int(np.argmax(self.scores[kind]))] if self.rows[kind] else None

    def first_right(self, kind: str) -> bool:
        """Whether that one is right."""
        return self.first(kind) in self.example.right[kind]


def folds(
    sources: Sequence[Source], seed: int = 0, count: int = learn.FOLDS
) -> dict[tuple[int, str, int], int]:
    """A fold number for every entry: (source, kind, row) → fold; the same in every set over one bank."""
    dice = random.Random(seed)  # noqa: S311  # no secret depends on it
    place: dict[str, int] = {}
    for kind in ("answer", "correction"):
        names = sorted({entry.id for source in sources for entry in source.indexes[kind].entries})
        dice.shuffle(names)
        place |= {name: number % count for number, name in enumerate(names)}
    return {
        (number, kind, row): place[entry.id]
        for number, source in enumerate(sources)
        for kind, index in source.indexes.items()
        for row, entry in enumerate(index.entries)
    }


def fold_of(example: Example, fold: Fold) -> int:
    """The fold in which a post is tested: that of its entries; for a post without, one that hangs on its id."""
    for kind, right in example.right.items():
        if right:
            return fold[example.source, kind, min(right)]
    return zlib.crc32(example.labelled.id.encode()) % learn.FOLDS


def fit_rankers(
    sources: Sequence[Source], fold: Fold | None = None, held_out: int | None = None
) -> dict[str, Floats]:
    """Ranker weights of both kinds; with ``fold``, entries of the held-out fold and their posts are not seen."""
    weights = {}
    for kind in ("answer", "correction"):
        lists = []
        for source in sources:
            number = source.examples[0].source
            gone = frozenset(
                row
                for row in range(source.indexes[kind].count)
                if fold is not None and fold[number, kind, row] == held_out
            )
            lists += learn.ranker_lists(source.examples, kind, gone, 0.5 * source.weight)
        weights[kind] = learn.fit_ranker(lists)
    return weights


def hold_out_tones(sources: Sequence[Source], fold: Fold) -> None:
    """Let the tone of every post be told by models fitted without the posts of its fold."""
    examples = [(e, fold_of(e, fold)) for s in sources if not s.near for e in s.examples]
    place = {e.reading.text: number for e, number in examples}  # a near miss stands in another set too
    models = {
        number: fit_tone([(e.labelled, e.reading) for e, other in examples if other != number and not e.view])
        for number in range(learn.FOLDS)
    }
    for source in sources:
        for e in source.examples:
            told = models[place.get(e.reading.text, fold_of(e, fold))]
            e.reading.__dict__["tone"] = told.of(e.reading.sequences, e.reading.embedding)


def describe_held_out(sources: Sequence[Source], seed: int = 0, gaps: bool = True) -> list[Described]:
    """Every post, ranked by rankers trained without its entries; and once more with its answers taken away.

    From then on the tone of each post is told by models that have not seen it.
    """
    fold = folds(sources, seed)
    hold_out_tones(sources, fold)
    trained = {number: fit_rankers(sources, fold, number) for number in range(learn.FOLDS)}
    described = []
    for source in sources:
        for example in source.examples:
            weights = trained[fold_of(example, fold)]
            described.append(_described(source, example, weights, frozenset()))
            if gaps and example.labelled.leading and example.right["answer"]:
                described.append(_described(source, example, weights, example.right["answer"]))
    return described


def _described(
    source: Source, example: Example, weights: Mapping[str, Floats], gone: frozenset[int]
) -> Described:
    compared = dict(example.compared)
    if gone:
        compared["answer"] = learn.without(compared["answer"], gone)
    answers, claims, scores = learn.describe(source, example, compared, weights)
    rows = {kind: c.rows.tolist() for kind, c in compared.items()}
    return Described(example, answers, claims, scores, rows, bool(gone))


def choice(described: Described, source: Source, odds: float) -> Choice:
    """The best ranked answers of a post as it is, the first of them chosen."""
    compared = described.example.compared["answer"]
    return Choice(source.indexes["answer"], compared, described.scores["answer"], odds)


def shown(
    described: Described, source: Source, odds: float | None, beside: LinearModel, corrections: bool
) -> Shown:
    """What the panel would show for a held-out post.

    Args:
        odds: log-odds that any answer fits; ``None`` for silence.
        beside: the model of further answers.
        corrections: whether a correction is called for.
    """
    index, compared = source.indexes["answer"], described.example.compared["answer"]
    places: list[int] = []
    if odds is not None:
        ranked = choice(described, source, odds)
        places = [ranked.place(0), *(place for place, _ in further(ranked, beside))]
    first = described.first("correction") if corrections else None
    return Shown(
        tuple(index.entries[int(compared.rows[place])].id for place in places),
        () if first is None else (source.indexes["correction"].entries[first].id,),
    )


def balanced(weights: Sequence[float], labels: Sequence[bool]) -> list[float]:
    """Weights changed so that the examples labelled ``False`` count as much together as the others do."""
    positive = sum(w for w, label in zip(weights, labels, strict=True) if label)
    negative = sum(w for w, label in zip(weights, labels, strict=True) if not label)
    return [w * (1.0 if label else positive / negative) for w, label in zip(weights, labels, strict=True)]


def fit_quiet(described: Sequence[Described], sources: Sequence[Source]) -> LinearModel:
    """The decision whether any answer fits, from posts that want an answer and posts that want nothing."""
    rows, labels, weights = [], [], []
    for d in described:
        labelled = d.example.labelled
        if not d.gap and not (labelled.leading and d.example.right["answer"]) and not labelled.nothing_fits:
            continue
        weight = sources[d.example.source].weight
        rows.append(d.answers)
        labels.append(bool(labelled.leading and d.example.right["answer"]) and not d.gap)
        weights.append(weight * (GAP_WEIGHT if d.gap else 1.0))
    return learn.fit_logistic(rows, labels, balanced(weights, labels), QUIET_STRENGTH)


def fit_claim(described: Sequence[Described], sources: Sequence[Source]) -> LinearModel:
    """The decision whether the first correction is called for."""
    rows, labels, weights = [], [], []
    for d in described:
        if d.gap or (d.example.right["correction"] and not d.first_right("correction")):
            continue
        refutes = d.example.labelled.stance == "refutes"
        rows.append(d.claims)
        labels.append(bool(d.example.right["correction"]))
        weights.append(sources[d.example.source].weight * (REFUTE_WEIGHT if refutes else 1.0))
    return learn.fit_logistic(rows, labels, balanced(weights, labels), CLAIM_STRENGTH)


def fit_further(
    described: Sequence[Described], quiet: Sequence[float], sources: Sequence[Source]
) -> LinearModel:
    """Whether an answer is right beside the one ranked first, from posts that want an answer.

    Args:
        quiet: held-out log-odds that anything fits, one for each described post.
    """
    rows, labels, weights = [], [], []
    for d, odds in zip(described, quiet, strict=True):
        if d.gap or not d.example.labelled.leading or not d.example.right["answer"]:
            continue
        ranked = choice(d, sources[d.example.source], odds)
        for candidate in ranked.open():
            rows.append(ranked.features(candidate))
            labels.append(d.rows["answer"][ranked.place(candidate)] in d.example.right["answer"])
            weights.append(sources[d.example.source].weight)
    return learn.fit_logistic(rows, labels, weights, FURTHER_STRENGTH)


def held_out_further(
    described: Sequence[Described], quiet: Sequence[float], sources: Sequence[Source], seed: int = 1
) -> list[LinearModel]:
    """For every described post a model of further answers that saw neither the post nor its entries."""
    fold = folds(sources, seed)
    place = [fold_of(d.example, fold) for d in described]
    models = []
    for number in range(learn.FOLDS):
        seen = [at for at, p in enumerate(place) if p != number]
        models.append(fit_further([described[at] for at in seen], [quiet[at] for at in seen], sources))
    return [models[p] for p in place]


def held_out_odds(
    described: Sequence[Described], sources: Sequence[Source], seed: int = 1
) -> tuple[list[float], list[float]]:
    """Log-odds of both decisions for every described post, by models that saw neither the post nor its entries."""
    fold = folds(sources, seed)
    place = [fold_of(d.example, fold) for d in described]
    quiet, claim = [0.0] * len(described), [0.0] * len(described)
    for number in range(learn.FOLDS):
        seen = [d for d, p in zip(described, place, strict=True) if p != number]
        quiet_model, claim_model = fit_quiet(seen, sources), fit_claim(seen, sources)
        for i, d in enumerate(described):
            if place[i] == number:
                quiet[i] = quiet_model.score(d.answers)
                claim[i] = claim_model.score(d.claims)
    return quiet, claim
