"""Character n-grams within words (3 to 5), TF-IDF weighted: the sturdiest single signal for German.

It sees through inflection, compounds and most typos. Grams are hashed into 2^18 buckets, so that no vocabulary has
to be kept; a bucket shared by two grams costs nothing measurable. A text is held as one 32-bit number per gram, its
bucket and how often it occurs; what it weighs is worked out for the few texts that a post is compared with. So the
texts of a bank need not be touched when its idf changes.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.matching.arrays.postings import ByTerm, Floats, Piece, Sparse
from companion.matching.arrays.ragged import Ints, Ragged

_SHIFT = np.uint32(14)
_COUNT = np.uint32((1 << 14) - 1)
_MOST = 255
_TEXTS_AT_ONCE = 256
_FEW = 1_500_000
"""Up to so many grams in all, texts are kept by gram too (9 MB)."""
BUCKETS = 1 << 18
Grams = npt.NDArray[np.uint32]
"""Bucket numbers in rising order, shifted by 14 bits, and in these how often each occurs (255 at most)."""
_SUBLINEAR: Floats = (1 + np.log(np.maximum(np.arange(_MOST + 1), 1))).astype(np.float32)


def of_word(word: str) -> list[str]:
    """The n-grams of a normalised word, with a blank on either side; one that occurs twice stands twice."""
    padded = f" {word} "
    found: list[str] = []
    for n in (3, 4, 5):
        if len(padded) <= n:
            return [*found, padded]
        found += [padded[i : i + n] for i in range(len(padded) - n + 1)]
    return found


@lru_cache(maxsize=16384)
def _of_word(word: str) -> bytes:
    hashed = [zlib.crc32(gram.encode()) & (BUCKETS - 1) for gram in of_word(word)]
    return np.array(hashed, dtype=np.uint32).tobytes()


def grams(words: Iterable[str]) -> Grams:
    """The n-grams of normalised words."""
    found = np.frombuffer(bytearray(b"".join([_of_word(word) for word in words])), dtype=np.uint32)
    found.sort()
    starts = np.append(np.flatnonzero(_is_new(found)), len(found))
    counts = starts[1:] - starts[:-1]
    packed: Grams = found[starts[:-1]] << _SHIFT | np.minimum(counts, _MOST).astype(np.uint32)
    return packed


def _is_new(ordered: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Where a number differs from the one before it."""
    is_new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return is_new


def buckets(found: Grams) -> npt.NDArray[np.uint32]:
    """The bucket of every gram."""
    return found >> _SHIFT


class Joined:
    """Texts that consist of several parts each; their n-grams are worked out a piece at a time, and not held.

    Args:
        parts: the parts, each with one row for every text; a gram may stand in a row several times.
    """

    def __init__(self, *parts: Ragged) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return len(self._parts[0])

    def pieces(self) -> Iterator[tuple[slice, Grams, Ints]]:
        """As :meth:`companion.matching.arrays.ragged.Ragged.pieces`."""
        for begin in range(0, len(self), _TEXTS_AT_ONCE):
            rows = np.arange(begin, min(begin + _TEXTS_AT_ONCE, len(self)))
            keys = np.sort(np.concatenate([_by_text(*part.some(rows)) for part in self._parts]))
            grams = keys >> _SHIFT
            first = np.flatnonzero(_is_new(grams))
            counts = np.add.reduceat(keys & _COUNT, first) if len(first) else keys
            found = (grams[first].astype(np.uint32) << _SHIFT) | np.minimum(counts, _MOST).astype(np.uint32)
            yield slice(begin, int(rows[-1]) + 1), found, (keys[first] >> 32).astype(np.int64)


def _by_text(grams: Grams, first: Ints) -> npt.NDArray[np.uint64]:
    """The number of the text, the bucket and the count of every gram in one number each."""
    owner = np.repeat(np.arange(len(first) - 1, dtype=np.uint64), np.diff(first))
    return owner << np.uint64(32) | grams


Texts = Ragged | Joined


