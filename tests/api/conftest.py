"""The app behind its real server on a real socket, in this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from companion import server
from companion.app import create_app, make_parts
from companion.config import Settings
from tests.api.served import ORIGIN, SECRET, Served


@pytest.fixture(scope="module")
def served(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server per test module; the index is not built unless a test starts it."""
    data = tmp_path_factory.mktemp("data")
    sock = server.bind(0)
    port = sock.getsockname()[1]
    parts = make_parts(Settings(data, port, small_bank), port, SECRET)
    token = parts.pairings.add("Test", ORIGIN, date.today())
    listening = server.create(create_app(parts), sock)
    stopping = threading.Event()

    def run() -> None:
        while not stopping.is_set():
            listening.asyncore.loop(timeout=0.2, map=listening._map, count=5)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield Served(parts, port, token, data)
    stopping.set()
    listening.pull_trigger()
    thread.join(10)
    listening.task_dispatcher.shutdown()
    listening.close()
    parts.log.close()
