"""Reading a form: every field is refused whole or taken, with the place and a German reason beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from werkzeug.datastructures import MultiDict

Code = TypeVar("Code", bound=str)

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""Control characters, undecodable bytes, and signs that turn the reading direction of what follows."""

MOST_OF_A_SECRET = 500
"""Characters of a passphrase or password."""


class Form:
    """One submitted form, or an empty one to begin with.

    Args:
        sent: ``request.form``; ``None`` for a form that is shown for the first time.
        start: what the fields show then.

    Attributes:
        errors: name of a field → German sentence. Empty: everything was taken.
        labels: name of a field → its label, for the summary above the form.
    """

    def __init__(
        self, sent: MultiDict[str, str] | None = None, start: Mapping[str, str] | None = None
    ) -> None:
        self._sent = sent
        self._start = dict(start or {})
        self.errors: dict[str, str] = {}
        self.labels: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """What the field shows: exactly what was sent, so that no word is lost when a form comes back."""
        return self._start.get(name, "") if self._sent is None else self._sent.get(name, "")

    def all(self, name: str) -> list[str]:
        """What the fields of one name show, for lists and boxes."""
        if self._sent is None:
            return [self._start[name]] if name in self._start else []
        return self._sent.getlist(name)

    def names(self) -> list[str]:
        """Names of the fields that were sent."""
        return list(self._start if self._sent is None else self._sent)

    def refuse(self, name: str, reason: str) -> None:
        """Note a reason of your own at a field; the first one stays."""
        self.errors.setdefault(name, reason)

    def text(
        self, name: str, label: str, most: int = 200, required: bool = False, lines: bool = False
    ) -> str:
        """Text of a field, without space at its ends.

        Args:
            name: of the field.
            label: what people call it.
            most: characters.
            required: whether it may not stay empty.
            lines: whether it may have several lines; they come back with ``\\n``.
        """
        value = self._one(name, label).replace("\r\n", "\n").strip()
        return self._fitting(name, value, most, required, lines)

    def secret(self, name: str, label: str, required: bool = True) -> str:
        """A passphrase or a password, exactly as it was typed: space at its ends belongs to it.

        Args:
            name: of the field.
            label: what people call it.
            required: whether it may not stay empty.
        """
        return self._fitting(name, self._one(name, label), MOST_OF_A_SECRET, required)

    def new_passphrase(self, name: str, label: str, least: int) -> str:
        """A passphrase that is being set: long enough, and the same in the field ``NAME_again``.

        Args:
            name: of the field.
            label: what people call it.
            least: characters.
        """
        value = self.secret(name, label)
        if name not in self.errors and len(value) < least:
            self.refuse(name, f"Bitte mindestens {least} Zeichen, am besten vier zufällige Wörter.")
        if name not in self.errors and self[f"{name}_again"] != value:
            self.refuse(name, "Beide Eingaben müssen gleich sein.")
        return value

    def choice(self, name: str, label: str, codes: Mapping[Code, str], required: bool = True) -> Code | None:
        """One of the given codes; ``None`` when it is refused or left empty."""
        value = self._one(name, label)
        for code in codes:
            if code == value:
                return code
        if value or required:
            self.refuse(name, "Bitte eines davon auswählen.")
        return None

    def choices(self, name: str, label: str, codes: Mapping[Code, str]) -> list[Code]:
        """Any of the given codes, in their order."""
        self.labels[name] = label
        sent = set(self.all(name))
        if sent - set(codes):
            self.refuse(name, "Bitte nur davon auswählen.")
        return [code for code in codes if code in sent]

    def day(self, name: str, label: str, required: bool = False) -> date | None:
        """A day as date fields send it, ``2026-11-29``."""
        value = self._one(name, label).strip()
        if not value:
            if required:
                self.refuse(name, "Bitte einen Tag angeben.")
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(name, "Das ist kein Tag. Bitte so schreiben: 2026-11-29.")
            return None

    def number(self, name: str, label: str, least: int, most: int, required: bool = True) -> int | None:
        """A whole number within bounds."""
        value = self._one(name, label).strip()
        if not value and not required:
            return None
        if not re.fullmatch(r"-?\d{1,9}", value, re.ASCII) or not least <= int(value) <= most:
            self.refuse(name, f"Bitte eine ganze Zahl von {least} bis {most} angeben.")
            return None
        return int(value)

    def box(self, name: str, label: str) -> bool:
        """Whether a box is ticked."""
        return bool(self._one(name, label))

    def confirmed(self, name: str, label: str, asked: str | None, reason: str) -> str:
        """What stands for a question somebody has said yes to; empty if nothing was asked.

        Args:
            name: of the field.
            label: what people call it.
            asked: what stands for the question that was shown; ``None``: none was.
            reason: noted at the field if that one was not confirmed.
        """
        given = self.text(name, label, most=64)
        if asked is not None and given != asked:
            self.refuse(name, reason)
        return given

    def _fitting(self, name: str, value: str, most: int, required: bool, lines: bool = False) -> str:
        if required and not value:
            self.refuse(name, "Bitte ausfüllen.")
        elif len(value) > most:
            self.refuse(name, f"Bitte kürzen: höchstens {most} Zeichen, es sind {len(value)}.")
        elif FORBIDDEN.search(value):
            self.refuse(name, "Darin ist ein unsichtbares Steuerzeichen. Bitte neu tippen statt einfügen.")
        elif not lines and "\n" in value:
            self.refuse(name, "Bitte in einer Zeile schreiben.")
        return value

    def _one(self, name: str, label: str) -> str:
        self.labels[name] = label
        values = self.all(name)
        if len(values) > 1:
            self.refuse(name, "Diese Angabe kam doppelt an. Bitte die Seite neu laden.")
        return values[0] if values else ""
