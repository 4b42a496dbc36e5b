"""The schema of the contact log is the codebook, told once."""

import pytest
from marshmallow import ValidationError

from companion.api.codebook_schemas import request_schema, row_schema
from companion.codebook import load
from companion.contacts.check import MADE_HERE

BOOK = load()


@pytest.mark.parametrize("table", BOOK.tables)
def test_every_column_is_offered_but_those_the_companion_fills_in(table: str) -> None:
    fields = request_schema(BOOK, table, "Row")().fields
    assert set(fields) == set(BOOK.tables[table].columns) - MADE_HERE - {"uuid"}
    assert set(BOOK.tables[table].columns) <= set(row_schema(BOOK, table, "Row")().fields)


def test_closed_codes_are_in_the_description() -> None:
    field = request_schema(BOOK, "contacts", "Row")().fields["plattform"]
    assert field.metadata["enum"] == list(BOOK.vocabularies["plattform"].codes)
    assert field.metadata["description"] == "Plattform"


def test_unknown_keys_are_left_out_and_required_ones_are_missed() -> None:
    schema = request_schema(BOOK, "contacts", "Row", ("uuid",))()
    assert schema.load({"uuid": "x", "text": "weg damit", "woche": "2026-W48"}) == {"uuid": "x"}
    with pytest.raises(ValidationError):
        schema.load({"thema": "elterngeld"})
