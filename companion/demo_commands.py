"""Command ``demo``."""

from __future__ import annotations

from pathlib import Path

import click

from companion import config
from companion.demo import run, scratch_folder
from companion.pairing_commands import FOLDER
from companion.running import is_free
from companion.service import Started
from companion.service_commands import greeting


@click.command(
    help="Zeigt kontakt an einem erfundenen Faden: Begleiter, Browser mit Erweiterung, Seitenfenster.\n\n"
    "Nichts davon berührt das eigene Kontaktbuch.\n\nBeispiel: kontakt demo"
)
@click.option("--bank", type=FOLDER, help="Ordner einer Antwortbank statt der mitgelieferten.")
@click.option("--data", type=FOLDER, help="Datenordner, der danach bleibt (sonst ein flüchtiger).")
@click.option("--port", type=click.IntRange(0, 65535), help="Anschluss (sonst 47113 oder ein freier).")
@click.option("--headless", is_flag=True, hidden=True)
def demo(bank: Path | None, data: Path | None, port: int | None, headless: bool) -> None:
    """Run until the window is closed."""
    if port is None:
        wished = config.settings().port
        port = wished if is_free(wished) else 0
    with scratch_folder() as folder:
        settings = config.settings(data or folder, port, bank)

        def greet(started: Started) -> None:
            click.echo(greeting(started, settings))

        run(settings, greet, click.echo, headless)
    click.echo("Die Vorführung ist beendet.")
