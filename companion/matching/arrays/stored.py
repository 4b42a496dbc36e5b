"""Values that stay in a file: what of a large bank is only ever read for a few entries need not be held in memory."""

from __future__ import annotations

import os
import threading
import weakref
from typing import Any

import numpy as np
import numpy.typing as npt


class Source:
    """A file in which arrays stay; closed with the last of them. Safe for several threads.

    Args:
        file: number of an open file; a copy of it is kept.
    """

    def __init__(self, file: int) -> None:
        self._file = os.dup(file)
        self._lock = threading.Lock()
        weakref.finalize(self, os.close, self._file)

    def read(self, begin: int, size: int) -> bytes:
        """So many bytes from a place on; fewer where the file ends."""
        if hasattr(os, "pread"):
            return os.pread(self._file, size, begin)
        with self._lock:  # Windows: a file has one place, and so have all copies of its number
            os.lseek(self._file, begin, os.SEEK_SET)
            return os.read(self._file, size)


class Stored:
    """An array in a file, read a slice at a time. Safe for several threads.

    Args:
        source: the file; one and the same for all arrays in it.
        begin: where the values begin, in bytes.
        shape, dtype: of the array; rows one after the other.
    """

    def __init__(self, source: Source, begin: int, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self.shape = shape
        self.dtype = dtype
        self._source = source
        self._begin = begin
        self._row = int(np.prod(shape[1:])) * dtype.itemsize

    @property
    def nbytes(self) -> int:
        """The size of all values, in bytes."""
        return len(self) * self._row

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, part: slice) -> npt.NDArray[Any]:
        """Rows that follow each other.

        Raises:
            OSError: the file cannot be read, or has become shorter.
        """
        begin, end, _ = part.indices(len(self))
        size = max(end - begin, 0) * self._row
        found = self._source.read(self._begin + begin * self._row, size)
        if len(found) != size:
            raise OSError("a file in the cache folder has become shorter")
        return np.frombuffer(found, self.dtype).reshape(-1, *self.shape[1:])
