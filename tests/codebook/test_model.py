"""What follows from what happened, and what the panel gets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.bank.fields import ID
from companion.bank.files import read_bank
from companion.codebook import load
from companion.codebook.model import PATTERNS
from companion.config import shipped as shipped_folder

BOOK = load()
CODED = [column for column in BOOK.tables["contacts"].columns.values() if column.vocabulary]


@pytest.mark.parametrize(
    ("happened", "follows"),
    [
        (
            {"plattform": "gutefrage"},
            {"raumtyp": "forenfrage", "format": "forenantwort", "sichtbarkeit": "oeffentlich"},
        ),
        ({"sichtbarkeit": "privat"}, {"raumtyp": "direktnachricht", "format": "dm"}),
        ({"raumtyp": "direktnachricht"}, {"sichtbarkeit": "privat", "format": "dm"}),
        ({"format": "dm"}, {"sichtbarkeit": "privat", "raumtyp": "direktnachricht"}),
        ({"raumtyp": "gruppe_geschlossen"}, {"sichtbarkeit": "halboeffentlich"}),
        ({"mythos_id": "m-rente"}, {"modus": "richtigstellen", "anlass": "falschaussage"}),
        ({"mythos_id": "nicht_anwendbar"}, {"modus": "informieren"}),
        ({"baustein_id": "rente-mit-63"}, {"baustein_nutzung": "unveraendert"}),
        ({}, {"baustein_nutzung": "frei_geschrieben", "reaktion": "offen", "verweisziel": "keins"}),
        ({"modus": "verweisen"}, {"stufe": "verweis"}),
    ],
)
def test_what_follows_from_what_happened(happened, follows):
    row = BOOK.complete("contacts", happened)
    assert {name: row[name] for name in follows} == follows


@given(
    st.fixed_dictionaries(
        {}, optional={c.name: st.sampled_from(sorted(BOOK.vocabulary_of(c).codes)) for c in CODED}
    )
)
def test_completing_keeps_what_was_given_and_leaves_no_gap(given_codes):
    row = BOOK.complete("contacts", given_codes)
    assert row | given_codes == row
    assert all(
        row[column.name] in BOOK.vocabulary_of(column).codes for column in CODED if column.name != "schicht"
    )
    assert BOOK.complete("contacts", row) == row


def test_the_panel_gets_every_list_as_json():
    shape = json.loads(json.dumps(BOOK.to_json()))
    assert shape["vocabularies"]["plattform"]["codes"][0] == {
        "code": "facebook", "label": "Facebook", "value": 1, "missing": False,
    }  # fmt: skip
    quick = [column["name"] for column in shape["tables"]["contacts"]["columns"] if column["form"] == "quick"]
    assert quick == [
        "plattform", "raumtyp", "sichtbarkeit", "format", "kontaktart", "thema", "modus", "verweisziel", "reaktion",
    ]  # fmt: skip


def test_an_id_of_an_entry_is_what_the_bank_takes_for_one():
    """One that begins with a hyphen would be an option of every command that takes an id."""
    pattern = PATTERNS["entry_id"]
    assert pattern.pattern == ID.pattern
    for wrong in ("-abc", "--help", "-rf", "ab", "a" * 81, "Abc", "a_b", "abc\n"):
        assert not pattern.fullmatch(wrong), wrong
    shipped = read_bank(shipped_folder("answer_bank"))
    assert [name for name in shipped.entries if not pattern.fullmatch(name)] == []
