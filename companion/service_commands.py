"""Commands ``start`` and ``pair``."""

from __future__ import annotations

import json as json_module
import webbrowser
from dataclasses import asdict
from pathlib import Path

import click

from companion import __version__, config, running
from companion.api.pairing_window import OPEN_S
from companion.api.pairings import Pairings
from companion.config import Settings, shipped
from companion.errors import KontaktError
from companion.service import Started, serve

FOLDER = click.Path(path_type=Path)


def spaced(code: str) -> str:
    """Six digits as people read them: ``123 456``."""
    return f"{code[:3]} {code[3:]}"


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
@click.option("--bank", type=FOLDER, help="Ordner einer Antwortbank statt der mitgelieferten.")
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


@click.command(
    help="Zeigt einen neuen sechsstelligen Code zum Koppeln eines Browsers; er gilt zwei Minuten.\n\n"
    "Beispiel: kontakt pair"
)
@click.option("--list", "list_all", is_flag=True, help="Zeigt die gekoppelten Browser.")
@click.option("--revoke", metavar="NAME", help="Entfernt einen gekoppelten Browser.")
@click.option("--data", type=FOLDER, help="Datenordner (sonst KONTAKT_DATA oder der übliche Ort).")
@click.option("--json", "as_json", is_flag=True, help="Gibt JSON aus.")
def pair(list_all: bool, revoke: str | None, data: Path | None, as_json: bool) -> None:
    """Ask the companion of the same data folder; list and revoke also work while none runs."""
    settings = config.settings(data)
    found = running.find(settings)
    if revoke is not None:
        _revoke(settings, found, revoke)
    elif list_all:
        _list(settings, found, as_json)
    elif found is None:
        raise running.not_running()
    else:
        answer = running.call(found, "POST", "/control/v1/pairing-code")
        if as_json:
            click.echo(json_module.dumps(answer))
        else:
            click.echo(f"Kopplungscode: {spaced(answer['code'])}")
            click.echo(
                f"Im Seitenfenster eingeben. Er gilt {OPEN_S // 60} Minuten und {answer['tries']} Versuche."
            )


def _revoke(settings: Settings, found: running.Running | None, name: str) -> None:
    if found:
        running.call(found, "POST", "/control/v1/revoke", {"name": name})
    else:
        _stored(settings).revoke(name)
    click.echo(f"'{name}' ist nicht mehr gekoppelt.")


def _list(settings: Settings, found: running.Running | None, as_json: bool) -> None:
    if found:
        browsers = running.call(found, "GET", "/control/v1/browsers")["browsers"]
    else:
        browsers = [asdict(item) for item in _stored(settings).all()] if settings.pairings.exists() else []
        for item in browsers:
            item.pop("token_sha256")
    if as_json:
        click.echo(json_module.dumps({"browsers": browsers}, ensure_ascii=False))
    elif not browsers:
        click.echo("Es ist kein Browser gekoppelt.")
    for item in [] if as_json else browsers:
        click.echo(f"{item['name']}: gekoppelt am {item['paired_on']}, zuletzt da am {item['last_seen_on']}")


def _stored(settings: Settings) -> Pairings:
    if not settings.pairings.exists():
        raise KontaktError(
            "Es ist kein Browser gekoppelt.", "Mit 'kontakt pair' einen koppeln.", code="unknown_browser"
        )
    return Pairings(settings.pairings)
