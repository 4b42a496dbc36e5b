"""Invitations, the storage of this machine, and whether it can be reached; without printing or asking."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tuf.api.metadata import Targets

from companion.config import Settings
from companion.errors import KontaktError, UsageError
from companion.sharing.client import Client, Outcome
from companion.sharing.connection import ROOT_LIMIT
from companion.sharing.invite import Invite, read_invite
from companion.sharing.storage import NotThere, open_storage


@dataclass(frozen=True)
class StorageSettings:
    """Where the bank of this machine lies.

    Attributes:
        url: address.
        user: name there, if one is needed.
        has_password: whether a password is kept; it is never handed out.
    """

    url: str
    user: str | None
    has_password: bool


@dataclass(frozen=True)
class StorageAnswer:
    """How an address answers.

    Attributes:
        readable: it answers and lets this machine read.
        bank_there: a bank lies there.
        same_bank: it is the bank this machine is connected with; ``None`` without a connection.
        writable: files can be put there; ``None`` if that was not tried.
        message: for people, what was found.
        hint: what to do, ``""`` if nothing.
    """

    readable: bool
    bank_there: bool
    same_bank: bool | None
    writable: bool | None
    message: str
    hint: str = ""


def make_invite(settings: Settings, url: str = "") -> Invite:
    """The invitation for others: ``.to_bytes()``, ``.to_link()``, ``.to_words()``.

    Args:
        settings: of a machine that is connected.
        url: another address of the same files, for example one that is for reading only.
    """
    client = Client(settings)
    found, targets = client.connection(), client.trusted(Targets.type)
    fingerprint = hashlib.sha256((client.folder / "root.json").read_bytes()).hexdigest()
    return Invite(url or found["url"], fingerprint, targets.signed.version if targets else 0)


def accept_invite(
    settings: Settings,
    text: str,
    url: str | None = None,
    user: str | None = None,
    password: str | None = None,
) -> Outcome | None:
    """Accept an invitation and fetch the bank; ``None`` while nothing is published.

    Args:
        settings: of the new machine.
        text: content of the file, the link, or the words.
        url: address, if the invitation is words.
        user: name for the storage.
        password: password for the storage.

    Raises:
        UsageError: it is no invitation, or this machine is connected with another bank.
        KontaktError: unreachable, another bank lies there, or the bank does not check.
    """
    client = Client(settings)
    try:
        client.join(read_invite(text, url), user, password)
    except UsageError as error:
        if error.code != "joined_elsewhere":
            raise
        raise _joined_elsewhere(client) from error
    return client.sync_if_published()


def _joined_elsewhere(client: Client) -> UsageError:
    """What is there, and the way to the other bank at the desk and at the command line."""
    version = client.current().get("version")
    kept = f"bisherige, Fassung {version}" if version else "bisherige"
    return UsageError(
        f"Dieser Rechner ist schon mit einer anderen Antwortbank verbunden. Es gilt weiter die {kept}.",
        "Soll die neue gelten: unter „Verbindung“ auf „Verbindung lösen“ (oder „kontakt bank leave“), danach die "
        "Einladung noch einmal annehmen. Im Zweifel vorher die Teamleitung fragen.",
        code="joined_elsewhere",
    )


def storage_settings(settings: Settings) -> StorageSettings | None:
    """Where the bank of this machine lies; ``None`` if it is not connected."""
    client = Client(settings)
    if not client.joined:
        return None
    found = client.connection()
    return StorageSettings(found["url"], found.get("user"), bool(found.get("password")))


def change_storage(
    settings: Settings, url: str = "", user: str | None = None, password: str | None = None
) -> None:
    """Another address, name or password for the same bank; what is not given stays.

    Raises:
        KontaktError: unreachable, or another bank lies there; the old settings stay.
    """
    Client(settings).move(url, user, password)


def try_storage(
    settings: Settings,
    url: str = "",
    user: str | None = None,
    password: str | None = None,
    *,
    writing: bool = False,
) -> StorageAnswer:
    """Try an address; what is not given is taken from the connection of this machine.

    Args:
        settings: of this machine.
        url: address to try.
        user: name there.
        password: password there.
        writing: also put a small file there and take it away, as publishing does.
    """
    client = Client(settings)
    kept = client.connection() if client.joined else {}
    try:
        storage = open_storage(
            url or str(kept.get("url", "")), user or kept.get("user"), password or kept.get("password")
        )
        try:
            root: bytes | None = storage.read("metadata/1.root.json", ROOT_LIMIT)
        except NotThere:
            root = None
        writable = storage.try_writing() if writing else None
    except KontaktError as error:
        return StorageAnswer(False, False, None, None, error.message, error.hint)
    same = (root == (client.folder / "root.json").read_bytes()) if root and client.joined else None
    message, hint = _found(root is not None, same, writable)
    return StorageAnswer(True, root is not None, same, writable, message, hint)


def _found(bank_there: bool, same: bool | None, writable: bool | None) -> tuple[str, str]:
    if same is False:
        return (
            "Die Ablage ist erreichbar, aber dort liegt eine andere Antwortbank.",
            "Die Adresse prüfen; im Zweifel die Teamleitung anrufen.",
        )
    said = "Die Ablage ist erreichbar. " + (
        "Die Antwortbank liegt dort." if bank_there else "Dort liegt noch keine Antwortbank."
    )
    if writable is False:
        return (
            f"{said} Schreiben geht nicht.",
            "Zum Veröffentlichen braucht es ein Konto, das schreiben darf; zum Lesen genügt es so.",
        )
    return (f"{said} Schreiben geht." if writable else said), ""
