"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with what is being done (German, for people) and the share that is done, from 0 to 1."""


def silent(step: str, share: float) -> None:
    """Tell nobody."""
