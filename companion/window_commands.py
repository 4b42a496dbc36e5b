"""Command ``window``."""

from __future__ import annotations

from pathlib import Path

import click

from companion import config
from companion import window as room

FOLDER = click.Path(path_type=Path)

SAID = {
    "window": "Das Fenster ist geschlossen. Der Begleiter läuft weiter.",
    "browser": "kontakt ist im Browser geöffnet; ein eigenes Fenster gibt es auf diesem Rechner nicht.",
    "open": "Ein Fenster ist schon offen; kontakt ist zusätzlich im Browser geöffnet.",
}


@click.command(
    help="Öffnet kontakt für Teamleitung und Jurist*in: in einem Fenster oder im Browser.\n\n"
    "Läuft noch kein Begleiter, wird er gestartet.\n\nBeispiel: kontakt window"
)
@click.option("--bank", type=FOLDER, help="Ordner einer Antwortbank, falls der Begleiter erst startet.")
@click.option("--data", type=FOLDER, help="Datenordner (sonst KONTAKT_DATA oder der übliche Ort).")
@click.option("--port", type=click.IntRange(0, 65535), help="Anschluss, falls der Begleiter erst startet.")
def window(bank: Path | None, data: Path | None, port: int | None) -> None:
    """Run until the window is closed; with a browser, return at once."""
    click.echo(SAID[room.open_window(config.settings(data, port, bank))])
