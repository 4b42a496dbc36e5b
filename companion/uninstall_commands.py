"""Command ``uninstall``."""

from __future__ import annotations

from pathlib import Path

import click

from companion import config
from companion import uninstall as room
from companion.pairing_commands import FOLDER


@click.command(
    help="Nimmt zurück, was kontakt auf diesem Rechner eingerichtet hat, und sagt, was bleibt und wo es liegt.\n\n"
    "Kontaktbuch, Sicherungen und Antwortbanken bleiben immer.\n\nBeispiel: kontakt uninstall"
)
@click.option("--data", type=FOLDER, help="Datenordner (sonst KONTAKT_DATA oder der übliche Ort).")
def uninstall(data: Path | None) -> None:
    """Take back, then tell."""
    done = room.uninstall(config.settings(data))
    for sentence in done.removed or ["Es war nichts eingerichtet."]:
        click.echo(sentence)
    for what, remedy in done.stays:
        click.echo(f"\n{what}\nWas tun: {remedy}")
