"""Where the signed files lie: a folder or SMB share, WebDAV (Nextcloud), S3, SFTP; plain HTTPS for reading.

What lies there is not trusted: everything read is verified afterwards. A write is whole or not there at all.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
from webdav4.client import Client, ClientError, ResourceAlreadyExists, ResourceNotFound
from webdav4.fsspec import WebdavFileSystem

from companion.errors import KontaktError, UsageError

TIMEOUT_S = 30.0
CHUNK = 256 * 1024
PLAIN = {"Accept-Encoding": "identity"}
"""Nothing is to be unpacked on the way: what arrives is counted and verified byte by byte."""
OWNER = "owner"
"""File inside a marker that says whose it is."""


class NotThere(Exception):  # noqa: N818 - not a failure: the first publication finds nothing
    """There is no file of that name."""


class Unreachable(KontaktError):  # noqa: N818 - a state of the storage
    """The storage cannot be reached or refuses access."""

    def __init__(self, reason: str = "", *, denied: bool = False) -> None:
        if denied:
            message = "Die Ablage der Antwortbank lässt den Zugriff nicht zu."
            hint = "Name und Passwort der Ablage prüfen, bei Nextcloud ein App-Passwort."
        else:
            message = "Die Ablage der Antwortbank ist nicht erreichbar."
            hint = "Netzverbindung prüfen. Die bisherige Antwortbank gilt weiter, es wird von selbst neu versucht."
        super().__init__(
            message, hint, code="storage_denied" if denied else "storage_unreachable", status=503
        )
        self.reason = reason


class Storage(ABC):
    """Named files under one address; names use ``/``."""

    @abstractmethod
    def chunks(self, name: str) -> Iterator[bytes]:
        """Content of a file in pieces.

        Raises:
            NotThere: no such file.
            Unreachable: no connection or no access.
        """

    @abstractmethod
    def write(self, name: str, content: bytes) -> None:
        """Put a file in place, replacing an older one in one step.

        Raises:
            Unreachable: no connection or no access.
        """

    @abstractmethod
    def _create(self, name: str, owner: str) -> bool:
        """Make a marker; ``False`` if it is there already."""

    @abstractmethod
    def release(self, name: str) -> None:
        """Take a marker away; no matter if it is gone."""

    def claim(self, name: str, owner: str) -> bool:
        """Make a marker that only one owner can hold.

        Returns:
            Whether it is now held by ``owner``, be it from an earlier attempt.

        Raises:
            Unreachable: no connection or no access.
        """
        if self._create(name, owner):
            return True
        try:
            return self.read(f"{name}/{OWNER}", 1000).decode(errors="replace") == owner
        except NotThere:
            return False

    def read(self, name: str, limit: int) -> bytes:
        """Content of a file of at most ``limit`` bytes.

        Raises:
            NotThere: no such file.
            Unreachable: no connection, no access, or more bytes than the limit.
        """
        content = bytearray()
        for chunk in self.chunks(name):
            content += chunk
            if len(content) > limit:
                raise Unreachable("too long")
        return bytes(content)


class FolderStorage(Storage):
    """A folder of this machine or a mounted share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def chunks(self, name: str) -> Iterator[bytes]:
        """See ``Storage``."""
        try:
            with (self.folder / name).open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            if not self.folder.is_dir():
                raise Unreachable("no folder") from error
            raise NotThere(name) from error
        except OSError as error:
            raise Unreachable(type(error).__name__, denied=isinstance(error, PermissionError)) from error

    def write(self, name: str, content: bytes) -> None:
        """See ``Storage``; flushed to the disk, readable for everybody who may read the folder."""
        path = self.folder / name
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise Unreachable(type(error).__name__, denied=isinstance(error, PermissionError)) from error

    def _create(self, name: str, owner: str) -> bool:
        """See ``Storage``: a folder that is not empty cannot be replaced by renaming another."""
        mine = f"{name}.{secrets.token_hex(4)}.part"
        self.write(f"{mine}/{OWNER}", owner.encode())
        try:
            (self.folder / mine).rename(self.folder / name)
        except OSError as error:
            self.release(mine)
            if (self.folder / name).is_dir():
                return False
            raise Unreachable(type(error).__name__, denied=isinstance(error, PermissionError)) from error
        return True

    def release(self, name: str) -> None:
        """See ``Storage``."""
        with contextlib.suppress(OSError):
            (self.folder / name / OWNER).unlink(missing_ok=True)
            (self.folder / name).rmdir()


