from __future__ import annotations

import numpy as np
import pytest

from companion.matching.language import embeddings, lexicon
from companion.matching.language.german import MAX_CHARACTERS
from companion.matching.reading.post import Post, PostReading

LONG = (
    "Wir wohnen seit drei Jahren hier und der Alltag ist gerade ziemlich voll. Die Große kommt im Sommer "
    "in die Schule. Bis wann muss ich die Elternzeit anmelden? Mein Chef sagt dazu leider überhaupt nichts."
)


@pytest.mark.parametrize(
    ("text", "empty"), [("", True), ("😂 !!", True), ("a", True), ("ja", False), ("Hilfe", False)]
)
def test_a_post_without_words_is_empty(text: str, empty: bool) -> None:
    assert PostReading(Post(text)).is_empty is empty


def test_the_questions_of_a_long_post_are_what_is_asked() -> None:
    reading = PostReading(Post(LONG))
    assert reading.asking == ["Bis wann muss ich die Elternzeit anmelden?"]
    assert [stem for stem, _, _ in reading.asking_stems] == [
        stem for stem, _, _ in reading.stems if stem in {"elternzeit", "anmeld", "muss"}
    ]


def test_without_a_question_the_last_sentences_are() -> None:
    reading = PostReading(
        Post("Erster ganzer Satz hier. Zweiter ganzer Satz hier. Dritter ganzer Satz hier.")
    )
    assert reading.asking == ["Zweiter ganzer Satz hier.", "Dritter ganzer Satz hier."]


def test_words_of_post_and_parent_post_are_kept_apart() -> None:
    reading = PostReading(Post("Und wie lange gilt das?", "Pflegegeld bei Pflegegrad 3"))
    pflege = lexicon.load().names.index("pflegegeld")
    assert reading.concepts[pflege] == 0
    assert reading.context_concepts[pflege] == 1
    assert {word for _, word, _ in reading.context_stems} >= {"pflegegeld", "pflegegrad"}
    assert not {word for _, word, _ in reading.stems} & {"pflegegeld", "pflegegrad"}
    assert len(reading.both_grams) > len(reading.grams)


def test_without_a_parent_post_both_are_the_post() -> None:
    reading = PostReading(Post("Pflegegeld beantragen"))
    assert reading.both_grams is reading.grams
    assert np.array_equal(reading.embeddings[-1], reading.embedding)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The texts that are encoded, each time."""
    seen: list[list[str]] = []
    real = embeddings.encode

    def counting(texts: list[str]) -> object:
        seen.append(list(texts))
        return real(texts)

    monkeypatch.setattr(embeddings, "encode", counting)
    return seen


def test_a_post_is_embedded_once_and_a_comment_with_its_parent_post_too(asked: list[list[str]]) -> None:
    short = PostReading(Post("Wie viel Pflegegeld gibt es?"))
    assert np.array_equal(short.embedding, short.embeddings[-1])
    long = PostReading(Post(LONG, "Elternzeit"))
    assert np.allclose(np.linalg.norm([long.embedding, long.embeddings[-1]], axis=1), 1, atol=1e-3)
    assert asked == [["Wie viel Pflegegeld gibt es?"], [LONG, f"Elternzeit {LONG}"]]


def test_passages_are_embedded_together_with_the_post(asked: list[list[str]]) -> None:
    reading = PostReading(Post("Und bei uns?", "Elternzeit"))
    apart = reading.embed(["Wer hilft mir?"])
    again = reading.embed(["Wer hilft mir?"])
    assert np.allclose(apart, again, atol=1e-5)
    assert [len(texts) for texts in asked] == [3, 1]
    assert np.allclose(
        reading.embeddings, embeddings.encode(["Und bei uns?", "Elternzeit Und bei uns?"]), atol=1e-5
    )


def test_an_endless_post_is_read_up_to_a_bound() -> None:
    reading = PostReading(Post("Wort " * 5000, "Wort " * 5000))
    assert len(reading.text) <= MAX_CHARACTERS
    assert len(reading.context) <= MAX_CHARACTERS
    assert len(reading.sentence_grams) <= 8


def test_stance_of_post_and_parent_post() -> None:
    reading = PostReading(Post("Nein, das stimmt nicht.", "Das muss jeder."))
    assert reading.cues["against_context"] > 0
    assert reading.modality[0] == 1
    assert reading.context_modality.tolist() == [0, 0, 1, 1]
