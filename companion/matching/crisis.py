"""Recognises posts of people in an acute crisis by meaning, where no rule of ``data/flags.txt`` does.

A small softmax regression over sentence embeddings, fitted by ``companion.matching.train`` on the sentences of
``data/crisis.txt`` against ordinary posts. Rules miss what they do not list; this one misses dialect and
single odd words. Either of them raises the flag.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from companion.matching.postings import Floats
from companion.matching.resources import lines, text

NONE = "none"
"""The class of everything that is no crisis."""


@dataclass(frozen=True)
class CrisisModel:
    """Class weights of a softmax regression.

    Attributes:
        codes: codes of flags, and ``none``.
        weights: shape ``(codes, 513)``, the last column is the intercept.
        bar: least probability of any crisis at which a flag is raised.
    """

    codes: tuple[str, ...]
    weights: Floats
    bar: float

    def probabilities(self, vectors: Floats) -> Floats:
        """Probability of each class, shape ``(vectors, codes)``, for embeddings of unit length."""
        odds = vectors @ self.weights[:, :-1].T + self.weights[:, -1]
        powers = np.exp(odds - odds.max(axis=1, keepdims=True))
        shares: Floats = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def crisis(self, vectors: Floats) -> tuple[float, str]:
        """The highest probability of a crisis among some texts, and which one it would be."""
        shares = self.probabilities(vectors)
        none = self.codes.index(NONE)
        row = shares[int(np.argmin(shares[:, none]))]
        kinds = np.where(np.arange(len(row)) == none, -1.0, row)
        return 1.0 - float(row[none]), self.codes[int(np.argmax(kinds))]

    def flags(self, vectors: Floats) -> tuple[str, ...]:
        """The code of the flag that some texts raise, if any."""
        share, code = self.crisis(vectors)
        return (code,) if share >= self.bar else ()


def sentences() -> Iterator[tuple[str, str]]:
    """(code, sentence) of the data file."""
    for line in lines("crisis.txt"):
        code, _, sentence = line.partition(":")
        yield code.strip(), sentence.strip()


def to_json(model: CrisisModel) -> str:
    """The model with one line per class, rounded to two digits (which moves no probability by more than 0.01)."""
    rows: Sequence[Sequence[float]] = np.round(model.weights.astype(np.float64), 2).tolist()
    classes = ",\n".join(
        f"  {json.dumps(code)}: {json.dumps(row, separators=(',', ':'))}"
        for code, row in zip(model.codes, rows, strict=True)
    )
    return f'{{\n "bar": {model.bar},\n "classes": {{\n{classes}\n }}\n}}\n'


@cache
def load() -> CrisisModel:
    """The model of the package."""
    data = json.loads(text("crisis.json"))
    return CrisisModel(
        tuple(data["classes"]), np.array(list(data["classes"].values()), dtype=np.float32), data["bar"]
    )
