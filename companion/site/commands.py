"""``kontakt site``: build, fields."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from companion.config import settings
from companion.errors import KontaktError
from companion.sharing.in_use import for_the_public, named, read_in_use
from companion.site.build import build as build_site
from companion.site.operator import FIELDS, read_operator, template


@click.group(help="Die Website für Multiplikator*innen bauen.\n\nBeispiel: kontakt site build --out website")
def site() -> None:
    """Root of the website commands."""


@site.command(
    help="Baut die Website aus den freigegebenen Einträgen. Ohne --publish entsteht eine Vorschau, die Suchmaschinen "
    "übergehen sollen.\n\nBeispiel: kontakt site build --out website --fields angaben.yaml --publish"
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="ORDNER", help="Wohin gebaut wird."
)
@click.option(
    "--bank",
    type=click.Path(path_type=Path),
    metavar="ORDNER",
    help="Antwortbank. Ohne Angabe: die gemeinsame des Teams, für eine Vorschau sonst die mitgelieferte.",
)
@click.option(
    "--fields", type=click.Path(path_type=Path), metavar="DATEI", help="Angaben zum Betrieb (Impressum …)."
)
@click.option("--publish", is_flag=True, help="Zur Veröffentlichung bauen; verlangt alle Angaben.")
def build(out: Path, bank: Path | None, fields: Path | None, publish: bool) -> None:
    """Exit 1 if the bank does not check, is not that of the team, or fields are missing for publication."""
    operator = read_operator(fields)
    used = read_in_use(settings(), bank)
    if publish:
        for_the_public(settings(), used)
    if bank is None:
        click.echo(named(settings(), used.origin, used.bank), err=True)
    today = used.bank.day(date.today())
    built = build_site(
        used.bank, operator, out, today, publish=publish, progress=lambda step: click.echo(f"{step} …")
    )
    click.echo(
        f"Fertig: {built.pages} Seiten mit {built.answers} Antworten und {built.corrections} Richtigstellungen, "
        f"{built.posters} Aushänge, in {out}."
    )
    if not publish:
        click.echo("Das ist eine Vorschau.")
        if operator.missing:
            click.echo(
                "Zum Veröffentlichen fehlen: " + "; ".join(FIELDS[name] for name in operator.missing) + "."
            )


@site.command(
    help="Legt eine leere Datei für Impressum und Datenschutz an.\n\nBeispiel: kontakt site fields angaben.yaml"
)
@click.argument("datei", type=click.Path(path_type=Path))
def fields(datei: Path) -> None:
    """Never overwrites a file."""
    try:
        with datei.open("x", encoding="utf-8") as file:
            file.write(template())
    except FileExistsError as error:
        raise KontaktError(
            f"Die Datei „{datei.name}“ gibt es schon.", "Einen anderen Namen angeben.", code="file_exists"
        ) from error
    click.echo(f"{datei} angelegt. Bitte ausfüllen und beim Bauen mit --fields angeben.")
