"""Files only their owner can read, written whole or not at all; and folders that take the place of others."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import stat
import sys
import tempfile
from pathlib import Path
from typing import Any

from companion.errors import KontaktError
from companion.system_errors import reason, remedy


def make_folders(folder: Path) -> None:
    """Create what is missing of a path, each folder readable for its owner only; what is there stays as it is.

    Raises:
        OSError: it cannot be created.
    """
    if not folder.is_dir():
        if folder.parent != folder:
            make_folders(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)


def make_private_folder(folder: Path) -> None:
    """Create the folder, readable for its owner only; one of ours that others may read is closed to them.

    Raises:
        KontaktError: ``data_folder`` when it cannot be created or written.
    """
    try:
        make_folders(folder)
        if sys.platform != "win32":
            found = folder.stat()
            # A sticky folder like /tmp is everybody's, also where its owner (root) runs this.
            if found.st_uid == os.getuid() and found.st_mode & 0o077 and not found.st_mode & stat.S_ISVTX:
                folder.chmod(0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise KontaktError(
            f"In den Datenordner lässt sich nicht schreiben ({reason(error)}).",
            f"{remedy(error)} Oder mit --data einen anderen Ordner angeben.",
            code="data_folder",
            status=503,
        ) from error


def write_bytes(path: Path, content: bytes) -> None:
    """Replace the file in one step, mode 0600, flushed to the disk: a reader sees the old or the new content.

    Raises:
        OSError: the disk is full or not writable; the earlier content is untouched.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def hand_out(path: Path, content: bytes) -> None:
    """A file for others, at a place that somebody chose: whole or not at all, with the rights the system gives.

    Raises:
        OSError: the disk is full or not writable; the earlier content is untouched.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Like ``write_bytes``, and create what is missing of the path.

    Raises:
        OSError: the disk is full or not writable; the earlier content is untouched.
    """
    make_folders(path.parent)
    write_bytes(path, content)


def replace_folder(new: Path, place: Path) -> None:
    """Put a folder in the place of an earlier one, which goes only once the new one stands there.

    Raises:
        OSError: it could not be put there; the earlier one is in its place.
    """
    aside = place.with_name(f".{place.name}.old")
    if place.exists():
        shutil.rmtree(aside, ignore_errors=True)
        if aside.exists():  # something holds it
            aside = aside.with_name(f"{aside.name}-{secrets.token_hex(4)}")
        os.replace(place, aside)
    try:
        os.replace(new, place)
    except BaseException:
        _put_back(aside, place)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _put_back(aside: Path, place: Path) -> None:
    with contextlib.suppress(OSError):
        if aside.exists():
            os.replace(aside, place)


def write_json(path: Path, data: Any) -> None:
    """Replace the file by data as JSON, like ``write_bytes``.

    Raises:
        OSError: the disk is full or not writable; the earlier content is untouched.
    """
    write_bytes(path, json.dumps(data, ensure_ascii=False, indent=1).encode())
