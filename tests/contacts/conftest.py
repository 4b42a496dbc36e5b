"""A real log on disk whose clock the test sets."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from companion.codebook import load
from companion.contacts import ContactLog


class Clock:
    """Local time as a test wants it; Tuesday morning unless told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 9, 30)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "contacts.sqlite3"


@pytest.fixture
def log(path: Path, clock: Clock) -> Iterator[ContactLog]:
    log = ContactLog.open(path, load(), now=clock)
    yield log
    log.close()


@pytest.fixture
def new_uuid() -> Callable[[], str]:
    return lambda: str(uuid.uuid4())
