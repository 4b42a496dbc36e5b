"""How a post speaks, whatever it speaks of: as one who wants an answer, as one who repeats a claim.

Four small models, fitted by ``companion.matching.training`` on labelled posts: two over sequences of one to three
words, two over the embedding. They carry over to posts of other people and to other banks (decision 314).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from companion.matching.arrays.postings import Floats
from companion.matching.reading.bag import BagModel
from companion.matching.resources import text

_LONGEST = 3


@dataclass(frozen=True)
class Tone:
    """The models.

    Attributes:
        wants: whether an answer is wanted; claims: whether something is claimed or asked about that needs a correction.
        wants_meant, claims_meant: the same by embedding; shape ``(513,)``, the last number is the intercept.
    """

    wants: BagModel
    claims: BagModel
    wants_meant: Floats
    claims_meant: Floats

    def of(self, found: Sequence[str], embedding: Floats) -> dict[str, float]:
        """Log-odds of each tone of a post.

        Args:
            found: its sequences of words (:func:`sequences`).
            embedding: of the post, shape ``(512,)``.
        """
        return {
            "wants": self.wants.odds(found),
            "claims": self.claims.odds(found),
            "wants_meant": float(self.wants_meant[:-1] @ embedding + self.wants_meant[-1]),
            "claims_meant": float(self.claims_meant[:-1] @ embedding + self.claims_meant[-1]),
        }

    def to_json(self) -> str:
        """One line for each model."""
        rows: dict[str, Any] = {
            "wants": self.wants.to_json(),
            "claims": self.claims.to_json(),
            "wants_meant": np.round(self.wants_meant.astype(np.float64), 2).tolist(),
            "claims_meant": np.round(self.claims_meant.astype(np.float64), 2).tolist(),
        }
        lines = (
            f" {json.dumps(name)}: {json.dumps(row, ensure_ascii=False, separators=(',', ':'))}"
            for name, row in rows.items()
        )
        return "{\n" + ",\n".join(lines) + "\n}\n"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Tone:
        """From what :meth:`to_json` wrote, parsed."""
        return cls(
            BagModel.from_json(data["wants"]),
            BagModel.from_json(data["claims"]),
            np.array(data["wants_meant"], dtype=np.float32),
            np.array(data["claims_meant"], dtype=np.float32),
        )


def sequences(words: Sequence[str]) -> list[str]:
    """All sequences of one to three words."""
    return [
        " ".join(words[i : i + length])
        for length in range(1, _LONGEST + 1)
        for i in range(len(words) - length + 1)
    ]


@cache
def load() -> Tone:
    """The models of the package."""
    return Tone.from_json(json.loads(text("tone.json")))
