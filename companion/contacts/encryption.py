"""An encrypted log: SQLCipher, with the key in the keyring of the system. Installed by the extra
``sqlcipher``.

Which way a file is opened is read from the file itself: a plain SQLite file begins with a fixed line, an
encrypted one with random bytes.
"""

from __future__ import annotations

import importlib
import secrets
import sqlite3
from pathlib import Path
from typing import Any

from companion import system_keyring
from companion.contacts.backup import backup_folder, backups
from companion.contacts.store import WAIT, Connect, connect_plain
from companion.errors import KontaktError

_PLAIN = b"SQLite format 3\x00"
_NAME = "contact-log"
_DISK = (
    "Ohne Schlüsselbund schützt die Verschlüsselung der Festplatte das Kontaktbuch: "
    "BitLocker (Windows), FileVault (macOS) oder LUKS (Linux)."
)


class EncryptionError(KontaktError):
    """The log cannot be encrypted or decrypted here; nothing was changed."""

    def __init__(self, message: str, hint: str, code: str) -> None:
        super().__init__(message, hint, code=code, status=503)


def is_encrypted(path: Path) -> bool:
    """Whether a file with content is not a plain SQLite file."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        start = file.read(len(_PLAIN))
    return len(start) > 0 and start != _PLAIN


def connection_for(path: Path) -> Connect:
    """How to open a log.

    A file that is not plain SQLite counts as encrypted only if the keyring has a key for it; otherwise it is
    opened plainly and found damaged. While the keyring does not answer nobody knows; only plain backups beside
    it show then that it was plain, too.

    Raises:
        EncryptionError: there is a key, but SQLCipher is not installed; or the keyring is locked (nothing was
            touched, a later call may work).
    """
    if not is_encrypted(path):
        return connect_plain
    try:
        key = system_keyring.ask(_NAME)
    except system_keyring.KeyringSilentError:
        kept = backups(backup_folder(path))
        if kept and not any(is_encrypted(backup) for backup in kept):
            return connect_plain
        raise EncryptionError(
            "Das Kontaktbuch ist verschlüsselt, und der Schlüsselbund dieses Rechners gibt den Schlüssel nicht heraus.",
            "Den Schlüsselbund entsperren, meist genügt neu anmelden. Der Begleiter versucht es von selbst wieder; "
            "Kontakte warten so lange in der Erweiterung. Wurde es nie verschlüsselt, ist es beschädigt: "
            "contacts.sqlite3 im Datenordner umbenennen, dann beginnt es neu.",
            "keyring_locked",
        ) from None
    return connect_plain if key is None else connect_with(key)


def connect_with(key: str) -> Connect:
    """Opens files with a key of 64 hexadecimal digits.

    Raises:
        EncryptionError: SQLCipher is not installed.
    """
    driver = _driver()

    def connect(path: Path) -> sqlite3.Connection:
        connection: sqlite3.Connection = driver.connect(
            str(path), timeout=WAIT, check_same_thread=False, isolation_level=None
        )
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        return connection

    return connect


def new_key() -> str:
    """The key in the keyring, made now if there is none: 32 random bytes as hexadecimal digits.

    Raises:
        EncryptionError: this system has no keyring that keeps secrets.
    """
    stored = system_keyring.read(_NAME)
    if stored is not None:
        return stored
    key = secrets.token_hex(32)
    if not system_keyring.keep(_NAME, key):
        raise _no_keyring()
    return key


def convert(path: Path, key: str, *, encrypt: bool) -> None:
    """Replace a plain file by its encrypted copy or the other way round; whole or not at all.

    Args:
        path: a log that nobody has open.
        key: 64 hexadecimal digits.
        encrypt: direction.

    Raises:
        EncryptionError: SQLCipher is not installed, or the copy is not whole; the file is as it was.
    """
    target = path.with_suffix(".partial")
    target.unlink(missing_ok=True)
    before = connect_with(key)(path) if not encrypt else _driver().connect(str(path), isolation_level=None)
    try:
        before.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        key_of_copy = f"x'{key}'" if encrypt else ""
        before.execute(f'ATTACH DATABASE ? AS converted KEY "{key_of_copy}"', [str(target)])
        before.execute("SELECT sqlcipher_export('converted')").fetchall()
        before.execute("DETACH DATABASE converted")
    finally:
        before.close()
    after = connect_with(key)(target) if encrypt else connect_plain(target)
    try:
        if after.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            target.unlink()
            raise EncryptionError(
                "Die Umwandlung ist misslungen.", "Es wurde nichts geändert.", "convert_failed"
            )
    finally:
        after.close()
    target.chmod(0o600)
    target.replace(path)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _driver() -> Any:
    try:
        return importlib.import_module("sqlcipher3.dbapi2")
    except ImportError:
        raise _not_installed() from None


def _not_installed() -> EncryptionError:
    return EncryptionError(
        "Die Verschlüsselung des Kontaktbuchs ist nicht eingerichtet.",
        f'Mit pip install "kontakt-companion[sqlcipher]" nachrüsten; im fertigen Programm geht das nicht. {_DISK}',
        "no_sqlcipher",
    )


def _no_keyring() -> EncryptionError:
    return EncryptionError(
        "Dieser Rechner hat keinen Schlüsselbund, der den Schlüssel verwahrt.", _DISK, "no_keyring"
    )
