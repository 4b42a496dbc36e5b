"""The last index of one kind of entries, in the cache folder: the next start reads it, a changed bank builds on it.

An entry is recognised by the hash of everything that is analysed of it. What was made by another version of the
matcher or of its data is not used. The name of the file tells of what it was made: a file from which the running
matcher still reads is never overwritten, and goes once there is a newer one.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from companion import __version__
from companion.bank.entry import Entry
from companion.matching.arrays.cache_files import read_arrays, write_arrays
from companion.matching.indexes.indexing import ONLY_FOR_INDEXING, Named
from companion.matching.indexes.packed import Packed
from companion.matching.language.embeddings import ENCODER
from companion.matching.reading.analysis import EntryAnalysis

_BYTES = 16
_ENTRIES, _MADE_BY = "entries", "made_by"
_OF_ALL = frozenset(
    {"grams", "short_grams", "whitening", "bm25", "bm25_rows", "vectors", "facts", "everyday"}
)
"""Arrays that tell nothing of a single entry's analysis."""
_STORED = frozenset({"document.values", "wordings.values", "vectors"})
"""Arrays of which a post needs only what belongs to the entries on its short list."""
_NOT_FOR_AN_INDEX = frozenset({"training", "data/weights.json"})
"""Parts of this room that change nothing in an index."""


@cache
def made_by() -> bytes:
    """A hash of what an index depends on besides the bank: code, data files, encoder, stemmer, search for typos."""
    seen = hashlib.blake2b(digest_size=_BYTES)
    libraries = (ENCODER, "PyStemmer", "rapidfuzz")
    seen.update(" ".join([__version__, *map(version, libraries)]).encode())
    for name, part in sorted(_parts(files("companion.matching"))):
        seen.update(name.encode() + b"\0" + part.read_bytes() + b"\0")
    return seen.digest()


def _parts(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """The code and the data files of the matcher, each with its name."""
    for part in folder.iterdir():
        name = f"{above}{part.name}"
        if name in _NOT_FOR_AN_INDEX or part.name == "__pycache__":
            continue
        if part.is_dir():
            yield from _parts(part, f"{name}/")
        else:
            yield name, part


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
        self.folder = folder
        self._kind = kind

    def ready(self, entries: Sequence[Entry], large: bool) -> Named | None:
        """The whole index, if there is one of just these entries; texts and embeddings of a large one stay in it.

        Args:
            entries: the entries in order.
            large: whether the bank as a whole is a large one.
        """
        if not self.folder:
            return None
        path = self._path(_of(entries, large))
        return read_arrays(path, lambda name: name not in ONLY_FOR_INDEXING, _STORED) or None

    def analyses(self) -> Callable[[Entry], EntryAnalysis | None]:
        """Looks up the analysis of an entry that has not changed since the last index."""
        arrays: Named = {}
        for path in self._kept():
            made = read_arrays(path, {_MADE_BY}.__contains__)
            if made and made[_MADE_BY].tobytes() == made_by():
                arrays = read_arrays(path, lambda name: name.split(".")[0] not in _OF_ALL, _STORED)
                break
        if not arrays:
            return lambda _: None
        packed = Packed.from_arrays(arrays)
        places = {row.tobytes(): place for place, row in enumerate(arrays[_ENTRIES][1:])}

        def known(entry: Entry) -> EntryAnalysis | None:
            place = places.get(fingerprint(entry))
            return None if place is None else packed.entry(place)

        return known

    def save(self, entries: Sequence[Entry], large: bool, arrays: Named) -> bool:
        """Keep an index for the next start, and no other one of this kind; tell whether it is kept."""
        if not self.folder:
            return False
        rows = _of(entries, large)
        path = self._path(rows)
        made = np.frombuffer(made_by(), dtype=np.uint8)
        if not write_arrays(path, {**arrays, _ENTRIES: rows, _MADE_BY: made}):
            return False
        for older in self._kept():
            if older != path:
                with contextlib.suppress(OSError):  # Windows keeps it while the last matcher is in use
                    older.unlink()
        return True

    def _path(self, rows: npt.NDArray[np.uint8]) -> Path:
        assert self.folder
        name = hashlib.blake2b(made_by() + rows.tobytes(), digest_size=_BYTES).hexdigest()
        return self.folder / f"index-{self._kind}-{name}.npz"

    def _kept(self) -> list[Path]:
        """The files of this kind, the newest first."""
        if not self.folder or not self.folder.is_dir():
            return []
        return sorted(self.folder.glob(f"index-{self._kind}*.npz"), key=_age)


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:  # just removed
        return 0.0


def _of(entries: Iterable[Entry], large: bool) -> npt.NDArray[np.uint8]:
    """One row for what holds of all, then one for every entry."""
    rows = [large.to_bytes(_BYTES, "big"), *(fingerprint(entry) for entry in entries)]
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, _BYTES)
