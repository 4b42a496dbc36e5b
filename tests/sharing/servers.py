"""Real servers over a real folder: WebDAV (wsgidav under waitress) and plain HTTP."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from waitress import wasyncore
from waitress.server import create_server
from wsgidav.wsgidav_app import WsgiDAVApp


@contextmanager
def webdav(folder: Path, user: str = "team", password: str = "geheim") -> Iterator[str]:
    """A WebDAV server; yields its address with ``webdav://``."""
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": {user: {"password": password}}}},
            "verbose": 0,
            "logging": {"enable": False, "enable_loggers": []},
        }
    )
    sockets: dict[int, object] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=4)
    stop = threading.Event()

    def loop() -> None:
        while not stop.is_set():
            wasyncore.loop(timeout=0.05, map=sockets, count=1)

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    try:
        yield f"webdav://127.0.0.1:{server.effective_port}/"
    finally:
        stop.set()
        thread.join(5)
        server.task_dispatcher.shutdown()
        for channel in list(sockets.values()):
            channel.close()  # type: ignore[attr-defined]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, keeps connections open, prints nothing."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # one packet per answer, or every request waits 40 ms for an acknowledgement

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def http(folder: Path, handler: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """A plain HTTP server; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
