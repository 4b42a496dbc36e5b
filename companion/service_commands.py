"""Command ``start``."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from companion import __version__, config
from companion.api.pairing_window import OPEN_S
from companion.config import Settings, shipped
from companion.pairing_commands import FOLDER, spaced
from companion.service import Started, serve


def greeting(started: Started, settings: Settings) -> str:
    """What ``kontakt start`` prints; the labels before the colons never change."""
    bank = started.parts.active.bank
    extension = shipped("extension")
    lines = [f"kontakt {__version__}: Der Begleiter läuft.", f"Adresse: {started.address}"]
    if started.code:
        lines.append(
            f"Kopplungscode: {spaced(started.code)} (gilt {OPEN_S // 60} Minuten, danach: kontakt pair)"
        )
    else:
        names = ", ".join(item.name for item in started.parts.pairings.all())
        lines.append(f"Gekoppelt: {names} (einen weiteren Browser koppeln: 'kontakt pair')")
    lines += [
        f"Antwortbank: {bank.title}, {len(bank.entries)} Bausteine",
        f"Datenordner: {settings.data}",
        "",
        f"Die Erweiterung liegt in: {extension}",
        "  Chromium, Chrome, Edge: chrome://extensions öffnen, rechts oben den Entwicklermodus einschalten,",
        "    'Entpackte Erweiterung laden' wählen und diesen Ordner angeben.",
        "  Firefox: about:debugging#/runtime/this-firefox öffnen, 'Temporäres Add-on laden' wählen",
        "    und in diesem Ordner die Datei manifest.json angeben.",
        "  Dann auf das kontakt-Symbol neben der Adresszeile klicken und den Code im Seitenfenster eingeben.",
        "",
        "Beenden mit Strg+C. Wartende Kontakte bleiben in der Erweiterung bis zum nächsten Start.",
    ]
    if update := started.parts.active.update:
        lines += ["", f"Hinweis: {update.message(__version__)} {update.remedy}"]
    problem = started.parts.log.problem()
    for notice in started.parts.log.notices():
        lines += ["", f"Achtung: {notice}"]
    if problem:
        lines += ["", f"Achtung: {problem.message}", f"Was tun: {problem.hint}"]
    return "\n".join(lines)


@click.command(help="Startet den Begleiter auf diesem Rechner.\n\nBeispiel: kontakt start --open")
@click.option(
    "--bank", type=FOLDER, help="Ordner einer Antwortbank statt der gemeinsamen oder mitgelieferten."
)
@click.option("--data", type=FOLDER, help="Datenordner (sonst KONTAKT_DATA oder der übliche Ort).")
@click.option("--port", type=click.IntRange(0, 65535), help="Anschluss (sonst KONTAKT_PORT oder 47113).")
@click.option("--open", "open_page", is_flag=True, help="Öffnet danach die Seiten des Begleiters im Browser.")
def start(bank: Path | None, data: Path | None, port: int | None, open_page: bool) -> None:
    """Run until stopped."""
    settings = config.settings(data, port, bank)

    def tell(started: Started) -> None:
        click.echo(greeting(started, settings))
        if open_page:
            webbrowser.open(started.sign_in())

    serve(settings, tell)
    click.echo("Der Begleiter ist beendet.")
