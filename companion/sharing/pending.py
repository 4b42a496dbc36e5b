"""The files of a publication that was begun, kept until it is done, so that the very same bytes can be put again.

They lie by their position in the order of publishing; ``plan.json`` comes last and goes first, so that whatever breaks
off, a plan never names a file that is not there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tuf.api.metadata import Metadata, Root, Targets

from companion.private_files import make_private_folder, write_bytes, write_json
from companion.sharing.trust import read_root

ROOT_NAME = "root.json"


@dataclass(frozen=True)
class Plan:
    """What was begun.

    Attributes:
        names: of the files in the storage, in the order in which they are put; snapshot and timestamp last.
        number: version of the targets that are published.
        seen: version of the timestamp that it follows; 0: nothing was published.
    """

    names: list[str]
    number: int
    seen: int


class Pending:
    """The publication that was begun on one machine, if any."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._plan = folder / "plan.json"

    @property
    def begun(self) -> bool:
        """Whether there is one."""
        return self._plan.is_file()

    def plan(self) -> Plan:
        """What is to be put.

        Raises:
            FileNotFoundError: nothing was begun.
        """
        found = json.loads(self._plan.read_bytes())
        return Plan(found["names"], found["number"], found["seen"])

    def root(self) -> Metadata[Root]:
        """The root under which it is published."""
        return read_root((self.folder / ROOT_NAME).read_bytes())

    def file(self, position: int) -> bytes:
        """Content of a file of the plan."""
        return (self.folder / str(position)).read_bytes()

    def timestamp(self) -> bytes | None:
        """The timestamp of the publication; ``None`` if nothing was begun."""
        return self.file(len(self.plan().names) - 1) if self.begun else None

    def carries(self, targets: Metadata[Targets]) -> bool:
        """Whether these targets are what is published, with whichever signatures."""
        if not self.begun:
            return False
        names, name = self.plan().names, f"metadata/{targets.signed.version}.targets.json"
        if name not in names:
            return False
        return bool(Metadata.from_bytes(self.file(names.index(name))).signed == targets.signed)

    def begin(self, files: list[tuple[str, bytes]], number: int, seen: int, root: Metadata[Root]) -> None:
        """Keep the files of a publication, in place of those of an earlier one.

        Args:
            files: name and content, in the order in which they are put.
            number: see ``Plan``.
            seen: see ``Plan``.
            root: under which it is published.
        """
        make_private_folder(self.folder)
        self.forget()
        write_bytes(self.folder / ROOT_NAME, root.to_bytes())
        for position, (_, content) in enumerate(files):
            write_bytes(self.folder / str(position), content)
        write_json(self._plan, {"names": [name for name, _ in files], "number": number, "seen": seen})

    def forget(self) -> None:
        """Nothing is begun any more."""
        self._plan.unlink(missing_ok=True)
        for path in self.folder.iterdir():
            path.unlink()
