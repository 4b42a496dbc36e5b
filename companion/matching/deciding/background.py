"""How near a post is to what belongs to everyday talk and not to the field, beside how near it is to the bank."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from companion.matching.deciding.signals import Comparison
from companion.matching.indexes.index import EntryIndex
from companion.matching.language.everyday import TOO_NEAR
from companion.matching.reading.post import PostReading


class Background:
    """Likeness of a post to sentences about other subjects (:mod:`companion.matching.language.everyday`).

    Args:
        indexes: what the bank holds, at least one; sentences that are a subject of it are left out.
    """

    def __init__(self, indexes: Iterable[EntryIndex]) -> None:
        indexes = list(indexes)
        foreign = np.max([index.everyday_near for index in indexes], axis=0) < TOO_NEAR
        self._vectors = indexes[0].everyday[foreign]
        self._whitened = {id(index): index.whitening.apply(self._vectors) for index in indexes}

    def features(self, post: PostReading, index: EntryIndex, compared: Comparison) -> dict[str, float]:
        """How much nearer the post is to the bank than to other subjects (cosine differences)."""
        skipped = post.ignored_background
        likeness = post.embeddings @ self._vectors.T
        likeness.sort(axis=1)
        near, alone = likeness[-1, ::-1][skipped:], likeness[0, ::-1][skipped]
        whitened = np.sort(self._whitened[id(index)] @ compared.whitened)[::-1][skipped]
        return {
            "background": float(near[:3].mean()),
            "background_post": float(alone),
            "above_background": float(compared.column("use_both").max() - near[0]),
            "above_background_post": float(compared.column("use_post").max() - alone),
            "above_background_whitened": float(compared.column("centre").max() - whitened),
        }
