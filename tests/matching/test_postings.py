from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companion.matching.postings import ByRow, ByTerm, Sparse, spans

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


@given(st.lists(row, min_size=1, max_size=8), row)
def test_both_orders_give_the_product_of_the_matrix(
    rows: list[dict[int, float]], query: dict[int, float]
) -> None:
    expected = dense(rows) @ dense([query])[0]
    everything = np.arange(len(rows))
    assert np.allclose(ByTerm(map(sparse, rows), TERMS).scores(sparse(query)), expected, rtol=1e-3)
    assert np.allclose(ByRow(map(sparse, rows)).products(everything, [sparse(query)])[0], expected, rtol=1e-3)


def test_terms_that_nearly_all_rows_hold_can_be_passed_over() -> None:
    rows = [{0: 1.0, 1: 1.0}, {0: 1.0}, {0: 1.0}]
    scores = ByTerm(map(sparse, rows), TERMS).scores(sparse({0: 1.0, 1: 1.0}), most=0.5)
    assert scores.tolist() == [1.0, 0.0, 0.0]


def test_spans_put_slices_one_after_the_other() -> None:
    assert spans(np.array([4, 0]), np.array([2, 3])).tolist() == [4, 5, 0, 1, 2]


def test_no_rows_at_all() -> None:
    assert ByTerm([], TERMS).scores(sparse({1: 1.0})).shape == (0,)
    assert ByRow([]).count == 0
