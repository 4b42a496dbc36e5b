"""What belongs to everyday talk and not to the field: plain sentences on other subjects (``data/background.txt``)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from companion.matching import embeddings
from companion.matching.postings import Floats
from companion.matching.resources import lines

TOO_NEAR = 0.7
"""Cosine from which on a background sentence counts as a subject of the bank."""


@cache
def sentences() -> tuple[str, ...]:
    """The background sentences."""
    return tuple(lines("background.txt"))


def vectors(store: embeddings.EmbeddingStore, bank: Iterable[Floats]) -> Floats:
    """Embeddings of the background sentences that are no subject of the bank; shape ``(sentences, 512)``.

    Args:
        bank: embeddings of the bank's wordings; a sentence that is nearly one of them is left out.
    """
    found: Floats = store.vectors(sentences()).astype(np.float32)
    foreign = np.ones(len(found), dtype=bool)
    for wordings in bank:
        for begin in range(0, len(wordings), 4096):
            piece = wordings[begin : begin + 4096].astype(np.float32, copy=False)
            foreign &= (found @ piece.T).max(axis=1) < TOO_NEAR
    return found[foreign]
