"""The analyses of all entries of an index in flat arrays: a tenth of the memory, and they can be kept in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from companion.matching.analysis import EntryAnalysis
from companion.matching.postings import Arrays, Floats
from companion.matching.ragged import Ints, Ragged, starts

Numbers = tuple[frozenset[str], frozenset[str]]
_RAGGED = ("words", "document", "short", "fact", "wordings", "wording_concepts", "concepts")
_BLOCK = 256
"""So many entries are put together at a time."""
_PLAIN = ("first", "word_weights", "concept_weights", "modality")


@dataclass(frozen=True)
class Packed:
    """Entries taken apart (:class:`EntryAnalysis`), in the order of the index.

    Attributes:
        first: the first wording of each entry (its title) in ``wordings``, and at the end their number.
        table: every content word once.
        words: numbers of the content words of each entry; word_weights: what they count.
        document, short, fact: n-grams of each entry; wordings: of each wording.
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
    short: Ragged
    fact: Ragged
    wordings: Ragged
    wording_concepts: Ragged
    concepts: Ragged
    concept_weights: Floats
    numbers: tuple[Numbers, ...]
    modality: Floats

    def __len__(self) -> int:
        return len(self.first) - 1

    def entry(self, number: int) -> EntryAnalysis:
        """The analysis of one entry; its arrays are views."""
        own = slice(int(self.words.start[number]), int(self.words.start[number + 1]))
        held = slice(int(self.concepts.start[number]), int(self.concepts.start[number + 1]))
        spoken = range(int(self.first[number]), int(self.first[number + 1]))
        return EntryAnalysis(
            words=tuple(self.table[word] for word in self.words.row(number).tolist()),
            weights=self.word_weights[own],
            document=self.document.row(number),
            short=self.short.row(number),
            wordings=tuple(self.wordings.row(wording) for wording in spoken),
            fact=self.fact.row(number),
            wording_concepts=tuple(frozenset(self.wording_concepts.row(w).tolist()) for w in spoken),
            concepts=dict(
                zip(self.concepts.row(number).tolist(), self.concept_weights[held].tolist(), strict=True)
            ),
            claim_numbers=self.numbers[number][0],
            fact_numbers=self.numbers[number][1],
            claim_modality=self.modality[number, 0],
            fact_modality=self.modality[number, 1],
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything as named arrays."""
        kept = {name: getattr(self, name) for name in _PLAIN}
        for name in _RAGGED:
            kept |= ragged_arrays(name, getattr(self, name))
        lines = ["\t".join(" ".join(sorted(side)) for side in both) for both in self.numbers]
        return kept | {"table": as_bytes(self.table), "numbers": as_bytes(lines)}

    @classmethod
    def from_arrays(cls, kept: Arrays) -> Packed:
        """The inverse of :meth:`arrays`."""
        rows: dict[str, Any] = {name: ragged_from(kept, name) for name in _RAGGED}
        plain: dict[str, Any] = {name: kept[name] for name in _PLAIN}
        return cls(
            **rows,
            **plain,
            table=tuple(from_bytes(kept["table"])),
            numbers=numbers_from(kept),
        )


def pack(analyses: Iterable[EntryAnalysis]) -> Packed:
    """Analyses in flat arrays; each may be dropped as soon as the next one is asked for."""
    table: dict[str, int] = {}
    source = iter(analyses)
    blocks: list[dict[str, Any]] = []
    while part := list(islice(source, _BLOCK)):
        blocks.append(_block(part, table))
    blocks.append(_block((), table))  # gives each array its type in an empty index
    rows: dict[str, Any] = {name: Ragged.joined([b.pop(name) for b in blocks]) for name in _RAGGED}
    plain: dict[str, Any] = {
        name: np.concatenate([b.pop(name) for b in blocks])
        for name in ("word_weights", "concept_weights", "modality")
    }
    return Packed(
        **rows,
        **plain,
        first=starts(np.concatenate([b["wordings_each"] for b in blocks])),
        table=tuple(table),
        numbers=tuple(both for b in blocks for both in b["numbers"]),
    )


def _block(part: Sequence[EntryAnalysis], table: dict[str, int]) -> dict[str, Any]:
    """Some entries in flat arrays: many small ones would take twice the memory and leave holes in it."""
    words = [[table.setdefault(word, len(table)) for word in a.words] for a in part]
    wordings = [grams for a in part for grams in a.wordings]
    spoken = [sorted(concepts) for a in part for concepts in a.wording_concepts]
    modality = [[a.claim_modality, a.fact_modality] for a in part]
    return {
        "words": Ragged.of(map(np.array, words), np.int32),
        "word_weights": _floats([a.weights for a in part]),
        "document": Ragged.of([a.document for a in part], np.uint32),
        "short": Ragged.of([a.short for a in part], np.uint32),
        "fact": Ragged.of([a.fact for a in part], np.uint32),
        "wordings": Ragged.of(wordings, np.uint32),
        "wordings_each": np.array([len(a.wordings) for a in part], dtype=np.int64),
        "wording_concepts": Ragged.of(map(np.array, spoken), np.uint16),
        "concepts": Ragged.of([np.array(list(a.concepts)) for a in part], np.uint16),
        "concept_weights": _floats([list(a.concepts.values()) for a in part]),
        "numbers": [(a.claim_numbers, a.fact_numbers) for a in part],
        "modality": np.array(modality, dtype=np.float32).reshape(-1, 2, 4),
    }


def _floats(parts: Sequence[Floats | Sequence[float]]) -> Floats:
    return np.concatenate([np.zeros(0, np.float32), *parts], dtype=np.float32)


def numbers_from(kept: Arrays) -> tuple[Numbers, ...]:
    """The numbers of every entry."""
    sides = (line.partition("\t") for line in from_bytes(kept["numbers"]))
    return tuple((frozenset(claim.split()), frozenset(fact.split())) for claim, _, fact in sides)


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
