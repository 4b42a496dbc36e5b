"""Values that stay in a file: what of a large bank is only ever read for a few entries need not be held in memory."""

from __future__ import annotations

import os
import threading
import weakref
from typing import Any

import numpy as np
import numpy.typing as npt


class Stored:
    """An array in a file, read a slice at a time. Safe for several threads.

    Args:
        file: number of an open file; a copy of it is kept open as long as the array is in use.
        begin: where the values begin, in bytes.
        shape, dtype: of the array; rows one after the other.
    """

    def __init__(self, file: int, begin: int, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self.shape = shape
        self.dtype = dtype
        self._begin = begin
        self._row = int(np.prod(shape[1:])) * dtype.itemsize
        self._lock = threading.Lock()
        self._file = os.dup(file)
        weakref.finalize(self, os.close, self._file)

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
        with self._lock:
            os.lseek(self._file, self._begin + begin * self._row, os.SEEK_SET)
            found = os.read(self._file, size)
        if len(found) != size:
            raise OSError("a file in the cache folder has become shorter")
        return np.frombuffer(found, self.dtype).reshape(-1, *self.shape[1:])
