"""Fitting the crisis model. Needs scikit-learn; only for training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from companion.matching.deciding import crisis
from companion.matching.deciding.crisis import grams_of, passages
from companion.matching.language import embeddings, everyday
from companion.matching.reading.post import PostReading
from companion.matching.training.fit_bag import fit_bag

STRENGTH = 5.0
"""scikit-learn's ``C`` for embeddings."""
GRAM_STRENGTH = 10.0
"""The same for n-grams; one counts if two passages hold it."""
GRAMS = 2000
"""So many n-grams, those with the largest weights, are kept."""
SUSPECT = 0.05
"""Share of passages of ordinary posts that are embedded because of their n-grams."""
FALSE_ALARMS = 0.02
"""Share of the training posts without a crisis that may raise a flag, each judged by a model that has not seen it. They
come nearer to one than what is met in groups: of posts of another author 4 of 423 do (decision 307)."""
_CRISIS_WEIGHT = 3.0


def fit(ordinary: Sequence[PostReading]) -> crisis.CrisisModel:
    """The crisis model, from many posts that are no crisis."""
    half = len(ordinary) // 2
    halves = ordinary[:half], ordinary[half:]
    models = [_fit(part) for part in halves]
    odds: list[float] = []
    suspect: list[float] = []
    for model, unseen in zip(models, reversed(halves), strict=True):
        by_grams = [model.letters.odds(grams_of(p)) for post in unseen for p in passages(post.sentences)]
        suspect.append(float(np.quantile(by_grams, 1 - SUSPECT)))
        odds += [replace(model, suspect=suspect[-1]).judge(post)[0] for post in unseen]
    bar = round(float(np.quantile(odds, 1 - FALSE_ALARMS)), 2)
    return replace(_fit(ordinary), suspect=round(float(np.mean(suspect)), 2), bar=bar)


def _fit(ordinary: Sequence[PostReading]) -> crisis.CrisisModel:
    codes, texts = zip(*crisis.sentences(), strict=True)
    harmless = [part for post in ordinary for part in passages(post.sentences)]
    vectors = np.vstack(
        [embeddings.encode([*texts, *everyday.sentences()]), *(post.embeddings[:1] for post in ordinary)]
    )
    labels = np.array([*codes, *([crisis.NONE] * (len(vectors) - len(codes)))])
    weights = np.where(labels == crisis.NONE, 1.0, _CRISIS_WEIGHT)
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(vectors, labels, sample_weight=weights)
    table = np.column_stack([fitted.coef_, fitted.intercept_]).astype(np.float32)
    acute = [text for code, text in zip(codes, texts, strict=True) if code != crisis.NONE]
    calm = [text for code, text in zip(codes, texts, strict=True) if code == crisis.NONE]
    spoken = [*acute, *calm, *everyday.sentences(), *harmless]
    is_acute = [True] * len(acute) + [False] * (len(spoken) - len(acute))
    letters = fit_bag([grams_of(text) for text in spoken], is_acute, GRAM_STRENGTH, 2, GRAMS)
    return crisis.CrisisModel(tuple(str(c) for c in fitted.classes_), table, letters)
