"""The frozen ladder: how a row may be recoded, one rung coarser at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ALL = "alle"
_SHIPPED = Path(__file__).with_name("ladder.yaml")


@dataclass(frozen=True)
class Ladder:
    """A published order of recodings.

    Attributes:
        version: number; a period released under one version keeps it.
        k: first contacts every released class has at least.
        l: different known values of every sensitive column a class has at least.
        recodings: quasi-identifier → its levels, each a mapping of codes (empty: unchanged; ``*``: everything).
        sensitive: columns that must differ within a class.
        kept: columns released as they are that are neither.
        labels: recoded code → (number, label).
        rungs: levels per quasi-identifier, from fine to coarse; the last recodes everything.
    """

    version: int
    k: int
    l: int  # noqa: E741 - the field's own name (l-diversity)
    recodings: Mapping[str, Sequence[Mapping[str, str]]]
    sensitive: tuple[str, ...]
    kept: tuple[str, ...]
    labels: Mapping[str, tuple[int, str]]
    rungs: tuple[tuple[int, ...], ...]

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The quasi-identifiers in their order."""
        return tuple(self.recodings)

    @property
    def columns(self) -> tuple[str, ...]:
        """The released columns in their order."""
        return (*self.identifiers, *self.kept, *self.sensitive)

    def recode(self, column: str, level: int, value: str) -> str:
        """A value at a level of its column."""
        mapping = self.recodings[column][level]
        return mapping.get("*") or mapping.get(value, value)

    def expression(self, column: str, level: int) -> str:
        """The same in SQL, as text."""
        mapping, own = self.recodings[column][level], f'CAST("{column}" AS VARCHAR)'
        if not mapping:
            return own
        if "*" in mapping:
            return f"'{mapping['*']}'"
        cases = " ".join(f"WHEN '{value}' THEN '{code}'" for value, code in mapping.items())
        return f"CASE {own} {cases} ELSE {own} END"

    def loss(self, column: str, value: str, possible: int) -> float:
        """Share of detail a released value has lost: 0 as it was, 1 recoded into one (loss metric, Iyengar 2002).

        Args:
            column: a quasi-identifier.
            value: as released.
            possible: number of different original values of the column.
        """
        if possible <= 1:
            return 0.0
        if value == ALL:
            return 1.0
        behind = max(
            (sum(code == value for code in mapping.values()) for mapping in self.recodings[column]), default=1
        )
        return max(behind - 1, 0) / (possible - 1)


@cache
def load_ladder(path: Path = _SHIPPED) -> Ladder:
    """The shipped ladder, or another file."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Ladder(
        raw["version"],
        raw["k"],
        raw["l"],
        raw["recodings"],
        tuple(raw["sensitive"]),
        tuple(raw["kept"]),
        {code: (value, label) for code, (value, label) in raw["labels"].items()},
        tuple(tuple(rung) for rung in raw["rungs"]),
    )
