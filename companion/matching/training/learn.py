"""Fitting the model from labelled posts, with entries held out. Needs scipy and scikit-learn; only for training.

Ranker: conditional logit (McFadden 1974) with non-negative weights, so that no signal can count against an entry it
speaks for. Decisions: logistic regression on out-of-fold rankings, whose output is a probability. Every
post is seen twice, the second time with a part of its concepts forgotten, so that the model does not lean
on the lexicon more than it may on posts whose words the lexicon lacks.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from companion.matching.arrays.postings import Floats
from companion.matching.deciding.background import Background
from companion.matching.deciding.claims import NO_ANSWERS, claim_features
from companion.matching.deciding.decisions import list_features
from companion.matching.deciding.linear import LinearModel
from companion.matching.deciding.model import pair_features
from companion.matching.deciding.signals import Comparison, compare
from companion.matching.indexes.index import EntryIndex
from companion.matching.labelled import LabelledPost
from companion.matching.language import lexicon
from companion.matching.reading.post import Post, PostReading

FORGOTTEN = 0.35
"""Share of its concepts a post forgets in the second view."""
RIDGE = 1.0
FOLDS = 5


class ForgetfulReading(PostReading):
    """A post of which some concepts are not recognised, as if its words were not in the lexicon."""

    ignored_background = 2

    def __init__(self, plain: PostReading, post: Post, seed: int) -> None:
        super().__init__(post)
        self.__dict__["embeddings"] = plain.embeddings  # the costliest part, the same in both views
        dice = random.Random(seed)  # noqa: S311  # no secret depends on it
        self._lost = frozenset(i for i in range(len(lexicon.load())) if dice.random() < FORGOTTEN)
        kept = [hit for hit in self.found if hit.concept not in self._lost]
        self.__dict__["found"] = kept
        for name in ("concepts", "context_concepts"):
            vector = getattr(self, name).copy()
            vector[list(self._lost)] = 0.0
            self.__dict__[name] = vector


@dataclass
class Example:
    """A labelled post with its comparisons.

    Attributes:
        view: 0 as it is, 1 with concepts forgotten.
        source: number of the labelled set.
        answers, corrections: rows of the right entries in the two indexes of its set.
    """

    labelled: LabelledPost
    reading: PostReading
    compared: dict[str, Comparison]
    right: dict[str, frozenset[int]]
    view: int
    source: int


@dataclass
class Source:
    """One labelled set over one bank.

    Attributes:
        weight: what its posts count.
        near: whether its posts are questions of the field that the bank does not answer, taken from another bank's set.
        hard: whether its posts were written to be hard; they are learned from and measured, but set no bars.
    """

    indexes: dict[str, EntryIndex]
    background: Background
    posts: Sequence[LabelledPost]
    name: str = ""
    weight: float = 1.0
    near: bool = False
    hard: bool = False
    examples: list[Example] = field(default_factory=list)


def read_source(source: Source, number: int, views: int = 2) -> None:
    """Compare every post of a set with its bank, in both views."""
    rows = {kind: {e.id: i for i, e in enumerate(index.entries)} for kind, index in source.indexes.items()}
    for order, labelled in enumerate(source.posts):
        plain = PostReading(labelled.post)
        for view in range(views):
            reading = ForgetfulReading(plain, labelled.post, 1000 * number + order) if view else plain
            compared = {kind: compare(reading, index) for kind, index in source.indexes.items()}
            right = {
                "answer": frozenset(rows["answer"][e] for e in labelled.answers if e in rows["answer"]),
                "correction": frozenset(
                    rows["correction"][e] for e in labelled.corrections if e in rows["correction"]
                ),
            }
            source.examples.append(Example(labelled, reading, compared, right, view, number))


def fit_ranker(lists: Sequence[tuple[Floats, npt.NDArray[np.bool_], float]], ridge: float = RIDGE) -> Floats:
    """Weights of the conditional logit.

    Args:
        lists: pair features ``(rows, features)``, which rows are right, weight of the list.
    """
    lists = [item for item in lists if item[1].any() and not item[1].all()]
    rows = np.vstack([features for features, _, _ in lists]).astype(np.float64)
    right = np.concatenate([mask for _, mask, _ in lists])
    lengths = np.array([len(mask) for _, mask, _ in lists])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    weight = np.array([weight for _, _, weight in lists])
    size = rows.shape[1]
    scale = rows.std(axis=0) + 1e-6
    rows /= scale

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = rows @ w
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        shares /= np.repeat(np.add.reduceat(shares, starts), lengths)
        good = np.add.reduceat(shares * right, starts) + 1e-12
        value = 0.5 * ridge * float(w @ w) - float(weight @ np.log(good))
        pull = np.repeat(weight, lengths) * (shares * right / np.repeat(good, lengths) - shares)
        return value, ridge * w - pull @ rows

    start = np.full(size, 0.1)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * size, options={"maxiter": 300}
    )
    weights: Floats = (found.x / scale).astype(np.float32)
    return weights


def without(compared: Comparison, gone: frozenset[int]) -> Comparison:
    """A comparison from which some entries are missing."""
    keep = np.array([row not in gone for row in compared.rows.tolist()], dtype=bool)
    return compared.only(keep)


def ranker_lists(
    examples: Sequence[Example], kind: str, gone: frozenset[int], weight: float
) -> list[tuple[Floats, npt.NDArray[np.bool_], float]]:
    """Training lists of one kind; an example whose right entry is missing is left out."""
    lists = []
    for example in examples:
        right = example.right[kind]
        if not right or right & gone:
            continue
        compared = without(example.compared[kind], gone)
        mask = np.array([row in right for row in compared.rows.tolist()], dtype=bool)
        lists.append((pair_features(compared.values), mask, weight))
    return lists


def fit_logistic(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[bool],
    weights: Sequence[float],
    strength: float,
) -> LinearModel:
    """A standardised logistic regression as a :class:`LinearModel`; ``strength`` is scikit-learn's ``C``."""
    names = tuple(rows[0])
    x = np.array([[row[name] for name in names] for row in rows], dtype=np.float64)
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-6] = 1.0
    fitted = LogisticRegression(C=strength, max_iter=3000).fit(
        (x - mean) / scale, labels, sample_weight=weights
    )
    return LinearModel(names, fitted.coef_[0], mean, scale, float(fitted.intercept_[0]))


def describe(
    source: Source, example: Example, compared: Mapping[str, Comparison], weights: Mapping[str, Floats]
) -> tuple[dict[str, float], dict[str, float], dict[str, Floats]]:
    """List features of the answers, claim features, and the ranker's scores of both lists."""
    scores: dict[str, Floats] = {
        kind: pair_features(c.values) @ weights[kind] for kind, c in compared.items()
    }
    reading, background = example.reading, source.background
    answers = (
        list_features(reading, source.indexes["answer"], compared["answer"], scores["answer"], background)
        if len(scores["answer"])
        else dict(NO_ANSWERS)
    )
    kind = "correction"
    corrections = list_features(reading, source.indexes[kind], compared[kind], scores[kind], background)
    row = int(compared[kind].rows[int(np.argmax(scores[kind]))])
    claims = claim_features(reading, source.indexes[kind], corrections, answers, row)
    return answers, claims, scores
