"""The analyses of all entries of an index in flat arrays: a tenth of the memory, and they can be kept in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.matching.arrays.postings import Arrays, Floats
from companion.matching.arrays.ragged import Growing, Ints, Ragged, starts
from companion.matching.reading.analysis import EntryAnalysis

_RAGGED = {
    "words": np.int32,
    "document": np.uint32,
    "keywords": np.uint32,
    "fact": np.uint32,
    "wordings": np.uint32,
    "wording_concepts": np.uint16,
    "concepts": np.uint16,
}
_TEXTS = frozenset({"document", "wordings"})
"""The largest of them."""
_BLOCK = 256
"""So many entries are put together at a time."""
_PLAIN = ("first", "word_weights", "concept_weights", "modality")


class Numbers:
    """The numbers in the wordings, and in fact and text, of every entry.

    Args:
        lines: one for each entry, as :func:`as_bytes` writes them; taken apart when asked for.
    """

    def __init__(self, lines: npt.NDArray[np.uint8]) -> None:
        self.lines = lines
        self._start = np.concatenate(([0], np.flatnonzero(lines == ord("\n")) + 1))

    def __getitem__(self, row: int) -> tuple[frozenset[str], frozenset[str]]:
        line = self.lines[self._start[row] : self._start[row + 1]].tobytes().decode()
        claim, _, fact = line.partition("\t")
        return frozenset(claim.split()), frozenset(fact.split())

    @classmethod
    def of(cls, analyses: Iterable[EntryAnalysis]) -> Numbers:
        """From analyses."""
        both = ((a.claim_numbers, a.fact_numbers) for a in analyses)
        return cls(as_bytes("\t".join(" ".join(sorted(side)) for side in sides) for sides in both))


@dataclass(frozen=True)
class Packed:
    """Entries taken apart (:class:`EntryAnalysis`), in the order of the index.

    Attributes:
        first: the first wording of each entry (its title) in ``wordings``, and at the end their number.
        table: every content word once.
        words: numbers of the content words of each entry; word_weights: what they count.
        document, keywords, fact: n-grams of each entry; wordings: of each wording.
        wording_concepts: concepts of each wording.
        concepts: concepts of each entry; concept_weights: their weights.
        numbers: numbers in the wordings, and in fact and text, of each entry.
        modality: shape ``(entries, 2, 4)``: of the wordings, and of the fact.
    """

    first: Ints
    table: tuple[str, ...]
    words: Ragged
    word_weights: Floats
    document: Ragged
    keywords: Ragged
    fact: Ragged
    wordings: Ragged
    wording_concepts: Ragged
    concepts: Ragged
    concept_weights: Floats
    numbers: Numbers
    modality: Floats

    def __len__(self) -> int:
        return len(self.first) - 1

    def by_entry(self) -> Ragged:
        """The n-grams of all wordings of each entry; what several hold stands several times."""
        return Ragged(self.wordings.start[self.first], self.wordings.values)

    def entry(self, number: int) -> EntryAnalysis:
        """The analysis of one entry; its arrays are views."""
        own = slice(int(self.words.start[number]), int(self.words.start[number + 1]))
        held = slice(int(self.concepts.start[number]), int(self.concepts.start[number + 1]))
        claim_numbers, fact_numbers = self.numbers[number]
        spoken = range(int(self.first[number]), int(self.first[number + 1]))
        return EntryAnalysis(
            words=tuple(self.table[word] for word in self.words.row(number).tolist()),
            weights=self.word_weights[own],
            document=self.document.row(number),
            keywords=self.keywords.row(number),
            wordings=tuple(self.wordings.row(wording) for wording in spoken),
            fact=self.fact.row(number),
            wording_concepts=tuple(frozenset(self.wording_concepts.row(w).tolist()) for w in spoken),
            concepts=dict(
                zip(self.concepts.row(number).tolist(), self.concept_weights[held].tolist(), strict=True)
            ),
            claim_numbers=claim_numbers,
            fact_numbers=fact_numbers,
            claim_modality=self.modality[number, 0],
            fact_modality=self.modality[number, 1],
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything as named arrays."""
        kept = {name: getattr(self, name) for name in _PLAIN}
        for name in _RAGGED:
            kept |= ragged_arrays(name, getattr(self, name))
        return kept | {"table": as_bytes(self.table), "numbers": self.numbers.lines}

    @classmethod
    def from_arrays(cls, kept: Arrays) -> Packed:
        """The inverse of :meth:`arrays`."""
        rows: dict[str, Any] = {name: ragged_from(kept, name) for name in _RAGGED}
        plain: dict[str, Any] = {name: kept[name] for name in _PLAIN}
        table = tuple(from_bytes(kept["table"]))
        return cls(**rows, **plain, table=table, numbers=Numbers(kept["numbers"]))


