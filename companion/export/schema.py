"""The columns of a release, from which every format and every description of it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from companion.codebook import NO_VERSION, Codebook
from companion.export.ladder import Ladder


@dataclass(frozen=True)
class Value:
    """A code of a column: as text, as number, its label, and whether it stands for a missing value."""

    code: str
    number: int
    label: str
    missing: bool = False


@dataclass(frozen=True)
class ReleaseColumn:
    """A column of a release; ``values`` is empty unless it is a closed list (or a number with missing codes)."""

    name: str
    label: str
    kind: Literal["code", "text", "integer"]
    values: tuple[Value, ...] = ()


def internal_columns(codebook: Codebook) -> list[ReleaseColumn]:
    """Every lasting column of a contact."""
    found = []
    for column in codebook.tables["contacts"].lasting():
        if column.type == "code":
            codes = codebook.vocabulary_of(column).codes.values()
            values = tuple(Value(code.code, code.value, code.label, code.missing) for code in codes)
            found.append(ReleaseColumn(column.name, column.label, "code", values))
        elif column.type == "entry_version":
            missing = Value(str(NO_VERSION), NO_VERSION, "nicht anwendbar", True)
            found.append(ReleaseColumn(column.name, column.label, "integer", (missing,)))
        else:
            found.append(ReleaseColumn(column.name, column.label, "integer" if column.is_integer else "text"))
    return found


def public_columns(codebook: Codebook, ladder: Ladder) -> list[ReleaseColumn]:
    """The columns of the ladder, with the codes of the codebook and those of the recodings."""
    found = []
    for name in ladder.columns:
        recoded = {code for mapping in ladder.recodings.get(name, ()) for code in mapping.values()}
        coarse = [Value(code, *ladder.labels[code]) for code in ladder.labels if code in recoded]
        vocabulary = codebook.vocabularies.get(name)
        if vocabulary is None:
            found.append(ReleaseColumn(name, "Monat (Donnerstag der Woche)", "text"))
            continue
        values = [
            Value(code.code, code.value, code.label, code.missing) for code in vocabulary.codes.values()
        ]
        found.append(ReleaseColumn(name, vocabulary.label, "code", (*values, *coarse)))
    return found


def number_expression(column: ReleaseColumn) -> str:
    """SQL: a code column as its numbers."""
    cases = " ".join(f"WHEN '{value.code}' THEN {value.number}" for value in column.values)
    return f'CAST(CASE CAST("{column.name}" AS VARCHAR) {cases} END AS INTEGER) AS "{column.name}"'
