"""Command ``window``."""

from __future__ import annotations

from pathlib import Path

import click

from companion import config, web_view
from companion import window as room
from companion.pairing_commands import FOLDER

SAID = {
    "window": "Das Fenster ist geschlossen. Der Begleiter läuft weiter.",
    "browser": "kontakt ist im Browser geöffnet; ein eigenes Fenster gibt es auf diesem Rechner nicht.",
    "front": "Das Fenster war schon offen und liegt jetzt vorn.",
    "open": "Ein Fenster ist schon offen; kontakt ist zusätzlich im Browser geöffnet.",
}


@click.command(
    help="Öffnet kontakt in einem Fenster: einrichten, liefern, Antwortbank, Prüfung.\n\n"
    "Ohne eigenes Fenster öffnet es sich im Browser. "
    "Läuft noch kein Begleiter, wird er gestartet.\n\nBeispiel: kontakt window"
)
@click.option("--bank", type=FOLDER, help="Ordner einer Antwortbank, falls der Begleiter erst startet.")
@click.option("--data", type=FOLDER, help="Datenordner (sonst KONTAKT_DATA oder der übliche Ort).")
@click.option("--port", type=click.IntRange(0, 65535), help="Anschluss, falls der Begleiter erst startet.")
@click.option(web_view.PROBE, is_flag=True, hidden=True)
def window(bank: Path | None, data: Path | None, port: int | None, probe: bool) -> None:
    """Run until the window is closed; with a browser, return at once."""
    if probe:
        found = web_view.probe()
        click.echo(found or "")
        raise SystemExit(0 if found else 1)
    click.echo(SAID[room.open_window(config.settings(data, port, bank))])
