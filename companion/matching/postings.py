"""Sparse weights of rows (entries or wordings) by terms, kept in the one order in which they are read.

Plain numpy keeps the start of the companion short: importing scipy.sparse and scikit-learn takes over a second and
some 90 MB. Weights are held as 16-bit numbers, which changes no ranking and halves the memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.int64]
Terms = npt.NDArray[np.integer[Any]]
Sparse = tuple[Terms, Floats]
"""Term numbers in rising order and their weights."""


def spans(starts: Ints, lengths: Ints) -> Ints:
    """The positions of several slices one after the other: ``starts[i] … starts[i] + lengths[i] - 1``."""
    total = int(lengths.sum())
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return offsets + np.arange(total)


def _joined(rows: Iterable[Sparse]) -> tuple[Ints, npt.NDArray[np.int32], npt.NDArray[np.float16]]:
    terms, weights, lengths = [np.zeros(0, np.int32)], [np.zeros(0, np.float16)], [0]
    for ids, values in rows:
        terms.append(ids.astype(np.int32))
        weights.append(values.astype(np.float16))
        lengths.append(len(ids))
    return np.cumsum(lengths).astype(np.int64), np.concatenate(terms), np.concatenate(weights)


class ByRow:
    """Read by row: for the few entries of a short list.

    Args:
        rows: for each row its terms, in rising order, and weights.
    """

    def __init__(self, rows: Iterable[Sparse]) -> None:
        self._start, self._terms, self._weights = _joined(rows)
        self.count = len(self._start) - 1

    def row(self, number: int) -> Sparse:
        """Terms and weights of one row."""
        part = slice(self._start[number], self._start[number + 1])
        return self._terms[part], self._weights[part]

    def products(self, rows: Ints, queries: Sequence[Sparse]) -> Floats:
        """The products of some rows with sparse queries; shape ``(queries, rows)``."""
        starts = self._start[rows]
        lengths = self._start[rows + 1] - starts
        at = spans(starts, lengths)
        terms = self._terms[at]
        wanted = np.unique(np.concatenate([ids for ids, _ in queries] or [np.zeros(0, np.int32)]))
        place = np.searchsorted(wanted, terms)
        known = np.flatnonzero(place < len(wanted))
        known = known[wanted[place[known]] == terms[known]]
        place = place[known]
        weights = self._weights[at[known]].astype(np.float32)
        owner = np.repeat(np.arange(len(rows)), lengths)[known]
        result = np.zeros((len(queries), len(rows)), dtype=np.float32)
        for number, (ids, query) in enumerate(queries):
            dense = np.zeros(len(wanted), dtype=np.float32)
            dense[np.searchsorted(wanted, ids)] = query
            result[number] = np.bincount(owner, weights=weights * dense[place], minlength=len(rows))
        return result


class ByTerm:
    """Read by term: for a query against all rows at once.

    Args:
        rows: for each row its terms and weights.
        terms: number of terms.
    """

    def __init__(self, rows: Iterable[Sparse], terms: int) -> None:
        start, ids, weights = _joined(rows)
        self.count = len(start) - 1
        order = np.argsort(ids, kind="stable")
        owner = np.repeat(np.arange(self.count, dtype=np.int32), np.diff(start))
        self._rows = owner[order].astype(np.uint16 if self.count < 1 << 16 else np.int32)
        self._weights = weights[order]
        self._start = np.searchsorted(ids[order], np.arange(terms + 1))

    def scores(self, query: Sparse, most: float = 1.0) -> Floats:
        """The product of every row with a sparse query; shape ``(rows,)``.

        Args:
            query: terms and weights.
            most: terms that more than this share of the rows hold are passed over; they tell little apart.
        """
        result = np.zeros(self.count, dtype=np.float32)
        limit = most * self.count
        for term, weight in zip(query[0].tolist(), query[1].tolist(), strict=True):
            begin, end = self._start[term], self._start[term + 1]
            if 0 < end - begin <= limit:
                result[self._rows[begin:end]] += weight * self._weights[begin:end].astype(np.float32)
        return result
