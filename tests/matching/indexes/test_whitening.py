from __future__ import annotations

import numpy as np
import pytest

from companion.matching.arrays.ragged import starts
from companion.matching.indexes import whitening
from companion.matching.indexes.whitening import Whitening

DICE = np.random.default_rng(3)
LENGTHS = [4, 3, 5, 4]
CENTRES = DICE.standard_normal((len(LENGTHS), 8))
NOISE = np.array([3.0, 3.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
"""The wordings of an entry differ in the first two directions only; these say nothing about the entry."""
VECTORS = np.concatenate(
    [centre + NOISE * DICE.standard_normal((n, 8)) for centre, n in zip(CENTRES, LENGTHS, strict=True)]
).astype(np.float32)
FIRST = starts(LENGTHS)
LEARNED = Whitening.of(VECTORS, FIRST)


def test_what_differs_within_entries_is_shrunk() -> None:
    noisy, telling = np.eye(8, dtype=np.float32)[[0, 2]]
    mapped = [(vector @ LEARNED.arrays()["whitening.map"]) for vector in (noisy, telling)]
    assert np.linalg.norm(mapped[0]) < 0.5 * np.linalg.norm(mapped[1])


def test_whitened_vectors_and_centres_have_unit_length() -> None:
    assert np.allclose(np.linalg.norm(LEARNED.apply(VECTORS), axis=1), 1, atol=1e-5)
    assert np.allclose(np.linalg.norm(LEARNED.centres, axis=1), 1, atol=1e-5)


def test_more_wordings_lie_nearest_to_the_centre_of_their_own_entry_than_before() -> None:
    owners = np.repeat(np.arange(len(LENGTHS)), LENGTHS)
    whitened = (LEARNED.apply(VECTORS) @ LEARNED.centres.T).argmax(axis=1)
    means = np.add.reduceat(VECTORS, FIRST[:-1], axis=0)
    plain = (VECTORS @ (means / np.linalg.norm(means, axis=1, keepdims=True)).T).argmax(axis=1)
    assert (whitened == owners).mean() > (plain == owners).mean()


def test_working_in_pieces_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whitening, "_ENTRIES_AT_ONCE", 1)
    again = Whitening.of(VECTORS, FIRST)
    assert np.allclose(again.centres, LEARNED.centres, atol=1e-5)


def test_it_comes_back_from_its_arrays() -> None:
    again = Whitening.from_arrays(LEARNED.arrays())
    assert np.array_equal(again.apply(VECTORS), LEARNED.apply(VECTORS))


def test_no_entries_at_all() -> None:
    empty = Whitening.of(np.zeros((0, 8), dtype=np.float32), starts([]))
    assert empty.centres.shape == (0, 8)
    assert np.allclose(np.linalg.norm(empty.apply(VECTORS), axis=1), 1, atol=1e-5)
