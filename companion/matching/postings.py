"""A sparse matrix of weights, rows (entries or wordings) by terms, with the two products the signals need.

Plain numpy keeps the start of the companion short: importing scipy.sparse and scikit-learn takes over a
second and some 90 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.int64]


def spans(starts: Ints, lengths: Ints) -> Ints:
    """The positions of several slices one after the other: ``starts[i] … starts[i] + lengths[i] - 1``."""
    total = int(lengths.sum())
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return offsets + np.arange(total)


class Postings:
    """Compressed rows and, made from them, compressed columns.

    Args:
        rows: for each row its term numbers and weights.
        terms: number of terms.
    """

    def __init__(self, rows: Sequence[tuple[npt.NDArray[np.integer], Floats]], terms: int) -> None:
        lengths = np.array([len(ids) for ids, _ in rows], dtype=np.int64)
        self.count = len(rows)
        self._indptr = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        self._terms = np.concatenate([ids for ids, _ in rows] or [np.zeros(0, dtype=np.int64)]).astype(
            np.int32
        )
        self._weights = np.concatenate([w for _, w in rows] or [np.zeros(0)]).astype(np.float32)
        order = np.argsort(self._terms, kind="stable")
        self._rows_by_term = np.repeat(np.arange(self.count, dtype=np.int32), lengths)[order]
        self._weights_by_term = self._weights[order]
        self._term_indptr = np.searchsorted(self._terms[order], np.arange(terms + 1)).astype(np.int64)

    def scores(self, ids: npt.NDArray[np.integer], weights: Floats) -> Floats:
        """The product of every row with a sparse query; shape ``(rows,)``."""
        starts = self._term_indptr[ids]
        lengths = self._term_indptr[ids + 1] - starts
        at = spans(starts, lengths)
        if not len(at):
            return np.zeros(self.count, dtype=np.float32)
        values = self._weights_by_term[at] * np.repeat(weights, lengths)
        return np.bincount(self._rows_by_term[at], weights=values, minlength=self.count).astype(np.float32)

    def row(self, number: int) -> tuple[npt.NDArray[np.int32], Floats]:
        """Term numbers and weights of one row."""
        part = slice(self._indptr[number], self._indptr[number + 1])
        return self._terms[part], self._weights[part]

    def products(self, rows: Ints, queries: Sequence[tuple[npt.NDArray[np.integer[Any]], Floats]]) -> Floats:
        """The products of some rows with sparse queries; shape ``(queries, rows)``."""
        starts = self._indptr[rows]
        lengths = self._indptr[rows + 1] - starts
        at = spans(starts, lengths)
        terms, weights = self._terms[at], self._weights[at]
        owner = np.repeat(np.arange(len(rows)), lengths)
        wanted = np.unique(np.concatenate([ids for ids, _ in queries] or [np.zeros(0, dtype=np.int64)]))
        place = np.searchsorted(wanted, terms)
        known = np.flatnonzero(place < len(wanted))
        known = known[wanted[place[known]] == terms[known]]
        place, weights, owner = place[known], weights[known], owner[known]
        result = np.zeros((len(queries), len(rows)), dtype=np.float32)
        for number, (ids, query) in enumerate(queries):
            dense = np.zeros(len(wanted), dtype=np.float32)
            dense[np.searchsorted(wanted, ids)] = query
            result[number] = np.bincount(owner, weights=weights * dense[place], minlength=len(rows))
        return result
