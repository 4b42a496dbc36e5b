"""A small linear model over what occurs in a text, whatever the order: n-grams of letters, or sequences of words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any


class BagModel:
    """A logistic regression over counted features, divided by the square root of how many a text holds.

    Args:
        weights: feature → weight; others count nothing.
        offset: the intercept.
    """

    def __init__(self, weights: Mapping[str, float], offset: float) -> None:
        self.weights = weights
        self.offset = offset

    def odds(self, found: Sequence[str]) -> float:
        """Log-odds of a text with these features; one that occurs twice stands twice."""
        known = self.weights
        return self.offset + sum(known.get(name, 0.0) for name in found) / math.sqrt(1 + len(found))

    def to_json(self) -> dict[str, Any]:
        """The model as plain data."""
        return {"offset": self.offset, "weights": dict(self.weights)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> BagModel:
        """The inverse of :meth:`to_json`."""
        return cls(data["weights"], data["offset"])
