"""The data protection folder says what the program does today."""

from pathlib import Path

from companion.codebook import load
from scripts.stored_data import KEPT, document

FOLDER = Path(__file__).parents[2] / "docs" / "datenschutz"


def test_the_list_of_stored_data_is_current() -> None:
    assert (FOLDER / "gespeicherte-daten.md").read_text(encoding="utf-8") == document(load())


def test_every_way_of_keeping_has_a_sentence() -> None:
    assert {table.rest for table in load().tables.values()} <= set(KEPT)
