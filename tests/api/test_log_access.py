"""A log that cannot be opened keeps nothing else from working, and opens by itself when it can."""

import errno
import os
import sqlite3
import threading
import time
import uuid
from pathlib import Path

import pytest

from companion.api.log_access import RETRY_S, LogAccess
from companion.codebook import load
from companion.contacts.log import ContactLog
from companion.contacts.opening import open_log
from companion.errors import KontaktError


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_recovers_by_itself(tmp_path: Path) -> None:
    path, clock = tmp_path / "contacts.sqlite3", Clock()
    path.mkdir()  # in the way, as a folder would be after a botched restore
    access = LogAccess(lambda: ContactLog.open(path, load()), clock)
    with pytest.raises(KontaktError) as caught:
        access.get()
    assert caught.value.status == 503
    assert access.problem() is caught.value
    path.rmdir()
    assert access.problem() is caught.value
    clock.now += RETRY_S
    assert access.problem() is None
    assert access.get() is access.get()
    access.close()
    access.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows deletes no file that is open")
@pytest.mark.parametrize("way", ["deleted", "replaced"])
def test_nothing_is_written_into_a_file_that_was_taken_away(tmp_path: Path, way: str) -> None:
    path = tmp_path / "contacts.sqlite3"
    access = LogAccess(lambda: open_log(path, load()))
    access.get().add({"uuid": str(uuid.uuid4())})
    if way == "deleted":
        path.unlink()
    else:
        other = tmp_path / "other.sqlite3"
        ContactLog.open(other, load()).close()
        other.replace(path)
    access.get().add({"uuid": str(uuid.uuid4())})
    access.close()
    log = ContactLog.open(path, load())
    assert len(log.open_rows()) >= 1, "what was noted after the loss is in the file that is there"
    log.close()


def test_an_error_of_the_system_is_a_reason_too() -> None:
    """As the companion starts nobody would catch it: nothing would be suggested that day."""

    def opener() -> ContactLog:
        raise PermissionError(errno.EACCES, "used by another process", "contacts.sqlite3")

    problem = LogAccess(opener).problem()
    assert problem is not None
    assert (problem.code, problem.status) == ("read_only", 503)


def test_nobody_waits_while_somebody_tries_again() -> None:
    """Or every thread of the server would wait for the log, and nothing would be suggested."""
    clock, trying, go_on = Clock(), threading.Event(), threading.Event()
    go_on.set()

    def opener() -> ContactLog:
        trying.set()
        go_on.wait(20)
        clock.now += RETRY_S  # so long a program that holds the file was waited for
        raise sqlite3.OperationalError("database is locked")

    access = LogAccess(opener, clock)
    problem = access.problem()
    trying.clear()
    assert access.problem() is problem, "what took long is not tried again at once"
    assert not trying.is_set()
    clock.now += RETRY_S
    go_on.clear()
    other = threading.Thread(target=access.problem)
    other.start()
    assert trying.wait(20)
    began = time.monotonic()
    assert access.problem() is problem
    assert time.monotonic() - began < 10
    go_on.set()
    other.join()


def test_a_refusal_never_looks_like_the_clients_fault() -> None:
    def opener() -> ContactLog:
        raise KontaktError("Das Kontaktbuch ist verschlüsselt.", "…", code="encrypted", status=400)

    with pytest.raises(KontaktError) as caught:
        LogAccess(opener).get()
    assert (caught.value.code, caught.value.status) == ("encrypted", 503)
