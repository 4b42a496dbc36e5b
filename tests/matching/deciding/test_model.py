from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from companion.matching.deciding import model as learned
from companion.matching.deciding.model import PAIR_NAMES, Model, pair_features
from companion.matching.deciding.signals import NAMES
from companion.matching.resources import text


@pytest.fixture
def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text("weights.json"))
    return found


def test_each_signal_stands_beside_its_share_of_the_best() -> None:
    values = np.zeros((3, len(NAMES)), dtype=np.float32)
    values[:, 0] = [2.0, 1.0, -4.0]
    features = pair_features(values)
    assert features.shape == (3, len(PAIR_NAMES))
    assert features[:, 0].tolist() == [2.0, 1.0, -4.0]
    assert features[:, len(NAMES)].tolist() == [1.0, 0.5, -1.0]
    assert features[:, 1].tolist() == [0, 0, 0]


def test_an_empty_list_has_no_features() -> None:
    assert pair_features(np.zeros((0, len(NAMES)), dtype=np.float32)).shape == (0, len(PAIR_NAMES))


def test_the_shipped_model_is_whole_and_its_bars_are_probabilities() -> None:
    model = learned.load()
    for weights in (model.answer_weights, model.correction_weights):
        assert weights.shape == (len(PAIR_NAMES),)
        assert weights.min() >= 0 < weights.max()
    bars = (model.show_answer, model.show_claim, model.very_good_answer, model.very_good_claim)
    assert all(0 < bar < 1 for bar in bars)
    assert model.answer_scale[0] > 0 < model.claim_scale[0]


def test_it_is_small_and_readable(data: dict[str, Any]) -> None:
    assert len(text("weights.json")) < 40_000
    assert set(data["ranker"]["answers"]) <= set(PAIR_NAMES)
    assert sum(data["posts"].values()) > 1000


def test_a_signal_without_a_weight_counts_nothing(data: dict[str, Any]) -> None:
    name, _ = data["ranker"]["answers"].popitem()
    assert Model.from_json(data).answer_weights[PAIR_NAMES.index(name)] == 0


def test_a_missing_part_is_noticed(data: dict[str, Any]) -> None:
    del data["bars"]["show_claim"]
    with pytest.raises(TypeError, match="show_claim"):
        Model.from_json(data)
