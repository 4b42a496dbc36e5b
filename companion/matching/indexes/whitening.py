"""Within-class whitening of the embeddings, learned from the bank's own wordings.

Directions in which the wordings of one entry differ among themselves say little about the entry; they are shrunk
(within-class covariance normalisation: Hatch, Kajarekar, Stolcke 2006). No labelled data is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from companion.matching.arrays.postings import Floats
from companion.matching.arrays.ragged import Ints

_SHRINKAGE = 0.5
_ENTRIES_AT_ONCE = 500


class Whitening:
    """Maps embeddings so that those of one entry lie close, and keeps each entry's centre.

    Args:
        mean: what is taken off, shape ``(512,)``.
        mapping: what the rest is multiplied with, shape ``(512, 512)``.
        centres: of each entry, shape ``(entries, 512)``, unit length.
    """

    def __init__(self, mean: Floats, mapping: Floats, centres: Floats) -> None:
        self._mean = mean
        self._map = mapping
        self.centres = centres

    @classmethod
    def of(cls, vectors: Floats, first: Ints) -> Whitening:
        """Learned from a bank.

        Args:
            vectors: embeddings of all wordings, shape ``(wordings, 512)``.
            first: number of the first wording of each entry, and at the end the number of wordings.
        """
        count, size = len(first) - 1, vectors.shape[1]
        centres = np.zeros((count, size), dtype=np.float32)
        if not count:
            return cls(np.zeros(size, dtype=np.float32), np.eye(size, dtype=np.float32), centres)
        mean = vectors.mean(axis=0, dtype=np.float32)
        within = np.zeros((size, size), dtype=np.float64)
        for part, starts, lengths, _ in _parts(vectors, first):
            means = np.add.reduceat(part, starts, axis=0) / lengths[:, None]
            deviation = part - np.repeat(means, lengths, axis=0)
            within += deviation.T @ deviation
        within /= len(vectors)
        level = np.trace(within) / size
        shrunk = (1 - _SHRINKAGE) * within + (_SHRINKAGE * level + 1e-9) * np.eye(size)
        learned = cls(mean, np.linalg.cholesky(np.linalg.inv(shrunk)).astype(np.float32), centres)
        for part, starts, _, rows in _parts(vectors, first):
            sums = np.add.reduceat(learned.apply(part), starts, axis=0)
            centres[rows] = sums / (np.linalg.norm(sums, axis=1, keepdims=True) + 1e-9)
        return learned

    def arrays(self) -> dict[str, Floats]:
        """What has to be kept of it."""
        return {
            "whitening.mean": self._mean,
            "whitening.map": self._map,
            "whitening.centres": self.centres,
        }

    @classmethod
    def from_arrays(cls, kept: Mapping[str, Floats]) -> Whitening:
        """The inverse of :meth:`arrays`."""
        return cls(kept["whitening.mean"], kept["whitening.map"], kept["whitening.centres"])

    def apply(self, vectors: Floats) -> Floats:
        """Whitened vectors of unit length; the last axis is the embedding."""
        mapped: Floats = (vectors - self._mean) @ self._map
        unit: Floats = mapped / (np.linalg.norm(mapped, axis=-1, keepdims=True) + np.float32(1e-9))
        return unit


def _parts(vectors: Floats, first: Ints) -> Iterator[tuple[Floats, Ints, Ints, slice]]:
    """Pieces of the vectors with whole entries: vectors, starts within, lengths, rows of the entries."""
    count = len(first) - 1
    for begin in range(0, count, _ENTRIES_AT_ONCE):
        end = min(begin + _ENTRIES_AT_ONCE, count)
        piece = vectors[first[begin] : first[end]].astype(np.float32, copy=False)
        yield piece, first[begin:end] - first[begin], np.diff(first[begin : end + 1]), slice(begin, end)
