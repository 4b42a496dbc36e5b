"""The paired browsers of this computer: name, pinned origin, hash of the token, day last seen.

The token itself exists only in the browser. Days, not times, are kept: nobody's working hours can be read.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from companion.errors import KontaktError
from companion.private_files import write_json
from companion.state_file import json_of

EXTENSION_ORIGIN = re.compile(r"(?:chrome|moz|safari-web)-extension://[A-Za-z0-9-]{8,64}\Z")
"""Origins a browser extension can have; a web page can never send one of these."""

MAX_BROWSERS = 20


@dataclass(frozen=True)
class Pairing:
    """One paired browser; days are ISO dates."""

    name: str
    origin: str
    token_sha256: str
    paired_on: str
    last_seen_on: str


def token_hash(token: str) -> str:
    """SHA-256 of a token. A token holds 256 random bits, so a slow password hash would add nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


class Pairings:
    """All pairings of one data folder, kept in one small file; thread-safe.

    Args:
        path: the file; one that is missing is created at once, with a random id of this installation.

    Raises:
        KontaktError: ``pairings_broken`` when the file cannot be read, ``disk_full`` (507) when it cannot be created.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self.install = secrets.token_hex(16)
        self._all: tuple[Pairing, ...] = ()
        if path.exists():
            self._read()
        else:
            self._write(self._all)

    def _read(self) -> None:
        try:
            data = json_of(self._path.read_bytes())
            self.install = str(data["install"])
            self._all = tuple(Pairing(**item) for item in data["browsers"])
            if not all(isinstance(text, str) for item in self._all for text in vars(item).values()):
                raise TypeError("pairing")
            for item in self._all:
                date.fromisoformat(item.paired_on)
                date.fromisoformat(item.last_seen_on)
        except (OSError, ValueError, KeyError, TypeError):
            raise KontaktError(
                "Die Liste der gekoppelten Browser ist nicht lesbar.",
                "Im Datenordner pairings.json löschen und neu koppeln; Kontakte sind nicht betroffen.",
                code="pairings_broken",
                status=503,
            ) from None

    def _write(self, pairings: tuple[Pairing, ...]) -> None:
        try:
            write_json(self._path, {"install": self.install, "browsers": [asdict(item) for item in pairings]})
        except OSError:
            raise KontaktError(
                "Die Kopplung lässt sich nicht speichern, der Datenordner ist voll oder nicht beschreibbar.",
                "Bitte Platz und Rechte prüfen und noch einmal koppeln.",
                code="disk_full",
                status=507,
            ) from None
        self._all = pairings

    def all(self) -> tuple[Pairing, ...]:
        """Every paired browser, oldest first."""
        return self._all

    def origins(self) -> frozenset[str]:
        """The pinned origins."""
        return frozenset(item.origin for item in self._all)

    def add(self, name: str, origin: str, today: date) -> str:
        """Pair a browser and return its token, which is shown this once.

        A name already taken gets a number. An extension pairing again under the same name and origin replaces
        its earlier token.

        Raises:
            KontaktError: ``too_many_browsers`` (409), ``disk_full`` (507).
        """
        token = secrets.token_urlsafe(32)
        with self._lock:
            kept = tuple(item for item in self._all if (item.name, item.origin) != (name, origin))
            if len(kept) >= MAX_BROWSERS:
                raise KontaktError(
                    f"Es sind schon {MAX_BROWSERS} Browser gekoppelt.",
                    "Mit 'kontakt pair --list' ansehen und mit 'kontakt pair --revoke NAME' einen entfernen.",
                    code="too_many_browsers",
                    status=409,
                )
            taken = {item.name for item in kept}
            number, unique = 2, name
            while unique in taken:
                unique, number = f"{name} {number}", number + 1
            day = today.isoformat()
            self._write((*kept, Pairing(unique, origin, token_hash(token), day, day)))
        return token

    def find(self, token: str) -> Pairing | None:
        """The browser of a token, comparing hashes in constant time over all pairings."""
        wanted, found = token_hash(token), None
        for item in self._all:
            if hmac.compare_digest(item.token_sha256, wanted):
                found = item
        return found

    def seen(self, pairing: Pairing, today: date) -> None:
        """Note the day; written at most once a day, and never a reason to fail."""
        day = today.isoformat()
        if pairing.last_seen_on == day:
            return
        with self._lock:
            changed = tuple(
                replace(item, last_seen_on=day) if item.token_sha256 == pairing.token_sha256 else item
                for item in self._all
            )
            try:
                self._write(changed)
            except KontaktError:
                self._all = changed

    def revoke(self, name: str) -> None:
        """Forget a browser; its token is void at once.

        Raises:
            KontaktError: ``unknown_browser`` (404), ``disk_full`` (507).
        """
        with self._lock:
            kept = tuple(item for item in self._all if item.name != name)
            if len(kept) == len(self._all):
                raise KontaktError(
                    "Unter diesem Namen ist kein Browser gekoppelt.",
                    "'kontakt pair --list' zeigt die Namen.",
                    code="unknown_browser",
                    status=404,
                )
            self._write(kept)
