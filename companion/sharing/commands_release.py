"""``kontakt bank approve`` and ``publish``: what is signed is shown, then signed by two, then handed out."""

from __future__ import annotations

from pathlib import Path

import click

from companion.asking import sure
from companion.config import settings
from companion.errors import UsageError
from companion.sharing.approving import answer_presented, present, sign_presented
from companion.sharing.commands_keys import passphrase
from companion.sharing.commands_writing import person
from companion.sharing.exchange import Answer
from companion.sharing.publish import step_in_words
from companion.sharing.putting_back import put_back
from companion.sharing.reading import in_full, summary, write_reading
from companion.sharing.releasing import publish_signed, renew_deadlines, take_over_publication
from companion.sharing.resuming import Unconfirmed


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
@click.option("--whole", is_flag=True, help="Alles im Wortlaut zeigen, auch wenn es viel ist.")
@click.option("--new", "fresh", is_flag=True, help="Eine vorhandene Vorlage durch eine neue ersetzen.")
@click.option("--yes", is_flag=True, help="Nicht nachfragen.")
def approve_(
    path: Path | None,
    refused: tuple[str, ...],
    reason: str,
    comments: tuple[tuple[str, str], ...],
    whole: bool,
    fresh: bool,
    yes: bool,
) -> None:
    """Show, ask, sign, hand on."""
    config, who = settings(), person()
    if refused and not reason.strip():
        raise UsageError("Zu einer Ablehnung gehört ein Grund.", "Mit „--reason“ angeben.", code="no_reason")
    shown = present(config, path, fresh=fresh)
    reading = write_reading(config, shown)
    click.echo(in_full(shown) if whole else summary(shown, str(reading)))
    answers = [Answer(entry_id, who.name, reason) for entry_id in refused]
    answers += [Answer(entry_id, who.name, words, "comment") for entry_id, words in comments]
    if answers:
        answer_presented(config, shown.signatures.fingerprint, answers)
    if refused:
        click.echo(
            "Abgelehnt und nicht unterschrieben. Die Teamleitung sieht den Grund bei ihrem nächsten „approve“."
        )
        return
    confirmed = ""
    if shown.question:
        click.echo(f"{shown.question.message}\n{shown.question.hint}")
        # No option answers this for a script: only somebody who has asked can.
        sure(f"Ist Nummer {shown.question.number} die letzte, die ihr veröffentlicht habt?")
        confirmed = shown.question.fingerprint
    if not yes:
        sure("Genau das unterschreiben?")
    secret = passphrase("Passphrase deines Schlüssels")
    signed = sign_presented(config, shown.signatures.fingerprint, secret, path, confirmed=confirmed)
    remedy = "" if signed.missing else " Weiter auf dem Rechner der Teamleitung: kontakt bank publish."
    click.echo(f"Unterschrieben. {signed.words()}{remedy}")


@click.command(help="Veröffentlicht, was beide unterschrieben haben.\n\nBeispiel: kontakt bank publish")
@click.option(
    "--file", "path", type=click.Path(path_type=Path, exists=True), help="Unterschriebene Vorlage als Datei."
)
@click.option("--renew", is_flag=True, help="Nur die Fristen erneuern; die Antwortbank bleibt, wie sie ist.")
@click.option(
    "--take-over", is_flag=True, help="Die Markierung einer abgebrochenen Veröffentlichung entfernen."
)
@click.option(
    "--put-back",
    "put_it_back",
    is_flag=True,
    help="Liegt in der Ablage eine ältere Fassung: die neueste, die dieser Rechner geprüft hat, wieder hineinlegen.",
)
def publish(path: Path | None, renew: bool, take_over: bool, put_it_back: bool) -> None:
    """Upload in order, then synchronise this machine as everybody else does."""
    config = settings()
    if take_over:
        take_over_publication(config)

    def step(name: str) -> None:
        click.echo(f"  {step_in_words(name)}")

    if put_it_back:
        try:
            done = put_back(config, step=step)
        except Unconfirmed as asked:
            click.echo(f"{asked.message}\n{asked.hint}")
            # No option answers this for a script either.
            sure(f"Ist Nummer {asked.number} die letzte, die ihr veröffentlicht habt?")
            done = put_back(config, asked.fingerprint, step)
        click.echo(done.words())
        return
    secret = passphrase("Passphrase deines Schlüssels")

    try:
        outcome = (
            renew_deadlines(config, secret, step) if renew else publish_signed(config, secret, path, step)
        )
    except Unconfirmed as asked:
        click.echo(f"{asked.message}\n{asked.hint}")
        # No option answers this for a script: only somebody who remembers can.
        sure(f"Ist Nummer {asked.number} die letzte, die ihr veröffentlicht habt?")
        outcome = renew_deadlines(config, secret, step, asked.fingerprint)
    click.echo(f"Veröffentlicht: {outcome.version}.")


RELEASE = (approve_, publish)
