"""waitress on 127.0.0.1 with every limit stated, answering its own errors in the one shape."""

from __future__ import annotations

import copy
import json
import os
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer

from companion.api import error_shape
from companion.api.guard import DESK_PATH, HEADERS, MAX_UPLOAD
from companion.config import HOST
from companion.errors import KontaktError

THREADS = 8
CONNECTIONS = 200
RECEIVE_S = 20
"""A request must have arrived whole within this time; a local one takes milliseconds."""
IDLE_S = 60
MAX_HEADERS = 16 * 1024
MAX_RECEIVED = 1024 * 1024
"""The guard refuses more than 64 KiB; up to here the body is read to its end, so that its sender sees why."""
MAX_UPLOADED = MAX_UPLOAD + 64 * 1024
"""The same for the desk, where some routes take files."""


class _Refused:
    """An error of the server itself, in the shape of the API."""

    def __init__(self, status: int, reason: str) -> None:
        self.code = status
        self.reason = reason

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status line, headers and body, as waitress asks for them."""
        body = json.dumps(error_shape.body(self.code), ensure_ascii=False).encode()
        headers = [("Content-Type", "application/json"), *HEADERS.items()]
        return f"{self.code} {self.reason}", headers, body


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Replaces waitress's plain-text errors and remembers when the request began."""

    error: Any
    adj: Adjustments

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self.began = time.monotonic()

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header; a body for the desk may be larger than the API's."""
        target = header_plus.partition(b"\n")[0].split(b" ")[1:2]
        if target and target[0].startswith(DESK_PATH.encode()):
            self.adj = _larger(self.adj)
        super().parse_header(header_plus)

    def received(self, data: bytes) -> int:
        consumed: int = super().received(data)
        if self.error is not None and not isinstance(self.error, _Refused):
            self.error = _Refused(self.error.code, self.error.reason)
        return consumed


def _larger(adj: Adjustments) -> Adjustments:
    """The same adjustments with the limit of the desk."""
    changed = copy.copy(adj)
    changed.max_request_body_size = MAX_UPLOADED
    changed.inbuf_overflow = 2 * MAX_UPLOADED
    return changed


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser


class LocalServer(TcpWSGIServer):  # type: ignore[misc]
    """Also closes connections whose request trickles in."""

    channel_class = _Channel

    def maintenance(self, now: float) -> None:
        """Close idle connections (waitress) and those that are slower than ``RECEIVE_S``."""
        super().maintenance(now)
        latest = time.monotonic() - RECEIVE_S
        for channel in self.active_channels.values():
            request = channel.request
            if request is not None and not request.completed and request.began < latest:
                channel.will_close = True


def bind(port: int) -> socket.socket:
    """A socket of our own on 127.0.0.1, on which nobody else can listen too.

    Raises:
        KontaktError: ``port_taken``.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "nt":
            # There SO_REUSEADDR would let another program listen on the same port.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((HOST, port))
    except OSError as error:
        sock.close()
        raise KontaktError(
            f"Der Anschluss {port} ist schon belegt.",
            "Das andere Programm beenden, oder mit --port einen anderen nehmen (auch in der Erweiterung).",
            code="port_taken",
            status=503,
        ) from error
    return sock


def create(app: Callable[[dict[str, Any], Any], Iterable[bytes]], sock: socket.socket) -> LocalServer:
    """A server for the app on a bound socket."""
    adjustments = Adjustments(
        sockets=[sock],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_S,
        cleanup_interval=5,
        backlog=128,
        max_request_header_size=MAX_HEADERS,
        max_request_body_size=MAX_RECEIVED,
        # Above what is accepted: no body and no answer is ever spooled to a file.
        inbuf_overflow=2 * MAX_RECEIVED,
        outbuf_overflow=64 * MAX_RECEIVED,
        ident="",
        log_socket_errors=False,
        expose_tracebacks=False,
    )
    sockinfo = (sock.family, sock.type, sock.proto, sock.getsockname())
    return LocalServer(app, adj=adjustments, _sock=sock, sockinfo=sockinfo, bind_socket=False)
