"""``kontakt batch`` and ``kontakt export``: deliveries to the lead, releases for f-bb."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from companion import running
from companion.asking import secret, storage_password
from companion.codebook import load
from companion.config import settings
from companion.contacts.exclusive import only_writer
from companion.contacts.opening import open_log
from companion.errors import KontaktError, UsageError
from companion.export import delivery, seal
from companion.export.collection import collect
from companion.export.formats import FORMATS
from companion.export.periods import Period
from companion.export.release import Wish, release
from companion.export.source import Source
from companion.export.team_key import make_team_key, open_team_key
from companion.private_files import write_whole

DATA = click.option("--data", type=click.Path(file_okay=False), help="Datenordner (sonst KONTAKT_DATA).")
DELIVERY_S = 600.0
"""How long the running companion may take to deliver."""
KEY = click.Path(dir_okay=False, path_type=Path)


def _passphrase(confirm: bool = False) -> str:
    """From ``KONTAKT_PASSPHRASE``, else asked for."""
    return secret("Passphrase", "KONTAKT_PASSPHRASE", twice=confirm)


@click.group()
def batch() -> None:
    """Lieferungen an die Teamleitung, versiegelt und ohne Namen.

    Beispiel: kontakt batch drop --to /mnt/team/lieferungen --seal age1…
    """


@batch.command("key")
@click.option("--out", type=KEY, help="Neue Schlüsseldatei (sonst im Datenordner, wo „Kontakte“ sie findet).")
@DATA
def key_(out: Path | None, data: str | None) -> None:
    """Legt ein Schlüsselpaar an: Der geheime Teil bleibt hier, der öffentliche geht an alle im Team.

    Beispiel: kontakt batch key
    """
    passphrase = _passphrase(confirm=True)
    public = seal.new_key(out, passphrase) if out else make_team_key(settings(data), passphrase)
    click.echo(f"Öffentlicher Schlüssel, zum Weitergeben (am Telefon vergleichen):\n{public}")


USER = click.option("--user", help="Name für die Ablage (WebDAV, S3, SFTP).")
PASSWORD = click.option("--password", envvar="KONTAKT_STORAGE_PASSWORD", help="Passwort für die Ablage.")


@batch.command()
@click.option(
    "--to", "to", help="Ablageort: Ordner, Adresse oder „team“ (Ablage der Antwortbank); wird gemerkt."
)
@click.option("--seal", "keys", multiple=True, help="Öffentlicher Schlüssel der Teamleitung; wird gemerkt.")
@USER
@PASSWORD
@DATA
def drop(
    to: str | None, keys: tuple[str, ...], user: str | None, password: str | None, data: str | None
) -> None:
    """Schickt die abgeschlossenen Kontakte seit der letzten Lieferung; geht auch, während der Begleiter läuft.

    Beispiel: kontakt batch drop --to webdavs://cloud.example.org/team --user team --seal age1…
    """
    chosen = settings(data)
    known = delivery.destination(chosen)
    if to or keys:
        place, sealing = to or (known.to if known else ""), keys or (known.keys if known else ())
        if not place or not sealing:
            raise UsageError(
                "Es fehlt, wohin und für wen die Lieferung ist.",
                "Beim ersten Mal --to und --seal angeben, danach merkt es sich kontakt.",
            )
        if to:
            known = delivery.Destination(to, sealing, user, storage_password(user, password))
        elif known:
            known = replace(known, keys=sealing)
        if known:
            delivery.remember(chosen, known)
    found = running.find(chosen)
    if found:
        answer = running.call(found, "POST", "/control/v1/deliveries", timeout_s=DELIVERY_S)
        sent = int(answer["rows"])
    else:
        with only_writer(chosen):
            log = open_log(chosen.contacts_db, load())
            try:
                sent = delivery.deliver(chosen, log, load(), date.today())
            finally:
                log.close()
    words = f"{sent} {'Eintrag' if sent == 1 else 'Einträge'} geliefert."
    click.echo(words if sent else "Es gab nichts Neues zu liefern.")


@batch.command("import")
@click.option("--from", "origin", required=True, help="Ablageort (auch „team“) oder einzelne Datei.")
@click.option("--key", type=KEY, help="Schlüsseldatei, wenn sie nicht im Datenordner liegt.")
@USER
@PASSWORD
@click.option("--json", "as_json", is_flag=True, help="Als JSON ausgeben.")
@DATA
def import_(
    origin: str, key: Path | None, user: str | None, password: str | None, as_json: bool, data: str | None
) -> None:
    """Nimmt Lieferungen in die Sammlung des Teams auf; schon bekannte werden übersprungen.

    Beispiel: kontakt batch import --from /mnt/team/lieferungen
    """
    chosen, passphrase = settings(data), _passphrase()
    identity = seal.read_key(key, passphrase) if key else open_team_key(chosen, passphrase)
    report = collect(chosen, load(), origin, identity, user, storage_password(user, password))
    if as_json:
        refused = [error.message for error in report.refused]
        found = {
            "new": report.new,
            "known": report.known,
            "rows": report.rows,
            "refused": refused,
            "missing": report.missing,
        }
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        new = len(report.new)
        click.echo(f"{new} neue {'Lieferung' if new == 1 else 'Lieferungen'}, {report.known} schon bekannt.")
        for missing in report.missing:
            click.echo(f"Es fehlt die Lieferung {missing}. Bitte nachschicken lassen.")
    if report.refused:
        raise KontaktError(
            " ".join(dict.fromkeys(error.message for error in report.refused)),
            " ".join(dict.fromkeys(error.hint for error in report.refused)),
            code="batch_refused",
        )


@click.command()
@click.option(
    "--release",
    "kind",
    type=click.Choice(["internal", "public"]),
    required=True,
    help="Für die Auswertung oder für alle.",
)
@click.option("--period", required=True, help="Abgeschlossenes Quartal, zum Beispiel 2026-Q3.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Neuer Ordner.")
@click.option(
    "--seal", "keys", multiple=True, help="Öffentlicher age-Schlüssel; mehrfach für f-bb und Sicherung."
)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Nur diese Formate (mehrfach)."
)
@click.option(
    "--source",
    type=click.Choice(["auto", "log", "pool"]),
    default="auto",
    show_default=True,
    help="Sammlung des Teams oder Kontaktbuch dieses Rechners.",
)
@click.option("--correct", is_flag=True, help="Eine frühere Ausgabe des Zeitraums ganz ersetzen.")
@DATA
def export(
    kind: str,
    period: str,
    out: Path,
    keys: tuple[str, ...],
    formats: tuple[str, ...],
    source: Source,
    correct: bool,
    data: str | None,
) -> None:
    """Gibt ein abgeschlossenes Quartal aus: intern für f-bb (mit --seal versiegelt) oder öffentlich und anonym.

    Beispiel: kontakt export --release public --period 2026-Q3 --out ausgabe
    """
    wish = Wish(kind, Period.parse(period), out.absolute(), keys, formats, source, correct)
    about = release(settings(data), load(), wish, date.today())
    click.echo(f"{about.title}: {about.rows} Zeilen, Fassung {about.revision}.")
    for note in about.notes:
        click.echo(f"Nicht dabei: {note}")
    if kind == "internal" and not keys:
        click.echo("Diese Ausgabe ist nicht versiegelt. Zum Weitergeben an f-bb --seal verwenden.", err=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", type=KEY, required=True, help="Schlüsseldatei.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Wohin das geöffnete Archiv kommt.",
)
def unseal(file: Path, key: Path, out: Path) -> None:
    """Öffnet eine versiegelte Ausgabe, zum Beispiel bei f-bb, wo es kein age gibt.

    Beispiel: kontakt unseal kontakt-internal-2026-Q3-r1.zip.age --key f-bb.key --out ausgabe.zip
    """
    write_whole(out, seal.unseal(file.read_bytes(), seal.read_key(key, _passphrase())))
    click.echo("Geöffnet.")
