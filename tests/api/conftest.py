"""The app behind its real server on a real socket, in this process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from companion import server
from companion.app import create_app, make_parts
from companion.config import Settings
from tests.api.served import ORIGIN, SECRET, Served
from tests.serving import serving


@pytest.fixture(scope="module")
def served(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server per test module; the index is not built unless a test starts it."""
    data = tmp_path_factory.mktemp("data")
    sock = server.bind(0)
    port = sock.getsockname()[1]
    parts = make_parts(Settings(data, port, small_bank), port, SECRET)
    token = parts.pairings.add("Test", ORIGIN, date.today())
    app = create_app(parts)
    with serving(app, sock):
        yield Served(parts, port, token, data, app)
    parts.log.close()
