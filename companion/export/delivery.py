"""Where a laptop delivers its batches, and doing it: for the command, for the running companion and for the desk."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from filelock import FileLock

from companion.codebook import Codebook
from companion.config import Settings
from companion.contacts.log import ContactLog
from companion.errors import KontaktError, UsageError
from companion.export import seal
from companion.export.batch import drop
from companion.export.progress import Progress, silent
from companion.private_files import make_private_folder, write_json
from companion.sharing.client import Client
from companion.sharing.storage import Storage, Unreachable, open_storage
from companion.state_file import read_state

TEAM = "team"
"""Address that stands for the storage the answer bank comes from."""
FOLDER = "lieferungen"
"""Where batches lie within the storage of the answer bank."""
LIMIT = 2_000_000_000
"""Largest sealed batch in bytes."""


@dataclass(frozen=True)
class Destination:
    """Where to and for whom.

    Attributes:
        to: a folder, ``webdavs://``, ``s3://`` or ``sftp://`` address, or ``team``.
        keys: public keys of the lead (and a backup).
        user: of the storage.
        password: of the storage; lies in a file only its owner can read.
    """

    to: str
    keys: tuple[str, ...]
    user: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"Destination({self.to!r})"


def destination(settings: Settings) -> Destination | None:
    """As remembered, or ``None``.

    Raises:
        KontaktError: what is remembered is damaged (``destination_unreadable``).
    """
    path = settings.data / "batch.json"
    if not path.exists():
        return None
    return read_state(
        path,
        _parsed,
        "Die gemerkte Angabe, wohin geliefert wird,",
        "Ziel und Schlüssel neu angeben, unter Kontakte, Lieferungen oder mit: kontakt batch drop --to … --seal …",
        code="destination_unreadable",
    )


def _parsed(raw: Any) -> Destination:
    found = Destination(**{**raw, "keys": tuple(raw["keys"])})
    known = [text for text in (found.user, found.password) if text is not None]
    if isinstance(raw["keys"], str) or not all(
        isinstance(text, str) for text in (found.to, *found.keys, *known)
    ):
        raise TypeError("destination")
    return found


def remember(settings: Settings, chosen: Destination) -> None:
    """Keep it for the next time.

    Raises:
        UsageError: a key is none.
        OSError: the data folder cannot be written.
    """
    seal.recipients(chosen.keys)
    make_private_folder(settings.data)
    write_json(settings.data / "batch.json", asdict(chosen))


def deliver(
    settings: Settings,
    log: ContactLog,
    codebook: Codebook,
    today: date,
    chosen: Destination | None = None,
    progress: Progress | None = None,
) -> int:
    """Send what has frozen since the last delivery.

    Args:
        settings: the data folder.
        log: the log, frozen up to today.
        codebook: the closed lists.
        today: local day.
        chosen: where to, as remembered unless told.
        progress: told before each step.

    Returns:
        number of rows sent, 0 if there was nothing new.

    Raises:
        UsageError: nobody has said yet where to and for whom.
        KontaktError: the storage cannot be reached; nothing is lost, the next call sends it.
    """
    tell = progress or silent
    found = chosen or destination(settings)
    if found is None or not found.keys:
        raise UsageError(
            "Es fehlt, wohin und für wen die Lieferung ist.",
            "Beim ersten Mal --to und --seal angeben, danach merkt es sich kontakt.",
            code="no_destination",
        )
    seal.recipients(found.keys)
    tell("Ablage öffnen", 0.0)
    storage, folder = storage_at(settings, found.to, found.user, found.password)

    def put(name: str, content: bytes) -> None:
        tell("Lieferung ablegen", 0.6)
        try:
            storage.write(f"{folder}{name}", content)
        except Unreachable as error:
            raise undelivered(error) from error

    tell("Neues zusammenstellen und versiegeln", 0.2)
    log.open_rows()  # with the first use of a day the rows whose time is over freeze
    with FileLock(settings.data / "delivery.lock", mode=0o600):
        sent = drop(log, codebook, found.keys, put, today)
    tell("Fertig", 1.0)
    return sent


def storage_at(settings: Settings, to: str, user: str | None, password: str | None) -> tuple[Storage, str]:
    """The storage at an address, and what comes before the names of batches there.

    Raises:
        UsageError: the address is of no known kind, or ``team`` although no answer bank was joined.
    """
    if to == TEAM:
        return Client(settings).storage(), f"{FOLDER}/"
    return open_storage(to, user, password), ""


def undelivered(error: Unreachable) -> KontaktError:
    """What a person reads when the storage of the batches does not answer."""
    if error.code == "storage_full":
        return KontaktError(
            "Am gemeinsamen Ablageort ist kein Platz mehr frei.",
            "Der Teamleitung Bescheid geben, dort Platz zu schaffen, dann wiederholen. Es geht nichts verloren.",
            code=error.code,
            status=503,
        )
    return KontaktError(
        "Der gemeinsame Ablageort lässt den Zugriff nicht zu."
        if error.code == "storage_denied"
        else "Der gemeinsame Ablageort ist nicht erreichbar oder lässt sich nicht beschreiben.",
        "Adresse, Verbindung, Name und Passwort prüfen und es wiederholen. Es geht nichts verloren.",
        code=error.code,
        status=503,
    )
