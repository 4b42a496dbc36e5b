"""``kontakt bank``: invitation, approval, publication, synchronisation."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from companion.config import settings
from companion.errors import UsageError
from companion.sharing.approving import (
    Presented,
    answer_presented,
    present,
    sign_presented,
)
from companion.sharing.client import Client, Outcome
from companion.sharing.commands_keys import passphrase, storage_password
from companion.sharing.commands_writing import person
from companion.sharing.connecting import accept_invite, change_storage, make_invite, try_storage
from companion.sharing.exchange import Answer
from companion.sharing.keys import ROLE_NAMES
from companion.sharing.releasing import publish_signed, renew_deadlines, take_over_publication
from companion.sharing.renewal import how_renewed

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
STEPS = {"claim": "Ablage reservieren", "release": "Ablage freigeben"}
WHAT = {
    "added": "neu",
    "changed": "geändert",
    "removed": "entfernt",
    "retired": "aus dem Verkehr",
    "shared": "durch Betrag oder Baustein geändert",
}


@click.command(help="Macht eine Einladung.\n\nBeispiel: kontakt bank invite --out einladung.json")
@click.option("--out", type=click.Path(path_type=Path), help="Als Datei.")
@click.option("--words", is_flag=True, help="Als Wörter zum Vorlesen am Telefon.")
def invite(out: Path | None, words: bool) -> None:
    """Address, fingerprint of the first root, lowest version."""
    made = make_invite(settings())
    if out:
        out.write_bytes(made.to_bytes())
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
    click.echo(f"{found.message} {found.hint}".strip())


@click.command(
    help="Löst die Verbindung; danach gilt wieder die mitgelieferte Antwortbank.\n\nBeispiel: kontakt bank leave"
)
@click.confirmation_option(prompt="Verbindung wirklich lösen?")
def leave() -> None:
    """Forget the connection."""
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
    found = Client(settings()).status()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if not found["joined"]:
        click.echo("Nicht verbunden; es gilt die mitgelieferte Antwortbank. Beitreten: kontakt bank join.")
        return
    signed = " und ".join(ROLE_NAMES[role] for role in found["signed_by"]) or "noch niemand"
    click.echo(f"Ablage: {found['url']}\nFassung: {found['version'] or 'noch keine'}")
    if found["version"]:
        click.echo(f"Veröffentlicht am {found['released_on']}, unterschrieben von {signed}.")
    labels = {
        "root": "Vertrauen",
        "targets": "Freigabe",
        "snapshot": "Verzeichnis",
        "timestamp": "Zeitstempel",
    }
    for name, day in found["expires"].items():
        remedy = RENEWAL[name] if name in found["expires_soon"] else ""
        click.echo(f"{labels[name]} gilt bis {day}.{remedy}")
    if how := how_renewed(settings()):
        click.echo(RENEWED[how])
    last = found["last"]
    if last and not last["ok"]:
        click.echo(f"Letzter Abruf: {last['message']} {last['hint']}")
    if found["version"] and not found["intact"]:
        click.echo(
            "Die Dateien auf diesem Rechner sind verändert; es gilt die Fassung davor. Hilft: kontakt bank sync."
        )
    if found["clock_behind"]:
        click.echo("Die Uhr dieses Rechners geht nach: Die Antwortbank ist von einem späteren Tag.")


@click.command(
    "approve",
    help="Zeigt, was unterschrieben wird, und unterschreibt.\n\n"
    "Die Teamleitung legt vor, die Jurist*in unterschreibt als Zweite*r.\n\nBeispiel: kontakt bank approve",
)
@click.option(
    "--file", "path", type=click.Path(path_type=Path), help="Vorlage als Datei statt über die Ablage."
)
@click.option("--refuse", "refused", multiple=True, metavar="KENNUNG", help="Diesen Eintrag ablehnen.")
@click.option("--reason", default="", help="Grund der Ablehnung.")
@click.option(
    "--comment",
    "comments",
    multiple=True,
    nargs=2,
    metavar="KENNUNG WORTE",
    help="Etwas zu einem Eintrag anmerken.",
)
@click.option("--new", "fresh", is_flag=True, help="Eine vorhandene Vorlage durch eine neue ersetzen.")
@click.option("--yes", is_flag=True, help="Nicht nachfragen.")
def approve_(
    path: Path | None,
    refused: tuple[str, ...],
    reason: str,
    comments: tuple[tuple[str, str], ...],
    fresh: bool,
    yes: bool,
) -> None:
    """Show, ask, sign, hand on."""
    config, who = settings(), person()
    if refused and not reason.strip():
        raise UsageError("Zu einer Ablehnung gehört ein Grund.", "Mit „--reason“ angeben.", code="no_reason")
    shown = present(config, path, fresh=fresh)
    _show(shown)
    answers = [Answer(entry_id, who.name, reason) for entry_id in refused]
    answers += [Answer(entry_id, who.name, words, "comment") for entry_id, words in comments]
    if answers:
        answer_presented(config, shown.signatures.seal, answers)
    if refused:
        click.echo(
            "Abgelehnt und nicht unterschrieben. Die Teamleitung sieht den Grund bei ihrem nächsten „approve“."
        )
        return
    if not yes:
        click.confirm("Genau das unterschreiben?", abort=True)
    signed = sign_presented(config, shown.signatures.seal, passphrase("Passwort deines Schlüssels"), path)
    remedy = "" if signed.missing else " Weiter auf dem Rechner der Teamleitung: kontakt bank publish."
    click.echo(f"Unterschrieben. {signed.words()}{remedy}")


def _show(shown: Presented) -> None:
    for answer in shown.answers:
        label = "Abgelehnt" if answer.decision == "refused" else "Anmerkung"
        click.echo(f"{label} von {answer.name}: {answer.entry_id}: {answer.words}")
    click.echo(f"Vorlage {shown.signatures.number}, Prüfsumme {shown.digest}")
    for role, fingerprint in shown.new_keys.items():
        click.echo(f"NEUER SCHLÜSSEL für {ROLE_NAMES[role]}: {fingerprint}")
    for change in shown.changes:
        authors = shown.authors.get(change.entry_id, [])
        written = f" (geschrieben von {', '.join(authors)})" if authors else ""
        click.echo(
            f"\n{WHAT[change.what].upper()}: {change.title} [{change.entry_id or 'Antwortbank'}]{written}"
        )
        for difference in change.differences:
            click.echo(f"  {difference.part}: {difference.marked()}")
    count = len(shown.changes)
    click.echo(f"\n{count} Änderungen." if count != 1 else "\n1 Änderung.")


@click.command(help="Veröffentlicht, was beide unterschrieben haben.\n\nBeispiel: kontakt bank publish")
@click.option(
    "--file", "path", type=click.Path(path_type=Path, exists=True), help="Unterschriebene Vorlage als Datei."
)
@click.option("--renew", is_flag=True, help="Nur die Fristen erneuern; die Antwortbank bleibt, wie sie ist.")
@click.option(
    "--take-over", is_flag=True, help="Die Markierung einer abgebrochenen Veröffentlichung entfernen."
)
def publish(path: Path | None, renew: bool, take_over: bool) -> None:
    """Upload in order, then synchronise this machine as everybody else does."""
    config = settings()
    if take_over:
        take_over_publication(config)
    secret = passphrase("Passwort deines Schlüssels")

    def step(name: str) -> None:
        click.echo(f"  {STEPS.get(name, name)}")

    outcome = renew_deadlines(config, secret, step) if renew else publish_signed(config, secret, path, step)
    click.echo(f"Veröffentlicht: {outcome.version}.")


def _tell_bank(outcome: Outcome | None) -> None:
    click.echo(
        f"Antwortbank {outcome.version}."
        if outcome
        else "Es ist noch keine Antwortbank veröffentlicht. Sobald es so weit ist, kommt sie von selbst."
    )


TRUST = (invite, join, storage, leave, sync, status, approve_, publish)
