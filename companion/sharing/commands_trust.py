"""``kontakt bank``: invitation, approval, publication, synchronisation."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click
from tuf.api.metadata import Targets

from companion.config import Settings, settings
from companion.errors import KontaktError, UsageError
from companion.sharing.client import Client
from companion.sharing.commands_keys import passphrase, storage_password
from companion.sharing.commands_writing import person, working
from companion.sharing.exchange import Answer, get_answers, get_proposal, put_answers, put_proposal
from companion.sharing.invite import Invite, read_invite
from companion.sharing.keys import ROLE_NAMES
from companion.sharing.proposal import Proposal, approve, digest, examine, propose
from companion.sharing.release import Change, adopt, build
from companion.sharing.review import refuse
from companion.sharing.setup import (
    key_ring,
    pending_roots,
    publisher,
)
from companion.sharing.trust import new_keys

RENEWAL = {
    "root": " Bald erneuern, Teamleitung: kontakt bank key-replace ohne --new.",
    "targets": " Bald neu freigeben: kontakt bank approve auf beiden Rechnern, dann publish.",
    "snapshot": " Bald erneuern, Teamleitung: kontakt bank publish --renew.",
    "timestamp": " Bald erneuern, Teamleitung: kontakt bank publish --renew.",
}

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
    import hashlib

    client = Client(settings())
    found = client.connection()
    targets = client.trusted(Targets.type)
    root = (client.folder / "root.json").read_bytes()
    made = Invite(found["url"], hashlib.sha256(root).hexdigest(), targets.signed.version if targets else 0)
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
    client = Client(settings())
    client.join(read_invite(text, url), user, storage_password(user, password))
    click.echo("Verbunden. Der Fingerabdruck stimmt.")
    _sync_gently(client)


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
@click.option("--new", "fresh", is_flag=True, help="Eine vorhandene Vorlage durch eine neue ersetzen.")
@click.option("--yes", is_flag=True, help="Nicht nachfragen.")
def approve_(path: Path | None, refused: tuple[str, ...], reason: str, fresh: bool, yes: bool) -> None:
    """Show, ask, sign, hand on."""
    config, who = settings(), person()
    if who.role == "editor":
        raise UsageError("Freigeben können nur Teamleitung und Jurist*in.", code="not_a_signer")
    client = Client(config)
    _sync_gently(client)
    proposal = _find(config, client, path, fresh)
    found = examine(proposal, client, date.today())
    _show(found, proposal, client)
    if refused:
        _refuse(client, proposal, refused, reason, who.name)
        return
    if not yes:
        click.confirm("Genau das unterschreiben?", abort=True)
    signer = key_ring(config).open(who.role, passphrase("Passwort deines Schlüssels"))
    approve(proposal, who.role, who.name, signer, client)
    if path:
        path.write_bytes(proposal.to_bytes())
    else:
        put_proposal(client.storage(), proposal)
    missing = proposal.missing(client)[1]
    waiting = ", ".join(ROLE_NAMES[role] for role in missing)
    click.echo(
        f"Unterschrieben. Es fehlt: {waiting}."
        if missing
        else "Beide Unterschriften sind da: kontakt bank publish."
    )


def _find(config: Settings, client: Client, path: Path | None, fresh: bool) -> Proposal:
    """The proposal that is on its way, or on the lead's machine a new one."""
    who = person()
    trusted = client.trusted(Targets.type)
    number = trusted.signed.version + 1 if trusted else 1
    if who.role == "lead":
        bank = working()
        answers = [] if path else get_answers(client.storage(), number)
        for answer in answers:
            refuse(bank, answer.entry_id, answer.name, answer.words, who)
            click.echo(f"Abgelehnt von {answer.name}: {answer.entry_id}: {answer.words}")
        if answers:
            put_answers(client.storage(), number, [])
        there = None if fresh or answers else _present(client, path, number)
        if there is None:
            bank.record(who, "Von Hand geändert")
            roots = pending_roots(config, client)
            candidate = build(bank, client.bank_folder(), number, date.today(), unchanged=bool(roots))
            return propose(candidate, client, roots)
        return there
    proposal = _present(client, path, number)
    if proposal is None:
        raise KontaktError(
            "Es liegt keine Vorlage zur Freigabe bereit.",
            "Die Teamleitung legt sie mit „kontakt bank approve“ vor.",
        )
    return proposal


def _present(client: Client, path: Path | None, number: int) -> Proposal | None:
    if path is None:
        return get_proposal(client.storage(), number)
    return Proposal.from_bytes(path.read_bytes()) if path.is_file() else None


def _show(found: list[Change], proposal: Proposal, client: Client) -> None:
    click.echo(f"Vorlage {proposal.number}, Prüfsumme {digest(proposal)}")
    for role, fingerprint in new_keys(client.root().signed, proposal.trusted_root(client).signed).items():
        click.echo(f"NEUER SCHLÜSSEL für {ROLE_NAMES[role]}: {fingerprint}")
    for change in found:
        authors = proposal.authors.get(change.entry_id, [])
        written = f" (geschrieben von {', '.join(authors)})" if authors else ""
        click.echo(
            f"\n{WHAT[change.what].upper()}: {change.title} [{change.entry_id or 'Antwortbank'}]{written}"
        )
        for difference in change.differences:
            click.echo(f"  {difference.part}: {difference.marked()}")
    click.echo(f"\n{len(found)} Änderungen." if len(found) != 1 else "\n1 Änderung.")


def _refuse(client: Client, proposal: Proposal, refused: tuple[str, ...], reason: str, name: str) -> None:
    if not reason.strip():
        raise UsageError("Zu einer Ablehnung gehört ein Grund.", "Mit „--reason“ angeben.", code="no_reason")
    put_answers(client.storage(), proposal.number, [Answer(entry_id, name, reason) for entry_id in refused])
    click.echo(
        "Abgelehnt und nicht unterschrieben. Die Teamleitung sieht den Grund bei ihrem nächsten „approve“."
    )


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
    client = Client(config)
    storage = client.storage()
    sender = publisher(config, client, storage)
    if take_over:
        sender.take_over()
    secret = passphrase("Passwort deines Schlüssels")
    online = key_ring(config).open("online", secret)
    if renew:
        sender.renew(online, pending_roots(config, client))
    else:
        trusted = client.trusted(Targets.type)
        number = trusted.signed.version + 1 if trusted else 1
        proposal = _present(client, path, number)
        if proposal is None:
            raise KontaktError("Es gibt keine Vorlage.", "Erst „kontakt bank approve“ auf beiden Rechnern.")
        sender.publish(proposal, online, lambda name: click.echo(f"  {name}"))
    outcome = client.sync()
    folder = client.bank_folder()
    if folder and (config.working_bank / ".git").is_dir():
        adopt(working(), folder, person())
    click.echo(f"Veröffentlicht: {outcome.version}.")


def _sync_gently(client: Client) -> None:
    """Synchronise if something is published; say why not, and go on."""
    try:
        outcome = client.sync()
        click.echo(f"Antwortbank {outcome.version}.")
    except KontaktError as error:
        if error.code != "nothing_published":
            raise
        click.echo(error.message)


TRUST = (invite, join, leave, sync, status, approve_, publish)
