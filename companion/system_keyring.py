"""The keyring of the system (Windows Credential Manager, macOS Keychain, Secret Service), where there is one."""

from __future__ import annotations

from typing import Any

SERVICE = "kontakt-companion"


class KeyringSilentError(Exception):
    """The keyring is locked, or there is none: whether it holds a secret is not known."""


def ask(name: str) -> str | None:
    """A secret, or ``None`` if the keyring says that there is none.

    Raises:
        KeyringSilentError: it does not answer.
    """
    try:
        found: str | None = _keyring().get_password(SERVICE, name)
    except Exception as error:  # every backend has its own errors
        raise KeyringSilentError from error
    return found


def read(name: str) -> str | None:
    """A secret, or ``None`` if there is none or no keyring answers."""
    try:
        return ask(name)
    except KeyringSilentError:
        return None


def keep(name: str, secret: str) -> bool:
    """Keep a secret; whether the keyring really has it now (a system without one accepts nothing)."""
    try:
        _keyring().set_password(SERVICE, name, secret)
    except Exception:  # every backend has its own errors
        return False
    return read(name) == secret


def drop(name: str) -> None:
    """Forget a secret; no matter if there is none."""
    try:
        _keyring().delete_password(SERVICE, name)
    except Exception:  # every backend has its own errors
        return


def _keyring() -> Any:
    # Imported here: looking for the backends takes longer than the commands that need none.
    import keyring

    return keyring
