"""What a codebook is: vocabularies of codes, tables of columns, rules for what follows from what happened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

KEINE_ANGABE = "keine_angabe"
NICHT_ANWENDBAR = "nicht_anwendbar"
NO_VERSION = -8
"""Number of ``nicht_anwendbar``: the version of an entry where no entry was used."""

ColumnType = Literal[
    "code", "entry_id", "entry_version", "week", "day", "uuid", "codebook_version", "count", "room_code"
]

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "entry_id": re.compile(r"[a-z0-9][a-z0-9-]{2,79}"),
    "week": re.compile(r"[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])"),
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "uuid": re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    "room_code": re.compile(r"[a-z]{2}-[0-9]{3}"),
}
"""Form of every text column that is not a closed list; ``fullmatch``. None of them can hold a sentence.

None begins like an option of a command.
"""

INTEGERS: Mapping[str, tuple[int, int]] = {
    "entry_version": (1, 999_999),
    "codebook_version": (1, 9_999),
    "count": (1, 9_999),
}
"""Smallest and largest value of every integer column type, both included."""


@dataclass(frozen=True)
class Code:
    """One code of a closed list; ``value`` is its number in SPSS and Stata, never used for another code."""

    code: str
    value: int
    label: str
    missing: bool = False
    retired: bool = False
    hint: str = ""
    pillar: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """A closed list."""

    name: str
    label: str
    codes: Mapping[str, Code]
    hint: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes that say why there is no value."""
        return tuple(code.code for code in self.codes.values() if code.missing)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``form`` tells where the panel asks for it, ``stage`` whether a freeze deletes it.
    """

    name: str
    label: str
    type: ColumnType
    vocabulary: str | None = None
    default: str | int | None = None
    form: Literal["quick", "full"] | None = None
    stage: Literal["open", "both"] = "both"

    @property
    def is_integer(self) -> bool:
        """Whether SQLite keeps an INTEGER here (else TEXT)."""
        return self.type in INTEGERS


@dataclass(frozen=True)
class Table:
    """One table of the log. ``rest`` says how its rows live: see ``companion/contacts/schema.py``."""

    name: str
    label: str
    rest: Literal["open_then_frozen", "frozen", "counter", "register"]
    columns: Mapping[str, Column]

    def lasting(self) -> tuple[Column, ...]:
        """The columns that remain after the freeze, in their order."""
        return tuple(column for column in self.columns.values() if column.stage == "both")


@dataclass(frozen=True)
class Rule:
    """Sets ``then`` where every column of ``when`` has one of its codes (``None``: any but a missing one)."""

    when: Mapping[str, tuple[str, ...] | None]
    then: Mapping[str, str]


@dataclass(frozen=True)
class Codebook:
    """Everything that may be written down about a contact."""

    version: int
    released_on: date
    vocabularies: Mapping[str, Vocabulary]
    tables: Mapping[str, Table]
    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    def vocabulary_of(self, column: Column) -> Vocabulary:
        """The closed list of a ``code`` column.

        Raises:
            KeyError: the column has none.
        """
        return self.vocabularies[column.vocabulary or ""]

    def label(self, vocabulary: str, code: str) -> str:
        """Label of a code for people; the code itself if the list does not know it."""
        known = self.vocabularies[vocabulary].codes.get(code)
        return known.label if known else code

    def pillar_of(self, topic: str) -> str:
        """The pillar (``saeule``) a topic belongs to, ``keine_angabe`` without one."""
        known = self.vocabularies["thema"].codes.get(topic)
        return (known.pillar if known else None) or KEINE_ANGABE

    def is_missing(self, column: Column, value: object) -> bool:
        """Whether a value of this column says that there is none."""
        if column.type == "code":
            return value in self.vocabulary_of(column).missing
        return value in (KEINE_ANGABE, NICHT_ANWENDBAR, NO_VERSION, None)

    def complete(self, table: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """The columns that follow from the given ones, then the defaults; given values stay as they are.

        Columns without default (week, shift, keys) are left out where they are not given.
        """
        columns = self.tables[table].columns
        row = {name: value for name, value in given.items() if value is not None}
        for rule in self.rules.get(table, ()):
            if all(self._holds(columns[name], row.get(name), codes) for name, codes in rule.when.items()):
                for name, code in rule.then.items():
                    row.setdefault(name, code)
        for column in columns.values():
            if column.default is not None:
                row.setdefault(column.name, column.default)
        return row

    def _holds(self, column: Column, value: object, codes: tuple[str, ...] | None) -> bool:
        if codes is None:
            return value is not None and not self.is_missing(column, value)
        return value in codes

    def to_json(self) -> dict[str, Any]:
        """The shape of ``GET /api/v1/codebook``: everything a form needs, retired codes left out."""
        return {
            "version": self.version,
            "vocabularies": {
                vocabulary.name: {
                    "label": vocabulary.label,
                    "hint": vocabulary.hint,
                    "codes": [_code_json(code) for code in vocabulary.codes.values() if not code.retired],
                }
                for vocabulary in self.vocabularies.values()
            },
            "tables": {
                table.name: {
                    "label": table.label,
                    "columns": [_column_json(column) for column in table.columns.values()],
                    "derive": [
                        {
                            "when": {
                                name: list(codes) if codes else "*" for name, codes in rule.when.items()
                            },
                            "set": dict(rule.then),
                        }
                        for rule in self.rules.get(table.name, ())
                    ],
                }
                for table in self.tables.values()
            },
        }


def _code_json(code: Code) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": code.code,
        "label": code.label,
        "value": code.value,
        "missing": code.missing,
    }
    if code.hint:
        found["hint"] = code.hint
    if code.pillar:
        found["pillar"] = code.pillar
    return found


def _column_json(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "label": column.label,
        "type": column.type,
        "vocabulary": column.vocabulary,
        "default": column.default,
        "form": column.form,
        "stage": column.stage,
    }
