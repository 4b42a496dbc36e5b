"""Named arrays in the cache folder: written whole or not at all, and whatever is damaged counts as absent.

A file is a plain ``.npz`` archive: its checksums tell a half-written or aged file, nothing in it is ever unpickled.
Large arrays stay in the file and are mapped into memory, so that only what a post is compared with is ever loaded,
and the system may drop it again. A mapped file must not be overwritten (Windows refuses it): new content gets a new
name.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

Named = Mapping[str, npt.NDArray[Any]]
MAPPED = 1 << 22
"""From so many bytes on an array is mapped instead of read."""
_ALIGNED = 64
_LOCAL_HEADER = 30
_PADDING = 0xD935
"""Kind of extra field that aligns the content of a zip archive."""
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
    path: Path, wanted: Callable[[str], bool] = lambda _: True, mapped: bool = False
) -> dict[str, npt.NDArray[Any]]:
    """The arrays of a file whose names are wanted; empty if the file is absent or damaged.

    Args:
        mapped: whether large arrays may stay in the file; they cannot be written to, and the file has to stay.
    """
    try:
        with path.open("rb") as raw, zipfile.ZipFile(raw) as file:
            least = MAPPED if mapped else 1 << 62
            return {
                name: _mapped(raw, file, info) if info.file_size >= least else _read(file, info)
                for info in file.infolist()
                if wanted(name := info.filename.removesuffix(".npy"))
            }
    except _DAMAGED:
        return {}


def _read(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> npt.NDArray[Any]:
    with file.open(info) as member:
        array: npt.NDArray[Any] = np.lib.format.read_array(member, allow_pickle=False)
        if member.read(1):
            raise ValueError(info.filename)
        return array


def _mapped(raw: IO[bytes], file: zipfile.ZipFile, info: zipfile.ZipInfo) -> npt.NDArray[Any]:
    if info.compress_type != zipfile.ZIP_STORED:
        return _read(file, info)
    with file.open(info) as member:
        while member.read(_AT_ONCE):  # the end of it compares the checksum
            pass
    raw.seek(info.header_offset)
    lengths = struct.unpack_from("<HH", raw.read(_LOCAL_HEADER), _LOCAL_HEADER - 4)
    raw.seek(sum(lengths), os.SEEK_CUR)
    version = np.lib.format.read_magic(raw)
    read_header = (
        np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    )
    shape, by_column, dtype = read_header(raw)
    if by_column or dtype.hasobject:
        raise ValueError(info.filename)
    begin, size = raw.tell(), int(np.prod(shape))
    held = mmap.mmap(raw.fileno(), begin + size * dtype.itemsize, access=mmap.ACCESS_READ)
    return np.frombuffer(held, dtype, size, begin).reshape(shape)


def write_arrays(path: Path, arrays: Named) -> None:
    """Write a file; one that cannot be written is left out, since everything in it can be made again."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as raw, zipfile.ZipFile(raw, "w") as file:
            for name, array in arrays.items():
                info = zipfile.ZipInfo(f"{name}.npy")
                info.extra = _padding(raw.tell() + _LOCAL_HEADER + len(info.filename))
                with file.open(info, "w") as member:
                    np.lib.format.write_array(member, np.asarray(array, order="C"), allow_pickle=False)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _padding(at: int) -> bytes:
    """An extra field after which the content begins at a multiple of 64 bytes."""
    size = -(at + 4) % _ALIGNED
    return struct.pack("<HH", _PADDING, size) + bytes(size)
