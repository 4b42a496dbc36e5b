"""``kontakt bank``: invitation, storage, synchronisation, status."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from companion.asking import storage_password, sure
from companion.config import settings
from companion.errors import KontaktError, UsageError
from companion.private_files import hand_out
from companion.sharing.client import Client, Outcome
from companion.sharing.connecting import accept_invite, change_storage, make_invite, try_storage
from companion.sharing.keys import ROLE_NAMES
from companion.sharing.renewal import how_renewed
from companion.sharing.standing import EXPIRES, standing

RENEWAL = {
    "root": " Bald erneuern, Teamleitung: kontakt bank key-replace ohne --new.",
    "targets": " Bald neu freigeben: kontakt bank approve auf beiden Rechnern, dann publish.",
    "snapshot": " Bald erneuern, Teamleitung: kontakt bank publish --renew.",
    "timestamp": " Bald erneuern, Teamleitung: kontakt bank publish --renew.",
}

RENEWED = {
    "keyring": "Zeitstempel und Verzeichnis erneuern sich von selbst, solange hier kontakt läuft.",
    "session": "Zeitstempel und Verzeichnis erneuern sich von selbst, bis kontakt hier beendet wird.",
    "by_hand": "Zeitstempel und Verzeichnis erneuert hier niemand von selbst. Das ändert: kontakt bank auto-renew on.",
}


@click.command(help="Macht eine Einladung.\n\nBeispiel: kontakt bank invite --out einladung.json")
@click.option("--out", type=click.Path(path_type=Path), help="Als Datei.")
@click.option("--words", is_flag=True, help="Als Wörter zum Vorlesen am Telefon.")
def invite(out: Path | None, words: bool) -> None:
    """Address, fingerprint of the first root, lowest version."""
    made = make_invite(settings())
    if out:
        hand_out(out, made.to_bytes())
        click.echo(f"Einladung geschrieben: {out.name}")
    elif words:
        click.echo(f"Adresse: {made.url}\n{made.to_words()}")
    else:
        click.echo(made.to_link())


@click.command(
    help="Nimmt eine Einladung an: Datei, Link oder Wörter.\n\nBeispiel: kontakt bank join einladung.json"
)
@click.argument("einladung", nargs=-1, required=True)
@click.option("--url", help="Adresse der Ablage, wenn die Einladung aus Wörtern besteht.")
@click.option("--user", help="Name für die Ablage.")
@click.option("--password", envvar="KONTAKT_STORAGE_PASSWORD", help="Passwort für die Ablage.")
def join(einladung: tuple[str, ...], url: str | None, user: str | None, password: str | None) -> None:
    """Compare the fingerprint, remember, synchronise."""
    text = " ".join(einladung)
    if len(einladung) == 1 and Path(text).is_file():
        text = Path(text).read_text(encoding="utf-8")
    elif len(einladung) == 1 and Path(text).suffix == ".json":
        raise UsageError(
            f"Die Datei {Path(text).name} gibt es hier nicht.",
            "In den Ordner wechseln, in dem die Einladung liegt, oder sie mit ihrem ganzen Pfad angeben.",
            code="no_invite_file",
        )
    outcome = accept_invite(settings(), text, url, user, storage_password(user, password))
    click.echo("Verbunden. Der Fingerabdruck stimmt.")
    _tell_bank(outcome)


@click.command(
    help="Prüft die Ablage, oder stellt Adresse, Name und Passwort um.\n\nBeispiel: kontakt bank storage --user team"
)
@click.option("--url", default="", help="Neue Adresse derselben Antwortbank.")
@click.option("--user", help="Neuer Name für die Ablage.")
@click.option("--password", envvar="KONTAKT_STORAGE_PASSWORD", help="Passwort für die Ablage.")
@click.option("--writing", is_flag=True, help="Auch prüfen, ob Schreiben geht (zum Veröffentlichen).")
def storage(url: str, user: str | None, password: str | None, writing: bool) -> None:
    """Try, and keep what was given if the same bank lies there."""
    config = settings()
    if url or user:
        change_storage(config, url, user, storage_password(user, password))
        click.echo("Umgestellt.")
    found = try_storage(config, writing=writing)
    if not found.readable or found.same_bank is False or found.writable is False:
        raise KontaktError(found.message, found.hint, code="storage_not_usable", status=503)
    click.echo(f"{found.message} {found.hint}".strip())


@click.command(
    help="Löst die Verbindung; danach gilt wieder die mitgelieferte Antwortbank.\n\nBeispiel: kontakt bank leave"
)
@click.option("--yes", is_flag=True, help="Nicht nachfragen.")
def leave(yes: bool) -> None:
    """Forget the connection."""
    if not yes:
        sure("Verbindung wirklich lösen?")
    Client(settings()).leave()
    click.echo("Die Verbindung ist gelöst.")


@click.command(help="Holt die neueste freigegebene Antwortbank.\n\nBeispiel: kontakt bank sync")
def sync() -> None:
    """Verify, unpack, check, swap."""
    outcome = Client(settings()).sync(today=date.today())
    state = "Neue Fassung übernommen" if outcome.changed else "Schon auf dem neuesten Stand"
    click.echo(f"{state}: {outcome.version}.")


@click.command(help="Zeigt Fassung, Alter, Unterschriften und Fristen.\n\nBeispiel: kontakt bank status")
@click.option("--json", "as_json", is_flag=True, help="Ausgabe als JSON.")
def status(as_json: bool) -> None:
    """Only what lies on this machine."""
    found = standing(Client(settings()))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if not found["joined"]:
        click.echo("Nicht verbunden; es gilt die mitgelieferte Antwortbank. Beitreten: kontakt bank join.")
        return
    signed = " und ".join(ROLE_NAMES[role] for role in found["signed_by"]) or "noch niemand"
    click.echo(f"Ablage: {found['url'] or 'unbekannt'}\nFassung: {found['version'] or 'noch keine'}")
    if found["version"]:
        click.echo(f"Veröffentlicht am {_day(found['released_on'])}, unterschrieben von {signed}.")
    for name, day in found["expires"].items():
        over = date.fromisoformat(day) < date.today()
        remedy = RENEWAL[name] if name in found["expires_soon"] else ""
        remedy = remedy.replace("Bald", "Jetzt") if over else remedy
        click.echo(f"{EXPIRES[name]} {'galt' if over else 'gilt'} bis {_day(day)}.{remedy}")
    if how := how_renewed(settings()):
        click.echo(RENEWED[how])
    last = found["last"]
    if last and not last["ok"]:
        click.echo(f"Letzter Abruf: {last['message']} {last['hint']}".strip())
    if found["version"] and not found["intact"]:
        click.echo(
            "Die Dateien auf diesem Rechner sind verändert; es gilt die Fassung davor. Hilft: kontakt bank sync."
        )
    if found["clock_behind"]:
        click.echo("Die Uhr dieses Rechners geht nach: Die Antwortbank ist von einem späteren Tag.")


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"


def _tell_bank(outcome: Outcome | None) -> None:
    click.echo(
        f"Antwortbank {outcome.version}."
        if outcome
        else "Es ist noch keine Antwortbank veröffentlicht. Sobald es so weit ist, kommt sie von selbst."
    )


TRUST = (invite, join, storage, leave, sync, status)
