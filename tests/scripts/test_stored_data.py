"""The data protection folder says what the program does today."""

from pathlib import Path

from companion.codebook import load
from companion.contacts import ContactLog
from companion.contacts.schema import table_names
from companion.desk.setting.privacy import FURTHER
from scripts.stored_data import KEPT, document

FOLDER = Path(__file__).parents[2] / "docs" / "datenschutz"


def test_every_table_of_the_log_is_listed(tmp_path: Path) -> None:
    log = ContactLog.open(tmp_path / "contacts.sqlite3", load())
    with log.store.reading() as connection:
        found = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    log.close()
    of_codebook = {name for table in load().tables.values() for name in table_names(table)}
    versions = {"state", "_sqlite_migrations"}
    assert found - of_codebook - versions == set(FURTHER)


def test_the_list_of_stored_data_is_current() -> None:
    assert (FOLDER / "gespeicherte-daten.md").read_text(encoding="utf-8") == document(load())


def test_every_way_of_keeping_has_a_sentence() -> None:
    assert {table.rest for table in load().tables.values()} <= set(KEPT)