class WebdavStorage(Storage):
    """A WebDAV server, for example Nextcloud."""

    def __init__(self, url: str, user: str | None, password: str | None) -> None:
        auth = (user, password or "") if user else None
        self.client = Client(url, auth=auth, timeout=TIMEOUT_S, headers=PLAIN)
        self.fs = WebdavFileSystem(url, client=self.client)
        self._made: set[str] = set()

    def chunks(self, name: str) -> Iterator[bytes]:
        """See ``Storage``; read as one plain GET."""
        with _explained(), self.client.http.stream("GET", self.client.join_url(name)) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                raise NotThere(name)
            if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
                raise Unreachable(denied=True)
            answer.raise_for_status()
            yield from answer.iter_raw()

    def write(self, name: str, content: bytes) -> None:
        """See ``Storage``: under another name first, then moved into place by the server."""
        temporary = f"{name}.{secrets.token_hex(4)}.part"
        with _explained():
            self._make_folder(name)
            self.client.upload_fileobj(io.BytesIO(content), temporary, overwrite=True, size=len(content))
            self.client.move(temporary, name, overwrite=True)

    def _create(self, name: str, owner: str) -> bool:
        """See ``Storage``: a MOVE that must not overwrite."""
        mine = f"{name}.{secrets.token_hex(4)}.part"
        self.write(f"{mine}/{OWNER}", owner.encode())
        with _explained():
            try:
                self.client.move(mine, name, overwrite=False)
            except ResourceAlreadyExists:
                self.client.remove(mine)
                return False
        return True

    def release(self, name: str) -> None:
        """See ``Storage``."""
        with _explained(), contextlib.suppress(ResourceNotFound, FileNotFoundError):
            self.client.remove(name)

    def _make_folder(self, name: str) -> None:
        folder = name.rpartition("/")[0]
        if folder and folder not in self._made:
            self.fs.makedirs(folder, exist_ok=True)
            self._made.add(folder)


class HttpStorage(Storage):
    """Plain HTTP(S), read-only: a web server or CDN in front of the published files."""

    def __init__(self, url: str, user: str | None, password: str | None) -> None:
        self.url = url.rstrip("/") + "/"
        self.http = httpx.Client(
            timeout=TIMEOUT_S, auth=(user, password or "") if user else None, headers=PLAIN
        )

    def chunks(self, name: str) -> Iterator[bytes]:
        """See ``Storage``; redirects are not followed."""
        with _explained(), self.http.stream("GET", self.url + name) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                raise NotThere(name)
            if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
                raise Unreachable(denied=True)
            if answer.is_redirect:
                raise Unreachable("redirect")
            answer.raise_for_status()
            yield from answer.iter_raw()

    def write(self, name: str, content: bytes) -> None:
        """Not possible here."""
        raise _read_only()

    def _create(self, name: str, owner: str) -> bool:
        """Not possible here."""
        raise _read_only()

    def release(self, name: str) -> None:
        """Nothing was claimed."""


