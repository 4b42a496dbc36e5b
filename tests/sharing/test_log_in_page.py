"""A page answers in place of the storage, with 200: of a hotel's network, or of a cloud whose session has run out."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.client import Client
from companion.sharing.standing import standing
from companion.sharing.storage import Unreachable, open_storage
from tests.sharing.conftest import make_team
from tests.sharing.servers import Quiet, http
from tests.sharing.team import Team

PAGES = {
    "plain": (b"<!DOCTYPE html><html><title>Anmelden</title></html>", "text/html; charset=utf-8"),
    "with a mark and lines before": (b"\xef\xbb\xbf\r\n <!-- WLAN -->\n<HTML></HTML>", "text/html"),
    "not called a page": (b"<html><body>Bitte anmelden</body></html>", "application/octet-stream"),
}


def portal(content: bytes, kind: str, status: int = 200) -> type[SimpleHTTPRequestHandler]:
    """Answers everything with one page, whatever was asked for and however."""

    class Portal(Quiet):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            if status in (302, 307):
                self.send_header("Location", "http://anmeldung.example/login")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_PROPFIND = do_MKCOL = do_MOVE = do_DELETE = answer  # type: ignore[assignment]

    return Portal


def require_told(error: KontaktError) -> None:
    assert isinstance(error, Unreachable)
    assert "Anmeldeseite" in error.message
    assert "Browser" in error.hint
    assert "gilt weiter" in error.hint


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    for team in make_team("folder", tmp_path):
        team.release()
        yield team


@pytest.mark.parametrize("scheme", ["http", "webdav"])
@pytest.mark.parametrize(("content", "kind"), PAGES.values(), ids=PAGES)
def test_fetching_tells_it_and_the_bank_stays(team: Team, content: bytes, kind: str, scheme: str) -> None:
    worker = team.machine("worker")
    worker.sync()
    before = worker.bank_folder()
    with http(team.base, portal(content, kind)) as address:
        kept = worker.folder / "connection.json"
        there = address.replace("http", scheme, 1)
        kept.write_text(kept.read_text(encoding="utf-8").replace(team.url, there), encoding="utf-8")
        with pytest.raises(KontaktError) as caught:
            worker.sync()
    require_told(caught.value)
    assert standing(worker)["last"]["message"] == caught.value.message
    assert worker.bank_folder() == before


@pytest.mark.parametrize("scheme", ["http", "webdav"])
@pytest.mark.parametrize(
    ("status", "content"), [(302, b""), (307, b"<html></html>"), (511, b"<html></html>")]
)
def test_a_network_that_sends_elsewhere_is_told_as_well(
    tmp_path: Path, scheme: str, status: int, content: bytes
) -> None:
    with (
        http(tmp_path, portal(content, "text/html", status)) as address,
        pytest.raises(Unreachable) as caught,
    ):
        open_storage(address.replace("http", scheme, 1)).read("metadata/timestamp.json", 1000)
    require_told(caught.value)


def test_an_invitation_is_not_blamed_for_it(team: Team, tmp_path: Path) -> None:
    client = Client(Settings(tmp_path / "neu"))
    with http(team.base, portal(*PAGES["plain"])) as address:
        team.url = address
        with pytest.raises(KontaktError) as caught:
            client.join(team.invite())
    require_told(caught.value)
    assert not client.joined


def test_a_list_of_files_is_not_a_page(tmp_path: Path) -> None:
    with http(tmp_path, portal(*PAGES["plain"])) as address, pytest.raises(Unreachable) as caught:
        open_storage(address.replace("http", "webdav", 1), "team", "geheim").names("lieferungen")
    require_told(caught.value)


def test_files_that_are_none_go_through(tmp_path: Path) -> None:
    files = {"leer": b"", "metadata.json": b'{"a": "<html>"}', "bank.zip": b"PK\x03\x04<html>", "kurz": b"x"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with http(tmp_path) as address:
        storage = open_storage(address)
        assert {name: storage.read(name, 1000) for name in files} == files
