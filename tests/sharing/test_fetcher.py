"""What python-tuf reads through a storage."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from tuf.api.exceptions import DownloadHTTPError, DownloadLengthMismatchError, SlowRetrievalError

from companion.sharing.explain import explain
from companion.sharing.fetcher import StorageFetcher
from companion.sharing.storage import Unreachable, open_storage
from tests.sharing.servers import Quiet, http


def test_missing_and_long_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100)
    fetcher = StorageFetcher(open_storage(str(tmp_path)))
    assert fetcher.download_bytes("a", 100) == b"x" * 100
    with pytest.raises(DownloadLengthMismatchError):
        fetcher.download_bytes("a", 99)
    with pytest.raises(DownloadHTTPError) as caught:
        fetcher.download_bytes("b", 99)
    assert caught.value.status_code == 404
    assert fetcher.requests == 3


@pytest.mark.parametrize("kind", ["http", "webdav"])
def test_slow_retrieval(tmp_path: Path, kind: str) -> None:
    """A server that sends a byte now and then, for ever."""
    stop = threading.Event()

    class Drip(Quiet):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.wfile.flush()
            while not stop.wait(0.02):
                try:
                    self.wfile.write(b"x")
                    self.wfile.flush()
                except OSError:
                    return

    with http(tmp_path, Drip) as url:
        fetcher = StorageFetcher(open_storage(url.replace("http", kind, 1), "a", "b"), max_seconds=0.3)
        try:
            with pytest.raises(SlowRetrievalError) as caught:
                fetcher.download_bytes("targets/x.bank.zip", 2_000_000)
        finally:
            stop.set()
    told: Any = explain(caught.value)
    assert told.code == "bank_slow"
    assert "zu langsam" in told.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
def test_slow_retrieval_from_a_folder(tmp_path: Path) -> None:
    """A pipe that nobody ever writes to, in place of a file: refused at once instead of waited for."""
    os.mkfifo(tmp_path / "x")
    with pytest.raises(Unreachable):
        StorageFetcher(open_storage(str(tmp_path))).download_bytes("x", 100)
