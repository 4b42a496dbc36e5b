"""Every kind of storage: whole files, markers only one can hold, and failures in words."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import paramiko
import pytest

from companion.errors import KontaktError, UsageError
from companion.sharing.storage import NotThere, Storage, Unreachable, open_storage
from companion.sharing.storage_web import HttpStorage
from tests.sharing.servers import http, webdav
from tests.sharing.sftp_server import sftp


@pytest.fixture(params=["folder", "webdav", "sftp"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Storage]]:
    """Opens the same storage as often as it is called, as different machines do."""
    (tmp_path / "bank").mkdir()
    if request.param == "folder":
        yield lambda: open_storage(str(tmp_path / "bank"))
    elif request.param == "webdav":
        with webdav(tmp_path / "bank") as url:
            yield lambda: open_storage(url, "team", "geheim")
    else:
        with sftp(tmp_path) as url:
            yield lambda: open_storage(url, "team", "geheim")


@pytest.fixture
def storage(opened: Callable[[], Storage]) -> Storage:
    return opened()


def test_write_read_replace(storage: Storage) -> None:
    with pytest.raises(NotThere):
        storage.read("metadata/timestamp.json", 100)
    for content in (b"eins", b"zwei" * 100_000, b""):
        storage.write("metadata/timestamp.json", content)
        assert storage.read("metadata/timestamp.json", 1_000_000) == content


def test_no_part_file_is_left(storage: Storage, tmp_path: Path) -> None:
    storage.write("targets/a.zip", b"x")
    assert [path.name for path in (tmp_path / "bank/targets").iterdir()] == ["a.zip"]


def test_more_than_the_limit_is_not_read(storage: Storage) -> None:
    storage.write("a", b"x" * 1000)
    with pytest.raises(Unreachable):
        storage.read("a", 999)
    assert len(storage.read("a", 1000)) == 1000


def test_a_marker_has_one_owner(storage: Storage) -> None:
    assert storage.claim("publishing", "Lea")
    assert storage.claim("publishing", "Lea")
    assert not storage.claim("publishing", "Juri")
    storage.release("publishing")
    storage.release("publishing")
    assert storage.claim("publishing", "Juri")


def test_only_one_of_many_gets_the_marker(opened: Callable[[], Storage], tmp_path: Path) -> None:
    gate, won = threading.Barrier(4, timeout=30), []

    def run(name: str) -> None:
        storage = opened()
        gate.wait()
        if storage.claim("publishing", name):
            won.append(name)

    threads = [threading.Thread(target=run, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(won) == 1
    assert [path.name for path in (tmp_path / "bank").iterdir()] == ["publishing"]


@pytest.mark.parametrize("kind", ["webdav", "http", "sftp"])
def test_nobody_answers(kind: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable) as caught:
        open_storage(f"{kind}://127.0.0.1:{port}/bank", "a", "b").read("x", 10)
    assert caught.value.code == "storage_unreachable"
    assert "Netzverbindung" in caught.value.hint


def test_wrong_password(tmp_path: Path) -> None:
    with webdav(tmp_path) as url:
        with pytest.raises(Unreachable) as caught:
            open_storage(url, "team", "falsch").read("x", 10)
        assert caught.value.code == "storage_denied"
        with pytest.raises(Unreachable) as caught:
            open_storage(url, "team", "falsch").write("x", b"")
        assert caught.value.code == "storage_denied"
    with sftp(tmp_path) as url, pytest.raises(Unreachable) as caught:
        open_storage(url, "team", "falsch")
    assert caught.value.code == "storage_denied"


def test_folder_that_went_away(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        open_storage(str(tmp_path / "weg")).read("x", 10)


def test_http_is_for_reading_and_follows_no_redirect(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with http(tmp_path) as url:
        storage = open_storage(url)
        assert isinstance(storage, HttpStorage)
        with pytest.raises(NotThere):
            storage.read("x", 10)
        with pytest.raises(Unreachable):
            storage.read("folder", 10)
        with pytest.raises(UsageError):
            storage.write("x", b"")
        with pytest.raises(UsageError):
            storage.claim("x", "y")


@pytest.mark.parametrize("address", ["ftp://x/y", "gopher://x"])
def test_unknown_kind(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_storage(address)
    assert caught.value.code == "storage_kind"


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    with pytest.raises(KontaktError) as caught:
        open_storage("s3://bucket/bank", "a", "b")
    assert "kontakt-companion[storage]" in caught.value.hint
    assert paramiko  # the extra for SFTP is installed for the tests
