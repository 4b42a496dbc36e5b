"""What commands ask at the terminal, in German; click itself would ask and complain in English."""

from __future__ import annotations

import os
import re

import click


def secret(question: str, variable: str = "", *, twice: bool = False) -> str:
    """A password, without showing it.

    Args:
        question: what is asked for.
        variable: of the environment, for scripts; if it is set nobody is asked.
        twice: a new one, asked for a second time.
    """
    if given := os.environ.get(variable):
        return given
    while True:
        found = str(click.prompt(question, hide_input=True))
        if not twice or click.prompt("Noch einmal zur Kontrolle", hide_input=True) == found:
            return found
        click.echo("Die beiden Eingaben waren verschieden. Bitte noch einmal.")


def storage_password(user: str | None, given: str | None) -> str | None:
    """Password of a storage: as given, else asked for if there is a user."""
    return given if given or not user else secret("Passwort für die Ablage")


def number(question: str, least: int, most: int) -> int:
    """A whole number in a range."""
    while True:
        found = str(click.prompt(question)).strip()
        if re.fullmatch(r"\d{1,18}", found, re.ASCII) and least <= int(found) <= most:
            return int(found)
        click.echo(f"Bitte eine Zahl von {least} bis {most}.")


def sure(question: str) -> None:
    """Go on only after a yes.

    Raises:
        click.Abort: anything else.
    """
    found = str(click.prompt(f"{question} [j/N]", default="n", show_default=False))
    if found.strip().lower() not in ("j", "ja", "y", "yes"):
        raise click.Abort
