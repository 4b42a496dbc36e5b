"""A storage on a WebDAV server (Nextcloud), and plain HTTP(S) for reading."""

from __future__ import annotations

import contextlib
import io
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
from webdav4.client import Client, ClientError, ResourceAlreadyExists, ResourceNotFound
from webdav4.fsspec import WebdavFileSystem

from companion.errors import KontaktError, UsageError
from companion.sharing.storage import OWNER, TIMEOUT_S, NotThere, Storage, Unreachable, in_folder, mistyped

PLAIN = {"Accept-Encoding": "identity"}
"""Nothing is to be unpacked on the way: what arrives is counted and verified byte by byte."""


_BEFORE_A_PAGE = b"\xef\xbb\xbf \t\r\n"


class WebdavStorage(Storage):
    """A WebDAV server, for example Nextcloud."""

    def __init__(self, url: str, user: str | None, password: str | None) -> None:
        auth = (user, password or "") if user else None
        _require_readable(url)
        self.client = Client(url, auth=auth, timeout=TIMEOUT_S, headers=PLAIN)
        self.fs = WebdavFileSystem(url, client=self.client)
        self._made: set[str] = set()

    def chunks(self, name: str) -> Iterator[bytes]:
        """See ``Storage``; read as one plain GET."""
        with _explained(), self.client.http.stream("GET", self.client.join_url(name)) as answer:
            yield from _content(name, answer)

    def write(self, name: str, content: bytes) -> None:
        """See ``Storage``: under another name first, then moved into place by the server."""
        temporary = f"{name}.{secrets.token_hex(4)}.part"
        with _explained():
            self._make_folder(name)
            self.client.upload_fileobj(io.BytesIO(content), temporary, overwrite=True, size=len(content))
            self.client.move(temporary, name, overwrite=True)

    def names(self, folder: str = "") -> list[str]:
        """See ``Storage``."""
        with _explained():
            try:
                found: list[Any] = self.client.ls(folder, detail=True, allow_listing_resource=False)
            except ResourceNotFound:
                return []
        return in_folder(
            folder, (str(item["name"]).rpartition("/")[2] for item in found if item["type"] == "file")
        )

    def _create(self, name: str, owner: str) -> bool:
        """See ``Storage``: a MOVE that must not overwrite."""
        mine = f"{name}.{secrets.token_hex(4)}.part"
        self.write(f"{mine}/{OWNER}", owner.encode())
        with _explained():
            try:
                self.client.move(mine, name, overwrite=False)
            except (ClientError, httpx.HTTPError) as error:
                # A server that looks first and moves then stumbles where somebody else came in between.
                taken = isinstance(error, ResourceAlreadyExists) or self.client.exists(name)
                self.release(mine)
                if not taken:
                    raise
                return False
        return self._is_mine(name, mine, owner)

    def _is_mine(self, name: str, mine: str, owner: str) -> bool:
        """Whether a marker moved into place is there, and not inside the one of somebody who came in between."""
        try:
            found = self.read(f"{name}/{OWNER}", 1000)
        except NotThere:
            return False
        if found == owner.encode():
            return True
        self.release(f"{name}/{mine}")
        return False

    def release(self, name: str) -> None:
        """See ``Storage``."""
        with _explained(), contextlib.suppress(ResourceNotFound, FileNotFoundError):
            self.client.remove(name)

    def _make_folder(self, name: str) -> None:
        folder = name.rpartition("/")[0]
        if folder and folder not in self._made:
            if not self._made:
                self._make_collection(httpx.URL(str(self.client.join_url(""))))
            self.fs.makedirs(folder, exist_ok=True)
            self._made.add(folder)

    def _make_collection(self, url: httpx.URL) -> None:
        """Make the folder at the address, and those above it, where they are missing (RFC 4918, 9.3)."""
        answer = self.client.http.request("MKCOL", url)
        above = url.path.rstrip("/").rpartition("/")[0]
        if answer.status_code == httpx.codes.CONFLICT and above:
            self._make_collection(url.copy_with(path=above))
            answer = self.client.http.request("MKCOL", url)
        # 405: it is there already. Servers that answer otherwise for a folder that exists are told by the next write.
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise Unreachable(denied=True)


class HttpStorage(Storage):
    """Plain HTTP(S), read-only: a web server or CDN in front of the published files."""

    def __init__(self, url: str, user: str | None, password: str | None) -> None:
        _require_readable(url)
        self.url = url.rstrip("/") + "/"
        self.http = httpx.Client(
            timeout=TIMEOUT_S, auth=(user, password or "") if user else None, headers=PLAIN
        )

    def chunks(self, name: str) -> Iterator[bytes]:
        """See ``Storage``; redirects are not followed."""
        with _explained(), self.http.stream("GET", self.url + name) as answer:
            yield from _content(name, answer)

    def write(self, name: str, content: bytes) -> None:
        """Not possible here."""
        raise _read_only()

    def names(self, folder: str = "") -> list[str]:
        """Not possible here."""
        raise _read_only()

    def _create(self, name: str, owner: str) -> bool:
        """Not possible here."""
        raise _read_only()

    def release(self, name: str) -> None:
        """Nothing was claimed."""


def _content(name: str, answer: httpx.Response) -> Iterator[bytes]:
    """The pieces of a file; what answers with something else is told.

    A network that wants a log-in first, or a cloud whose session has run out, answers with a page, often with 200. No
    file of a storage begins like one.

    Raises:
        NotThere: no such file.
        Unreachable: no access, or a page.
    """
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise NotThere(name)
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise Unreachable(denied=True)
    if answer.is_redirect:
        raise Unreachable("redirect", page=_leads_elsewhere(answer))
    if answer.status_code == httpx.codes.NETWORK_AUTHENTICATION_REQUIRED:
        raise Unreachable("log-in", page=True)
    answer.raise_for_status()
    begun = False
    for piece in answer.iter_raw():
        if not begun and (start := piece.lstrip(_BEFORE_A_PAGE)):
            if start.startswith(b"<"):
                raise Unreachable("page", page=True)
            begun = True
        yield piece


def _leads_elsewhere(answer: httpx.Response) -> bool:
    """Whether a redirect leads to another place, not only from ``http`` to ``https``."""
    asked, there = answer.request.url, answer.next_request.url if answer.next_request else None
    return there is not None and (there.host, there.path) != (asked.host, asked.path)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """What the libraries raise, as ``Unreachable``."""
    try:
        yield
    except (NotThere, KontaktError):
        raise
    # ValueError, SyntaxError: something that is no WebDAV server answers, such as the log-in page of a hotel.
    except (httpx.HTTPError, httpx.InvalidURL, ClientError, OSError, ValueError, SyntaxError) as error:
        status = getattr(getattr(error, "response", None), "status_code", None)
        raise Unreachable(
            type(error).__name__,
            denied=status in (401, 403),
            full=status == 507,
            page=status == 511 or isinstance(error, ValueError | SyntaxError),
        ) from error


def _require_readable(url: str) -> None:
    try:
        httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise mistyped() from error


def _read_only() -> UsageError:
    return UsageError(
        "Über https:// wird nur gelesen.",
        "Zum Veröffentlichen einen Ordner oder eine Adresse mit webdavs://, s3:// oder sftp:// angeben.",
        code="storage_read_only",
    )
