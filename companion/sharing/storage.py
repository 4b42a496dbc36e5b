"""Where the signed files lie: the contract of a storage, and a folder or SMB share.

What lies there is not trusted: everything read is verified afterwards. A write is whole or not there at all.
WebDAV and HTTP: ``storage_web``; S3: ``storage_fsspec``; SFTP: ``storage_sftp``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from companion.errors import KontaktError, UsageError
from companion.system_errors import is_full

TIMEOUT_S = 30.0
AGAIN_S = 0.3
CHUNK = 256 * 1024
OWNER = "owner"
"""File inside a marker that says whose it is."""


class NotThere(Exception):  # noqa: N818 - not a failure: the first publication finds nothing
    """There is no file of that name."""


class Unreachable(KontaktError):  # noqa: N818 - a state of the storage
    """The storage cannot be reached or refuses access.

    Args:
        reason: for developers.
        denied: it does not let us in.
        full: it has no room.
        page: something else answers in its place, for people to read.
    """

    def __init__(
        self, reason: str = "", *, denied: bool = False, full: bool = False, page: bool = False
    ) -> None:
        if full:
            message = "In der Ablage der Antwortbank ist kein Platz mehr frei."
            hint = "Dort Platz schaffen, oder wer die Ablage betreibt, um mehr bitten. Danach noch einmal."
        elif denied:
            message = "Die Ablage der Antwortbank lässt den Zugriff nicht zu."
            hint = "Name und Passwort der Ablage prüfen, bei Nextcloud ein App-Passwort."
        elif page:
            message = (
                "Statt der Ablage der Antwortbank antwortet eine Internetseite, meist eine Anmeldeseite."
            )
            hint = (
                "In einem fremden WLAN (Hotel, Zug) den Browser öffnen und sich dort anmelden. Kommt die Seite von "
                "eurer Cloud, Adresse, Name und App-Passwort unter „Veröffentlichen“ → „Verbindung“ prüfen. Die "
                "bisherige Antwortbank gilt weiter, es wird von selbst neu versucht."
            )
        else:
            message = "Die Ablage der Antwortbank ist nicht erreichbar."
            hint = (
                "Netzverbindung und Adresse prüfen. Die bisherige Antwortbank gilt weiter, "
                "es wird von selbst neu versucht."
            )
        super().__init__(
            message,
            hint,
            code="storage_full" if full else "storage_denied" if denied else "storage_unreachable",
            status=503,
        )
        self.reason = reason

    @staticmethod
    def because(error: OSError) -> Unreachable:
        """What the system says about a file or folder there."""
        return Unreachable(
            type(error).__name__, denied=isinstance(error, PermissionError), full=is_full(error)
        )


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
    def names(self, folder: str = "") -> list[str]:
        """Names of the files in a folder, sorted and with the folder before them; nothing if there is no such folder.

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
        return self._create(name, owner) or self.holds(name, owner)

    def holds(self, name: str, owner: str) -> bool:
        """Whether the marker is there and this owner's.

        Raises:
            Unreachable: no connection or no access.
        """
        try:
            try:
                found = self.read(f"{name}/{OWNER}", 1000)
            except Unreachable:
                # It answered a moment ago. A server may stumble over a file whose owner just takes it away.
                time.sleep(AGAIN_S)
                found = self.read(f"{name}/{OWNER}", 1000)
        except NotThere:
            return False
        return found.decode(errors="replace") == owner

    def try_writing(self) -> bool:
        """Put something there and take it away, as publishing does; whether that is allowed.

        Raises:
            Unreachable: no connection.
        """
        name = f"probe-{secrets.token_hex(4)}"
        try:
            self._create(name, "probe")
        except UsageError:
            return False
        except Unreachable as error:
            if error.code != "storage_denied":
                raise
            return False
        self.release(name)
        return True

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
            path = self.folder / name
            # Reading from a pipe or a device that somebody put there would never end. Asked once: it may go meanwhile.
            kind = path.stat().st_mode
            if not stat.S_ISREG(kind):
                raise NotThere(name) if stat.S_ISDIR(kind) else Unreachable("no regular file")
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            if not self.folder.is_dir():
                raise Unreachable("no folder") from error
            raise NotThere(name) from error
        except OSError as error:
            raise Unreachable.because(error) from error

    def write(self, name: str, content: bytes) -> None:
        """See ``Storage``; flushed to the disk, readable for everybody who may read the folder.

        The folder is made where the one above it is there, as for a first delivery; where a whole drive is away,
        nobody would look into what was made in its place.
        """
        if not self.folder.is_dir() and not self.folder.parent.is_dir():
            raise Unreachable("no folder")
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
            raise Unreachable.because(error) from error

    def names(self, folder: str = "") -> list[str]:
        """See ``Storage``."""
        if not self.folder.is_dir():
            raise Unreachable("no folder")
        try:
            found = [path.name for path in (self.folder / folder).iterdir() if path.is_file()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise Unreachable.because(error) from error
        return in_folder(folder, found)

    def _create(self, name: str, owner: str) -> bool:
        """See ``Storage``: a folder that is not empty cannot be replaced by renaming another."""
        if not self.folder.is_dir():  # what is published goes where something lies already
            raise Unreachable("no folder")
        mine = f"{name}.{secrets.token_hex(4)}.part"
        self.write(f"{mine}/{OWNER}", owner.encode())
        try:
            (self.folder / mine).rename(self.folder / name)
        except OSError as error:
            self.release(mine)
            # By its number, not by looking again: the owner may let go in this very moment.
            if error.errno in (errno.EEXIST, errno.ENOTEMPTY) or (self.folder / name).is_dir():
                return False
            raise Unreachable.because(error) from error
        return True

    def release(self, name: str) -> None:
        """See ``Storage``."""
        with contextlib.suppress(OSError):
            (self.folder / name / OWNER).unlink(missing_ok=True)
            (self.folder / name).rmdir()


def in_folder(folder: str, names: Iterable[str]) -> list[str]:
    """Bare names as names below a folder, sorted."""
    return sorted(f"{folder}/{name}" if folder else name for name in names)


_ON_A_SERVER = ("webdav", "webdavs", "http", "https", "sftp")


def _parts(url: str) -> SplitResult:
    """An address in its parts: a path, or a server or bucket with one.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() in _ON_A_SERVER:
            whole = bool(parts.hostname) and parts.port != 0
        else:
            whole = bool(parts.path if parts.scheme.lower() == "file" else parts.netloc)
    except ValueError as error:
        raise mistyped() from error
    if not whole:
        raise mistyped()
    return parts


def _folder(name: str) -> Path:
    if not name.strip() or "\0" in name:
        raise mistyped()
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError as error:  # the home of nobody
        raise mistyped() from error


def _folder_of_address(parts: SplitResult) -> Path:
    """The folder of a ``file:`` address; on Windows that has a drive, or a share's server as its host."""
    from urllib.request import url2pathname

    host = "" if parts.netloc.lower() == "localhost" else parts.netloc
    if host and os.name != "nt":
        raise mistyped()
    return _folder(url2pathname(f"//{host}{parts.path}" if host else parts.path))


def mistyped() -> UsageError:
    """The address cannot be read. It is not repeated: there may be a password in it."""
    return UsageError(
        "Die Adresse der Ablage ist nicht lesbar, vermutlich ein Tippfehler.",
        "Einen Ordner angeben, oder eine ganze Adresse wie webdavs://cloud.beispiel.de/ordner.",
        code="storage_address",
    )


def open_storage(url: str, user: str | None = None, password: str | None = None) -> Storage:
    """The storage at an address.

    Args:
        url: a folder, ``webdav(s)://…``, ``http(s)://…`` (reading only), ``s3://bucket/prefix``
            (with ``?endpoint=https://…`` for a service other than Amazon's), ``sftp://user@host/path`` (with
            ``?hostkey=SHA256:…`` for the fingerprint of the server's key).
        user: for WebDAV, HTTP and SFTP; the key for S3.
        password: the password; the secret for S3.

    Raises:
        UsageError: the address cannot be read or is of no known kind, or the extra ``storage`` is not installed.
    """
    if re.match(r"[A-Za-z]:[\\/]|\\\\", url) or "://" not in url:
        return FolderStorage(_folder(url))
    parts = _parts(url)
    kind = parts.scheme.lower()
    if kind == "file":
        return FolderStorage(_folder_of_address(parts))
    # Imported here: the libraries of one kind are not loaded for another.
    if kind in ("webdav", "webdavs", "http", "https"):
        from companion.sharing.storage_web import HttpStorage, WebdavStorage

        if kind.startswith("webdav"):
            return WebdavStorage(url.replace("webdav", "http", 1), user, password)
        return HttpStorage(url, user, password)
    option, _, value = parts.query.partition("=")
    if kind == "s3":
        from companion.sharing.storage_fsspec import connect_s3

        endpoint = value if option == "endpoint" else None
        if endpoint is not None and _parts(endpoint).scheme not in ("http", "https"):
            raise mistyped()
        return connect_s3(parts.netloc, unquote(parts.path), endpoint, user, password)
    if kind == "sftp":
        from companion.sharing.storage_fsspec import missing_extra

        try:
            from companion.sharing.storage_sftp import connect_sftp
        except ImportError as error:
            raise missing_extra("sftp") from error
        pinned = value if option == "hostkey" else None
        return connect_sftp(parts.netloc, unquote(parts.path), pinned, user, password)
    raise UsageError(
        f"Mit „{kind}://“ kann kontakt nichts anfangen.",
        "Einen Ordner oder eine Adresse mit webdavs://, https://, s3:// oder sftp:// angeben.",
        code="storage_kind",
    )
