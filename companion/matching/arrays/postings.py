"""Sparse weights of rows (entries) by terms, kept in the order in which they are read.

Plain numpy keeps the start of the companion short: importing scipy.sparse and scikit-learn takes over a second and
some 90 MB. Weights are held as 16-bit numbers, which changes no ranking and halves the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.matching.arrays.ragged import Ints, Ragged, spans, starts

Floats = npt.NDArray[np.floating[Any]]
Terms = npt.NDArray[np.integer[Any]]
Sparse = tuple[Terms, Floats]
"""Term numbers in rising order and their weights."""
Piece = tuple[Terms, Terms, Floats]
"""Rows, terms and weights of some postings."""
Arrays = Mapping[str, npt.NDArray[Any]]
"""Named arrays, as they are kept in a file."""


def rarity(held: Ints, count: int) -> Floats:
    """Inverse document frequency of terms as BM25 has it (Robertson and Spärck Jones 1976), never negative.

    Args:
        held: how many of the ``count`` rows hold each term.
    """
    weights: Floats = np.log1p((count - held + 0.5) / (held + 0.5))
    return weights


class ByRow:
    """Read by row: which terms an entry holds.

    Args:
        terms: for each row its terms, in rising order.
        weights: their weights, in the same order.
    """

    def __init__(self, terms: Ragged, weights: Floats) -> None:
        self._terms = terms
        self._weights = weights.astype(np.float16, copy=False)

    def row(self, number: int) -> Sparse:
        """Terms and weights of one row."""
        part = slice(self._terms.start[number], self._terms.start[number + 1])
        return self._terms.values[part], self._weights[part]


class ByTerm:
    """Read by term: for a query against all rows at once.

    Args:
        start: where the rows of each term begin, and at the end the number of postings.
        rows: the rows that hold each term.
        weights: the weight of the term in each of them.
        count: number of rows.
    """

    def __init__(self, start: Ints, rows: npt.NDArray[Any], weights: Floats, count: int) -> None:
        self._start = start
        self._rows = rows
        self._weights = weights
        self.count = count

    @classmethod
    def of(cls, pieces: Callable[[], Iterable[Piece]], count: int, size: int) -> ByTerm:
        """From single weights, in any order.

        Args:
            pieces: gives all weights, a piece at a time; is asked twice, so that no more than one piece need be held.
            count: number of rows.
            size: number of terms.
        """
        held = np.zeros(size, dtype=np.int64)
        for _, terms, _ in pieces():
            held += np.bincount(terms, minlength=size)
        start = starts(held)
        free = start[:-1].copy()
        rows = np.zeros(int(start[-1]), dtype=np.uint16 if count < 1 << 16 else np.uint32)
        kept = np.zeros(len(rows), dtype=np.float16)
        for owners, terms, weights in pieces():
            order = np.argsort(terms, kind="stable")
            lengths = np.bincount(terms, minlength=size)
            place = spans(free, lengths)
            rows[place] = owners[order]
            kept[place] = weights[order]
            free += lengths
        return cls(start, rows, kept, count)

    @property
    def held(self) -> Ints:
        """How many rows hold each term."""
        return np.diff(self._start)

    def scores(self, query: Sparse, most: float = 1.0) -> Floats:
        """The product of every row with a sparse query; shape ``(rows,)``.

        Args:
            query: terms and weights.
            most: terms that more than this share of the rows hold are passed over; they tell little apart.
        """
        terms, weights = query
        if most < 1.0:
            telling = self._start[terms + 1] - self._start[terms] <= most * self.count
            terms, weights = terms[telling], weights[telling]
        found: Floats = self.products([(terms, weights)])[0]
        return found

    def products(self, queries: Sequence[Sparse]) -> Floats:
        """The products of every row with several sparse queries; shape ``(queries, rows)``."""
        found = np.empty((len(queries), self.count), dtype=np.float32)
        # One by one, so that what is worked on stays in the processor's cache.
        for number, (terms, weights) in enumerate(queries):
            begin = self._start[terms]
            lengths = self._start[terms + 1] - begin
            at = spans(begin, lengths)
            held = np.repeat(weights, lengths)
            held *= self._weights[at]
            found[number] = np.bincount(self._rows[at], held, self.count)
        return found

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """What has to be kept of it, under names of its own."""
        return {f"{name}.start": self._start, f"{name}.rows": self._rows, f"{name}.weights": self._weights}

    @classmethod
    def from_arrays(cls, kept: Arrays, name: str, count: int) -> ByTerm:
        """The inverse of :meth:`arrays`."""
        return cls(kept[f"{name}.start"], kept[f"{name}.rows"], kept[f"{name}.weights"], count)
