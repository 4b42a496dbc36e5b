"""Sealed files: age encryption to the keys of those who may read them, and to nobody else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pyrage

from companion.errors import KontaktError, UsageError
from companion.passphrase import require_long, unlock
from companion.system_errors import reason


class SealError(KontaktError):
    """A sealed file cannot be opened."""

    def __init__(self) -> None:
        super().__init__(
            "Die versiegelte Datei lässt sich nicht öffnen.",
            "Entweder passt der Schlüssel nicht, oder die Datei wurde verändert oder ist unvollständig. "
            "Bitte neu schicken lassen.",
            code="seal_broken",
        )


def recipients(keys: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """The public keys (``age1…``) to seal to.

    Raises:
        UsageError: one of them is none.
    """
    found = []
    for key in keys:
        try:
            found.append(pyrage.x25519.Recipient.from_str(key.strip()))
        except Exception:
            raise UsageError(
                "Der Empfänger ist kein öffentlicher age-Schlüssel.",
                "Er beginnt mit age1 und hat 62 Zeichen.",
            ) from None
    return found


def seal(content: bytes, keys: Sequence[str]) -> bytes:
    """Encrypt to every key.

    Raises:
        UsageError: no key, or one that is none.
    """
    if not keys:
        raise UsageError("Es fehlt ein Empfänger.", "Mit --seal den öffentlichen Schlüssel angeben.")
    return bytes(pyrage.encrypt(content, recipients(keys)))


def unseal(content: bytes, identity: pyrage.x25519.Identity) -> bytes:
    """Decrypt.

    Raises:
        SealError: wrong key, changed or cut content.
    """
    try:
        return bytes(pyrage.decrypt(content, [identity]))
    except pyrage.DecryptError:
        raise SealError from None


def new_key(path: Path, passphrase: str) -> str:
    """Make a key pair; the secret half lies in ``path``, sealed with the passphrase.

    Returns:
        the public half, ``age1…``.

    Raises:
        UsageError: the passphrase is too short.
        KontaktError: the file exists already, or cannot be written; then there is none.
    """
    require_long(passphrase)
    identity = pyrage.x25519.Identity.generate()
    sealed = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise KontaktError(
            "Diese Schlüsseldatei gibt es schon.",
            "Einen anderen Namen wählen; Schlüssel nie überschreiben.",
            code="key_exists",
        ) from None
    except OSError as error:
        raise _not_written(error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        path.unlink(missing_ok=True)  # half a key would keep the next one from being made
        if isinstance(error, OSError):
            raise _not_written(error) from error
        raise
    return str(identity.to_public())


def _not_written(error: OSError) -> KontaktError:
    return KontaktError(
        f"Die Schlüsseldatei lässt sich nicht anlegen ({reason(error)}).",
        "Ordner, Rechte und freien Platz prüfen, dann noch einmal.",
        code="key_file",
        status=503,
    )


def read_key(path: Path, passphrase: str) -> pyrage.x25519.Identity:
    """The secret half of a key pair.

    Raises:
        KontaktError: no such file, another passphrase, or the computer is too busy (``computer_busy``).
    """
    try:
        return pyrage.x25519.Identity.from_str(unlock(path.read_bytes(), passphrase).decode())
    except OSError:
        raise KontaktError(
            "Die Schlüsseldatei ist nicht da.", "Mit --key den Pfad angeben.", code="key_file"
        ) from None
    except KontaktError:
        raise
    except Exception:
        raise KontaktError(
            "Die Schlüsseldatei lässt sich nicht öffnen.", "Die Passphrase prüfen.", code="wrong_passphrase"
        ) from None
