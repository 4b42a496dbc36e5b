"""What belongs to everyday talk and not to the field: sentences on other subjects, and how common words are.

``data/background.txt`` holds plain sentences about other subjects. ``data/everyday.json`` holds, for
frequent stems, the share of parents' posts that use them; it is written by ``companion.matching.train``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

import numpy as np

from companion.matching import embeddings
from companion.matching.postings import Floats
from companion.matching.resources import lines, text

TOO_NEAR = 0.7
"""Cosine from which on a background sentence counts as a subject of the bank."""


@cache
def sentences() -> tuple[str, ...]:
    """The background sentences."""
    return tuple(lines("background.txt"))


@cache
def _everyday() -> dict[str, float]:
    shares: dict[str, float] = json.loads(text("everyday.json"))
    return shares


def everyday_share(stem: str) -> float:
    """Share of everyday posts that use the stem, 0 to 1 (0 for a rare word)."""
    return _everyday().get(stem, 0.0)


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
