"""Where things lie and on which port the companion listens.

Order of precedence: command-line option, environment (``KONTAKT_DATA``, ``KONTAKT_PORT``), default.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from companion.errors import UsageError

DEFAULT_PORT = 47113
HOST = "127.0.0.1"


def shipped(name: str) -> Path:
    """Folder that ships with the product: ``answer_bank`` or ``extension``.

    In an installed wheel it lies inside the package, in a checkout beside it.
    """
    inside = Path(__file__).parent / "_shipped" / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


@dataclass(frozen=True)
class Settings:
    """What a running companion needs to know.

    Attributes:
        data: folder for everything that is kept on this laptop; see the properties for its rooms.
        port: TCP port on 127.0.0.1 (0: any free one).
        bank: folder of an answer bank given by hand, or ``None``: the verified synchronised bank if there is
            one, else the shipped one.
    """

    data: Path
    port: int = DEFAULT_PORT
    bank: Path | None = None

    @property
    def contacts_db(self) -> Path:
        """The SQLite file of the contact log."""
        return self.data / "contacts.sqlite3"

    @property
    def cache(self) -> Path:
        """Things that may be deleted at any time: the matcher's index."""
        return self.data / "cache"

    @property
    def sharing(self) -> Path:
        """Trusted metadata and verified banks of the signed distribution."""
        return self.data / "sharing"

    @property
    def working_bank(self) -> Path:
        """The bank a team lead or jurist edits on this machine, with its history."""
        return self.data / "working_bank"

    @property
    def lock(self) -> Path:
        """Held by the one companion that may write to this folder."""
        return self.data / "companion.lock"

    @property
    def running(self) -> Path:
        """Port and process number of the running companion, for ``kontakt pair`` and ``kontakt doctor``."""
        return self.data / "running.json"

    @property
    def pairings(self) -> Path:
        """Paired browsers: name, origin, hash of the token."""
        return self.data / "pairings.json"


def settings(
    data: str | Path | None = None, port: int | None = None, bank: str | Path | None = None
) -> Settings:
    """Settings from options and environment.

    Raises:
        UsageError: ``KONTAKT_PORT`` is not a port number, or the folder lies in the home of nobody.
    """
    folder = data or os.environ.get("KONTAKT_DATA") or platformdirs.user_data_path("kontakt", appauthor=False)
    if port is None:
        text = os.environ.get("KONTAKT_PORT", str(DEFAULT_PORT))
        if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
            raise UsageError(
                f"KONTAKT_PORT ist '{text}', das ist keine Anschlussnummer.",
                "Eine Zahl von 1024 bis 65535 angeben oder die Variable entfernen.",
            )
        port = int(text)
    try:
        found = Path(folder).expanduser()
    except RuntimeError:
        raise UsageError(
            f"Als Datenordner ist '{folder}' angegeben, dieses Konto gibt es nicht.",
            "Den vollen Pfad des Ordners angeben, mit --data oder in der Variable KONTAKT_DATA.",
        ) from None
    return Settings(found.absolute(), port, Path(bank).absolute() if bank else None)
