from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from companion.matching.arrays.ragged import Ragged, starts
from companion.matching.arrays.stored import Source, Stored

VALUES = np.arange(3000, dtype=np.int32).reshape(1000, 3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "x").write_bytes(b"head" + VALUES.tobytes())
    return tmp_path / "x"


@pytest.fixture
def stored(path: Path) -> Stored:
    with path.open("rb") as file:
        return Stored(Source(file.fileno()), 4, VALUES.shape, VALUES.dtype)


def test_slices_are_those_of_the_array(stored: Stored) -> None:
    for part in (slice(0, 5), slice(990, 2000), slice(7, 7), slice(9, 3), slice(None)):
        assert np.array_equal(stored[part], VALUES[part])
    assert (len(stored), stored.shape, stored.dtype) == (1000, (1000, 3), np.int32)


def test_it_can_be_read_after_the_file_was_removed_and_closes_it_in_the_end(path: Path) -> None:
    with path.open("rb") as file:
        stored = Stored(Source(file.fileno()), 4, VALUES.shape, VALUES.dtype)
    if os.name == "posix":
        path.unlink()
    assert stored[998:].tolist() == VALUES[998:].tolist()
    number = stored._source._file
    del stored
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


def test_a_file_that_has_become_shorter_is_said_to_be(path: Path, stored: Stored) -> None:
    os.truncate(path, 100)
    with pytest.raises(OSError, match="shorter"):
        stored[900:]


def test_threads_do_not_disturb_each_other(stored: Stored) -> None:
    def right(row: int) -> bool:
        return all(stored[at : at + 2].tolist() == VALUES[at : at + 2].tolist() for at in range(row, 990, 7))

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(right, range(24)))


def test_rows_of_different_length_may_stay_in_a_file(stored: Stored) -> None:
    start = starts([2, 0, 3, 1, 994])
    left, held = Ragged(start, stored), Ragged(start, VALUES)
    for rows in ([0, 1, 2], [3, 2], [1], [4, 0, 0], []):
        for one, other in zip(left.some(np.array(rows, int)), held.some(np.array(rows, int)), strict=True):
            assert np.array_equal(one, other), rows
    assert left.row(2).tolist() == VALUES[2:5].tolist()
