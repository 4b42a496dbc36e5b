from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from companion.bank.entry import Entry
from companion.matching.indexes.index import CORE, EMBEDDED, EntryIndex, best_of, embedded_texts
from companion.matching.language.embeddings import EmbeddingStore
from companion.matching.language.german import tokenize
from companion.matching.language.words import content_stems, stem
from tests.matching.conftest import ENTRIES, make_entry

INDEX = EntryIndex(ENTRIES, EmbeddingStore())


def query(text: str) -> dict[str, float]:
    return INDEX.query_terms(content_stems(tokenize(text)))


def best(text: str) -> str:
    return INDEX.entries[int(INDEX.bm25.scores(INDEX.as_query(query(text))).argmax())].id


def test_words_lead_to_the_entry_that_uses_them() -> None:
    assert best("Umschulung") == "bildungsgutschein"
    assert best("Tagesmutter Jugendamt") == "kitaplatz-anspruch"


def test_a_query_holds_words_parts_and_corrected_typos_at_less_weight() -> None:
    assert query("Umschulung") == {stem("umschulung"): 1.0}
    assert query("Elternzeitmail")[stem("elternzeit")] == 1.0
    assert query("Umschulnug") == {stem("umschulung"): 0.7}
    assert query("Quarkkuchen") == {}


def test_an_entry_weighs_the_same_by_row_and_by_term() -> None:
    for row in range(INDEX.count):
        for term, weight in zip(*INDEX.bm25_rows.row(row), strict=True):
            alone = INDEX.bm25.scores((np.array([term]), np.ones(1, np.float32)))
            assert np.isclose(alone[row], weight, rtol=1e-3)


def test_the_wordings_of_some_entries_begin_with_the_title() -> None:
    rows = np.array([2, 0])
    numbers, begin = INDEX.wordings_of(rows)
    assert numbers.tolist() == [8, 9, 10, 11, 0, 1, 2, 3]
    assert begin.tolist() == [0, 4]


def test_the_nearest_wording_tells_how_alike_a_post_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.array([2, 0])
    asked = INDEX.vectors.values[[1, 9]]
    nearest = [[float((INDEX.vectors.row(row) @ text).max()) for row in rows] for text in asked]
    assert np.allclose(INDEX.meant_alike(rows, asked), nearest, atol=1e-5)
    monkeypatch.setattr("companion.matching.indexes.index._FEW", 0)
    assert np.allclose(INDEX.meant_alike(rows, asked), nearest, atol=1e-5)


def test_the_best_wording_counts() -> None:
    assert best_of(np.array([[1.0, 3.0, 2.0, 0.0]]), np.array([0, 3])).tolist() == [[3.0, 0.0]]


def test_facts_belong_to_their_entry_and_answers_have_none() -> None:
    store = EmbeddingStore()
    for row, entry in enumerate(ENTRIES):
        expected = store.vectors([entry.fact])[0] if entry.fact else np.zeros(512)
        assert np.allclose(INDEX.fact_vector(row), expected, atol=1e-3)


def test_of_a_large_bank_only_the_first_wordings_are_embedded() -> None:
    entry = make_entry("viel", title="Titel", wordings=tuple("abcdef"))
    assert embedded_texts(entry, large=False) == ["Titel", *"abcdef"]
    assert embedded_texts(entry, large=True) == ["Titel", "a", "b"][:EMBEDDED]
    large = EntryIndex(ENTRIES, EmbeddingStore(), large=True)
    assert (large.vectors.values.dtype, len(large.vectors.values)) == (np.float16, EMBEDDED * len(ENTRIES))


def test_what_an_entry_is_about() -> None:
    store = EmbeddingStore()

    def concepts(entry: Entry) -> int:
        return int((EntryIndex([entry], store).by_concept[:, 0] >= CORE).sum())

    named = make_entry("a", title="Elternzeit")
    assert concepts(named) >= 1
    assert concepts(replace(named, title="…", texts={"": "Elternzeit"})) == 0
