"""What this laptop is used for: a small file in the data folder, nothing about anybody."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Literal, cast, get_args

from companion.errors import KontaktError
from companion.private_files import write_json
from companion.state_file import json_of

Role = Literal["kontakter", "teamleitung", "jurist"]
ROLES: dict[Role, str] = {"kontakter": "Kontakter*in", "teamleitung": "Teamleitung", "jurist": "Jurist*in"}
"""Code → word; decides which page groups are shown and is no matter of permission."""


class Preferences:
    """The choices made on this laptop; thread-safe.

    Args:
        path: the file; absent until something is chosen. One that cannot be read counts as absent: a choice is
            asked for again, nothing else is lost.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        try:
            stored = json_of(path.read_bytes())
        except (OSError, ValueError):
            stored = {}
        self._values: dict[str, object] = stored if isinstance(stored, dict) else {}

    @property
    def role(self) -> Role | None:
        """The role of this laptop, ``None`` until somebody chose one."""
        role = self._values.get("role")
        return cast(Role, role) if role in get_args(Role) else None

    def choose_role(self, role: Role) -> None:
        """Keep the role.

        Raises:
            KontaktError: ``disk_full`` (507).
        """
        self.put("role", role)

    def get(self, name: str, default: object = None) -> object:
        """Another choice, as JSON data."""
        return self._values.get(name, default)

    def put(self, name: str, value: object) -> None:
        """Keep a choice.

        Raises:
            KontaktError: ``disk_full`` (507).
        """
        with self._lock:
            changed = {**self._values, name: value}
            try:
                write_json(self._path, changed)
            except OSError:
                raise KontaktError(
                    "Die Einstellung lässt sich nicht speichern, der Datenordner ist voll oder nicht beschreibbar.",
                    "Bitte Platz und Rechte prüfen und noch einmal speichern.",
                    code="disk_full",
                    status=507,
                ) from None
            self._values = changed
