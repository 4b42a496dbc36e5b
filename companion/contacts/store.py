"""One connection to one SQLite file, for all threads of one process.

Old SQLite versions can damage a WAL file that two connections write to (sqlite.org/wal.html#walresetbug,
fixed in 3.51.3); therefore there is exactly one writing connection, guarded by a lock, and the companion
holds a lock file.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from companion.codebook import Codebook
from companion.contacts.migrations import migrate
from companion.contacts.tables import Database
from companion.errors import KontaktError
from companion.private_files import make_folders

Connect = Callable[[Path], sqlite3.Connection]
"""Opens a file: plain, or with the key of an encrypted log."""

WAIT = 2.0
"""Seconds to wait for a program that holds the file: the panel gives the companion three to say how it is."""

_WAITING = "Kein Kontakt geht verloren: neue warten im Browser."
_TROUBLES = {
    "disk_full": (507, "Auf diesem Rechner ist kein Speicherplatz mehr frei.", "Platz schaffen. "),
    "read_only": (503, "Das Kontaktbuch lässt sich nur lesen, nicht beschreiben.",
                  "Die Schreibrechte am Datenordner prüfen. "),
    "locked": (503, "Ein anderes Programm hält das Kontaktbuch fest.",
               "Das andere Programm schließen, zum Beispiel einen Datenbank-Betrachter. "),
    "unreadable": (503, "Das Kontaktbuch lässt sich nicht öffnen.",
                   "Prüfen, ob der Datenordner da ist und Schreibrechte hat. "),
    "corrupt": (503, "Das Kontaktbuch ist beschädigt.",
                "Den Begleiter neu starten: Er stellt es aus der letzten Sicherung wieder her. "),
    "disk_error": (503, "Das Kontaktbuch lässt sich nicht schreiben.",
                   "Freien Speicherplatz und den Zustand des Laufwerks prüfen. "),
    "storage": (503, "Das Kontaktbuch hat einen Fehler gemeldet.", ""),
}  # fmt: skip
_BY_SQLITE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_CANTOPEN: "unreadable",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_IOERR: "disk_error",
}
_BY_SYSTEM = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOENT: "unreadable",
    errno.ENOTDIR: "unreadable",
    errno.EISDIR: "unreadable",
    errno.EEXIST: "unreadable",
    errno.EIO: "disk_error",
}
_HELD_ON_WINDOWS = (32, 33)
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: Python calls both a lack of permission."""


class StorageError(KontaktError):
    """The file could not be read or written; nothing was changed.

    Args:
        code: why, one of ``disk_full``, ``read_only``, ``locked``, ``unreadable``, ``corrupt``, ``disk_error``
            and ``storage``.
    """

    def __init__(self, code: str) -> None:
        status, message, hint = _TROUBLES[code]
        super().__init__(message, f"{hint}{_WAITING}", code=code, status=status)


@contextmanager
def explained() -> Iterator[None]:
    """What SQLite, SQLCipher or the file system raise, as ``StorageError``; everything else as it is."""
    try:
        yield
    except Exception as error:
        if not _is_storage_trouble(error):
            raise
        raise StorageError(_why(error)) from error


def _why(error: Exception) -> str:
    """The code of an error, by its number: its words may name a path."""
    if isinstance(error, OSError):
        if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
            return "locked"
        return _BY_SYSTEM.get(error.errno or 0, "storage")
    number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # without what extends it
    return _BY_SQLITE.get(number, "storage")


class Store:
    """Opens, guards and closes the connection; every change happens inside ``writing()``."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.db = Database(connection)
        self._lock = threading.RLock()
        self._file = _identity(path)

    @classmethod
    def open(cls, path: Path, codebook: Codebook, connect: Connect | None = None) -> Store:
        """Open or create the log and bring it to the present shape.

        Args:
            path: the SQLite file; its folder is created, the file is readable for its owner only.
            codebook: what the columns may hold.
            connect: opens the file, ``connect_plain`` unless told.

        Raises:
            StorageError, NewerLogError: nothing was changed.
        """
        with explained():
            make_folders(path.parent)
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
            connection = (connect or connect_plain)(path)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("PRAGMA temp_store = MEMORY")
                store = cls(path, connection)
                migrate(store.db, codebook)
            except BaseException:
                connection.close()
                raise
        return store

    def is_there(self) -> bool:
        """Whether the open file is still the one at its path.

        What is written to one that was deleted or replaced meanwhile (POSIX allows both) would be gone with the last
        of those who have it open.
        """
        return _identity(self.path) == self._file

    @contextmanager
    def writing(self, *, forget: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it, or nothing when the body raises.

        Args:
            forget: afterwards no copy of what was deleted remains in the write-ahead log.

        Raises:
            StorageError: the file could not be written; nothing was changed.
        """
        with self._lock, explained():
            with self.db.atomic():
                yield self.db.conn
            if forget:
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for queries only.

        Raises:
            StorageError: the file could not be read.
        """
        with self._lock, explained():
            yield self.db.conn

    def rewrite(self) -> None:
        """Write the whole file anew in the order of its keys: no page shows the order in which rows came.

        Raises:
            StorageError: no room for it; the file is as it was.
        """
        with self._lock, explained():
            self.db.conn.execute("VACUUM")
            self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Empty the write-ahead log into the file and close; a second call does nothing."""
        with self._lock:
            with suppress(StorageError), explained():
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self.db.conn.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells one file from another at the same path; ``None`` if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_storage_trouble(error: Exception) -> bool:
    """Whether an exception comes from the disk, from SQLite or from SQLCipher (which has its own classes)."""
    if isinstance(error, KontaktError):
        return False
    names = {cls.__name__ for cls in type(error).__mro__}
    return isinstance(error, OSError) or ("DatabaseError" in names and not is_refused_row(error))


def is_refused_row(error: Exception) -> bool:
    """Whether SQLite refused a row: a key that is there, or a value against a CHECK."""
    return "IntegrityError" in {cls.__name__ for cls in type(error).__mro__}


def connect_plain(path: Path) -> sqlite3.Connection:
    """A connection for all threads, without implicit transactions."""
    return sqlite3.connect(path, timeout=WAIT, check_same_thread=False, isolation_level=None)
