"""The learned part: weights of the ranker, the two decisions, and the bands. Read from ``data/weights.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from companion.matching.arrays.postings import Floats
from companion.matching.deciding.linear import LinearModel
from companion.matching.deciding.signals import NAMES
from companion.matching.resources import text


def pair_features(values: Floats) -> Floats:
    """Signals and, beside them, each signal as a share of the best in the list.

    Args:
        values: shape ``(rows, signals)``.

    Returns:
        shape ``(rows, 2 · signals)``.
    """
    best = np.maximum(values.max(axis=0, initial=0.0), 1e-6)
    return np.hstack([values, np.clip(values / best, -1.0, 1.0)])


PAIR_NAMES = NAMES + tuple(f"{name}_relative" for name in NAMES)


@dataclass(frozen=True)
class Model:
    """Everything that is learned from labelled posts.

    Attributes:
        answer_weights, correction_weights: ranker, one non-negative weight per pair feature.
        quiet: decides whether any answer fits (log-odds).
        further: decides whether an answer is right beside those already chosen (log-odds).
        claim: decides whether the best correction is called for (log-odds).
        show_answer, show_claim: least probability at which something is shown.
        answer_scale, claim_scale: slope and offset that turn the decisions into probabilities that the first is right.
        very_good_answer, very_good_claim: from this probability on the band is ``sehr_gut``.
        growth: log-odds by which the bar for answers rises with each doubling of the bank beyond ``entries``, and falls
            with each halving, within bounds (:func:`companion.matching.matcher.doublings`).
        entries: number of answers of the bank the decision was fitted on; the mean if there were several.
    """

    answer_weights: Floats
    correction_weights: Floats
    quiet: LinearModel
    further: LinearModel
    claim: LinearModel
    show_answer: float
    show_claim: float
    answer_scale: tuple[float, float]
    claim_scale: tuple[float, float]
    very_good_answer: float
    very_good_claim: float
    growth: float
    entries: int

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Model:
        """Read what :mod:`companion.matching.training` writes."""
        ranker = data["ranker"]
        return cls(
            answer_weights=_weights(ranker["answers"]),
            correction_weights=_weights(ranker["corrections"]),
            quiet=LinearModel.from_json(data["quiet"]),
            further=LinearModel.from_json(data["further"]),
            claim=LinearModel.from_json(data["claim"]),
            **data["bars"],
        )


def _weights(named: Mapping[str, float]) -> Floats:
    return np.array([named.get(name, 0.0) for name in PAIR_NAMES], dtype=np.float32)


@cache
def load() -> Model:
    """The model of the package."""
    return Model.from_json(json.loads(text("weights.json")))
