"""Looking at a log without changing a byte of it, also while the companion writes to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from companion.codebook import Codebook
from companion.contacts.encryption import connection_for
from companion.contacts.log import ContactLog
from companion.contacts.migrations import follows
from companion.contacts.recovery import is_gone
from companion.contacts.store import Store, explained
from companion.errors import KontaktError


@contextmanager
def view_log(path: Path, codebook: Codebook) -> Iterator[ContactLog]:
    """The log, for reading only.

    Raises:
        KontaktError: there is none yet (``no_log``), or another version of kontakt wrote it (``log_other_version``).
        StorageError: it cannot be read.
    """
    if not path.exists():
        raise KontaktError(
            "Hier gibt es noch kein Kontaktbuch.",
            "Es entsteht mit dem ersten Start: kontakt start. Einen anderen Ordner nennt --data.",
            code="no_log",
            status=404,
        )
    if is_gone(path):
        raise KontaktError(
            "Das Kontaktbuch ist leer.",
            "'kontakt start' stellt es aus der letzten Sicherung wieder her, oder beginnt es, wenn es keine gibt.",
            code="log_empty",
            status=409,
        )
    with explained(), closing(connection_for(path)(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        store = Store(path, connection)
        if not follows(store.db, codebook):
            raise KontaktError(
                "Das Kontaktbuch stammt von einer anderen Fassung von kontakt.",
                "kontakt einmal starten, dann wird es auf den neuen Stand gebracht.",
                code="log_other_version",
                status=409,
            )
        yield ContactLog(store, codebook, datetime.now)
