"""Works out of analysed entries what is the same for every post: BM25 weights, idf of n-grams, whitening.

The result is a set of named arrays, from which :class:`companion.matching.indexes.index.EntryIndex` reads; they are the
same whether they have just been made or come from the cache folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.giving_way import give_way
from companion.matching.arrays.postings import ByTerm, Floats, Piece, rarity
from companion.matching.arrays.ragged import Ints, Ragged, spans, starts
from companion.matching.indexes.packed import Packed
from companion.matching.indexes.whitening import Whitening
from companion.matching.language import ngrams, words

Named = dict[str, npt.NDArray[Any]]
ONLY_FOR_INDEXING = frozenset(
    {"words.start", "words.values", "word_weights", "keywords.start", "keywords.values"}
)
"""Arrays that no post is compared with; they are kept for the next index."""

_ENTRIES_AT_ONCE = 500
_SATURATION = 1.2
_BY_LENGTH = 0.75
"""The usual parameters of BM25 (k1 and b: Robertson and Zaragoza 2009)."""


def index_arrays(packed: Packed, vectors: Floats, first_vector: Ints) -> Named:
    """The arrays of an index.

    Args:
        packed: every entry taken apart, in order.
        vectors: embeddings of the wordings, shape ``(wordings, 512)``.
        first_vector: the first of them of each entry, and at the end their number.
    """
    made = packed.arrays()
    for part in (_bm25, _grams):
        give_way()
        made |= part(packed)
    give_way()
    return made | Whitening.of(vectors, first_vector).arrays()


def _grams(packed: Packed) -> Named:
    space = ngrams.NgramSpace.of(packed.document)
    made: Named = {"grams.idf": space.idf}
    for name in ("document", "wordings", "fact"):
        give_way()
        made[f"{name}.lengths"] = space.lengths(getattr(packed, name))
    short = ngrams.Joined(packed.by_entry(), packed.keywords)
    by_gram = space.by_gram(short, space.lengths(short))
    return made | by_gram.arrays("short_grams")


def _bm25(packed: Packed) -> Named:
    """BM25 weights over stems and the parts of compounds."""
    count, vocabulary = len(packed), words.Vocabulary(packed.table)
    terms = {stem: number for number, stem in enumerate(sorted(vocabulary.stems))}
    of_word = Ragged.of((_numbers(terms, vocabulary, word) for word in packed.table), np.int64)
    owner, term, frequency = _counted(packed, of_word, max(len(terms), 1))
    held = np.bincount(term, minlength=len(terms))
    idf = rarity(held, count)
    length = np.bincount(owner, weights=frequency, minlength=count)
    relative = length / max(float(length.mean()), 1e-9) if count else length
    damped = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * relative)
    weights = (idf[term] * frequency * (_SATURATION + 1) / (frequency + damped[owner])).astype(np.float32)
    by_term = ByTerm.of(lambda: [(owner, term, weights)], count, len(terms))
    return by_term.arrays("bm25") | {
        "bm25_rows.start": starts(np.bincount(owner, minlength=count)),
        "bm25_rows.values": term,
        "bm25_rows.weights": weights.astype(np.float16),
    }


def _numbers(terms: Mapping[str, int], vocabulary: words.Vocabulary, word: str) -> Ints:
    """The terms of a word: its stem, and its parts if it is a compound."""
    give_way()
    return np.array([terms[term] for term in (words.stem(word), *vocabulary.parts(word))])


def _counted(packed: Packed, of_word: Ragged, size: int) -> Piece:
    """Entry, term and weighted frequency of every term in every entry; by entry, then by term."""
    found: list[Piece] = []
    for begin in range(0, max(len(packed), 1), _ENTRIES_AT_ONCE):
        rows = np.arange(begin, min(begin + _ENTRIES_AT_ONCE, len(packed)))
        spoken, first = packed.words.some(rows)
        lengths = of_word.lengths()[spoken]
        term = of_word.values[spans(of_word.start[spoken], lengths)]
        owner = np.repeat(np.repeat(rows, np.diff(first)), lengths)
        held = packed.word_weights[packed.words.start[begin] : packed.words.start[begin] + len(spoken)]
        pairs, place = np.unique(owner * size + term, return_inverse=True)
        frequency = np.bincount(place, np.repeat(held, lengths), len(pairs))
        found.append(
            (
                (pairs // size).astype(np.int32),
                (pairs % size).astype(np.int32),
                frequency.astype(np.float32),
            )
        )
    owners, terms, frequencies = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return owners, terms, frequencies
