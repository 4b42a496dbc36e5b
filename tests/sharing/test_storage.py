"""Every kind of storage: whole files, markers only one can hold, and failures in words."""

from __future__ import annotations

import contextlib
import errno
import nturl2path
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import paramiko
import pytest
from wsgidav.fs_dav_provider import FolderResource

from companion.errors import KontaktError, UsageError
from companion.sharing.storage import FolderStorage, NotThere, Storage, Unreachable, open_storage
from companion.sharing.storage_fsspec import FsspecStorage
from companion.sharing.storage_web import HttpStorage
from tests.s3_server import S3Server
from tests.sharing.servers import http, webdav
from tests.sharing.sftp_server import sftp


@pytest.fixture(params=["folder", "webdav", "sftp", "s3"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Storage]]:
    """Opens the same storage as often as it is called, as different machines do."""
    (tmp_path / "bank").mkdir()
    if request.param == "folder":
        yield lambda: open_storage(str(tmp_path / "bank"))
    elif request.param == "webdav":
        with webdav(tmp_path / "bank") as url:
            yield lambda: open_storage(url, "team", "geheim")
    elif request.param == "sftp":
        with sftp(tmp_path) as url:
            yield lambda: open_storage(url, "team", "geheim")
    else:
        found: S3Server = request.getfixturevalue("s3")
        yield lambda: open_storage(found.url(tmp_path.name), found.key, found.secret)


@pytest.fixture
def storage(opened: Callable[[], Storage]) -> Storage:
    return opened()


def there(base: Path, s3: S3Server) -> list[str]:
    """Every file in the storage of a test, seen from outside."""
    files = [
        path.relative_to(base / "bank").as_posix() for path in (base / "bank").rglob("*") if path.is_file()
    ]
    return files + [name.partition("/")[2] for name in s3.names() if name.startswith(f"{base.name}/")]


def test_write_read_replace(storage: Storage) -> None:
    with pytest.raises(NotThere):
        storage.read("metadata/timestamp.json", 100)
    for content in (b"eins", b"zwei" * 100_000, b""):
        storage.write("metadata/timestamp.json", content)
        assert storage.read("metadata/timestamp.json", 1_000_000) == content


def test_no_part_file_is_left(storage: Storage, tmp_path: Path, s3: S3Server) -> None:
    storage.write("targets/a.zip", b"x")
    assert storage.try_writing()
    assert there(tmp_path, s3) == ["targets/a.zip"]


def test_names_are_those_of_the_files_of_one_folder(opened: Callable[[], Storage]) -> None:
    one, other = opened(), opened()
    assert one.names("lieferungen") == []
    for name in ("lieferungen/b.age", "lieferungen/a.age", "lieferungen/tief/c.age", "d.age"):
        one.write(name, b"x")
        assert name in other.names(name.rpartition("/")[0])
    assert other.names("lieferungen") == ["lieferungen/a.age", "lieferungen/b.age"]
    assert other.names() == ["d.age"]


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


