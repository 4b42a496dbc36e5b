"""Folders with what was released and reported, for taking away: named by the program, one level deep."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from companion.errors import KontaktError
from companion.zips import pack

NAME = re.compile(r"(?:intern|oeffentlich|bericht)-[a-z0-9-]{1,90}", re.IGNORECASE)
"""How folders are called: kind, then quarter or cycle."""


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
        found = [self._read(path) for path in self.folder.glob("*") if NAME.fullmatch(path.name)]
        return sorted(found, key=lambda output: output.made, reverse=True)

    def path(self, name: str) -> Path:
        """The folder of one output.

        Raises:
            KontaktError: ``unknown_output`` (404).
        """
        path = self.folder / name
        if not NAME.fullmatch(name) or not path.is_dir():
            raise KontaktError(
                "Diese Ausgabe gibt es nicht mehr.",
                "Die Liste neu laden.",
                code="unknown_output",
                status=404,
            )
        return path

    def file(self, name: str, inside: str) -> Path:
        """One file of an output.

        Raises:
            KontaktError: ``unknown_output`` (404).
        """
        folder = self.path(name)
        known = {known for known, _ in self._read(folder).files}
        return folder / inside if inside in known else self.path("")

    def zipped(self, name: str) -> bytes:
        """Everything of an output in one archive."""
        folder = self.path(name)
        return pack({f"{name}/{inside}": folder / inside for inside, _ in self._read(folder).files})

    def remove(self, name: str) -> None:
        """Delete one output from this computer."""
        shutil.rmtree(self.path(name))

    def _read(self, folder: Path) -> Output:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        named = tuple((path.relative_to(folder).as_posix(), path.stat().st_size) for path in files)
        return Output(folder.name, datetime.fromtimestamp(folder.stat().st_mtime), named)
