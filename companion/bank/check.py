"""The whole check of a bank: format and content, every problem at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from companion.bank.files import inspect
from companion.bank.lint import lint
from companion.bank.near_duplicates import near_duplicates
from companion.bank.problem import Problem

__all__ = ["Problem", "check_bank"]


def check_bank(folder: Path, today: date) -> list[Problem]:
    """Every problem of a bank, errors first, then by file and line.

    Args:
        folder: holds ``bank.yaml``.
        today: day against which review dates, validity and amounts are checked.
    """
    reading = inspect(folder, today)
    problems = list(reading.problems)
    for path, entry in reading.entries.items():
        problems += lint(path, entry, reading.documents[path], reading.shared, today)
    problems += near_duplicates(reading)
    return sorted(problems, key=lambda problem: (problem.severity, problem.file, problem.line, problem.key))
