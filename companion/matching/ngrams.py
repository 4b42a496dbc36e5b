"""Character n-grams within words (3 to 5), TF-IDF weighted: the sturdiest single signal for German.

It sees through inflection, compounds and most typos. Grams are hashed into 2^18 buckets, so that no
vocabulary has to be kept; with 10,000 entries about one gram in five shares its bucket, which costs nothing
measurable.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from companion.matching.postings import Floats

BUCKETS = 1 << 18
Grams = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Bucket numbers and how often each occurs."""


@lru_cache(maxsize=65536)
def _of_word(word: str) -> tuple[int, ...]:
    padded = f" {word} ".encode()
    found = []
    for n in (3, 4, 5):
        if len(padded) <= n:
            found.append(zlib.crc32(padded) & (BUCKETS - 1))
            break
        found += [zlib.crc32(padded[i : i + n]) & (BUCKETS - 1) for i in range(len(padded) - n + 1)]
    return tuple(found)


def grams(words: str) -> Grams:
    """The n-grams of normalised words separated by blanks."""
    found = [gram for word in words.split() for gram in _of_word(word)]
    ids, counts = np.unique(np.array(found, dtype=np.int64), return_counts=True)
    return ids, counts


class NgramSpace:
    """TF-IDF weights learned from the documents of a bank (sublinear term frequency, smoothed idf, unit length)."""

    def __init__(self, documents: Sequence[Grams]) -> None:
        frequency = np.zeros(BUCKETS, dtype=np.int64)
        for ids, _ in documents:
            frequency[ids] += 1
        self._idf = (np.log((1 + len(documents)) / (1 + frequency)) + 1).astype(np.float32)
        self._idf[frequency == 0] = 0.0

    def weigh(self, found: Grams) -> tuple[npt.NDArray[np.int64], Floats]:
        """Bucket numbers and weights of a text, of unit length; grams unknown to the bank are left out."""
        ids, counts = found
        weights = (1 + np.log(counts)).astype(np.float32) * self._idf[ids]
        known = weights > 0
        ids, weights = ids[known], weights[known]
        length = float(np.sqrt(weights @ weights))
        return ids, weights / length if length else weights
