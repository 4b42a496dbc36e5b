"""Fitting a :class:`BagModel`. Needs scikit-learn; only for training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from companion.matching.reading.bag import BagModel


def fit_bag(
    texts: Sequence[Sequence[str]], labels: Sequence[bool], strength: float, spread: int, most: int
) -> BagModel:
    """The model of some texts; both labels count the same.

    Args:
        texts: the features of each text.
        strength: scikit-learn's ``C``.
        spread: a feature counts if so many texts hold it.
        most: so many features, those with the largest weights, are kept.
    """
    counted = [Counter(found) for found in texts]
    holding = Counter(name for found in counted for name in found)
    values = [
        {name: count / np.sqrt(1 + found.total()) for name, count in found.items() if holding[name] >= spread}
        for found in counted
    ]
    names = DictVectorizer()
    fitted = LogisticRegression(C=strength, class_weight="balanced", max_iter=3000).fit(
        names.fit_transform(values), labels
    )
    weights = dict(zip(names.get_feature_names_out(), fitted.coef_[0].tolist(), strict=True))
    largest = sorted(weights, key=lambda name: -abs(weights[name]))[:most]
    return BagModel(
        {name: round(weights[name], 2) for name in sorted(largest)}, round(float(fitted.intercept_[0]), 2)
    )
