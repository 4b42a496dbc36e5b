"""Folders with what was released and reported, for taking away: named by the program, one level deep."""

from __future__ import annotations

import os
import re
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from companion.errors import KontaktError
from companion.zips import pack

NAME = re.compile(r"(?:intern|oeffentlich|bericht)-[a-z0-9-]{1,90}", re.IGNORECASE)
"""How folders are called: kind, then quarter or cycle."""
TRIES = 20
"""So often an output is read that is replaced while it is read."""


@dataclass(frozen=True)
class Output:
    """One folder: its name, its files with sizes in bytes, when it was made."""

    name: str
    made: datetime
    files: tuple[tuple[str, int], ...]

    @property
    def size(self) -> int:
        """All files together, in bytes."""
        return sum(size for _, size in self.files)


class Outputs:
    """What lies in one folder of the data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Output]:
        """Newest first; what is still being made is not among them."""
        read = [_read(path) for path in self.folder.glob("*") if NAME.fullmatch(path.name)]
        found = [output for output in read if output is not None]
        return sorted(found, key=lambda output: output.made, reverse=True)

    def path(self, name: str) -> Path:
        """The folder of one output.

        Raises:
            KontaktError: ``unknown_output`` (404).
        """
        path = self.folder / name
        if not NAME.fullmatch(name) or not path.is_dir():
            raise _gone()
        return path

    def file(self, name: str, inside: str) -> bytes:
        """Content of one file of an output.

        Raises:
            KontaktError: ``unknown_output`` (404).
        """
        folder = self.path(name)
        if inside in _listed(folder):
            with suppress(FileNotFoundError):
                return (folder / inside).read_bytes()
        raise _gone()

    def zipped(self, name: str) -> bytes:
        """Everything of an output in one archive: of one that is replaced meanwhile, all of the old or all of the new.

        Raises:
            KontaktError: ``unknown_output`` (404).
        """
        folder = self.path(name)
        for _ in range(TRIES):
            before = _listed(folder)
            with suppress(FileNotFoundError):
                content = pack({f"{name}/{inside}": folder / inside for inside in before})
                if before and before == _listed(folder):
                    return content
        raise _gone()

    def remove(self, name: str) -> None:
        """Delete one output from this computer; also if another window is just doing the same.

        Raises:
            KontaktError: ``unknown_output`` (404).
        """
        gone = self.folder / f".{name}.removed"
        path = self.path(name)
        shutil.rmtree(gone, ignore_errors=True)
        with suppress(FileNotFoundError):
            os.replace(path, gone)  # out of sight in one step: nobody takes away the half that is still there
        for left in self.folder.glob(".*.removed"):  # also of somebody who was killed
            shutil.rmtree(left, ignore_errors=True)


def _gone() -> KontaktError:
    return KontaktError(
        "Diese Ausgabe gibt es nicht mehr.", "Die Liste neu laden.", code="unknown_output", status=404
    )


def _read(folder: Path) -> Output | None:
    """What lies there; ``None`` if it went in the meantime."""
    try:
        made = datetime.fromtimestamp(folder.stat().st_mtime)
    except FileNotFoundError:
        return None
    return Output(folder.name, made, tuple((name, size) for name, (size, *_) in _listed(folder).items()))


def _listed(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Path inside → size in bytes and what tells a file from another one in its place; sorted by path.

    What goes in the meantime is left out.
    """
    found = {}
    for parent, _, names in os.walk(folder):
        for path in (Path(parent, name) for name in names):
            with suppress(FileNotFoundError):
                if stat.S_ISREG((kept := path.stat()).st_mode):
                    inside = path.relative_to(folder).as_posix()
                    found[inside] = kept.st_size, kept.st_ino, kept.st_mtime_ns
    return dict(sorted(found.items()))
