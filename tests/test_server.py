"""The server itself: limits, slow and endless clients, its own errors in the one shape."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator

import pytest
from flask import Flask, request

from companion import server
from companion.errors import KontaktError
from tests.serving import serving


@pytest.fixture
def port() -> Iterator[int]:
    """A server whose one route answers how many bytes it got; it often looks for slow requests."""
    app = Flask("companion")

    @app.post("/")
    def size() -> str:
        return str(len(request.get_data()))

    sock = server.bind(0)
    with serving(app, sock) as listening:
        listening.adj.cleanup_interval = 0.2
        yield sock.getsockname()[1]


def exchange(port: int, *parts: bytes, pause: float = 0) -> bytes:
    """Send the parts, then read until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        for part in parts:
            try:
                client.sendall(part)
            except OSError:
                break
            time.sleep(pause)
        answer = b""
        while True:
            try:
                more = client.recv(65536)
            except ConnectionResetError:
                return answer
            if not more:
                return answer
            answer += more


def error_of(answer: bytes) -> tuple[int, dict[str, str]]:
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)["error"]


def test_it_listens_on_the_loopback_address_only() -> None:
    sock = server.bind(0)
    try:
        assert sock.getsockname()[0] == "127.0.0.1"
        assert sock.family == socket.AF_INET
    finally:
        sock.close()


def test_a_taken_port_is_explained() -> None:
    first = server.bind(0)
    first.listen()
    try:
        with pytest.raises(KontaktError) as caught:
            server.bind(first.getsockname()[1])
        assert caught.value.code == "port_taken"
        assert "belegt" in caught.value.message
    finally:
        first.close()


BROKEN = {
    "no HTTP at all": (b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
    "bad header": (b"GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n", 400),
    "bare line feed in header": (b"GET / HTTP/1.1\r\nHost: x\ny: z\r\n\r\n", 400),
    "two lengths": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    "negative length": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
    "unknown coding": (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    "length and chunks": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: xchunked\r\n\r\nabcd",
        501,
    ),
    "bad chunk": (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    "long headers": (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * server.MAX_HEADERS + b"\r\n\r\n", 431),
    "length beyond all": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", 413),
}


@pytest.mark.parametrize(("sent", "status"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_requests_get_the_one_shape(port: int, sent: bytes, status: int) -> None:
    answer = exchange(port, sent)
    found, error = error_of(answer)
    assert found == status
    assert set(error) == {"code", "message", "hint"}
    assert b"waitress" not in answer
    assert b"X-Content-Type-Options: nosniff" in answer


def test_an_endless_chunked_body_is_cut_off(port: int) -> None:
    chunk = b"%x\r\n" % 60_000 + b"x" * 60_000 + b"\r\n"
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = exchange(port, head, *[chunk] * (server.MAX_RECEIVED // 60_000 + 2))
    assert error_of(answer)[0] == 413


def test_a_chunked_body_within_the_limits_arrives(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert exchange(port, head, b"5\r\nhallo\r\n", b"0\r\n\r\n").endswith(b"\r\n\r\n5")


@pytest.mark.parametrize(
    "start", [b"POST / HTTP/1.1\r\nHost: x\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n"]
)
def test_a_trickling_request_is_given_up(port: int, start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "RECEIVE_S", 1)
    began = time.monotonic()
    answer = exchange(port, start, *[b"x"] * 30, pause=0.2)
    assert answer == b""
    assert time.monotonic() - began < 15


def test_slow_clients_keep_nobody_waiting(port: int) -> None:
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(server.THREADS * 3)]
    try:
        for client in slow:
            client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        good = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab"
        assert exchange(port, good).endswith(b"\r\n\r\n2")
    finally:
        for client in slow:
            client.close()


def test_no_body_is_ever_spooled_to_a_file() -> None:
    sock = server.bind(0)
    listening = server.create(Flask("companion"), sock)
    try:
        assert listening.adj.inbuf_overflow > listening.adj.max_request_body_size
    finally:
        listening.task_dispatcher.shutdown()
        listening.close()
