"""Search by hand: one to three typed words, lenient about beginnings, compounds and typos."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from companion.matching.index import EntryIndex
from companion.matching.post import PostReading
from companion.matching.postings import Floats
from companion.matching.words import stem

_LEAST = 0.12
"""Entries below this likeness are not listed."""
_TYPO = 0.7
_INSIDE = 0.8
_PREFIX = 0.9


def search_index(post: PostReading, index: EntryIndex) -> list[tuple[int, float]]:
    """(row, likeness from 0 to 1) of the entries that fit the typed words, best first.

    Every typed word counts alike. It is found as it stands, as the beginning of a word, inside a compound,
    or with a typo, at falling weight; n-grams and concepts of the whole input order what is found.
    """
    if not index.count:
        return []
    typed = post.stems or [(stem(t.folded), t.folded, i) for i, t in enumerate(post.tokens)]
    if not typed:
        return []
    found = np.zeros(index.count, dtype=np.float32)
    for _, word, _ in typed:
        found += _holds(word, index)
    found /= len(typed)
    grams = index.short_grams.scores(index.gram_space.weigh(post.grams))
    weighted = post.concepts * ~index.outside * index.concept_idf
    spoken = np.flatnonzero(weighted)
    concepts = ((weighted * index.concept_idf)[spoken] @ index.by_concept[spoken].astype(np.float32)) / (
        index.concept_norm * (float(np.linalg.norm(weighted)) + 1e-6)
    )
    score = (
        0.6 * found
        + 0.2 * np.minimum(grams / max(float(grams.max()), 1e-6), 1.0) * (grams > 0.02)
        + 0.2 * concepts
    )
    rows = np.argsort(-score, kind="stable")
    return [(int(row), float(score[row])) for row in rows if score[row] >= _LEAST]


def _holds(word: str, index: EntryIndex) -> Floats:
    """How well each entry holds one typed word, 0 to 1; title and keywords count most."""
    weights: dict[str, float] = {}
    whole = stem(word)
    if whole in index.terms:
        weights[whole] = 1.0
    terms = index.sorted_terms
    for at in range(bisect_left(terms, word), len(terms)):
        if not terms[at].startswith(word):
            break
        weights.setdefault(terms[at], _PREFIX)
    for part in index.vocabulary.parts(word):
        weights.setdefault(part, _INSIDE)
    if len(word) >= 4:
        for term in terms:
            if whole in term:
                weights.setdefault(term, _INSIDE)
    if not weights:
        near = index.vocabulary.correct(word)
        if near is not None:
            weights[near] = _TYPO
    best = np.zeros(index.count, dtype=np.float32)
    for term, weight in weights.items():
        number = index.terms[term]
        held = index.bm25.scores((np.array([number]), np.ones(1, dtype=np.float32)))
        held = held / max(float(held.max()), 1e-6)
        best = np.maximum(best, weight * np.where(held > 0, 0.6 + 0.4 * held, 0.0))
    return best
