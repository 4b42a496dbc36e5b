"""A bank folder that is looked at often: kept in memory, and only what changed is read and checked again.

A file counts as unchanged while its number on the disk, its size and its time of change are the same; every writer of
this program replaces files whole, which gives them a new number.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from companion.bank.files import Judged, Reading, inspect_files, is_entry, judge
from companion.bank.folder import AMOUNTS_FILE, BANK_FILE, BankFile, list_files, read_folder
from companion.bank.manifest import read_manifest
from companion.bank.problem import Problem
from companion.bank.shared_files import read_shared

Stamp = tuple[int, int, int]


class Shelf:
    """The reading of one folder; thread-safe. What it hands out is shared and must not be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._stamps: dict[str, Stamp] = {}
        self._files: dict[str, BankFile] = {}
        self._judged: dict[str, Judged] = {}
        self._problems: list[Problem] = []
        self._reading: Reading | None = None
        self._today: date | None = None

    def reading(self, today: date) -> Reading:
        """Everything in the folder as it is now, the same as ``inspect`` finds."""
        with self._lock:
            return self._refreshed(today)

    def reading_with(self, changes: Mapping[str, BankFile | None], today: date) -> Reading:
        """Everything as it would be with some files different; nothing is written.

        Args:
            changes: path → the file as it would be, ``None`` for one that would be gone.
            today: day for which amounts are filled.
        """
        with self._lock:
            self._refreshed(today)
            files = {path: file for path, file in self._files.items() if path not in changes}
            files |= {path: file for path, file in changes.items() if file is not None}
            kept = all(is_entry(path) for path in changes)
            known = (
                {path: judged for path, judged in self._judged.items() if path not in changes} if kept else {}
            )
            # The order of the folder, which the digest depends on.
            order = sorted(files, key=lambda path: (path not in (AMOUNTS_FILE, BANK_FILE), path))
            return inspect_files([files[path] for path in order], list(self._problems), today, known)

    def _refreshed(self, today: date) -> Reading:
        stamps = self._look()
        if self._reading is None or stamps != self._stamps or today != self._today:
            self._read(stamps, today)
        assert self._reading is not None
        return self._reading

    def _look(self) -> dict[str, Stamp]:
        stamps = {}
        folder = str(self.folder)
        for name in list_files(self.folder):
            try:
                found = os.stat(f"{folder}/{name}")
            except OSError:
                stamps[name] = (0, 0, 0)
            else:
                stamps[name] = (found.st_ino, found.st_size, found.st_mtime_ns)
        return stamps

    def _read(self, stamps: dict[str, Stamp], today: date) -> None:
        unchanged = {
            name: file for name, file in self._files.items() if stamps.get(name) == self._stamps.get(name)
        }
        files, problems = read_folder(self.folder, unchanged)
        same_rest = today == self._today and _rest(files) == _rest(self._files.values())
        known: Mapping[str, Judged] = self._judged if same_rest else {}
        manifest_file = next((file for file in files if file.path == BANK_FILE), None)
        if manifest_file is None:
            self._judged = {}
        else:
            manifest, shared = read_manifest(manifest_file, []), read_shared(files, today, [])
            self._judged = {
                file.path: known[file.path]
                if file.path in known and unchanged.get(file.path) is file
                else judge(file, manifest, shared, today)
                for file in files
                if is_entry(file.path)
            }
        self._problems = list(problems)
        self._reading = inspect_files(files, problems, today, self._judged)
        self._files = {file.path: file for file in files}
        self._stamps, self._today = stamps, today


@lru_cache(maxsize=4)
def shelf_of(folder: Path) -> Shelf:
    """The shelf of a folder that this process has looked at before, or a new one; the last few are kept."""
    return Shelf(folder)


def _rest(files: Iterable[BankFile]) -> dict[str, bytes]:
    """What every entry depends on: ``bank.yaml``, amounts and fragments."""
    return {file.path: file.content for file in files if not is_entry(file.path)}
