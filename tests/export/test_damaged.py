"""Deliveries of a laptop whose log was damaged: no row is lost, and none doubled where a backup knows of it."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from contextlib import closing
from datetime import date, datetime, timedelta

import pyrage
import pytest

from companion.codebook import load
from companion.contacts.backup import backup_folder
from companion.contacts.opening import open_log
from companion.errors import KontaktError
from companion.export.batch import drop, undelivered
from companion.export.pool import Pool
from companion.export.receive import receive

FIRST = date(2026, 7, 6)
LEAD = pyrage.x25519.Identity.generate()
KEY = [str(LEAD.to_public())]


class Laptop:
    """A log that is opened once a day as the companion does, and the lead's pool."""

    def __init__(self, folder) -> None:
        self.path = folder / "contacts.sqlite3"
        self.pool = Pool(folder / "pool")
        self.notices: tuple[str, ...] = ()
        self.sent: dict[str, bytes] = {}

    def day(self, number: int, contacts: int = 0, *, send: bool = False, lost: bool = False) -> None:
        """Open, note and deliver; ``lost``: the file arrived, but the laptop did not live to note it."""
        today = FIRST + timedelta(days=number)
        log = open_log(self.path, load(), now=lambda: datetime(today.year, today.month, today.day, 10))
        files: dict[str, bytes] = {}

        def put(name: str, content: bytes) -> None:
            files[name] = content
            if lost:
                raise OSError("killed")

        try:
            for _ in range(contacts):
                log.add({"uuid": str(uuid.uuid4()), "tag": str(today), "plattform": "facebook"})
            if send:
                drop(log, load(), KEY, put, today)
                assert undelivered(log) == 0
        except OSError:
            assert lost
        finally:
            self.notices, self.sent = log.notices, files
            log.close()
        assert receive(self.pool, load(), files.values(), LEAD).refused == []

    def damage(self, start: int = 0) -> None:
        content = bytearray(self.path.read_bytes())
        content[start : start + 4096] = b"\0" * 4096
        self.path.write_bytes(content)

    def damage_table(self, name: str) -> None:
        """Overwrite the first page of one table."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (size,) = connection.execute("PRAGMA page_size").fetchone()
            (page,) = connection.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]
            ).fetchone()
        content = bytearray(self.path.read_bytes())
        content[(page - 1) * size : page * size] = b"\xff" * size
        self.path.write_bytes(content)

    @property
    def arrived(self) -> int:
        return sum(batch.rows["contacts"] for batch in self.pool.batches())


@pytest.fixture
def laptop(tmp_path) -> Laptop:
    laptop = Laptop(tmp_path)
    for number, contacts in enumerate((10, 7, 6)):
        laptop.day(number, contacts)
    laptop.day(14, send=True)
    assert laptop.arrived == 10
    return laptop


def test_after_a_delivery_the_backup_knows_of_it(laptop):
    laptop.day(15, send=True)
    laptop.damage()
    laptop.day(16, send=True)
    assert "war beschädigt" in laptop.notices[0]
    assert laptop.arrived == 23
    laptop.day(17, send=True)
    assert (laptop.arrived, laptop.pool.missing()) == (23, [])


def test_a_delivery_that_arrived_but_was_not_noted_is_the_same_after_a_damage(laptop):
    laptop.day(15, send=True, lost=True)
    assert laptop.arrived == 17
    laptop.damage()
    laptop.day(16, send=True)
    assert laptop.arrived == 23


def test_without_a_backup_of_the_delivery_rows_go_out_again_rather_than_never(laptop, tmp_path):
    kept = tmp_path / "kept"
    shutil.copytree(backup_folder(laptop.path), kept)
    laptop.day(15, send=True)
    shutil.rmtree(backup_folder(laptop.path))
    shutil.copytree(kept, backup_folder(laptop.path))
    laptop.damage()
    laptop.day(16, send=True)
    assert "Wurde nach dieser Sicherung geliefert" in laptop.notices[0]
    assert "noch einmal hinaus und zählen dann doppelt" in laptop.notices[0]
    assert "Sag in dem Fall der Teamleitung Bescheid." in laptop.notices[0]
    assert len({batch.pseudonym for batch in laptop.pool.batches()}) == 2
    assert laptop.arrived == 17 + 7 + 6  # the seven of the forgotten batch twice, the six new ones once
    laptop.day(17, 1)
    laptop.day(31, send=True)
    assert laptop.arrived == 31
    assert [batch.sequence for batch in laptop.pool.batches() if batch.rows["contacts"] in (1, 13)] == [1, 2]


def test_a_log_that_vanished_with_its_last_delivery_sends_rows_again_and_says_so(laptop, tmp_path):
    """Under another pseudonym: else other rows would come under a number the lead knows, and be refused for good."""
    kept = tmp_path / "kept"
    shutil.copytree(backup_folder(laptop.path), kept)
    laptop.day(15, send=True)
    shutil.rmtree(backup_folder(laptop.path))
    shutil.copytree(kept, backup_folder(laptop.path))
    for file in laptop.path.parent.glob(f"{laptop.path.name}*"):
        file.unlink()
    laptop.day(16, send=True)
    assert "verschwunden" in laptop.notices[0]
    assert "Wurde nach dieser Sicherung geliefert" in laptop.notices[0]
    assert laptop.arrived == 17 + 7 + 6  # the seven of the forgotten batch twice, the six new ones once


def test_without_any_backup_what_can_be_read_goes_out_again_and_that_is_said(laptop):
    laptop.day(15, send=True)
    shutil.rmtree(backup_folder(laptop.path))
    laptop.damage_table("delivered")
    laptop.day(16)
    assert "eine Sicherung gab es nicht" in laptop.notices[0]
    assert "Was schon geliefert wurde, ist nicht mehr bekannt" in laptop.notices[0]
    assert "Sag der Teamleitung Bescheid, bevor du wieder lieferst." in laptop.notices[0]


@pytest.mark.parametrize("table", ["contacts_open", "rooms"])
def test_a_damage_elsewhere_says_nothing_about_deliveries(laptop, table):
    laptop.day(15, send=True)
    laptop.damage_table(table)
    laptop.day(16, send=True)
    assert "war beschädigt" in laptop.notices[0]
    assert "geliefert" not in laptop.notices[0]
    assert laptop.arrived == 23


def test_a_backup_that_fails_after_a_delivery_is_said_and_the_delivery_holds(laptop):
    shutil.rmtree(backup_folder(laptop.path))
    backup_folder(laptop.path).write_text("a file where the folder should be")
    laptop.day(15, send=True)
    assert laptop.arrived == 17
    assert [
        notice for notice in laptop.notices if "Sicherung nach der Lieferung hat nicht geklappt" in notice
    ]


@pytest.mark.parametrize("content", ["", '{"pseudonym": "0', "[]", '{"pseudonym": 1}'])
def test_a_damaged_note_about_a_batch_is_named_and_replaced_by_receiving_it_again(laptop, content):
    (batch,) = laptop.pool.batches()
    note = laptop.pool.folder / "batches" / f"{batch.key}.json"
    whole = note.read_bytes()
    note.write_text(content)
    for attempt in (laptop.pool.batches, laptop.pool.missing, lambda: laptop.pool.files("contacts")):
        with pytest.raises(KontaktError) as caught:
            attempt()
        assert (caught.value.code, note.name in caught.value.message) == ("pool_unreadable", True)
    assert note.read_text() == content
    note.rename(note.with_name("vermerk.alt"))
    assert receive(laptop.pool, load(), laptop.sent.values(), LEAD).new == [batch.key]
    assert (laptop.arrived, note.read_bytes()) == (10, whole)
