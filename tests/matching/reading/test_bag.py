from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.matching.deciding.crisis import grams_of
from companion.matching.reading.bag import BagModel
from companion.matching.training.fit_bag import fit_bag

names = st.lists(st.sampled_from("abcdef"), max_size=30)


@given(names)
def test_odds_are_the_weights_by_the_root_of_the_number_of_features(found: list[str]) -> None:
    model = BagModel({"a": 2.0, "b": -1.0}, -0.5)
    expected = -0.5 + (2 * found.count("a") - found.count("b")) / math.sqrt(1 + len(found))
    assert model.odds(found) == pytest.approx(expected)
    assert model.odds(found[::-1]) == pytest.approx(expected)
    assert model.odds_of(model.weigh([name]) for name in found) == pytest.approx(expected)


def test_it_is_read_as_it_was_written() -> None:
    model = BagModel({" schl": 2.0, "Ä": 1.0}, -0.5)
    again = BagModel.from_json(json.loads(json.dumps(model.to_json())))
    assert (again.weights, again.offset) == (model.weights, model.offset)


def test_other_spellings_and_forms_of_what_was_learned_are_seen() -> None:
    acute = ["Mein Mann schlägt mich", "er hat mich geschlagen", "Mein Freund schlägt zu"]
    calm = ["Wie melde ich Elternzeit an?", "Mein Mann nimmt Elternzeit", "Wer hat Erfahrung mit der Kita?"]
    spoken = [grams_of(text) for text in [*acute, *calm]]
    model = fit_bag(spoken, [True] * 3 + [False] * 3, 10.0, 2, 1000)

    def odds(text: str) -> float:
        return model.odds(grams_of(text))

    assert odds("mei mo schlogt mi, gschlagn hod er mi") > odds("mein Mann meldet Elternzeit") < 0
    assert odds("SCHLÄGT") > 0


def test_rare_features_do_not_count_and_only_the_strongest_are_kept() -> None:
    texts = [["er", "schlaegt"], ["sie", "schlaegt"], ["er", "meldet"], ["sie", "meldet", "nie"]]
    labels = [True, True, False, False]
    assert set(fit_bag(texts, labels, 10.0, 2, 1000).weights) == {"er", "sie", "schlaegt", "meldet"}
    assert set(fit_bag(texts, labels, 10.0, 2, 2).weights) == {"schlaegt", "meldet"}
