"""Fitting the crisis model. Needs scikit-learn; only for training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from companion.matching import crisis, embeddings, everyday
from companion.matching.postings import Floats

STRENGTH = 5.0
"""scikit-learn's ``C``."""
FALSE_ALARMS = 0.01
"""Share of ordinary posts that may raise a flag (each judged by a model that has not seen it)."""
_CRISIS_WEIGHT = 3.0


def fit(ordinary: Sequence[Floats]) -> crisis.CrisisModel:
    """The crisis model.

    Args:
        ordinary: for each of many posts that are no crisis its embeddings, shape ``(texts, 512)``.
    """
    half = len(ordinary) // 2
    first, second = _fit(ordinary[:half]), _fit(ordinary[half:])
    shares = [second.crisis(post)[0] for post in ordinary[:half]]
    shares += [first.crisis(post)[0] for post in ordinary[half:]]
    whole = _fit(ordinary)
    return crisis.CrisisModel(
        whole.codes, whole.weights, round(float(np.quantile(shares, 1 - FALSE_ALARMS)), 4)
    )


def _fit(ordinary: Sequence[Floats]) -> crisis.CrisisModel:
    codes, texts = zip(*crisis.sentences(), strict=True)
    vectors = np.vstack([embeddings.encode([*texts, *everyday.sentences()]), *ordinary])
    labels = np.array([*codes, *([crisis.NONE] * (len(vectors) - len(codes)))])
    weights = np.where(labels == crisis.NONE, 1.0, _CRISIS_WEIGHT)
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(vectors, labels, sample_weight=weights)
    table = np.column_stack([fitted.coef_, fitted.intercept_]).astype(np.float32)
    return crisis.CrisisModel(tuple(str(c) for c in fitted.classes_), table, 1.0)
