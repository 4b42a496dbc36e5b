from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from companion.matching.language import lexicon
from companion.matching.language.german import tokenize
from companion.matching.language.ngrams import grams
from companion.matching.reading.analysis import FIELD_WEIGHTS, EntryAnalysis, analyse, forms, numbers_in
from tests.matching.conftest import make_entry

ENTRY = make_entry(
    "minijob",
    "correction",
    title="Verdienstgrenze",
    wordings=("Nur 450 Euro sind erlaubt.", "Im Minijob sind höchstens 450 Euro drin."),
    keywords=("Minijob",),
    fact="Die Grenze liegt bei 603 Euro.",
    texts={"": "Seit Januar sind es 603 Euro im Monat. Die Krankenkasse zählt das nicht."},
)
ANALYSIS = analyse(ENTRY)


def weight(analysis: EntryAnalysis, word: str) -> float:
    return dict(zip(analysis.words, analysis.weights.tolist(), strict=True)).get(word, 0.0)


def concept(name: str) -> int:
    return lexicon.load().names.index(name)


def test_a_word_counts_as_much_as_its_field() -> None:
    assert weight(ANALYSIS, "verdienstgrenze") == FIELD_WEIGHTS["title"]
    assert weight(ANALYSIS, "minijob") == FIELD_WEIGHTS["keyword"] + FIELD_WEIGHTS["wording"]
    assert weight(ANALYSIS, "krankenkasse") == FIELD_WEIGHTS["text"]
    assert weight(ANALYSIS, "nicht") == 0.0


def test_numbers_of_claim_and_fact_are_kept_apart() -> None:
    assert ANALYSIS.claim_numbers == {"450"}
    assert ANALYSIS.fact_numbers == {"603"}


def test_modality_of_claim_and_fact_are_kept_apart() -> None:
    assert ANALYSIS.claim_modality.tolist() == [0, 1, 0, 0]
    assert ANALYSIS.fact_modality.tolist() == [0, 0, 0, 0]


def test_the_document_holds_all_but_the_fact_and_keywords_twice() -> None:
    words = (
        "verdienstgrenze nur 450 euro sind erlaubt im minijob sind hoechstens 450 euro drin minijob minijob"
    )
    body = "seit januar sind es 603 euro im monat die krankenkasse zaehlt das nicht"
    assert ANALYSIS.document.tolist() == grams(f"{words} {body}".split()).tolist()
    assert ANALYSIS.keywords.tolist() == grams(["minijob"]).tolist()


def test_title_and_wordings_stand_in_order() -> None:
    assert len(ANALYSIS.wordings) == len(ANALYSIS.wording_concepts) == 3
    assert np.array_equal(ANALYSIS.wordings[0], grams(["verdienstgrenze"]))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "Elternzeit"}, 1.0),
        ({"keywords": ("Elternzeit",)}, 1.0),
        ({"wordings": ("Elternzeit nehmen", "Und nun?")}, 0.45 + 0.55 / 2),
        ({"texts": {"": "Das gilt in der Elternzeit."}}, 0.25),
        ({}, 0.0),
    ],
)
def test_a_concept_weighs_by_where_it_is_named(changes: dict[str, object], expected: float) -> None:
    analysis = analyse(make_entry("leer", **{"title": "…"} | changes))
    assert analysis.concepts.get(concept("elternzeit"), 0.0) == pytest.approx(expected)
    assert list(analysis.concepts) == sorted(analysis.concepts)


def test_an_entry_without_words_is_no_error() -> None:
    empty = analyse(replace(ENTRY, title="…", wordings=(), keywords=(), fact=None, texts={"": ""}))
    assert empty.words == ()
    assert len(empty.document) == len(empty.fact) == 0
    assert len(empty.wordings) == 1


def test_forms_and_numbers_of_a_text() -> None:
    tokens = tokenize("EZ ab 1.200 Euro")
    assert "elternzeit" in forms(tokens)
    assert numbers_in(tokens) == {"1200"}
