"""Plain sentences about what belongs to everyday talk and not to the field (``data/background.txt``)."""

from __future__ import annotations

from functools import cache

import numpy as np

from companion.matching.arrays.postings import Floats
from companion.matching.resources import lines

TOO_NEAR = 0.7
"""Cosine from which on a sentence counts as a subject of the bank."""
_AT_ONCE = 4096


@cache
def sentences() -> tuple[str, ...]:
    """The sentences."""
    return tuple(lines("background.txt"))


def nearest(vectors: Floats, wordings: Floats) -> Floats:
    """How near each sentence comes to any wording of a bank.

    Args:
        vectors: embeddings of the sentences, shape ``(sentences, 512)``.
        wordings: embeddings of the wordings, shape ``(wordings, 512)``.

    Returns:
        the highest cosine of each, shape ``(sentences,)``; -1 in a bank without wordings.
    """
    best = np.full(len(vectors), -1.0, dtype=np.float32)
    for begin in range(0, len(wordings), _AT_ONCE):
        piece = wordings[begin : begin + _AT_ONCE].astype(np.float32, copy=False)
        best = np.maximum(best, (vectors @ piece.T).max(axis=1))
    return best
