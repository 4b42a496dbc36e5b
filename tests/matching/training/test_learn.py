from __future__ import annotations

import numpy as np

from companion.matching.training.learn import fit_logistic, fit_ranker


def test_the_ranker_finds_the_signal_that_tells_and_no_weight_is_negative() -> None:
    dice = np.random.default_rng(1)
    lists = []
    for _ in range(80):
        features = dice.normal(size=(6, 3))
        right = np.zeros(6, dtype=bool)
        right[int(np.argmax(features[:, 1]))] = True
        lists.append((features, right, 1.0))
    weights = fit_ranker(lists)
    assert weights.min() >= 0
    assert weights[1] > 10 * max(weights[0], weights[2])


def test_the_decision_gives_probabilities_of_the_data() -> None:
    dice = np.random.default_rng(2)
    values = dice.normal(size=400)
    labels = (values + dice.normal(size=400) > 0).tolist()
    model = fit_logistic([{"x": float(v), "constant": 1.0} for v in values], labels, [1.0] * 400, 1.0)
    assert model.score({"x": 2.0, "constant": 1.0}) > 1.0
    assert model.score({"x": -2.0, "constant": 1.0}) < -1.0
