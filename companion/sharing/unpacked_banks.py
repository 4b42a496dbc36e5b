"""Verified banks on the disk of this laptop: unpacked, checked, one of them in use, the one before kept.

Layout below the client's folder: ``banks/<sha256>/`` (unpacked) and ``current.json`` (which of them is in use, and the
one before).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from companion.bank.files import read_bank
from companion.bank.folder import digest_of, read_folder
from companion.private_files import write_json
from companion.sharing.archive import unpack
from companion.state_file import json_of

CURRENT = "current.json"
Progress = Callable[[str, float], None]
"""Called with a step (``verify``, ``download``, ``unpack``, ``check``, ``done``) and the share that is done."""


class UnpackedBanks:
    """The banks below the client's folder; whoever changes them holds the client's lock."""

    def __init__(self, client: Path) -> None:
        self.folder = client / "banks"
        self._pointer = client / CURRENT

    def install(
        self, fetch: Callable[[Path], bytes], sha256: str, progress: Progress, today: date
    ) -> dict[str, Any]:
        """Fetch, unpack and check a bank beside the one in use.

        Args:
            fetch: puts the zip at a path and returns its bytes; they were verified.
            sha256: its hash.
            progress: told each step.
            today: local day.

        Returns:
            what is to be remembered of it: ``digest``, ``version``, ``released_on``.

        Raises:
            KontaktError: it does not check; nothing has changed.
        """
        for leftover in self.folder.glob(".*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".new-") as scratch:
            progress("download", 0.1)
            archive = fetch(Path(scratch) / "bank.zip")
            progress("unpack", 0.5)
            folder = Path(scratch) / "bank"
            folder.mkdir()
            unpack(archive, folder)
            progress("check", 0.7)
            # No flush to the disk: should a power cut tear a file, the digest tells and the bank before serves.
            bank = read_bank(folder, today)
            place = self.folder / sha256
            if place.exists():
                shutil.rmtree(place)
            os.replace(folder, place)
        return {"digest": bank.digest, "version": bank.version, "released_on": bank.released_on.isoformat()}

    def activate(self, new: dict[str, Any], old: dict[str, Any]) -> None:
        """Put a bank to use in one step; ``old`` is kept as the one before, all others go."""
        previous = {key: value for key, value in old.items() if key != "previous"}
        if previous.get("sha256") == new["sha256"]:
            previous = old.get("previous") or {}
        new["activated_at"] = datetime.now(UTC).isoformat(timespec="seconds")
        write_json(self._pointer, {**new, "previous": previous or None})
        keep = {new["sha256"], previous.get("sha256")}
        for folder in self.folder.iterdir():
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)

    def in_use(self) -> Path | None:
        """Folder of the bank in use; of the one before if it was damaged; ``None`` if there is none."""
        current = self.current()
        for candidate in (current, current.get("previous") or {}):
            if candidate and self.intact(candidate):
                return self.folder / str(candidate["sha256"])
        return None

    def current(self) -> dict[str, Any]:
        """What is remembered of the bank in use; empty if there is none, or the file is damaged."""
        found = read_or_empty(self._pointer)
        if not _is_bank(found):
            return {}
        return found if _is_bank(found.get("previous")) else {**found, "previous": None}

    def intact(self, candidate: dict[str, Any]) -> bool:
        """Whether the unpacked files of a remembered bank are still those that were checked."""
        folder = self.folder / str(candidate.get("sha256"))
        if not folder.is_dir():
            return False
        return digest_of(read_folder(folder)[0]) == candidate.get("digest")


def _is_bank(found: Any) -> bool:
    """Whether it is what ``activate`` remembers of a bank."""
    try:
        date.fromisoformat(found["released_on"])
        return all(isinstance(found[name], str) for name in ("sha256", "digest", "version"))
    except (KeyError, TypeError, ValueError):
        return False


def read_or_empty(path: Path) -> dict[str, Any]:
    """A JSON object that is made again where it is missing or damaged."""
    try:
        data = json_of(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}
