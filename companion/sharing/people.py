"""Who works on the bank at this machine: a name for the history, and a role.

Only people who write, review or release texts have one; streetworkers have none and appear nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from companion.errors import UsageError
from companion.private_files import make_private_folder, write_json
from companion.state_file import json_of

PersonRole = Literal["lead", "jurist", "editor"]
PERSON_ROLES: dict[PersonRole, str] = {"lead": "Teamleitung", "jurist": "Jurist*in", "editor": "Redaktion"}


@dataclass(frozen=True)
class Person:
    """Name and role, as colleagues know them."""

    name: str
    role: PersonRole

    def __post_init__(self) -> None:
        """Refuse what would break the line of an author in the history."""
        if (
            not self.name.strip()
            or any(sign in self.name for sign in "<>\n\r\0")
            or self.role not in PERSON_ROLES
        ):
            raise UsageError(
                "Der Name fehlt oder enthält Zeichen, die nicht gehen.",
                "Einen Namen ohne spitze Klammern angeben und als Rolle lead, jurist oder editor.",
                code="person",
            )


def write_person(folder: Path, person: Person) -> None:
    """Remember who works here."""
    make_private_folder(folder)
    write_json(folder / "person.json", {"name": person.name, "role": person.role})


def read_person(folder: Path) -> Person:
    """Who works here.

    Raises:
        UsageError: nobody was named yet, or the file is damaged; naming somebody writes it anew.
    """
    try:
        data = json_of((folder / "person.json").read_bytes())
        return Person(data["name"], data["role"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            "Auf diesem Rechner ist noch nicht festgelegt, wer an der Antwortbank arbeitet.",
            "Einmal „kontakt bank me --name NAME --role lead“ aufrufen (oder jurist, editor).",
            code="nobody_named",
        ) from error
