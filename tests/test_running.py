"""A command finds the companion of its own data folder and nothing else."""

import json
import os
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from companion import running
from companion.config import Settings
from companion.errors import KontaktError


class Foreign(BaseHTTPRequestHandler):
    status, body = 200, b"<p>ein anderes Programm</p>"

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def foreign_port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Foreign) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "running.json"
    running.announce(path, 47113, "geheim")
    assert json.loads(path.read_text())["pid"] == os.getpid()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_secret_is_not_in_the_representation() -> None:
    assert "geheim" not in repr(running.Running(1, 2, "geheim"))


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[]",
        '{"port": 1}',
        "[" * 200_000,
        '{"port": 1000000000000000000000, "pid": 1, "secret": "x"}',
        '{"port": "x", "pid": 1, "secret": "x"}',
        '{"port": 1, "pid": 1, "secret": []}',
    ],
)
def test_without_a_usable_file_none_runs(tmp_path: Path, text: str | None) -> None:
    settings = Settings(tmp_path)
    if text is not None:
        settings.running.write_text(text)
    assert running.find(settings) is None


def test_a_stale_file_finds_nobody(tmp_path: Path) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))  # held to the end, so that nobody else listens there meanwhile
        port = sock.getsockname()[1]
        running.announce(tmp_path / "running.json", port, "alt")
        assert running.find(Settings(tmp_path)) is None
        assert not running.says_hello(port)


def test_a_foreign_program_on_the_port_is_no_companion(tmp_path: Path, foreign_port: int) -> None:
    running.announce(tmp_path / "running.json", foreign_port, "egal")
    assert running.find(Settings(tmp_path)) is None
    assert not running.says_hello(foreign_port)
    with pytest.raises(KontaktError) as caught:
        running.call(running.Running(foreign_port, 1, "egal"), "GET", "/control/v1/browsers")
    assert caught.value.code == "not_running"


@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b"null", b'{"error": "Not found"}', b'{"error": {}}', b"[" * 200_000]
)
def test_whatever_json_a_foreign_program_answers_it_is_no_companion(
    tmp_path: Path, foreign_port: int, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes
) -> None:
    monkeypatch.setattr(Foreign, "status", status)
    monkeypatch.setattr(Foreign, "body", body)
    running.announce(tmp_path / "running.json", foreign_port, "egal")
    assert running.find(Settings(tmp_path)) is None
    assert not running.says_hello(foreign_port)
