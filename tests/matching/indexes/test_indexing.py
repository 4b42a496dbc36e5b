from __future__ import annotations

import numpy as np
import pytest

from companion.matching.arrays.postings import ByTerm
from companion.matching.indexes.indexing import Named, index_arrays
from companion.matching.indexes.packed import from_bytes, pack
from companion.matching.language import ngrams
from companion.matching.language.german import normalise
from companion.matching.language.words import stem
from companion.matching.reading.analysis import analyse
from tests.matching.conftest import ENTRIES, make_entry


def arrays_of(*entries: object) -> Named:
    analyses = [analyse(entry) for entry in entries]  # type: ignore[arg-type]
    vectors = np.eye(512, dtype=np.float32)[: len(entries)]
    return index_arrays(pack(analyses), vectors, np.arange(len(entries) + 1))


def weights(arrays: Named, word: str) -> list[float]:
    """The BM25 weight of a word in every entry."""
    table = list(from_bytes(arrays["table"]))
    terms = sorted({stem(w) for w in table})
    held = ByTerm.from_arrays(arrays, "bm25", len(arrays["first"]) - 1)
    query = (np.array([terms.index(stem(word))]), np.ones(1, dtype=np.float32))
    found: list[float] = held.scores(query).tolist()
    return found


def test_a_rare_word_weighs_more_than_a_common_one_and_a_short_entry_more_than_a_long_one() -> None:
    arrays = arrays_of(
        make_entry("a", title="Kita Gebühr"),
        make_entry("b", title="Kita", wordings=("Wartezeit Bescheid Frist Absage Vertrag",)),
        make_entry("c", title="Pflege"),
    )
    kita, fee = weights(arrays, "kita"), weights(arrays, "gebuehr")
    assert fee[0] > kita[0] > kita[1] > 0
    assert (kita[2], fee[1], fee[2]) == (0, 0, 0)


def test_bm25_is_the_formula_of_the_literature() -> None:
    arrays = arrays_of(make_entry("a", title="Kita"), make_entry("b", title="Pflege"))
    idf = np.log1p((2 - 1 + 0.5) / (1 + 0.5))
    assert weights(arrays, "kita")[0] == pytest.approx(idf * 2 * 2.2 / (2 + 1.2), rel=1e-3)


def test_a_compound_also_counts_as_its_parts() -> None:
    arrays = arrays_of(
        make_entry("a", title="Kitaplatz"), make_entry("b", title="Platz"), make_entry("c", title="Urlaub")
    )
    by_entry = weights(arrays, "platz")
    assert by_entry[0] > 0
    assert by_entry[2] == 0


def test_short_texts_have_unit_length_by_gram() -> None:
    arrays = arrays_of(*ENTRIES)
    by_gram = ByTerm.from_arrays(arrays, "short_grams", len(ENTRIES))
    space = ngrams.NgramSpace(arrays["grams.idf"])
    for row, entry in enumerate(ENTRIES):
        words = normalise(" ".join([entry.title, *entry.wordings, *entry.keywords])).split()
        assert by_gram.scores(space.weigh(ngrams.grams(words)))[row] == pytest.approx(1.0, abs=2e-3)


def test_a_bank_without_entries() -> None:
    arrays = index_arrays(pack([]), np.zeros((0, 512), dtype=np.float32), np.zeros(1, dtype=np.int64))
    assert arrays["bm25.rows"].size == arrays["short_grams.rows"].size == 0
