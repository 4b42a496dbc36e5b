from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.matching.crisis_words import CrisisWords, forms_of, passages
from companion.matching.fit_crisis import fit_words

words = st.lists(st.sampled_from(["Mama", "weint", "heute", "nur", "noch", "😢"]), min_size=1, max_size=80)


@given(words)
def test_every_word_of_a_sentence_stands_in_a_passage(spoken: list[str]) -> None:
    found = [part.split() for part in passages([" ".join(spoken)])]
    assert all(len(part) <= 14 for part in found)
    joined = found[0] + [word for part in found[1:] for word in part[7:]]
    assert joined == spoken


def test_short_sentences_stay_whole() -> None:
    assert list(passages(["Ich kann nicht mehr.", "Wer hilft mir?"])) == [
        "Ich kann nicht mehr.",
        "Wer hilft mir?",
    ]
    assert list(passages([])) == []


def test_odds_are_the_weights_by_the_root_of_the_number_of_n_grams() -> None:
    model = CrisisWords({" schl": 2.0, "lae": 1.0}, -0.5)
    assert model.odds([]) == -0.5
    # " tut ": two of three, two of four letters, and itself
    assert model.odds(["tut"]) == -0.5
    assert model.odds(["schlaegt"]) == pytest.approx(-0.5 + 3.0 / math.sqrt(1 + 8 + 7 + 6))


def test_other_spellings_and_forms_of_what_was_learned_are_seen() -> None:
    acute = ["Mein Mann schlägt mich", "er hat mich geschlagen", "Mein Freund schlägt zu"]
    calm = ["Wie melde ich Elternzeit an?", "Mein Mann nimmt Elternzeit", "Wer hat Erfahrung mit der Kita?"]
    model = fit_words(acute, calm)

    def odds(text: str) -> float:
        return model.odds(forms_of(text))

    assert odds("mei mo schlogt mi, gschlagn hod er mi") > odds("mein Mann meldet Elternzeit") < 0
    assert odds("SCHLÄGT") > 0
