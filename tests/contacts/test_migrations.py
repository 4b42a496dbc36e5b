"""Every earlier shape becomes the present one with every row; a newer one is left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from sqlite_utils import Database

from companion.codebook import Codebook, load
from companion.codebook.files import SHIPPED, parse
from companion.contacts import ContactLog, NewerLogError
from companion.contacts.migrations import migrate

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))


def changed_codebook(change: Callable[[dict], None]) -> Codebook:
    raw = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    raw["version"] += 1
    change(raw)
    return parse(raw)


def shape(path: Path) -> list[tuple[str, str]]:
    found = sqlite3.connect(path).execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    return [(name, sql.replace('"', "")) for name, sql in found if sql and "sqlite" not in name]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_every_released_shape_is_brought_to_the_present_one(schema, tmp_path):
    old, new = tmp_path / "old.sqlite3", tmp_path / "new.sqlite3"
    connection = sqlite3.connect(old)
    connection.executescript(schema.read_text(encoding="utf-8"))
    rows = connection.execute("SELECT count(*) FROM contacts").fetchone()[0]
    connection.close()
    log = ContactLog.open(old, load())
    assert sum(log.counts()[name] for name in ("open", "frozen")) == rows > 0
    log.close()
    ContactLog.open(new, load()).close()
    assert shape(old) == shape(new)


def test_the_present_shape_is_among_the_released_ones(tmp_path):
    ContactLog.open(tmp_path / "new.sqlite3", load()).close()
    connection = sqlite3.connect(tmp_path / "released.sqlite3")
    connection.executescript(SCHEMAS[-1].read_text(encoding="utf-8"))
    connection.close()
    assert shape(tmp_path / "released.sqlite3") == shape(tmp_path / "new.sqlite3")


def test_a_newer_codebook_adds_codes_and_columns_and_keeps_every_row(log, path, new_uuid):
    keys = [new_uuid() for _ in range(3)]
    log.add({"uuid": keys[0], "tag": "2026-11-01"})
    log.freeze(date(2026, 11, 24))
    for key in keys[1:]:
        log.add({"uuid": key})
    log.close()

    def change(raw: dict) -> None:
        raw["vocabularies"]["plattform"]["codes"]["mastodon"] = [6, "Mastodon"]
        raw["tables"]["contacts"]["columns"]["anrede"] = {
            "type": "code", "vocabulary": "ja_nein", "label": "Sie-Form", "default": "keine_angabe",
        }  # fmt: skip
        raw["tables"]["walks"] = {
            "label": "Gänge", "rest": "frozen", "columns": {"woche": {"type": "week", "label": "Woche"}},
        }  # fmt: skip

    newer = changed_codebook(change)
    log = ContactLog.open(path, newer)
    assert log.add({"uuid": new_uuid(), "plattform": "mastodon"}).values["anrede"] == "keine_angabe"
    assert {row.values["anrede"] for row in log.open_rows()} == {"keine_angabe"}
    assert (log.counts()["open"], log.counts()["frozen"]) == (3, 1)
    log.close()
    with pytest.raises(NewerLogError):
        ContactLog.open(path, load())


def test_a_log_of_a_newer_structure_is_left_alone(log, path):
    log.close()
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kontakt_contacts', 'm999', '')"
    )
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerLogError):
        ContactLog.open(path, load())
    assert path.read_bytes() == before


def test_a_change_that_breaks_off_leaves_the_log_as_it_was(log, path, new_uuid):
    log.add({"uuid": new_uuid(), "klima": "sachlich"})
    log.close()
    before = shape(path)

    def drop_a_code_in_use(raw: dict) -> None:
        del raw["vocabularies"]["klima"]["codes"]["sachlich"]

    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError):
        migrate(Database(connection), changed_codebook(drop_a_code_in_use))
    connection.close()
    assert shape(path) == before
    log = ContactLog.open(path, load())
    assert log.counts()["open"] == 1
    log.close()
