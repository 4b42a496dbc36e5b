"""Rows of different length in one flat array: what of thousands of entries would be too many small objects."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from companion.matching.arrays.stored import Source, Stored

Ints = npt.NDArray[np.int64]
Values = npt.NDArray[Any]

_SHORT = 64
"""Up to so many values a row, rows are short."""
_AT_ONCE = 1 << 19
"""So many values are worked on at once, so that what is computed of them stays small."""


def starts(lengths: Iterable[int] | Ints) -> Ints:
    """Where each row begins, and at the end how many values there are."""
    counted = lengths if isinstance(lengths, np.ndarray) else np.fromiter(lengths, dtype=np.int64)
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counted)))


def spans(begin: Ints, lengths: Ints) -> Ints:
    """The positions of several slices one after the other: ``begin[i] … begin[i] + lengths[i] - 1``."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(begin - ends + lengths, lengths) + np.arange(total)


class Ragged:
    """Rows of different length.

    Args:
        start: where each row begins in ``values``, and at the end their number; shape ``(rows + 1,)``.
        values: the rows one after the other; may stay in a file.
    """

    def __init__(self, start: Ints, values: Values | Stored) -> None:
        self.start = start
        self.values: Any = values

    @classmethod
    def of(cls, rows: Iterable[Values], dtype: npt.DTypeLike) -> Ragged:
        """From single rows."""
        given = list(rows)
        values = np.concatenate([*given, np.zeros(0, dtype)], dtype=dtype, casting="unsafe")
        return cls(starts(map(len, given)), values)

    def __len__(self) -> int:
        return len(self.start) - 1

    def row(self, number: int) -> Values:
        """One row."""
        row: Values = self.values[self.start[number] : self.start[number + 1]]
        return row

    def lengths(self) -> Ints:
        """The length of every row."""
        return np.diff(self.start)

    def owners(self) -> Ints:
        """For every value the row it belongs to."""
        return np.repeat(np.arange(len(self)), self.lengths())

    def some(self, rows: Ints) -> tuple[Values, Ints]:
        """The values of some rows one after the other, and where each row begins among them (:func:`starts`)."""
        begin, end = self.start[rows], self.start[rows + 1]
        first = starts(end - begin)
        if isinstance(self.values, np.ndarray) and first[-1] <= _SHORT * len(rows):
            return self.values[spans(begin, end - begin)], first  # faster than a copy of each
        apart = begin[1:] != end[:-1]  # what follows each other is taken at once
        begin, end = begin[np.append(True, apart)[: len(rows)]], end[np.append(apart, True)[: len(rows)]]
        parts = [self.values[b:e] for b, e in zip(begin.tolist(), end.tolist(), strict=True)]
        return np.concatenate(parts or [self.values[:0]]), first

    def pieces(self) -> Iterator[tuple[slice, Values, Ints]]:
        """All rows in pieces: which rows, their values, and for each value its row, counted within the piece."""
        begin = 0
        while begin < len(self):
            end = int(np.searchsorted(self.start, self.start[begin] + _AT_ONCE, side="right")) - 1
            end = min(max(end, begin + 1), len(self))
            part = self.start[begin : end + 1]
            owner = np.repeat(np.arange(end - begin), np.diff(part))
            yield slice(begin, end), self.values[part[0] : part[-1]], owner
            begin = end


class Growing:
    """Rows to which more are added at the end; every value is held once, also while thousands are put together.

    Args:
        dtype: of the values.
        folder: where a file without a name may hold the values meanwhile; without it, or on a full disk, memory does.
    """

    def __init__(self, dtype: npt.DTypeLike, folder: Path | None = None) -> None:
        self._dtype = np.dtype(dtype)
        self._lengths = array("q")
        self._values = bytearray()
        self._count = 0
        self._file = _unnamed(folder) if folder else None

    def add(self, rows: Sequence[Values]) -> None:
        """Add some rows."""
        flat = Ragged.of(rows, self._dtype)
        self._lengths.frombytes(flat.lengths().tobytes())
        if self._file:
            try:
                self._file.write(flat.values.tobytes())
                self._file.flush()
            except OSError:
                self._values += self._stored(self._file)[:].tobytes()
                self._file = None
        if not self._file:
            self._values += flat.values.tobytes()
        self._count += len(flat.values)

    def rows(self) -> Ragged:
        """All of them; after that none can be added."""
        start = starts(np.frombuffer(self._lengths, np.int64))
        if self._file:
            return Ragged(start, self._stored(self._file))
        return Ragged(start, np.frombuffer(self._values, self._dtype))

    def _stored(self, file: IO[bytes]) -> Stored:
        return Stored(Source(file.fileno()), 0, (self._count,), self._dtype)


def _unnamed(folder: Path) -> IO[bytes] | None:
    """A file that goes when it is closed; ``None`` if there can be none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder)
    except OSError:
        return None
