"""A small linear model over what occurs in a text, whatever the order: n-grams of letters, or sequences of words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
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
        return self.odds_of([self.weigh(found)])

    def weigh(self, found: Sequence[str]) -> tuple[float, int]:
        """The weights of a part of a text together, and how many features it holds."""
        known = self.weights
        return sum(known.get(name, 0.0) for name in found), len(found)

    def odds_of(self, parts: Iterable[tuple[float, int]]) -> float:
        """Log-odds of a text whose parts have been weighed, one by one."""
        total, count = 0.0, 0
        for weight, features in parts:
            total += weight
            count += features
        return self.offset + total / math.sqrt(1 + count)

    def to_json(self) -> dict[str, Any]:
        """The model as plain data."""
        return {"offset": self.offset, "weights": dict(self.weights)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> BagModel:
        """The inverse of :meth:`to_json`."""
        return cls(data["weights"], data["offset"])
