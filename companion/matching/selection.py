"""Which of the ranked answers are shown: the best first, then those that cover what is left of the post."""

from __future__ import annotations

import numpy as np

from companion.matching.index import EntryIndex
from companion.matching.postings import Floats
from companion.matching.signals import Comparison, about

ANSWERS = 3
"""At most so many answers are shown."""
_LEFT = 0.35
"""Worth, in score, of covering concepts of the post that the answers before do not cover (per unit of idf)."""
_ALIKE = 1.0
"""Cost, in score, of being of one subject with an answer before (cosine of concepts)."""


def cover(index: EntryIndex, compared: Comparison, scores: Floats, most: int = ANSWERS) -> list[int]:
    """Places (in ``compared.rows``) of the entries to show, best first.

    The first is the best by score. Each further one is chosen by its score, raised by the concepts of the
    post that are not covered yet and lowered by its likeness to those already chosen; so a post with two
    needs gets both.
    """
    if not len(scores):
        return []
    chosen = [int(np.argmax(scores))]
    weights = index.concepts_of(compared.rows) * index.concept_idf
    norms = np.linalg.norm(weights, axis=1) + 1e-6
    left = compared.concepts * index.concept_idf
    while len(chosen) < min(most, len(scores)):
        last = chosen[-1]
        left = np.where(about(index, int(compared.rows[last])), 0.0, left)
        gain = _LEFT * np.minimum((weights > 0.4 * index.concept_idf) @ left, 6.0)
        alike = np.max([weights @ weights[c] / (norms * norms[c]) for c in chosen], axis=0)
        worth = scores + gain - _ALIKE * alike
        worth[chosen] = -np.inf
        chosen.append(int(np.argmax(worth)))
    return chosen
