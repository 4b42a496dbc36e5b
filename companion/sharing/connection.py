"""What an invitation leaves on a laptop: where the bank lies, and the root that was invited.

Two files in the folder of the client: ``connection.json`` (address, credentials, lowest version) and ``root.json``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tuf.api.metadata import Metadata, Root

from companion.errors import KontaktError, UsageError
from companion.private_files import make_private_folder, write_bytes, write_json
from companion.sharing.invite import Invite
from companion.sharing.storage import NotThere, Storage, open_storage
from companion.sharing.trust import read_root
from companion.state_file import json_of, read_state

ROOT_LIMIT = 512_000
CONNECTION_FILES = ("connection.json", "root.json")


def not_joined() -> UsageError:
    """No invitation was accepted yet."""
    return UsageError(
        "Dieser Rechner ist noch mit keiner Antwortbank verbunden.",
        "Die Einladung der Teamleitung mit „kontakt bank join“ annehmen.",
        code="not_joined",
    )


_JOIN_AGAIN = (
    "Die Einladung der Teamleitung noch einmal annehmen: unter „Veröffentlichen“ → „Verbindung“ oder mit "
    "„kontakt bank join“. Bis dahin gilt die letzte gute Fassung, nur Neues kommt nicht an."
)
"""What mends a damaged connection."""


def _root(raw: Any) -> Metadata[Root]:
    """The content of ``root.json``, if it is what ``join`` writes."""
    try:
        return read_root(json.dumps(raw).encode())
    except KontaktError as error:
        raise ValueError("root") from error


def _is_root(content: bytes) -> bool:
    try:
        _root(json_of(content))
    except ValueError:
        return False
    return True


def _connection(raw: Any) -> dict[str, Any]:
    """The content of ``connection.json``, if it is what ``join`` writes."""
    texts = [raw["url"], raw.get("user") or "", raw.get("password") or ""]
    if not all(isinstance(text, str) for text in texts) or type(raw["minimum"]) is not int:
        raise TypeError("connection")
    return dict(raw)


class Connection:
    """The connection of one data folder with a bank."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._settings, self._root = (folder / name for name in CONNECTION_FILES)

    @property
    def joined(self) -> bool:
        """Whether an invitation was accepted."""
        return self._settings.is_file() and self._root.is_file()

    def read(self) -> dict[str, Any]:
        """Address, credentials, lowest version.

        Raises:
            UsageError: no invitation was accepted yet.
            KontaktError: ``connection_damaged``; the bank that is here stays in use.
        """
        if not self.joined:
            raise not_joined()
        what = "Die Verbindung zur gemeinsamen Antwortbank"
        read_state(self._root, _root, what, _JOIN_AGAIN, code="connection_damaged")
        return read_state(self._settings, _connection, what, _JOIN_AGAIN, code="connection_damaged")

    def storage(self) -> Storage:
        """The storage of the connection."""
        found = self.read()
        return open_storage(found["url"], found.get("user"), found.get("password"))

    def join(self, invite: Invite, user: str | None = None, password: str | None = None) -> None:
        """Accept an invitation: fetch the first root, compare, remember.

        Raises:
            UsageError: connected already with another bank.
            KontaktError: unreachable, or the root is not the invited one; nothing is remembered then.
        """
        root = _first_root(open_storage(invite.url, user, password))
        if not invite.fits(root):
            raise KontaktError(
                "Die Antwortbank an dieser Adresse ist nicht die, zu der eingeladen wurde.",
                "Nicht weitermachen und die Teamleitung anrufen: Adresse oder Einladung stimmen nicht.",
                code="wrong_root",
            )
        read_root(root)
        if self._root.is_file() and self._root.read_bytes() != root and _is_root(self._root.read_bytes()):
            raise UsageError(
                "Dieser Rechner ist schon mit einer anderen Antwortbank verbunden.",
                "Erst mit „kontakt bank leave“ lösen.",
                code="joined_elsewhere",
            )
        make_private_folder(self.folder)
        minimum = max(invite.minimum, self._minimum())
        write_bytes(self._root, root)
        write_json(
            self._settings,
            {"url": invite.url, "user": user, "password": password, "minimum": minimum},
        )

    def _minimum(self) -> int:
        """The lowest version of the connection there is; 0 without one, or if it is damaged."""
        try:
            return int(self.read()["minimum"])
        except KontaktError:
            return 0

    def move(self, url: str = "", user: str | None = None, password: str | None = None) -> None:
        """Take another address, name or password for the same bank; what is not given stays.

        Raises:
            KontaktError: unreachable, or another bank lies there; the old settings stay.
        """
        found = self.read()
        given = {"url": url, "user": user, "password": password}
        found |= {key: value for key, value in given.items() if value}
        root = _first_root(open_storage(found["url"], found.get("user"), found.get("password")))
        if root != self._root.read_bytes():
            raise KontaktError(
                "An dieser Adresse liegt eine andere Antwortbank.",
                "Die Adresse prüfen; im Zweifel die Teamleitung anrufen.",
                code="wrong_root",
            )
        write_json(self._settings, found)


def _first_root(storage: Storage) -> bytes:
    try:
        return storage.read("metadata/1.root.json", ROOT_LIMIT)
    except NotThere as error:
        raise KontaktError(
            "An dieser Adresse liegt keine Antwortbank.",
            "Die Adresse prüfen; die Teamleitung nennt sie mit „kontakt bank invite“.",
            code="no_bank_there",
        ) from error
