from __future__ import annotations

import errno
from itertools import pairwise
from typing import IO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.matching.arrays import ragged
from companion.matching.arrays.ragged import Growing, Ragged, spans, starts


class FullDisk:
    """A real file on a disk that takes half of what is written and no more."""

    def __init__(self, file: IO[bytes]) -> None:
        self.fileno = file.fileno
        self._file = file

    def write(self, values: bytes) -> None:
        self._file.write(values[: len(values) // 2])
        self._file.flush()
        raise OSError(errno.ENOSPC, "No space left on device")


some_rows = st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=8)


def test_starts_say_where_each_row_begins_and_the_last_one_ends() -> None:
    assert starts([2, 0, 3]).tolist() == [0, 2, 2, 5]
    assert starts([]).tolist() == [0]


def test_spans_put_slices_one_after_the_other() -> None:
    assert spans(np.array([4, 0]), np.array([2, 3])).tolist() == [4, 5, 0, 1, 2]
    assert spans(np.array([4, 7, 0]), np.array([0, 0, 2])).tolist() == [0, 1]
    assert spans(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []


@given(some_rows)
def test_rows_come_back_as_they_were(rows: list[list[int]]) -> None:
    flat = Ragged.of([np.array(r, dtype=np.int64) for r in rows], np.uint8)
    assert (len(flat), flat.values.dtype) == (len(rows), np.uint8)
    assert [flat.row(i).tolist() for i in range(len(rows))] == rows
    assert flat.owners().tolist() == [i for i, r in enumerate(rows) for _ in r]


@given(some_rows, st.data())
def test_some_rows_are_taken_in_the_order_asked(rows: list[list[int]], data: st.DataObject) -> None:
    flat = Ragged.of([np.array(r, dtype=np.int64) for r in rows], np.int64)
    chosen = data.draw(st.lists(st.integers(0, max(len(rows) - 1, 0)), max_size=6 if rows else 0))
    values, begin = flat.some(np.array(chosen, dtype=np.int64))
    assert [values[b:e].tolist() for b, e in pairwise(begin.tolist())] == [rows[i] for i in chosen]
    assert int(begin[-1]) == len(values)


@pytest.mark.parametrize("where", ["memory", "file", "no folder", "full disk"])
@given(st.lists(some_rows, min_size=1, max_size=4))
def test_added_rows_stand_one_after_the_other(
    where: str, tmp_path_factory: pytest.TempPathFactory, parts: list[list[list[int]]]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "growing"
    if where == "no folder":
        (tmp_path_factory.getbasetemp() / "in the way").touch()
        folder = tmp_path_factory.getbasetemp() / "in the way"
    growing = Growing(np.uint8, None if where == "memory" else folder)
    assert bool(growing._file) is (where in {"file", "full disk"})
    for number, rows in enumerate(parts):
        if number == 1 and where == "full disk":
            growing._file = FullDisk(growing._file)  # type: ignore[assignment,arg-type]
        growing.add([np.array(r, dtype=np.int64) for r in rows])
    flat = growing.rows()
    assert [flat.row(i).tolist() for i in range(len(flat))] == [row for rows in parts for row in rows]
    assert flat.values.dtype == np.uint8
    assert folder.is_file() or not folder.exists() or list(folder.iterdir()) == []


@given(some_rows)
def test_pieces_cover_every_row_once(rows: list[list[int]]) -> None:
    flat = Ragged.of([np.array(r, dtype=np.int64) for r in rows], np.int64)
    seen: list[list[int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ragged, "_AT_ONCE", 4)
        for part, values, owner in flat.pieces():
            seen += [values[owner == i].tolist() for i in range(part.stop - part.start)]
    assert seen == rows
