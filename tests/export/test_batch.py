"""Worker → lead and back: sealed, idempotent, resumable, telling nothing about who sent it."""

from __future__ import annotations

import secrets
import uuid
from datetime import date, datetime, timedelta

import duckdb
import pyrage
import pytest

from companion.codebook import load
from companion.contacts import ContactLog
from companion.export.archive import pack, unpack
from companion.export.batch import drop, padded, undelivered
from companion.export.pool import BatchConflictError, Pool, Received
from companion.export.receive import receive
from companion.export.rows import load_from_pool
from companion.export.seal import seal, unseal

TODAY = date(2026, 11, 24)
LEAD = pyrage.x25519.Identity.generate()
KEY = [str(LEAD.to_public())]


class Worker:
    """A worker's log and the files it has put into the storage."""

    def __init__(self, folder, name: str) -> None:
        self.today = TODAY
        self.log = ContactLog.open(folder / f"{name}.sqlite3", load(), now=self.now)
        self.files: dict[str, bytes] = {}

    def now(self) -> datetime:
        return datetime.combine(self.today, datetime.min.time()).replace(hour=10)

    def work(self, contacts: int) -> None:
        for number in range(contacts):
            self.log.add({"uuid": str(uuid.uuid4()), "thema": ("rente", "steuer")[number % 2]})
        self.log.add_gap(str(uuid.uuid4()), "rente", "forum")
        self.log.add_observation(str(uuid.uuid4()), "forum", 3)
        self.today += timedelta(days=15)
        self.log.freeze(self.today)

    def drop(self) -> int:
        return drop(self.log, load(), KEY, self.files.__setitem__, self.today)


@pytest.fixture
def worker(tmp_path):
    worker = Worker(tmp_path, "a")
    yield worker
    worker.log.close()


@pytest.fixture
def pool(tmp_path) -> Pool:
    return Pool(tmp_path / "pool")


def rows_in(pool: Pool, table: str) -> int:
    weeks = [f"{year}-W{week:02d}" for year in (2026, 2027) for week in range(1, 54)]
    with duckdb.connect() as connection:
        load_from_pool(connection, load(), pool, weeks, [table])
        return connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]


def test_every_frozen_row_arrives_once(worker, pool):
    worker.work(5)
    assert worker.drop() == 7
    worker.work(3)
    assert worker.drop() == 5
    assert worker.drop() == 0
    for expected in (2, 0):
        report = receive(pool, load(), worker.files.values(), LEAD)
        assert (len(report.new), report.refused, report.missing) == (expected, [], [])
    assert {table: rows_in(pool, table) for table in ("contacts", "gaps", "observations")} == {
        "contacts": 8, "gaps": 2, "observations": 2,
    }  # fmt: skip


def test_what_broke_off_while_sending_is_sent_again_as_the_same_batch(worker, pool):
    worker.work(4)

    def lost(*_: object) -> None:
        raise OSError("no network")

    with pytest.raises(OSError, match="no network"):
        drop(worker.log, load(), KEY, lost, worker.today)
    worker.drop()

    def sent_but_not_noted(name: str, content: bytes) -> None:
        worker.files[name] = content
        raise OSError("killed")

    worker.work(2)
    with pytest.raises(OSError, match="killed"):
        drop(worker.log, load(), KEY, sent_but_not_noted, worker.today)
    receive(pool, load(), worker.files.values(), LEAD)
    worker.drop()
    report = receive(pool, load(), worker.files.values(), LEAD)
    assert (report.new, report.refused) == ([], [])
    assert rows_in(pool, "contacts") == 6


def test_a_missing_batch_is_reported(worker, pool):
    for _ in range(3):
        worker.work(1)
        worker.today -= timedelta(days=14)  # all in one quarter, so under one pseudonym
        worker.log.freeze(worker.today + timedelta(days=14))
        worker.drop()
    files = list(worker.files.values())
    report = receive(pool, load(), [files[0], files[2]], LEAD)
    assert [key[-4:] for key in report.missing] == ["0002"]
    assert receive(pool, load(), [files[1]], LEAD).missing == []


@pytest.mark.parametrize("harm", ["flip", "cut", "other key", "no seal"])
def test_tampered_cut_and_foreign_files_are_refused_and_the_rest_is_taken(worker, pool, harm):
    worker.work(2)
    worker.drop()
    (good,) = worker.files.values()
    bad = {
        "flip": good[:-200] + bytes([good[-200] ^ 1]) + good[-199:],
        "cut": good[: len(good) // 2],
        "other key": seal(b"x", [str(pyrage.x25519.Identity.generate().to_public())]),
        "no seal": b"PK\x03\x04 plain",
    }[harm]
    report = receive(pool, load(), [bad, good], LEAD)
    assert (len(report.refused), len(report.new)) == (1, 1)
    assert rows_in(pool, "contacts") == 2


def forged(content: bytes, change) -> bytes:
    members = unpack(unseal(content, LEAD), 10**8)
    change(members)
    return seal(pack(members), KEY)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update({"contacts.csv": m["contacts.csv"].replace(b"rente", b"Anna!")}),
        lambda m: m.pop("gaps.csv"),
        lambda m: m.update({"manifest.json": m["manifest.json"].replace(b'"contacts":2', b'"contacts":9')}),
        lambda m: m.update({"manifest.json": b"{}"}),
        lambda m: m.update(
            {"manifest.json": m["manifest.json"].replace(b'"pseudonym":"', b'"pseudonym":"../')}
        ),
    ],
)
def test_a_batch_that_does_not_hold_together_is_refused(worker, pool, change):
    worker.work(2)
    worker.drop()
    (good,) = worker.files.values()
    report = receive(pool, load(), [forged(good, change)], LEAD)
    assert len(report.refused) == 1
    assert pool.batches() == []


