from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.matching.deciding.linear import LinearModel, logit, scaled, sigmoid

MODEL = LinearModel(("a", "b"), np.array([1.0, -2.0]), np.array([0.0, 1.0]), np.array([1.0, 2.0]), 0.5)


def test_the_score_is_the_weighted_standardised_sum() -> None:
    assert MODEL.score({"a": 3.0, "b": 2.0, "unused": 9.0}) == pytest.approx(3.0 - 1.0 + 0.5)
    with pytest.raises(KeyError):
        MODEL.score({"a": 1.0})


def test_it_survives_the_way_through_json() -> None:
    again = LinearModel.from_json(json.loads(json.dumps(MODEL.to_json())))
    assert again.score({"a": 3.0, "b": 2.0}) == pytest.approx(MODEL.score({"a": 3.0, "b": 2.0}))


@given(st.floats(0, 1))
def test_a_scale_of_one_and_nothing_changes_nothing(probability: float) -> None:
    assert scaled(probability, (1.0, 0.0)) == pytest.approx(probability, abs=1e-5)


@given(st.floats(-1e6, 1e6))
def test_the_logistic_function_is_safe_and_inverted_by_logit(x: float) -> None:
    assert 0 <= sigmoid(x) <= 1
    if abs(x) < 10:
        assert logit(sigmoid(x)) == pytest.approx(x, abs=1e-3)
