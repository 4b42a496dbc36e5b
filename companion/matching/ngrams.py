"""Character n-grams within words (3 to 5), TF-IDF weighted: the sturdiest single signal for German.

It sees through inflection, compounds and most typos. Grams are hashed into 2^18 buckets, so that no vocabulary has
to be kept; a bucket shared by two grams costs nothing measurable.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from companion.matching.postings import Sparse

BUCKETS = 1 << 18
Grams = tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]
"""Bucket numbers in rising order and how often each occurs (255 at most)."""


@lru_cache(maxsize=65536)
def _of_word(word: str) -> bytes:
    padded = f" {word} ".encode()
    found = []
    for n in (3, 4, 5):
        if len(padded) <= n:
            found.append(zlib.crc32(padded) & (BUCKETS - 1))
            break
        found += [zlib.crc32(padded[i : i + n]) & (BUCKETS - 1) for i in range(len(padded) - n + 1)]
    return np.array(found, dtype=np.int32).tobytes()


def grams(words: Iterable[str]) -> Grams:
    """The n-grams of normalised words."""
    found = np.frombuffer(b"".join([_of_word(word) for word in words]), dtype=np.int32)
    ids, counts = np.unique(found, return_counts=True)
    return ids, np.minimum(counts, 255).astype(np.uint8)


class NgramSpace:
    """TF-IDF weights learned from the documents of a bank (sublinear term frequency, smoothed idf, unit length)."""

    def __init__(self, documents: Iterable[Grams]) -> None:
        frequency = np.zeros(BUCKETS, dtype=np.int64)
        count = 0
        for ids, _ in documents:
            frequency[ids] += 1
            count += 1
        self._idf = (np.log((1 + count) / (1 + frequency)) + 1).astype(np.float32)
        self._idf[frequency == 0] = 0.0

    def weigh(self, found: Grams) -> Sparse:
        """Bucket numbers and weights of a text, of unit length; grams unknown to the bank are left out."""
        ids, counts = found
        weights = (1 + np.log(counts.astype(np.float32))) * self._idf[ids]
        known = weights > 0
        ids, weights = ids[known], weights[known]
        length = float(np.sqrt(weights @ weights))
        return ids, weights / length if length else weights
