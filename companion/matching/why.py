"""Which words of a post led to a suggestion, as they stand in the post, so that the panel can mark them."""

from __future__ import annotations

from collections.abc import Mapping

from companion.matching.indexes.index import EntryIndex
from companion.matching.language.words import stop_words
from companion.matching.reading.post import PostReading

MOST = 6
"""At most so many words are named."""
_LEAST_SHARE = 0.2
"""A word that carries less than this share of the strongest one is left out."""


def why(post: PostReading, index: EntryIndex, row: int) -> tuple[str, ...]:
    """The words of the post that speak for an entry, in the order of the post, without repetition.

    Args:
        row: number of the entry in the index.
    """
    ids, weights = index.bm25_rows.row(row)
    weight_of = dict(zip(ids.tolist(), weights.tolist(), strict=True))
    carried: dict[int, float] = {}
    spoken: dict[tuple[str, str], float] = {}
    for stem, word, place in post.stems:
        if (stem, word) not in spoken:
            spoken[stem, word] = _weight(index, weight_of, stem, word)
        carried[place] = carried.get(place, 0.0) + spoken[stem, word]
    for hit in post.found:
        value = float(index.by_concept[hit.concept, row] * index.concept_idf[hit.concept])
        for place in hit.places:
            carried[place] = carried.get(place, 0.0) + value / len(hit.places)
    stop = stop_words()
    words = {
        place: value
        for place, value in carried.items()
        if value > 0 and post.tokens[place].raw.isalnum() and post.tokens[place].folded not in stop
    }
    least = _LEAST_SHARE * max(words.values(), default=0.0)
    best = sorted((p for p, value in words.items() if value >= least), key=lambda p: -words[p])
    chosen: dict[str, int] = {}
    for place in best:
        chosen.setdefault(post.tokens[place].raw.lower(), place)
    places = sorted(list(chosen.values())[:MOST])
    return tuple(post.tokens[place].raw for place in places)


def _weight(index: EntryIndex, weight_of: Mapping[int, float], stem: str, word: str) -> float:
    """What a word of a post weighs in an entry: as it is, by its parts, with a typo mended; 0.0 for a strange one."""
    stems = {stem, *index.vocabulary.parts(word)}
    if stem not in index.terms:
        stems.add(index.vocabulary.correct(word) or stem)
    return max((weight_of.get(index.terms[s], 0.0) for s in stems if s in index.terms), default=0.0)
