"""The connection under stress: full disk, no right, held file, broken transaction, killed process."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from companion.codebook import load
from companion.contacts import ContactLog, StorageError
from companion.contacts import store as store_module

RUN_UNTIL_FULL = """
import resource, signal, sys, uuid
from pathlib import Path
from companion.codebook import load
from companion.contacts import ContactLog, StorageError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
log = ContactLog.open(Path(sys.argv[1]), load())
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
done = 0
try:
    while True:
        log.add({"uuid": str(uuid.uuid4())})
        done += 1
except StorageError as error:
    print(done, error.code, error.status)
"""

WRITE_UNTIL_KILLED = """
import sys, uuid
from pathlib import Path
from companion.codebook import load
from companion.contacts import ContactLog
log = ContactLog.open(Path(sys.argv[1]), load())
while True:
    key = str(uuid.uuid4())
    log.add({"uuid": key})
    print(key, flush=True)
"""


def test_durability_is_as_promised(log):
    with log.store.reading() as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous")
        }
        assert found == {"journal_mode": "wal", "synchronous": 2}
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_the_file_is_for_its_owner_only(log, path):
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
def test_a_full_disk_loses_no_acknowledged_contact(path):
    run = subprocess.run(
        [sys.executable, "-c", RUN_UNTIL_FULL, path], capture_output=True, text=True, timeout=150
    )
    done, code, status = run.stdout.split()
    assert code in ("disk_full", "disk_error")
    assert int(status) in (503, 507)
    log = ContactLog.open(path, load())
    assert log.counts()["open"] == int(done) > 0
    log.close()


def test_no_more_room_is_named_as_such(log, new_uuid):
    with log.store.reading() as connection:
        connection.execute("PRAGMA max_page_count = 1")

    def fill() -> None:
        while log.counts()["open"] < 500:
            log.add({"uuid": new_uuid()})

    with pytest.raises(StorageError) as caught:
        fill()
    assert (caught.value.code, caught.value.status) == ("disk_full", 507)


def test_a_file_that_may_only_be_read_is_named_as_such(log, new_uuid):
    with log.store.reading() as connection:
        connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError) as caught:
        log.add({"uuid": new_uuid()})
    assert (caught.value.code, caught.value.status) == ("read_only", 503)


def test_a_file_held_by_another_program_is_named_as_such(path, monkeypatch, new_uuid):
    monkeypatch.setattr(store_module, "WAIT", 0.05)
    log = ContactLog.open(path, load())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError) as caught:
        log.add({"uuid": new_uuid()})
    assert (caught.value.code, caught.value.status) == ("locked", 503)
    other.execute("ROLLBACK")
    log.add({"uuid": new_uuid()})
    other.close()
    log.close()


@pytest.mark.parametrize("folder", ["readonly", "locked", "fullmann", "not a database"])
def test_the_cause_is_never_read_from_the_name_of_a_folder(tmp_path, folder):
    (tmp_path / folder).write_text("a file where the data folder should be")
    with pytest.raises(StorageError) as caught:
        ContactLog.open(tmp_path / folder / "contacts.sqlite3", load())
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EIO, "disk_error"),
        (errno.ELOOP, "storage"),
    ],
)
def test_an_error_of_the_system_is_known_by_its_number(path, number, code):
    def connect(path):
        raise OSError(number, "Wortlaut des Systems", str(path))

    with pytest.raises(StorageError) as caught:
        ContactLog.open(path, load(), connect=connect)
    assert caught.value.code == code
    assert "Kein Kontakt geht verloren" in caught.value.hint


def test_a_file_another_program_holds_on_windows_is_no_lack_of_permission(path):
    def connect(path):
        error = PermissionError(errno.EACCES, "used by another process", str(path))
        error.winerror = 32
        raise error

    with pytest.raises(StorageError) as caught:
        ContactLog.open(path, load(), connect=connect)
    assert caught.value.code == "locked"


def test_a_transaction_is_all_or_nothing(log):
    def break_off() -> None:
        with log.store.writing() as connection:
            connection.execute("INSERT INTO spent VALUES (zeroblob(16), '2026-W48')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    with log.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM spent").fetchone() == (0,)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_killed_process_loses_no_acknowledged_contact(path):
    acknowledged: list[str] = []
    for _ in range(3):
        command = [sys.executable, "-c", WRITE_UNTIL_KILLED, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            acknowledged.append(process.stdout.readline().strip())
            time.sleep(0.1)
            os.kill(process.pid, signal.SIGKILL)
            acknowledged += [line.strip() for line in process.stdout if len(line) == 37]
    log = ContactLog.open(path, load())
    kept = [row.uuid for row in log.open_rows()]
    assert set(acknowledged) <= set(kept)
    assert len(kept) - len(acknowledged) <= 3
    log.close()
