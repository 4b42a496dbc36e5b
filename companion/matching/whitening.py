"""Within-class whitening of the embeddings, learned from the bank's own wordings.

Directions in which the wordings of one entry differ among themselves say little about the entry; they are
shrunk (within-class covariance normalisation: Hatch, Kajarekar, Stolcke 2006). No labelled data is needed.
"""

from __future__ import annotations

import numpy as np

from companion.matching.postings import Floats, Ints

_SHRINKAGE = 0.5


class Whitening:
    """Maps embeddings so that those of one entry lie close, and keeps each entry's centre.

    Args:
        vectors: embeddings of all wordings, shape ``(wordings, 512)``.
        owners: entry number of each wording.
        count: number of entries.
    """

    def __init__(self, vectors: Floats, owners: Ints, count: int) -> None:
        size = vectors.shape[1]
        self._mean: Floats = np.zeros(size, dtype=np.float32)
        self._map: Floats = np.eye(size, dtype=np.float32)
        self.centres: Floats = np.zeros((count, size), dtype=np.float32)
        if not count:
            return
        self._mean = vectors.mean(axis=0, dtype=np.float32)
        starts = np.searchsorted(owners, np.arange(count))
        sizes = np.bincount(owners, minlength=count).astype(np.float32)[:, None]
        within = np.zeros((size, size), dtype=np.float64)
        centres = np.add.reduceat(vectors, starts, axis=0, dtype=np.float32) / sizes
        for begin in range(0, len(vectors), 4096):
            part = slice(begin, begin + 4096)
            deviation = vectors[part].astype(np.float32) - centres[owners[part]]
            within += deviation.T @ deviation
        within /= len(vectors)
        level = np.trace(within) / size
        shrunk = (1 - _SHRINKAGE) * within + (_SHRINKAGE * level + 1e-9) * np.eye(size)
        self._map = np.linalg.cholesky(np.linalg.inv(shrunk)).astype(np.float32)
        normalised = np.zeros_like(centres)
        for begin in range(0, len(vectors), 4096):
            part = slice(begin, begin + 4096)
            np.add.at(normalised, owners[part], self.apply(vectors[part].astype(np.float32)))
        self.centres = normalised / (np.linalg.norm(normalised, axis=1, keepdims=True) + 1e-9)

    def apply(self, vectors: Floats) -> Floats:
        """Whitened vectors of unit length; the last axis is the embedding."""
        mapped: Floats = (vectors - self._mean) @ self._map
        unit: Floats = mapped / (np.linalg.norm(mapped, axis=-1, keepdims=True) + 1e-9)
        return unit
