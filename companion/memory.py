"""Gives memory back to the system that nobody uses any more.

Long work, such as indexing another bank, leaves many free pieces between the few that stay. The allocator of glibc
keeps them for later, so the companion would look a tenth larger for the rest of the day. Other systems' allocators
give back by themselves; there is nothing to call there.
"""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return what is free to the system where that has to be asked for (glibc); takes some milliseconds.

    Source: ``malloc_trim(3)``; what it brings is in docs/decisions/0318.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    if trim is not None:
        trim.argtypes, trim.restype = (ctypes.c_size_t,), ctypes.c_int
        trim(0)
