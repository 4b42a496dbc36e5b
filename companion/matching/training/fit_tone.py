"""Fitting the models of tone. Needs scikit-learn; only for training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from companion.matching.arrays.postings import Floats
from companion.matching.labelled import LabelledPost
from companion.matching.reading.bag import BagModel
from companion.matching.reading.post import PostReading
from companion.matching.reading.tone import Tone
from companion.matching.training.fit_bag import fit_bag

STRENGTH = 3.0
SPREAD = 3
MOST = 2000
"""See :func:`fit_bag`."""
MEANT_STRENGTH = 5.0
"""scikit-learn's ``C`` for the embedding."""
Read = tuple[LabelledPost, PostReading]


def fit_tone(posts: Sequence[Read]) -> Tone:
    """The models, from labelled posts and how they are read."""
    told = [(post, mark) for post in posts if (mark := _wants(post[0])) is not None]
    wanting, wants = [post for post, _ in told], [mark for _, mark in told]
    claims = [bool(labelled.corrections) for labelled, _ in posts]
    return Tone(
        _fit_words(wanting, wants),
        _fit_words(posts, claims),
        _fit_meant(wanting, wants),
        _fit_meant(posts, claims),
    )


def _fit_words(posts: Sequence[Read], marks: Sequence[bool]) -> BagModel:
    spoken = [reading.sequences for _, reading in posts]
    return fit_bag(spoken, marks, STRENGTH, SPREAD, MOST)


def _fit_meant(posts: Sequence[Read], marks: Sequence[bool]) -> Floats:
    fitted = LogisticRegression(C=MEANT_STRENGTH, class_weight="balanced", max_iter=3000).fit(
        np.vstack([reading.embedding for _, reading in posts]), marks
    )
    weights: Floats = np.append(fitted.coef_[0], fitted.intercept_).astype(np.float32)
    return weights


def _wants(labelled: LabelledPost) -> bool | None:
    """Whether a post wants an answer; ``None`` if it says nothing of it."""
    if labelled.leading and labelled.answers:
        return True
    return False if labelled.nothing_fits else None
