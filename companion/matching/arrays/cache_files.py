"""Named arrays in the cache folder: written whole or not at all, and whatever is damaged counts as absent.

A file is a plain ``.npz`` archive: its checksums tell a half-written or aged file, nothing in it is ever unpickled.
"""

from __future__ import annotations

import contextlib
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from companion.matching.arrays.stored import Source, Stored

Named = Mapping[str, npt.NDArray[Any]]
STORED = 1 << 22
"""From so many bytes on an array may stay in the file."""
_LOCAL_HEADER = 30
_AT_ONCE = 1 << 20
_DAMAGED = (
    OSError,
    ValueError,
    KeyError,
    EOFError,
    RuntimeError,  # NotImplementedError too: compressed or encrypted in a way that Python does not know
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)


def read_arrays(
    path: Path, wanted: Callable[[str], bool] = lambda _: True, stored: Collection[str] = ()
) -> dict[str, Any]:
    """The arrays of a file whose names are wanted; empty if the file is absent or damaged.

    Args:
        stored: those that stay in the file if they are large (:class:`companion.matching.arrays.stored.Stored`). Such a
            file must not be overwritten, Windows refuses it: new content gets a new name.
    """
    try:
        with path.open("rb") as raw, zipfile.ZipFile(raw) as file:
            source = Source(raw.fileno())
            return {
                name: _left(source, raw, file, info)
                if name in stored and _is_large(info)
                else _read(file, info)
                for info in file.infolist()
                if wanted(name := info.filename.removesuffix(".npy"))
            }
    except _DAMAGED:
        return {}


def _is_large(info: zipfile.ZipInfo) -> bool:
    return info.file_size >= STORED and info.compress_type == zipfile.ZIP_STORED


def _read(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> npt.NDArray[Any]:
    with file.open(info) as member:
        array: npt.NDArray[Any] = np.lib.format.read_array(member, allow_pickle=False)
        if member.read(1):
            raise ValueError(info.filename)
        return array


def _left(source: Source, raw: IO[bytes], file: zipfile.ZipFile, info: zipfile.ZipInfo) -> Stored:
    """An array that stays in the file; read through once, for its checksum."""
    with file.open(info) as member:
        while member.read(_AT_ONCE):
            pass
    raw.seek(info.header_offset)
    lengths = struct.unpack_from("<HH", raw.read(_LOCAL_HEADER), _LOCAL_HEADER - 4)
    raw.seek(sum(lengths), os.SEEK_CUR)
    if np.lib.format.read_magic(raw) != (1, 0):
        raise ValueError(info.filename)
    shape, by_column, dtype = np.lib.format.read_array_header_1_0(raw)
    if by_column or dtype.hasobject:
        raise ValueError(info.filename)
    return Stored(source, raw.tell(), shape, dtype)


def _write(member: IO[bytes], array: npt.NDArray[Any] | Stored) -> None:
    if not isinstance(array, Stored):
        np.lib.format.write_array(member, array, allow_pickle=False)
        return
    head = {"descr": array.dtype.str, "fortran_order": False, "shape": array.shape}
    np.lib.format.write_array_header_1_0(member, head)
    step = max(_AT_ONCE * len(array) // max(array.nbytes, 1), 1)
    for begin in range(0, len(array), step):
        member.write(array[begin : begin + step].tobytes())


def write_arrays(path: Path, arrays: Mapping[str, npt.NDArray[Any] | Stored]) -> bool:
    """Write a file, and tell whether that went well; if not it is left out, everything in it can be made again."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(part, "w") as file:
            for name, array in arrays.items():
                with file.open(f"{name}.npy", "w", force_zip64=True) as member:
                    _write(member, array)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True
