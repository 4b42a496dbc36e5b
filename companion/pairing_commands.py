"""Command ``pair``. Loads nothing of the service, which may run in another process: a code is there at once."""

from __future__ import annotations

import json as json_module
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from companion import config, running
from companion.api.pairing_window import OPEN_S
from companion.api.pairings import Pairings
from companion.config import Settings
from companion.errors import KontaktError

FOLDER = click.Path(path_type=Path)


def spaced(code: str) -> str:
    """Six digits as people read them: ``123 456``."""
    return f"{code[:3]} {code[3:]}"


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
        raise running.absent(settings)
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
        # Imported here: the other commands do without it.
        from companion.contacts.exclusive import only_writer

        with only_writer(settings):  # one that starts or is busy would write its own list over this one
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
        paired, seen = (f"{date.fromisoformat(item[key]):%d.%m.%Y}" for key in ("paired_on", "last_seen_on"))
        click.echo(f"{item['name']}: gekoppelt am {paired}, zuletzt da am {seen}")


def _stored(settings: Settings) -> Pairings:
    if not settings.pairings.exists():
        raise KontaktError(
            "Es ist kein Browser gekoppelt.", "Mit 'kontakt pair' einen koppeln.", code="unknown_browser"
        )
    return Pairings(settings.pairings)
