"""Search by hand: a few typed words, lenient about beginnings, compounds and typos."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from companion.matching.arrays.postings import Floats, rarity
from companion.matching.indexes.index import CORE, EntryIndex
from companion.matching.language.everyday import sentences
from companion.matching.language.german import tokenize
from companion.matching.language.words import stem
from companion.matching.reading.post import PostReading

_BY_WORDS, _BY_GRAMS, _BY_CONCEPTS = 0.6, 0.2, 0.2
"""How much of the likeness comes from the typed words, from n-grams of all of them, and from what they mean."""
_HELD = 0.3
"""Share of what was typed that an entry must hold to be listed."""
_BESIDE_BEST = 0.5
"""An entry is not listed whose likeness is below this share of the best one's."""
_PREFIX = 0.9
_INSIDE = 0.8
_CONCEPT = 0.75
_TYPO = 0.7
"""What a typed word counts that is found as a beginning, inside a word, by what it means, with a typo mended."""
_KNOWN = 0.5
"""From so much on an entry counts among those that hold a typed word, which tells how rare it is."""
_SOME = 0.6
"""What an entry holds at least of a word it has at all."""
_SHORTEST_TYPO = 6
"""Shorter words are no misspelt ones but others: Kleid is not klein."""
_SHORTEST_INSIDE = 5


def search_index(post: PostReading, index: EntryIndex) -> list[tuple[int, float]]:
    """(row, likeness from 0 to 1) of the entries that fit the typed words, best first; none if none is related.

    Every typed word counts by its rarity in the bank, one that the bank does not know as much as the rarest. It is
    found as it stands, as the beginning of a word, as a part of a compound, by what it means (the lexicon) or with a
    typo, at falling weight; n-grams and concepts of the whole input order what is found.
    """
    if not index.count or not post.stems:
        return []
    held = np.array([_holds(word, place, post, index) for _, word, place in post.stems])
    rare = rarity((held >= _KNOWN).sum(axis=1), index.count)
    found = rare @ held / rare.sum()
    best = index.short_grams.scores(index.gram_space.weigh(post.grams))
    grams = best / max(float(best.max()), 1e-6)
    weighted = post.concepts * ~index.outside * index.concept_idf
    spoken = np.flatnonzero(weighted)
    concepts = ((weighted * index.concept_idf)[spoken] @ index.by_concept[spoken].astype(np.float32)) / (
        index.concept_norm * (float(np.linalg.norm(weighted)) + 1e-6)
    )
    score = _BY_WORDS * found + _BY_GRAMS * grams + _BY_CONCEPTS * concepts
    score[found < _HELD] = 0.0
    least = max(_BESIDE_BEST * float(score.max()), 1e-6)
    return [(int(row), float(score[row])) for row in np.argsort(-score, kind="stable") if score[row] >= least]


def _holds(word: str, place: int, post: PostReading, index: EntryIndex) -> Floats:
    """How well each entry holds one typed word, 0 to 1; title and keywords count most."""
    best = _CONCEPT * _meant(place, post, index)
    weights: dict[str, float] = {}
    whole = stem(word)
    if whole in index.terms:
        weights[whole] = 1.0
    elif word not in _everyday() and not _is_outside(place, post, index):
        # Auto is not the beginning of automatisch, nor Hund of hundert
        for term in _beginning_with(word, index.sorted_terms):
            weights[term] = _PREFIX
        if len(word) >= _SHORTEST_INSIDE:
            for term in index.sorted_terms:
                if whole in term:
                    weights.setdefault(term, _INSIDE)
    for term, weight in weights.items():
        best = np.maximum(best, weight * _share(term, index))
    if parts := index.vocabulary.parts(word):
        # Of a compound with one known part only its beginning tells the subject: Mietvertrag is no Arbeitsvertrag.
        if len(parts) > 1 or word.startswith(parts[0]):
            best = np.maximum(best, _INSIDE * np.mean([_share(part, index) for part in parts], axis=0))
    elif not weights and len(word) >= _SHORTEST_TYPO and (near := index.vocabulary.correct(word)):
        best = np.maximum(best, _TYPO * _share(near, index))
    return best


def _meant(place: int, post: PostReading, index: EntryIndex) -> Floats:
    """How much each entry is about what a typed word means."""
    meant = [hit.concept for hit in post.found if place in hit.places and not index.outside[hit.concept]]
    if not meant:
        return np.zeros(index.count, dtype=np.float32)
    weights: Floats = index.by_concept[meant].astype(np.float32).max(axis=0)
    return np.where(weights >= CORE, weights, np.float32(0))


def _is_outside(place: int, post: PostReading, index: EntryIndex) -> bool:
    """Whether a typed word is the name of a subject that the field does not know, nor any entry of the bank."""
    meant = [hit.concept for hit in post.found if place in hit.places]
    return bool(meant) and bool(index.outside_absent[meant].all())


def _share(term: str, index: EntryIndex) -> Floats:
    """How much each entry holds a known stem, beside the one that holds it most; 0, or from ``_SOME`` to 1."""
    held = index.bm25.scores((np.array([index.terms[term]]), np.ones(1, dtype=np.float32)))
    return np.where(held > 0, _SOME + (1 - _SOME) * held / max(float(held.max()), 1e-6), np.float32(0))


def _beginning_with(word: str, terms: Sequence[str]) -> Iterator[str]:
    for at in range(bisect_left(terms, word), len(terms)):
        if not terms[at].startswith(word):
            return
        yield terms[at]


@cache
def _everyday() -> frozenset[str]:
    """Words of plain sentences on other subjects."""
    return frozenset(form for line in sentences() for token in tokenize(line) for form in token.forms)