def test_words_cannot_be_smuggled_in_with_a_right_checksum(worker, pool):
    import hashlib
    import json

    worker.work(2)
    worker.drop()

    def smuggle(members: dict[str, bytes]) -> None:
        for old, new in ((b"rente", b"Anna Schmidt"),):
            members["contacts.csv"] = members["contacts.csv"].replace(old, new)
        manifest = json.loads(members["manifest.json"])
        manifest["sha256"]["contacts"] = hashlib.sha256(members["contacts.csv"]).hexdigest()
        members["manifest.json"] = json.dumps(manifest).encode()

    (good,) = worker.files.values()
    report = receive(pool, load(), [forged(good, smuggle)], LEAD)
    assert report.refused[0].code == "batch_invalid"


def test_another_content_under_a_known_key_is_refused(worker, pool):
    worker.work(2)
    worker.drop()
    receive(pool, load(), worker.files.values(), LEAD)
    (known,) = pool.batches()
    other = Received(known.pseudonym, known.sequence, known.period, "0" * 64, known.rows)
    with pytest.raises(BatchConflictError):
        pool.knows(other)


def test_left_overs_of_an_import_that_broke_off_do_not_count(worker, pool):
    worker.work(2)
    worker.drop()
    receive(pool, load(), worker.files.values(), LEAD)
    (manifest,) = (pool.folder / "batches").iterdir()
    manifest.unlink()  # killed before the last step
    assert rows_in(pool, "contacts") == 0
    assert len(receive(pool, load(), worker.files.values(), LEAD).new) == 1
    assert rows_in(pool, "contacts") == 2


def test_what_is_known_about_deliveries_goes_with_their_rows(worker):
    """Pseudonyms and numbers per quarter would outlive everything else."""

    def notes(column: str, table: str) -> list[object]:
        with worker.log.store.reading() as connection:
            return [value for (value,) in connection.execute(f"SELECT {column} FROM {table} ORDER BY 1")]

    worker.work(3)
    worker.drop()
    begun = worker.today
    worker.today = begun + timedelta(weeks=100)
    worker.work(2)
    worker.drop()
    assert (len(notes("id", "delivered")), notes("period", "batches")) == (7, ["2026-Q4", "2028-Q4"])

    worker.today = begun + timedelta(weeks=106)
    worker.log.freeze(worker.today)
    assert (len(notes("id", "delivered")), notes("period", "batches")) == (3, ["2028-Q4"])
    assert (undelivered(worker.log), worker.drop()) == (0, 0)

    worker.today = begun + timedelta(weeks=240)
    worker.log.freeze(worker.today)
    assert (notes("id", "delivered"), notes("period", "batches")) == ([], [])
    assert (undelivered(worker.log), worker.drop()) == (0, 0)
    worker.work(1)
    assert worker.drop() == 3


def test_a_row_that_is_kept_is_never_delivered_again_for_want_of_a_note(worker):
    """A contact may wait long: the note of a delivery stays as long as one of its rows."""
    worker.work(1)
    until = worker.today
    worker.drop()
    with worker.log.store.writing() as connection:
        connection.execute("UPDATE batches SET observed_until = '2025-W10', observed_after = '2025-W09'")
    worker.today = until + timedelta(weeks=52)
    worker.log.freeze(worker.today)
    assert (undelivered(worker.log), worker.log.counts()["frozen"]) == (0, 1)


def test_neither_name_nor_size_nor_order_tells_workers_apart(tmp_path):
    one, other = Worker(tmp_path, "one"), Worker(tmp_path, "other")
    one.work(3)
    other.work(60)
    one.drop()
    other.drop()
    # The head holds a stanza of random length, which age adds on purpose ("grease"); what was sealed has one size.
    bodies = {
        len(content.partition(b"\n--- ")[2].partition(b"\n")[2])
        for worker in (one, other)
        for content in worker.files.values()
    }
    assert len(bodies) == 1
    assert bodies.pop() > 64 * 1024
    names = [name for worker in (one, other) for name in worker.files]
    assert all(len(name) == 20 and name.endswith(".age") for name in names)
    for worker in (one, other):
        (content,) = worker.files.values()
        lines = unpack(unseal(content, LEAD), 10**8)["contacts.csv"].decode().splitlines()[1:]
        assert lines == sorted(lines)
        worker.log.close()


@pytest.mark.parametrize(
    ("amount", "size"),
    [
        (0, 64),
        (5_000, 64),
        (20_000, 64),
        (40_000, 64),
        (65_000, 64),
        (65_300, 128),
        (100_000, 128),
        (140_000, 256),
    ],
)
def test_what_is_sealed_has_the_size_of_a_power_of_two_to_the_byte(amount, size):
    members = {"manifest.json": b"{}", "contacts.csv": secrets.token_bytes(amount)}
    content = padded(members)
    assert len(content) == size * 1024
    assert unpack(content, 10**8)["contacts.csv"] == members["contacts.csv"]


def test_the_pseudonym_changes_with_the_quarter(worker):
    seen = []
    for _ in range(3):
        worker.work(1)
        worker.drop()
        worker.today += timedelta(days=70)
    for content in worker.files.values():
        manifest = unpack(unseal(content, LEAD), 10**8)["manifest.json"].decode()
        seen.append(manifest.split('"pseudonym":"')[1][:16])
    assert len(set(seen)) == 3