class NgramSpace:
    """TF-IDF weights learned from the documents of a bank (sublinear term frequency, smoothed idf, unit length)."""

    def __init__(self, idf: Floats) -> None:
        self.idf = idf

    @classmethod
    def of(cls, documents: Ragged) -> NgramSpace:
        """Learned from texts."""
        frequency = np.zeros(BUCKETS, dtype=np.int64)
        for _, found, _ in documents.pieces():
            frequency += np.bincount(buckets(found), minlength=BUCKETS)
        idf = (np.log((1 + len(documents)) / (1 + frequency)) + 1).astype(np.float32)
        idf[frequency == 0] = 0.0
        return cls(idf)

    def raw(self, found: Grams) -> Floats:
        """Weights of grams before they are brought to unit length."""
        weights: Floats = _SUBLINEAR[found & _COUNT] * self.idf[buckets(found)]
        return weights

    def weigh(self, found: Grams) -> Sparse:
        """Bucket numbers and weights of a text, of unit length; grams unknown to the bank are left out."""
        ids, weights = buckets(found), self.raw(found)
        known = weights > 0
        ids, weights = ids[known], weights[known]
        length = float(np.sqrt(weights @ weights))
        return ids, weights / length if length else weights

    def by_gram(self, texts: Texts, lengths: Floats) -> ByTerm:
        """Texts as vectors of unit length, to be read by gram; ``lengths`` from :meth:`lengths`."""
        divisors = np.maximum(lengths, np.float32(1e-9))

        def pieces() -> Iterator[Piece]:
            for rows, found, owner in texts.pieces():
                owner = owner + rows.start
                yield owner, buckets(found), self.raw(found) / divisors[owner]

        return ByTerm.of(pieces, len(texts), BUCKETS)

    def lengths(self, texts: Texts) -> Floats:
        """The length of every text before it is brought to unit length; shape ``(texts,)``."""
        squares = np.zeros(len(texts))
        for rows, found, owner in texts.pieces():
            weights = self.raw(found)
            squares[rows] = np.bincount(owner, weights=weights * weights, minlength=rows.stop - rows.start)
        return np.sqrt(squares).astype(np.float32)


class _Places(threading.local):
    """For each bucket its place among those asked for, counted from 1; all zero between two uses."""

    def __init__(self) -> None:
        self.of: npt.NDArray[np.uint16] = np.zeros(BUCKETS, dtype=np.uint16)


_places = _Places()


class GramRows:
    """The n-grams of many texts, to be compared a few at a time.

    Texts of a small bank are also kept by gram, which is several times faster. With many texts the way through every
    text that holds a gram would be longer than the one through all grams of the few texts asked for.

    Args:
        space: what the grams weigh.
        texts: grams of each text.
        lengths: from :meth:`NgramSpace.lengths`, if known.
    """

    def __init__(self, space: NgramSpace, texts: Ragged, lengths: Floats | None = None) -> None:
        self._space = space
        self._texts = texts
        self.lengths = space.lengths(texts) if lengths is None else lengths
        self._by_gram: ByTerm | None = None
        if len(texts.values) <= _FEW:
            self._by_gram = space.by_gram(texts, self.lengths)

    def products(self, rows: Ints, queries: Sequence[Sparse]) -> Floats:
        """The products of some texts with sparse queries; shape ``(queries, rows)``."""
        result = np.zeros((len(queries), len(rows)), dtype=np.float32)
        asked = np.concatenate([ids for ids, _ in queries] or [np.zeros(0, np.uint32)])
        if not len(asked) or not len(rows):
            return result
        if self._by_gram is not None:
            return self._by_gram.products(queries)[:, rows]
        wanted = np.unique(asked)
        grams, first = self._texts.some(rows)
        at, place = _found(wanted, buckets(grams))
        dense = np.zeros((len(queries), len(wanted)), dtype=np.float32)
        for number, (ids, query) in enumerate(queries):
            dense[number, np.searchsorted(wanted, ids)] = query
        dense *= self._space.idf[wanted]
        products = dense[:, place] * _SUBLINEAR[grams[at] & _COUNT]
        begin = np.searchsorted(at, first)
        holding = begin[1:] > begin[:-1]
        if holding.any():
            result[:, holding] = np.add.reduceat(products, begin[:-1][holding], axis=1)
        result /= np.maximum(self.lengths[rows], np.float32(1e-9))
        return result


def _found(wanted: npt.NDArray[Any], ids: npt.NDArray[Any]) -> tuple[Ints, Ints]:
    """Where ``ids`` holds one of the wanted numbers (each once), and which of them it is."""
    table = _places.of
    table[wanted] = np.arange(1, len(wanted) + 1, dtype=np.uint16)
    try:
        place = table[ids]
    finally:
        table[wanted] = 0
    at = np.flatnonzero(place != 0)  # numpy finds what is true faster than what is not zero
    return at, place[at].astype(np.int64) - 1
