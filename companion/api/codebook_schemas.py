"""Schemas of the contact log, made from the codebook: the one source of every column and code.

They describe (OpenAPI) and leave out what the log does not know; the log itself checks every value, with a
sentence that names the possible codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Raw

from companion.api.schemas import Request, made
from companion.codebook import Codebook, Column
from companion.codebook.model import INTEGERS, KEINE_ANGABE, NICHT_ANWENDBAR, NO_VERSION, PATTERNS
from companion.contacts.check import MADE_HERE

UUID_PATTERN = f"^{PATTERNS['uuid'].pattern.replace('a-f', 'a-fA-F')}$"


def _described(codebook: Codebook, column: Column) -> dict[str, Any]:
    """JSON schema of a column."""
    if column.type == "code":
        return {"type": "string", "enum": list(codebook.vocabulary_of(column).codes)}
    if column.is_integer:
        low, high = INTEGERS[column.type]
        return {
            "type": "integer",
            "minimum": NO_VERSION if column.type == "entry_version" else low,
            "maximum": high,
        }
    if column.type == "uuid":
        return {"type": "string", "pattern": UUID_PATTERN}
    pattern = PATTERNS[column.type].pattern
    if column.type == "entry_id":
        pattern = f"{pattern}|{KEINE_ANGABE}|{NICHT_ANWENDBAR}"
    return {"type": "string", "pattern": f"^({pattern})$"}


def request_schema(
    codebook: Codebook, table: str, name: str, required: Iterable[str] = (), without: Iterable[str] = ()
) -> type[Schema]:
    """What may be sent for a row of a table: its columns and closed codes, all but ``required`` optional.

    Args:
        name: name of the schema in the OpenAPI document.
        without: columns that this request does not set; those the companion fills in are never among them.
    """
    needed, left_out = set(required), {*without, *MADE_HERE}
    fields: dict[str, Any] = {}
    if "uuid" in needed:
        fields["uuid"] = Raw(required=True, metadata={"type": "string", "pattern": UUID_PATTERN})
    for column in codebook.tables[table].columns.values():
        if column.name not in left_out | {"uuid"}:
            must = column.name in needed
            about = {"description": column.label, **_described(codebook, column)}
            fields[column.name] = Raw(required=must, allow_none=not must, metadata=about)
    return made(name, fields, Request)


def row_schema(codebook: Codebook, table: str, name: str) -> type[Schema]:
    """A row as it is answered: every column, and whether it is frozen."""
    columns = codebook.tables[table].columns.values()
    fields: dict[str, Any] = {
        column.name: Raw(
            metadata={"description": column.label, "type": "integer" if column.is_integer else "string"}
        )
        for column in columns
    }
    fields["frozen"] = Boolean()
    fields["freezes_on"] = Raw(
        metadata={"type": "string", "description": "Erster Tag, an dem nichts mehr zu ändern ist"}
    )
    if table == "contacts":
        fields["entry_title"] = Raw(
            metadata={"type": ["string", "null"], "description": "Titel des Bausteins"}
        )
    return made(name, fields)
