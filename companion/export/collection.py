"""Lead: fetch the batches of a team from where they lie, and take them into the pool."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyrage
from filelock import FileLock, Timeout

from companion.codebook import Codebook
from companion.config import Settings
from companion.errors import KontaktError
from companion.export.delivery import LIMIT, storage_at, undelivered
from companion.export.progress import Progress, silent
from companion.export.receive import Report, receive
from companion.export.source import pool_of
from companion.private_files import make_private_folder
from companion.sharing.storage import Unreachable


def collect(
    settings: Settings,
    codebook: Codebook,
    origin: str,
    identity: pyrage.x25519.Identity,
    user: str | None = None,
    password: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Take every batch that is whole and new into the team's pool.

    Args:
        settings: the lead's data folder.
        codebook: the closed lists.
        origin: one file, a folder, an address of a storage, or ``team``.
        identity: the lead's secret key.
        user: of the storage.
        password: of the storage.
        progress: told before each batch.

    Raises:
        UsageError: the address is of no known kind.
        KontaktError: the storage cannot be read; what was taken already stays, the next call continues.
    """
    tell = progress or silent

    def files() -> Iterator[bytes]:
        if Path(origin).is_file():
            tell("Lieferung öffnen", 0.0)
            yield Path(origin).read_bytes()
            return
        storage, folder = storage_at(settings, origin, user, password)
        try:
            names = [name for name in storage.names(folder.rstrip("/")) if name.endswith(".age")]
            for number, name in enumerate(names):
                tell(f"Lieferung {number + 1} von {len(names)}", number / len(names))
                yield storage.read(name, LIMIT)
        except Unreachable as error:
            raise undelivered(error) from error

    make_private_folder(settings.data)
    try:
        # Not the lock of the log: the companion may run meanwhile.
        with FileLock(settings.data / "pool.lock", timeout=1, mode=0o600):
            report = receive(pool_of(settings), codebook, files(), identity)
    except Timeout:
        raise KontaktError(
            "Es werden gerade schon Lieferungen aufgenommen.",
            "Warten, bis das fertig ist, und es wiederholen.",
            code="collecting",
            status=409,
        ) from None
    except OSError as error:
        raise KontaktError(
            "Die Lieferungen lassen sich nicht speichern oder lesen.",
            "Platz und Rechte prüfen und es wiederholen; was schon da ist, bleibt.",
            code="pool_unwritable",
            status=507,
        ) from error
    tell("Fertig", 1.0)
    return report
