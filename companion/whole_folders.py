"""Folders that are there whole or not at all: filled beside their place and moved there at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from companion.private_files import make_folders

LOCK_S = 60.0
"""So long one waits for another one who makes the same folder."""


class NotEmpty(Exception):  # noqa: N818 - what somebody asks for is there
    """There is something in the folder already; perhaps somebody else was quicker."""


def while_made(folder: Path) -> tuple[str, str]:
    """Names of what lies beside a folder: the lock, which is left, and what is being filled."""
    return f"{folder.name}.lock", f"{folder.name}.part"


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """Another folder to be filled; it takes its place when the block ends, and goes when the block fails.

    What somebody who was killed has left half beside it goes with the next attempt; see ``while_made``.

    Args:
        folder: is missing or empty; the folder above it is made where it is missing.

    Yields:
        Where to put what shall be in it; only there while the block runs. Every file in it has to be closed at the end.

    Raises:
        NotEmpty: nothing was changed.
        filelock.Timeout: somebody else is still making it.
        OSError: it cannot be made or moved; it is as it was.
    """
    make_folders(folder.parent)
    place = folder.resolve()  # what a link leads to, not the link, is replaced
    lock, part = (place.with_name(name) for name in while_made(place))
    with FileLock(lock, timeout=LOCK_S, mode=0o600):
        if place.exists() and any(place.iterdir()):
            raise NotEmpty
        if part.exists():
            shutil.rmtree(part)
        part.mkdir(mode=0o700)
        try:
            yield part
            with contextlib.suppress(FileNotFoundError):
                place.rmdir()  # Windows moves nothing onto a folder, not even an empty one
            os.replace(part, place)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