def pack(analyses: Iterable[EntryAnalysis], folder: Path | None = None) -> Packed:
    """Analyses in flat arrays; each may be dropped as soon as the next one is asked for.

    Args:
        folder: of a large bank, where texts are held meanwhile instead of in memory.
    """
    table: dict[str, int] = {}
    source = iter(analyses)
    rows = {name: Growing(dtype, folder if name in _TEXTS else None) for name, dtype in _RAGGED.items()}
    blocks: list[dict[str, Any]] = []
    while part := list(islice(source, _BLOCK)):
        _add(part, rows, table)
        blocks.append(_block(part))
    blocks.append(_block(()))  # gives each array its type in an empty index
    joined: dict[str, Any] = {name: np.concatenate([b[name] for b in blocks]) for name in blocks[0]}
    packed: dict[str, Any] = {name: held.rows() for name, held in rows.items()}
    return Packed(
        **packed,
        first=starts(joined.pop("wordings_each")),
        numbers=Numbers(joined.pop("numbers")),
        **joined,
        table=tuple(table),
    )


def _add(part: Sequence[EntryAnalysis], rows: dict[str, Growing], table: dict[str, int]) -> None:
    """Put what is of different length of some entries behind the rest."""
    rows["words"].add([np.array([table.setdefault(word, len(table)) for word in a.words]) for a in part])
    rows["document"].add([a.document for a in part])
    rows["keywords"].add([a.keywords for a in part])
    rows["fact"].add([a.fact for a in part])
    rows["wordings"].add([grams for a in part for grams in a.wordings])
    spoken = [concepts for a in part for concepts in a.wording_concepts]
    rows["wording_concepts"].add([np.array(sorted(concepts)) for concepts in spoken])
    rows["concepts"].add([np.array(list(a.concepts)) for a in part])


def _block(part: Sequence[EntryAnalysis]) -> dict[str, npt.NDArray[Any]]:
    """The rest of some entries in flat arrays: many small ones would take twice the memory and leave holes in it."""
    modality = [[a.claim_modality, a.fact_modality] for a in part]
    return {
        "word_weights": _floats([a.weights for a in part]),
        "wordings_each": np.array([len(a.wordings) for a in part], dtype=np.int64),
        "concept_weights": _floats([list(a.concepts.values()) for a in part]),
        "numbers": Numbers.of(part).lines,
        "modality": np.array(modality, dtype=np.float32).reshape(-1, 2, 4),
    }


def _floats(parts: Sequence[Floats | Sequence[float]]) -> Floats:
    return np.concatenate([np.zeros(0, np.float32), *parts], dtype=np.float32)


def ragged_arrays(name: str, rows: Ragged) -> dict[str, npt.NDArray[Any]]:
    """Rows as two named arrays."""
    return {f"{name}.start": rows.start, f"{name}.values": rows.values}


def ragged_from(kept: Arrays, name: str) -> Ragged:
    """The inverse of :func:`ragged_arrays`."""
    return Ragged(kept[f"{name}.start"], kept[f"{name}.values"])


def as_bytes(lines: Iterable[str]) -> npt.NDArray[np.uint8]:
    """Lines as an array of their UTF-8 bytes, each ended by a line feed."""
    return np.frombuffer("".join(f"{line}\n" for line in lines).encode(), dtype=np.uint8)


def from_bytes(kept: npt.NDArray[Any]) -> Iterator[str]:
    """The inverse of :func:`as_bytes`."""
    return iter(kept.tobytes().decode().split("\n")[:-1])