class FsspecStorage(Storage):
    """S3 and SFTP through fsspec."""

    def __init__(self, fs: Any, base: str, *, exclusive_put: bool) -> None:
        self.fs, self.base, self.exclusive_put = fs, base.rstrip("/"), exclusive_put

    def chunks(self, name: str) -> Iterator[bytes]:
        """See ``Storage``."""
        with _explained():
            try:
                with self.fs.open(f"{self.base}/{name}", "rb") as file:
                    while chunk := file.read(CHUNK):
                        yield chunk
            except FileNotFoundError as error:
                raise NotThere(name) from error

    def write(self, name: str, content: bytes) -> None:
        """See ``Storage``: one PUT on S3, a rename on SFTP."""
        path = f"{self.base}/{name}"
        with _explained():
            if self.exclusive_put:
                self.fs.pipe_file(path, content)
                return
            temporary = f"{path}.{secrets.token_hex(4)}.part"
            self.fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            with self.fs.open(temporary, "wb") as file:
                file.write(content)
            self.fs.mv(temporary, path)

    def _create(self, name: str, owner: str) -> bool:
        """See ``Storage``: a PUT that must create on S3, a new folder on SFTP."""
        path = f"{self.base}/{name}"
        with _explained():
            if self.exclusive_put:
                try:
                    self.fs.pipe_file(f"{path}/{OWNER}", owner.encode(), mode="create")
                except FileExistsError:
                    return False
                return True
        mine = f"{name}.{secrets.token_hex(4)}.part"
        self.write(f"{mine}/{OWNER}", owner.encode())
        with _explained():
            try:
                self.fs.ftp.rename(f"{self.base}/{mine}", path)
            except OSError as error:
                self.release(mine)
                if self.fs.exists(path):
                    return False
                raise Unreachable(type(error).__name__) from error
        return True

    def release(self, name: str) -> None:
        """See ``Storage``."""
        with contextlib.suppress(OSError):
            self.fs.rm_file(f"{self.base}/{name}/{OWNER}")
        if not self.exclusive_put:
            with contextlib.suppress(OSError):
                self.fs.ftp.rmdir(f"{self.base}/{name}")


def open_storage(url: str, user: str | None = None, password: str | None = None) -> Storage:
    """The storage at an address.

    Args:
        url: a folder, ``webdav(s)://…``, ``http(s)://…`` (reading only), ``s3://bucket/prefix``,
            ``sftp://user@host/path``.
        user: for WebDAV, HTTP and SFTP; the key for S3.
        password: the password; the secret for S3.

    Raises:
        UsageError: the address is of no known kind, or the extra ``storage`` is not installed.
    """
    if re.match(r"[A-Za-z]:[\\/]|\\\\", url) or "://" not in url:
        return FolderStorage(Path(url).expanduser().absolute())
    parts = urlsplit(url)
    kind = parts.scheme.lower()
    if kind == "file":
        return FolderStorage(Path(unquote(parts.path)))
    if kind in ("webdav", "webdavs"):
        return WebdavStorage(url.replace("webdav", "http", 1), user, password)
    if kind in ("http", "https"):
        return HttpStorage(url, user, password)
    if kind in ("s3", "sftp"):
        return _from_fsspec(kind, parts.netloc, unquote(parts.path), user, password)
    raise UsageError(
        f"Mit „{kind}://“ kann kontakt nichts anfangen.",
        "Einen Ordner oder eine Adresse mit webdavs://, https://, s3:// oder sftp:// angeben.",
        code="storage_kind",
    )


def _from_fsspec(kind: str, host: str, path: str, user: str | None, password: str | None) -> Storage:
    import fsspec

    try:
        if kind == "s3":
            fs = fsspec.filesystem("s3", key=user, secret=password)
            return FsspecStorage(fs, f"{host}{path}", exclusive_put=True)
        name, _, address = host.rpartition("@")
        server, _, port = address.partition(":")
        with _explained():
            fs = fsspec.filesystem(
                "sftp",
                host=server,
                port=int(port or 22),
                username=user or name or None,
                password=password,
                timeout=TIMEOUT_S,
                # A cached file system would keep a connection that has died, for ever.
                skip_instance_cache=True,
            )
        return FsspecStorage(fs, path, exclusive_put=False)
    except ImportError as error:
        raise UsageError(
            f"Für {kind}:// fehlt ein Baustein.",
            'Nachinstallieren: pip install "kontakt-companion[storage]".',
            code="storage_extra",
        ) from error


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """What the libraries raise, as ``Unreachable``."""
    try:
        yield
    except (NotThere, KontaktError):
        raise
    except (httpx.HTTPError, httpx.InvalidURL, ClientError, OSError) as error:
        status = getattr(getattr(error, "response", None), "status_code", None)
        raise Unreachable(type(error).__name__, denied=status in (401, 403)) from error
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("paramiko", "botocore", "aiobotocore", "webdav4"):
            raise
        raise Unreachable(type(error).__name__, denied="Auth" in type(error).__name__) from error


def _read_only() -> UsageError:
    return UsageError(
        "Über https:// wird nur gelesen.",
        "Zum Veröffentlichen einen Ordner oder eine Adresse mit webdavs://, s3:// oder sftp:// angeben.",
        code="storage_read_only",
    )
