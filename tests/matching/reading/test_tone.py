from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pytest

from companion.matching.labelled import LabelledPost
from companion.matching.reading import tone
from companion.matching.reading.bag import BagModel
from companion.matching.reading.post import Post, PostReading
from companion.matching.reading.tone import Tone, sequences
from companion.matching.training.fit_tone import fit_tone


def of(text: str, context: str | None = None) -> Mapping[str, float]:
    return PostReading(Post(text, context)).tone


def test_sequences_are_up_to_three_words_and_a_question_mark_is_one() -> None:
    assert PostReading(Post("Wie? lang")).sequences == sequences(["wie", "lang", "?"])
    assert sequences(["wie", "lang", "?"]) == ["wie", "lang", "?", "wie lang", "lang ?", "wie lang ?"]
    assert sequences([]) == []


@pytest.mark.parametrize("name", ["wants", "wants_meant"])
def test_who_asks_for_help_wants_an_answer_who_tells_a_story_does_not(name: str) -> None:
    asks = "Weiß jemand, ob ich nach der Elternzeit weniger Stunden arbeiten darf? Wer muss das genehmigen?"
    tells = "So ein schöner Tag am See, die Kinder haben bis abends geplanscht und wir hatten Eis."
    assert of(asks)[name] > 0 > of(tells)[name]


@pytest.mark.parametrize("name", ["claims", "claims_meant"])
def test_who_repeats_what_is_said_claims_whatever_it_is_about(name: str) -> None:
    claims = (
        "Mein Schwager sagt, wer mehr als einen Tag verreist, verliert sofort alles. Stimmt das wirklich?"
    )
    asks = "Wo beantrage ich das und welche Unterlagen brauche ich dafür?"
    assert of(claims)[name] > of(asks)[name]


def test_the_post_above_a_comment_has_no_say() -> None:
    # Two texts are embedded at once and so with other products of 32-bit numbers than one alone.
    alone = pytest.approx(of("Danke dir!"), abs=1e-4)
    assert of("Danke dir!", "Stimmt es, dass man dann nichts bekommt?") == alone


def test_what_is_not_told_by_the_label_is_not_learned() -> None:
    texts = ("Wie melde ich das an?", "Wie melde ich es an?", "Heute gab es Kuchen.", "Heute gab es Eis.")
    posts = [
        (LabelledPost(str(n), Post(text), answers=("a",) * (n < 2), leading=n < 2), PostReading(Post(text)))
        for n, text in enumerate(texts)
    ]
    claim = Post("Angeblich gab es heute Kuchen nur für Reiche.")
    posts += [(LabelledPost(f"c{n}", claim, corrections=("c",)), PostReading(claim)) for n in range(3)]
    told = fit_tone(posts)
    assert told.wants.odds(sequences(["heute", "gab", "es", "kuchen"])) < 0
    assert "angeblich" not in told.wants.weights
    assert told.claims.weights["angeblich"] > 0


def test_it_is_read_as_it_was_written() -> None:
    meant = np.ones(513, dtype=np.float32)
    model = Tone(
        BagModel({"wer weiß": 1.5}, 0.1), BagModel({"angeblich": 2.0}, -1.0), meant * 0.25, meant * 0.5
    )
    again = Tone.from_json(json.loads(model.to_json()))
    assert again.to_json() == model.to_json()
    assert (again.wants_meant[0], again.claims_meant[0]) == (0.25, 0.5)
    assert tone.load() is tone.load()
