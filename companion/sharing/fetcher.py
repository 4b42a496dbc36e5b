"""Lets python-tuf read from a ``Storage``."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tuf.api.exceptions import DownloadHTTPError, SlowRetrievalError
from tuf.ngclient import FetcherInterface

from companion.sharing.storage import NotThere, Storage

MAX_SECONDS = 300.0
"""For one file: a server that sends a byte now and then must not hold the client for ever (slow retrieval)."""


class StorageFetcher(FetcherInterface):
    """Reads names below a storage; counts requests and bytes for progress and benchmark."""

    def __init__(self, storage: Storage, max_seconds: float = MAX_SECONDS) -> None:
        self.storage = storage
        self.max_seconds = max_seconds
        self.requests = 0
        self.received = 0

    def _fetch(self, url: str) -> Iterator[bytes]:
        self.requests += 1
        started = time.monotonic()
        try:
            for chunk in self.storage.chunks(url):
                self.received += len(chunk)
                if time.monotonic() - started > self.max_seconds:
                    raise SlowRetrievalError
                yield chunk
        except NotThere as missing:
            raise DownloadHTTPError("missing", 404) from missing
