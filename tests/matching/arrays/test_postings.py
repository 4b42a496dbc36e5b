from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companion.matching.arrays.postings import ByRow, ByTerm, Sparse
from companion.matching.arrays.ragged import Ragged

TERMS = 12
row = st.dictionaries(st.integers(0, TERMS - 1), st.floats(0.125, 4, width=16), max_size=6)


def sparse(weights: dict[int, float]) -> Sparse:
    ids = sorted(weights)
    return np.array(ids, dtype=np.int32), np.array([weights[i] for i in ids], dtype=np.float32)


def dense(rows: list[dict[int, float]]) -> np.ndarray:
    matrix = np.zeros((len(rows), TERMS), dtype=np.float32)
    for i, weights in enumerate(rows):
        for term, weight in weights.items():
            matrix[i, term] = weight
    return matrix


def by_term(rows: list[dict[int, float]]) -> ByTerm:
    """From single weights in a mixed order."""
    single = sorted(((i, t, w) for i, held in enumerate(rows) for t, w in held.items()), key=lambda s: -s[2])
    owners, terms, weights = (
        (np.array(column) for column in zip(*single, strict=True)) if single else [np.zeros(0)] * 3
    )
    whole = owners.astype(np.int64), terms.astype(np.int64), weights
    cut = len(owners) // 3
    pieces = [tuple(column[:cut] for column in whole), tuple(column[cut:] for column in whole)]
    return ByTerm.of(lambda: pieces, len(rows), TERMS)


@given(st.lists(row, min_size=1, max_size=8), row)
def test_it_gives_the_product_of_the_matrix(rows: list[dict[int, float]], query: dict[int, float]) -> None:
    expected = dense(rows) @ dense([query])[0]
    assert np.allclose(by_term(rows).scores(sparse(query)), expected, rtol=1e-3)


@given(st.lists(row, min_size=1, max_size=8), st.lists(row, min_size=1, max_size=3))
def test_several_queries_at_once_give_the_same(
    rows: list[dict[int, float]], queries: list[dict[int, float]]
) -> None:
    made = by_term(rows)
    together = made.products([sparse(query) for query in queries])
    assert np.array_equal(together, [made.scores(sparse(query)) for query in queries])


@given(st.lists(row, min_size=1, max_size=8), row)
def test_what_is_kept_in_a_file_gives_the_same(rows: list[dict[int, float]], query: dict[int, float]) -> None:
    made = by_term(rows)
    again = ByTerm.from_arrays(made.arrays("x"), "x", made.count)
    assert np.array_equal(again.scores(sparse(query)), made.scores(sparse(query)))


def test_terms_that_nearly_all_rows_hold_can_be_passed_over() -> None:
    rows = [{0: 1.0, 1: 1.0}, {0: 1.0}, {0: 1.0}]
    scores = by_term(rows).scores(sparse({0: 1.0, 1: 1.0}), most=0.5)
    assert scores.tolist() == [1.0, 0.0, 0.0]


def test_a_row_is_read_as_it_was_written() -> None:
    rows = [{1: 0.5, 3: 2.0}, {}, {0: 1.0}]
    terms = Ragged.of([sparse(held)[0] for held in rows], np.int32)
    by_row = ByRow(terms, np.concatenate([sparse(held)[1] for held in rows]))
    assert [dict(zip(*map(np.ndarray.tolist, by_row.row(i)), strict=True)) for i in range(3)] == rows


def test_no_rows_at_all() -> None:
    assert by_term([]).scores(sparse({1: 1.0})).shape == (0,)
