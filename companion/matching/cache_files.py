"""Named arrays in the cache folder: written whole or not at all, and whatever is damaged counts as absent.

The zip archive around them carries a checksum of each array, so that a half-written or aged file is noticed.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Named = Mapping[str, npt.NDArray[Any]]


def read_arrays(path: Path, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, npt.NDArray[Any]]:
    """The arrays of a file whose names are wanted; empty if the file is absent or damaged."""
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files if wanted(name)}
    except (OSError, ValueError, KeyError, EOFError):
        return {}
    except Exception as error:  # zipfile.BadZipFile and zlib.error share no narrower base
        if type(error).__module__ in {"zipfile", "zlib"}:
            return {}
        raise


def write_arrays(path: Path, arrays: Named) -> None:
    """Write a file; one that cannot be written is left out, since everything in it can be made again."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
