"""An app behind its real server on a real socket, in this process."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from companion import server


@contextmanager
def serving(app: Flask, sock: socket.socket) -> Iterator[server.LocalServer]:
    """Serve the app on a bound socket until the block ends."""
    listening = server.create(app, sock)
    stopping = threading.Event()

    def run() -> None:
        while not stopping.is_set():
            listening.asyncore.loop(timeout=0.1, map=listening._map, count=5)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield listening
    finally:
        stopping.set()
        listening.pull_trigger()
        thread.join(10)
        listening.task_dispatcher.shutdown()
        listening.close()
