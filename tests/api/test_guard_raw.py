"""Every route against requests that no HTTP library would send: doubled, folded and endless ones, byte by byte."""

from __future__ import annotations

import json
import re
import socket

import pytest

from companion.api.guard import Access
from tests.api.routes import ROUTES, Route
from tests.api.served import SECRET, Served
from tests.api.test_guard import good_headers, of, ready

__all__ = ["ready"]

pytestmark = pytest.mark.usefixtures("ready")

Lines = list[tuple[str, str]]


def exchange(served: Served, sent: bytes) -> list[bytes]:
    """The answers to what was sent, read until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as client:
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while more := client.recv(65536):
            answer += more
    return re.split(rb"(?<!\A)(?=HTTP/1\.[01] \d{3} )", answer)


def lines(served: Served, route: Route) -> Lines:
    """The header lines of a good request."""
    return [*good_headers(served, route).items(), ("Connection", "close")]


def send(served: Served, route: Route, head: Lines, body: bytes | None, version: str = "1.1") -> int:
    """Status of one request sent exactly so; a refusal has the one shape or shows a form again, and nothing follows."""
    path, _ = route.fresh()
    if body is not None and not any(name == "Transfer-Encoding" for name, _ in head):
        head = [*head, ("Content-Length", str(len(body)))]
    text = f"{route.method} {path} HTTP/{version}\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in head
    )
    [answer] = exchange(served, text.encode() + b"\r\n" + (body or b""))
    start, _, content = answer.partition(b"\r\n\r\n")
    status = int(start.split()[1])
    if status >= 400 and not (route.access is Access.DESK and content.startswith(b"<!doctype html>")):
        assert set(json.loads(content)["error"]) == {"code", "message", "hint"}
    assert b"evil" not in answer
    return status


def body_of(route: Route) -> bytes | None:
    return route.encoded(route.fresh()[1])


def test_the_same_request_undisturbed(served: Served, subtests: pytest.Subtests) -> None:
    """What follows is worth something only if this is answered as it should be."""
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            assert send(served, route, lines(served, route), body_of(route)) in route.answers


@pytest.mark.parametrize("second", ["evil.example", "{host}"])
def test_two_hosts(served: Served, subtests: pytest.Subtests, second: str) -> None:
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            head = [*lines(served, route), ("Host", second.format(host=served.host))]
            assert send(served, route, head, body_of(route)) in (400, 403)


def test_a_folded_host(served: Served, subtests: pytest.Subtests) -> None:
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            head = [
                (key, f"{value}\r\n evil.example" if key == "Host" else value)
                for key, value in lines(served, route)
            ]
            assert send(served, route, head, body_of(route)) in (400, 403)


def test_a_host_in_the_request_line_does_not_help(served: Served, subtests: pytest.Subtests) -> None:
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            path, _ = route.fresh()
            aimed = Route(route.method, f"http://{served.host}{path}", route.access, route.data)
            head = [(key, "evil.example" if key == "Host" else value) for key, value in lines(served, route)]
            assert send(served, aimed, head, body_of(route)) in (400, 401, 403)


def test_two_origins(served: Served, subtests: pytest.Subtests) -> None:
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            head = [*lines(served, route), ("Origin", "https://evil.example")]
            assert send(served, route, head, body_of(route)) == 403


def test_two_tokens(served: Served, subtests: pytest.Subtests) -> None:
    """A right one does not make a wrong one beside it good, whichever comes first."""
    for name in of(Access.PAIRED, Access.CONTROL):
        with subtests.test(name):
            route = ROUTES[name]
            right = SECRET if route.access is Access.CONTROL else served.token
            others = [line for line in lines(served, route) if line[0] != "Authorization"]
            for tokens in ((right, "x" * 43), ("x" * 43, right)):
                head = [*others, *(("Authorization", f"Bearer {token}") for token in tokens)]
                assert send(served, route, head, body_of(route)) == 401


def test_the_old_protocol_without_a_host(served: Served, subtests: pytest.Subtests) -> None:
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            head = [line for line in lines(served, route) if line[0] != "Host"]
            assert send(served, route, head, body_of(route), version="1.0") == 403


def test_a_chunked_body_that_is_too_long(served: Served, subtests: pytest.Subtests) -> None:
    """No length is stated, so only what arrives can be counted."""
    for name in ROUTES:
        with subtests.test(name):
            route = ROUTES[name]
            most = served.parts.guard.body_of(name.partition(" ")[2], route.path).most
            head = [*lines(served, route), ("Transfer-Encoding", "chunked")]
            chunk = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
            body = chunk * (most // 0x8000 + 2) + b"0\r\n\r\n"
            assert send(served, route, head, body) == 413
