"""What click itself says at the command line, in German: its messages by gettext, its placeholders by hand."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

DOMAIN = "kontakt"
LOCALE = Path(__file__).parent / "locale"
"""Holds the catalogue of click's messages; ``scripts/translations.py`` compiles it."""


@contextmanager
def in_german() -> Iterator[None]:
    """Here gettext, which click asks for every message, answers from our catalogue; the system may speak anything."""
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = "de"
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def with_placeholders(command: click.Command) -> click.Command:
    """The command, with German words for what stands in place of its values; click has no messages for these."""
    command.options_metavar = "[ANGABEN]"
    for parameter in command.params:
        word = _word_for(parameter.type)
        if word and parameter.metavar is None:
            parameter.metavar = word
    if isinstance(command, click.Group):
        command.subcommand_metavar = "BEFEHL [ANGABEN]..."
        for inner in command.commands.values():
            with_placeholders(inner)
    return command


def _word_for(kind: click.ParamType[Any]) -> str | None:
    if isinstance(kind, click.Path):
        return "ORDNER" if not kind.file_okay else "DATEI" if not kind.dir_okay else "PFAD"
    if isinstance(kind, click.DateTime):
        return "TAG"
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return "ZAHL"
    return None


def tell(error: click.UsageError) -> None:
    """Print what is wrong with a call and what to do, as for every other error; help that was asked for as it is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    path = error.ctx.command_path if error.ctx else "kontakt"
    click.echo(f"Fehler: {error.format_message()}", err=True)
    click.echo(f"Was tun: „{path} --help“ zeigt, was sich angeben lässt, mit einem Beispiel.", err=True)
