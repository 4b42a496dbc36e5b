"""Command ``autostart``."""

from __future__ import annotations

from pathlib import Path

import click

from companion import autostart as rooms_autostart
from companion.pairing_commands import FOLDER


@click.command(
    help="Startet den Begleiter mit jeder Anmeldung am Rechner (on), oder nicht mehr (off).\n\n"
    "Ohne Angabe sagt der Befehl, was gilt.\n\nBeispiel: kontakt autostart on"
)
@click.argument("switch", type=click.Choice(["on", "off"]), required=False)
@click.option("--data", type=FOLDER, help="Datenordner, falls nicht der übliche.")
@click.option("--port", type=click.IntRange(1, 65535), help="Anschluss, falls nicht der übliche.")
def autostart(switch: str | None, data: Path | None, port: int | None) -> None:
    """Switch, or tell."""
    if switch == "on":
        options = ["--data", str(data.absolute())] if data else []
        options += ["--port", str(port)] if port else []
        line = rooms_autostart.switch_on(options)
        click.echo(f"Der Begleiter startet ab jetzt mit der Anmeldung: {line}")
    elif switch == "off":
        was_on = rooms_autostart.switch_off()
        click.echo("Der Autostart ist aus." if was_on else "Der Autostart war schon aus.")
    else:
        click.echo("Der Autostart ist an." if rooms_autostart.is_on() else "Der Autostart ist aus.")
