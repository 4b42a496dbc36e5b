"""The lead's key pair for deliveries: one for the commands and the desk, in the data folder."""

from __future__ import annotations

from pathlib import Path

import pyrage

from companion.config import Settings
from companion.errors import KontaktError
from companion.export import seal
from companion.private_files import make_private_folder, write_bytes


def team_key(settings: Settings) -> Path:
    """The secret half, sealed with the passphrase; the public one lies beside it."""
    return settings.data / "deliveries.key"


def make_team_key(settings: Settings, passphrase: str) -> str:
    """Make the pair and return its public half, ``age1…``.

    Raises:
        KontaktError: there is one already, or it cannot be written.
    """
    make_private_folder(settings.data)
    public = seal.new_key(team_key(settings), passphrase)
    _keep_public(settings, public)
    return public


def public_team_key(settings: Settings) -> str:
    """The public half as far as it is known without the passphrase; empty where no pair was made."""
    try:
        return _public(settings).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def open_team_key(settings: Settings, passphrase: str) -> pyrage.x25519.Identity:
    """The secret half; a lost file of the public one is written again.

    Raises:
        KontaktError: no pair was made, or another passphrase.
    """
    if not team_key(settings).exists():
        raise KontaktError(
            "Auf diesem Rechner gibt es noch keinen Schlüssel für Lieferungen.",
            "Unter Kontakte, Lieferungen oder mit 'kontakt batch key' anlegen; liegt er woanders, hilft --key.",
            code="key_file",
        )
    identity = seal.read_key(team_key(settings), passphrase)
    if not public_team_key(settings):
        _keep_public(settings, str(identity.to_public()))
    return identity


def _public(settings: Settings) -> Path:
    return team_key(settings).with_suffix(".pub")


def _keep_public(settings: Settings, public: str) -> None:
    write_bytes(_public(settings), public.encode("ascii"))
