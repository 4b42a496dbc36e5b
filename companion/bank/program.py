"""Which version of the program the signed bank speaks of: people are told, nothing is ever downloaded.

``bank.yaml`` may say ``program: {current: "0.2.0", minimum: "0.1.0"}``. It is signed with the bank, so that nobody else
can send people looking for a new version.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){1,3}")
KEYS = ("current", "minimum")


@dataclass(frozen=True)
class Update:
    """A newer version of the program.

    Attributes:
        version: the newest one.
        needed: the installed one is older than the organisation still supports.
    """

    version: str
    needed: bool

    def message(self, installed: str) -> str:
        """What a person should know."""
        if self.needed:
            return (
                f"Diese Fassung von kontakt ({installed}) wird nicht mehr gepflegt, es gibt {self.version}."
            )
        return f"Es gibt kontakt {self.version}, hier läuft {installed}."

    @property
    def remedy(self) -> str:
        """What to do."""
        if self.needed:
            return "Bitte bald erneuern; die Teamleitung weiß, woher. Bis dahin lässt sich weiterarbeiten."
        return "Bei Gelegenheit erneuern; die Teamleitung weiß, woher."


@dataclass(frozen=True)
class ProgramVersions:
    """What the bank says about the program; empty where it says nothing."""

    current: str = ""
    minimum: str = ""

    def update_for(self, installed: str) -> Update | None:
        """The newer version, or ``None`` if the installed one is as new.

        Args:
            installed: version of the running program; what follows the numbers (``0.2.0rc1``) is not compared.
        """
        have = _numbers(installed)
        if not self.current or have >= _numbers(self.current):
            return None
        return Update(self.current, bool(self.minimum) and have < _numbers(self.minimum))


NOTHING_SAID = ProgramVersions()


def read_program(value: Any, report: Callable[[str, str], None]) -> ProgramVersions:
    """Check and read the value of ``program``.

    Args:
        value: as it stands in ``bank.yaml``, ``None`` if it does not.
        report: takes message and remedy of what is wrong.
    """
    if value is None:
        return NOTHING_SAID
    example = 'So schreiben: program: {current: "0.2.0", minimum: "0.1.0"}; minimum darf fehlen.'
    if not isinstance(value, dict) or "current" not in value or not set(value) <= set(KEYS):
        report("Die Angabe zur Fassung des Programms ist unvollständig oder hat fremde Schlüssel.", example)
        return NOTHING_SAID
    for key, version in value.items():
        if not isinstance(version, str) or not _VERSION.fullmatch(version):
            report(f"„{key}“ ist keine Fassung des Programms.", example)
            return NOTHING_SAID
    found = ProgramVersions(**value)
    if _numbers(found.minimum) > _numbers(found.current):
        report("Die älteste gepflegte Fassung ist neuer als die neueste.", "Die beiden Angaben tauschen.")
    return found


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers, without zeros at the end: ``1.0`` and ``1.0.0`` are the same."""
    numbers = [int(part) for part in re.findall(r"\d+", (_VERSION.match(version) or [""])[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
