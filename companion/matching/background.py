"""What belongs to everyday talk and not to the field: plain sentences on other subjects (``data/background.txt``)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from companion.matching.embeddings import EmbeddingStore
from companion.matching.index import EntryIndex
from companion.matching.post import PostReading
from companion.matching.postings import Floats
from companion.matching.resources import lines
from companion.matching.signals import Comparison

TOO_NEAR = 0.7
"""Cosine from which on a background sentence counts as a subject of the bank."""


@cache
def sentences() -> tuple[str, ...]:
    """The background sentences."""
    return tuple(lines("background.txt"))


def vectors(store: EmbeddingStore, bank: Iterable[Floats]) -> Floats:
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


class Background:
    """Likeness of a post to sentences about other subjects.

    Args:
        store: embeddings of the background sentences.
        indexes: what the bank holds; sentences that are a subject of it are left out.
    """

    def __init__(self, store: EmbeddingStore, indexes: Iterable[EntryIndex]) -> None:
        indexes = list(indexes)
        self._vectors = vectors(store, [index.vectors for index in indexes])
        self._whitened = {id(index): index.whitening.apply(self._vectors) for index in indexes}

    def features(self, post: PostReading, index: EntryIndex, compared: Comparison) -> dict[str, float]:
        """How much nearer the post is to the bank than to other subjects (cosine differences)."""
        skipped = post.ignored_background
        near = np.sort(self._vectors @ post.both_embedding)[::-1][skipped:]
        alone = np.sort(self._vectors @ post.embedding)[::-1][skipped]
        by_sentence = np.sort(self._vectors @ post.sentence_embeddings.T, axis=0)[::-1][skipped]
        whitened = np.sort(self._whitened[id(index)] @ compared.whitened)[::-1][skipped]
        return {
            "background": float(near[:3].mean()),
            "background_sentence": float(by_sentence.max()),
            "above_background": float(compared.column("use_both").max() - near[0]),
            "above_background_post": float(compared.column("use_post").max() - alone),
            "above_background_sentence": float(compared.column("use_sentence").max() - by_sentence.max()),
            "above_background_whitened": float(compared.column("centre").max() - whitened),
        }
