"""A small linear model with named inputs: standardise, weigh, squash. Read from and written to plain JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from companion.matching.arrays.postings import Floats


def sigmoid(x: float) -> float:
    """The logistic function, safe for large values."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def logit(probability: float) -> float:
    """The inverse of the logistic function, safe at 0 and 1."""
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def scaled(score: float, scale: Sequence[float]) -> float:
    """A raw score as a calibrated probability: slope and offset in log-odds."""
    return sigmoid(scale[0] * logit(score) + scale[1])


@dataclass(frozen=True)
class LinearModel:
    """``intercept + Σ weight · (value - mean) / scale``.

    Attributes:
        names: inputs in order; weights, mean, scale: one number each.
    """

    names: tuple[str, ...]
    weights: Floats
    mean: Floats
    scale: Floats
    intercept: float

    def score(self, values: Mapping[str, float]) -> float:
        """The log-odds for named values.

        Raises:
            KeyError: if an input is missing.
        """
        x = np.array([values[name] for name in self.names], dtype=np.float64)
        return float(((x - self.mean) / self.scale) @ self.weights + self.intercept)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LinearModel:
        """Read ``{"intercept": …, "inputs": {name: [weight, mean, scale]}}``."""
        table = np.array(list(data["inputs"].values()), dtype=np.float64).reshape(-1, 3)
        return cls(tuple(data["inputs"]), table[:, 0], table[:, 1], table[:, 2], float(data["intercept"]))

    def to_json(self) -> dict[str, Any]:
        """The inverse of :meth:`from_json`, rounded to five digits."""
        rows: Sequence[Sequence[float]] = np.stack([self.weights, self.mean, self.scale], axis=1).tolist()
        inputs = {name: [round(x, 5) for x in row] for name, row in zip(self.names, rows, strict=True)}
        return {"intercept": round(self.intercept, 5), "inputs": inputs}
