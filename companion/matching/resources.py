"""The reviewed data files of the matcher, read from the package."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def text(name: str) -> str:
    """The content of ``companion/matching/data/<name>`` as text."""
    return files("companion.matching").joinpath("data", name).read_text(encoding="utf-8")


def lines(name: str) -> Iterator[str]:
    """The lines of a data file without blank lines and comments (``#`` at the start of the line)."""
    for line in text(name).splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            yield line


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """The ``key = value`` lines of a data file; several keys may share a line, separated by blanks.

    Raises:
        ValueError: if a line holds no ``=``; a defect of the shipped file.
    """
    for line in lines(name):
        keys, sign, value = line.partition("=")
        if not sign:
            raise ValueError(f"{name}: no '=' in line: {line}")
        for key in keys.split():
            yield key, value.strip()
