"""What a check of the doctor says."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """The result of one check.

    Attributes:
        check: stable name.
        level: ``error`` keeps from working, ``warning`` wants attention.
        message: what was found.
        remedy: what to do, empty if nothing.
    """

    check: str
    level: Level
    message: str
    remedy: str = ""

    def as_dict(self) -> dict[str, str]:
        """For ``--json``."""
        return asdict(self)


def worst(findings: list[Finding]) -> Level:
    """The most serious level."""
    levels = {finding.level for finding in findings}
    return "error" if "error" in levels else "warning" if "warning" in levels else "ok"
