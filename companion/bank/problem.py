"""What is wrong with a bank, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from companion.errors import KontaktError


@dataclass(frozen=True, order=True)
class Problem:
    """One finding of the check.

    Attributes:
        file: path inside the bank with ``/``; ``""`` for the bank as a whole.
        line: line in that file, from 1; 0 if it concerns the whole file.
        key: key of the front matter, heading or placeholder; ``""`` if none.
        message: German, what is wrong.
        remedy: German, what to do.
        severity: an ``error`` keeps the bank from being loaded, a ``warning`` does not.
    """

    file: str
    line: int
    key: str
    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """``file:line: key: message – remedy`` without the empty parts."""
        place = f"{self.file}:{self.line}" if self.line else self.file or "Antwortbank"
        key = f"{self.key}: " if self.key else ""
        return f"{place}: {key}{self.message} {self.remedy}".strip()

    def as_dict(self) -> dict[str, object]:
        """For ``--json``."""
        return asdict(self)


class BankInvalid(KontaktError):  # noqa: N818 - a state of the bank, named so in the architecture
    """The bank has errors and is therefore not loaded.

    Attributes:
        problems: all findings, errors first.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        first = f" Der erste: {errors[0]}" if errors else ""
        count = "einen Fehler" if len(errors) == 1 else f"{len(errors)} Fehler"
        super().__init__(
            f"Die Antwortbank hat {count} und wird deshalb nicht geladen.{first}",
            "„kontakt bank check“ nennt jede Stelle mit Datei, Zeile und Abhilfe.",
            code="bank_invalid",
            status=503,
        )
        self.problems = tuple(problems)


def errors_in(problems: Sequence[Problem]) -> list[Problem]:
    """Only those findings that keep a bank from being loaded."""
    return [problem for problem in problems if problem.severity == "error"]