def test_only_one_of_many_gets_the_marker(
    opened: Callable[[], Storage], tmp_path: Path, s3: S3Server
) -> None:
    gate, won = threading.Barrier(4, timeout=120), []

    def run(name: str) -> None:
        storage = opened()
        gate.wait()
        if storage.claim("publishing", name):
            won.append(name)

    threads = [threading.Thread(target=run, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(won) == 1
    assert there(tmp_path, s3) == ["publishing/owner"]


# WebDAV: a server of its own answers 500 to some of this; there it is asked again once.
@pytest.mark.parametrize("opened", ["folder", "sftp", "s3"], indirect=True)
def test_whoever_comes_while_another_lets_go_is_told_yes_or_no(opened: Callable[[], Storage]) -> None:
    gate, failed = threading.Barrier(2, timeout=120), []
    held: list[str] = []

    def run(name: str) -> None:
        storage = opened()
        gate.wait()
        begun = time.monotonic()
        # At the end alone if need be: who had no luck beside the other gets it then.
        while time.monotonic() < begun + 2 or not (name in held or failed):
            try:
                if storage.claim("publishing", name):
                    held.append(name)
                    storage.release("publishing")
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=run, args=(name,), daemon=True) for name in ("Lea", "Juri")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert set(held) == {"Lea", "Juri"}


@pytest.mark.parametrize("moment", ["before it is sure", "before it moves"])
def test_whoever_comes_second_while_a_webdav_server_moves_is_told_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Such a server looks whether the name is free, is sure that it is, and moves then: into what came meanwhile."""
    (tmp_path / "bank").mkdir()
    move = FolderResource.move_recursive
    with webdav(tmp_path / "bank") as url:
        first, second = (open_storage(url, "team", "geheim") for _ in range(2))

        def late(folder: FolderResource, destination: str) -> object:
            monkeypatch.undo()
            assert first.claim("publishing", "Lea")
            if moment == "before it is sure":
                return move(folder, destination)
            shutil.move(folder._file_path, tmp_path / "bank/publishing")
            return []

        monkeypatch.setattr(FolderResource, "move_recursive", late)
        assert not second.claim("publishing", "Juri")
        assert [path.name for path in (tmp_path / "bank").rglob("*")] == ["publishing", "owner"]
        assert first.claim("publishing", "Lea")


def test_a_file_that_goes_while_it_is_looked_at_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an owner's file does whose marker is let go: the storage is there all the same."""
    look = Path.stat
    for moment in range(4):
        (tmp_path / "x").write_bytes(b"x")
        looks: list[Path] = []

        def going(path: Path, looks: list[Path] = looks, moment: int = moment, **how: bool) -> os.stat_result:
            if path.name == "x":
                looks.append(path)
                if len(looks) > moment:
                    path.unlink(missing_ok=True)
            return look(path, **how)

        with monkeypatch.context() as patch, contextlib.suppress(NotThere):
            patch.setattr(Path, "stat", going)
            assert open_storage(str(tmp_path)).read("x", 10) == b"x"


@pytest.mark.parametrize("kind", ["webdav", "http", "sftp", "s3"])
def test_nobody_answers(kind: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # held to the end, so that nobody else listens there meanwhile
        port = free.getsockname()[1]
        option = {"sftp": "?hostkey=SHA256:x", "s3": f"?endpoint=http://127.0.0.1:{port}"}.get(kind, "")
        with pytest.raises(Unreachable) as caught:
            open_storage(f"{kind}://127.0.0.1:{port}/bank{option}", "a", "b").read("x", 10)
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


def test_webdav_folders_of_the_address_are_made_with_the_first_file(tmp_path: Path) -> None:
    with webdav(tmp_path) as url:
        storage = open_storage(f"{url}files/team/unsere bank", "team", "geheim")
        assert storage.names() == []
        storage.write("metadata/1.root.json", b"root")
        again = open_storage(f"{url}files/team/unsere bank", "team", "geheim")
        assert again.read("metadata/1.root.json", 10) == b"root"
        again.write("targets/bank.zip", b"zip")
    assert (tmp_path / "files/team/unsere bank/targets/bank.zip").read_bytes() == b"zip"


def test_sftp_server_must_be_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown key is refused before the password is sent; a pinned one or one of known_hosts is accepted."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    (tmp_path / "bank").mkdir()
    with sftp(tmp_path) as url:
        bare = url.partition("?hostkey=")[0]
        with pytest.raises(KontaktError) as caught:
            open_storage(bare, "team", "geheim")
        assert caught.value.code == "storage_unknown_host"
        assert url in caught.value.hint
        with pytest.raises(KontaktError) as caught:
            open_storage(f"{bare}?hostkey=SHA256:{'A' * 43}", "team", "geheim")
        assert caught.value.code == "storage_wrong_host"
        open_storage(url, "team", "geheim").write("x", b"y")

        host, port = bare.removeprefix("sftp://").removesuffix("/bank").split(":")
        with socket.create_connection((host, int(port))) as plain:
            transport = paramiko.Transport(plain)
            transport.start_client(timeout=30)
            key = transport.get_remote_server_key()
            transport.close()
        known = tmp_path / "home/.ssh/known_hosts"
        known.parent.mkdir(parents=True)
        known.write_text(f"[{host}]:{port} {key.get_name()} {key.get_base64()}\n")
        assert open_storage(bare, "team", "geheim").read("x", 10) == b"y"
        other = paramiko.RSAKey.generate(2048)
        known.write_text(f"[{host}]:{port} {other.get_name()} {other.get_base64()}\n")
        with pytest.raises(KontaktError) as caught:
            open_storage(bare, "team", "geheim")
        assert caught.value.code == "storage_wrong_host"


def test_s3_bucket_that_does_not_exist(s3: S3Server) -> None:
    nowhere = open_storage(f"s3://gibtesnicht/bank?endpoint={s3.endpoint}", s3.key, s3.secret)
    with pytest.raises(NotThere):
        nowhere.read("x", 10)
    with pytest.raises(Unreachable):
        nowhere.write("x", b"")


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
    monkeypatch.setitem(__import__("sys").modules, "companion.sharing.storage_sftp", None)
    for address in ("s3://bucket/bank", "sftp://host/bank"):
        with pytest.raises(KontaktError) as caught:
            open_storage(address, "a", "b")
        assert "kontakt-companion[storage]" in caught.value.hint


@pytest.mark.parametrize(
    "address",
    [
        "https://[foo", "https://", "https://:80/x", "http://a:b:c/", "https://geheim@[/x", "sftp://host:abc/x",
        "sftp://host:99999/x", "sftp:///x", "webdavs://:::", "webdavs://", "webdavs://ho\nst/x", "webdavs://\u202e.de/",
        "s3://", "s3:///x", "s3://b/x?endpoint=quatsch", "s3://b/x?endpoint=https://[", "file://server/x", "a\0b", "",
        "  ", "~gibt_es_nicht/x",
    ],
)  # fmt: skip
def test_an_address_that_is_mistyped_is_told_to_be(address: str) -> None:
    """Nothing of it is repeated: there may be a password in it."""
    with pytest.raises(UsageError) as caught:
        open_storage(address, "a", "b")
    assert caught.value.code == "storage_address"
    assert "geheim" not in caught.value.message + caught.value.hint


def test_a_folder_may_be_given_as_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "unsere bank"
    for address in (folder.as_uri(), folder.as_uri().replace("file://", "file://localhost")):
        opened = open_storage(address)
        assert isinstance(opened, FolderStorage)
        assert opened.folder == folder
    monkeypatch.setattr("urllib.request.url2pathname", nturl2path.url2pathname)  # as on Windows
    opened = open_storage("file:///C:/unsere%20bank")
    assert isinstance(opened, FolderStorage)
    assert opened.folder.name == r"C:\unsere bank"


def test_a_server_may_be_named_by_its_number(s3: S3Server) -> None:
    with pytest.raises(Unreachable):
        open_storage("sftp://team@[::1]:1/bank", "a", "b")
    with pytest.raises(Unreachable):
        open_storage("webdav://[::1]:1/bank", "a", "b").read("x", 10)


def test_two_who_make_the_same_folder_at_once_both_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over SFTP, which only says that it did not work."""
    (tmp_path / "bank").mkdir()
    with sftp(tmp_path) as url:
        storage = open_storage(url, "team", "geheim")
        assert isinstance(storage, FsspecStorage)
        make = storage.fs.ftp.mkdir

        def late(path: str, mode: int) -> None:
            monkeypatch.undo()
            (tmp_path / "bank/metadata").mkdir()
            make(path, mode)

        monkeypatch.setattr(storage.fs.ftp, "mkdir", late)
        storage.write("metadata/1.root.json", b"root")
        assert storage.read("metadata/1.root.json", 10) == b"root"


def test_a_full_storage_is_told_from_one_that_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Unreachable) as caught:
        FolderStorage(tmp_path).write("x", b"x")
    assert caught.value.code == "storage_full"
    assert "kein Platz" in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_where_a_drive_is_away_nothing_is_made_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        FolderStorage(tmp_path / "drive" / "bank").write("x", b"x")
    with pytest.raises(Unreachable):
        FolderStorage(tmp_path / "bank").claim("publishing", "me")
    assert list(tmp_path.iterdir()) == []


def test_a_page_in_place_of_a_webdav_server_is_no_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = httpx.Response(
        200, text="<html>Bitte anmelden<br></html>", request=httpx.Request("PROPFIND", "http://x")
    )
    monkeypatch.setattr(httpx.Client, "request", lambda *_, **__: page)
    with pytest.raises(Unreachable) as caught:
        open_storage("webdav://127.0.0.1:9/bank", "team", "geheim").names("lieferungen")
    assert caught.value.code == "storage_unreachable"
