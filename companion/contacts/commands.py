"""``kontakt contacts``: the log on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import click

from companion import running
from companion.asking import sure
from companion.codebook import load
from companion.config import Settings, settings
from companion.contacts.backup import backups, day_of, make_backup
from companion.contacts.by_hand import KINDS, note_by_hand
from companion.contacts.demo_data import fill, remove
from companion.contacts.encryption import connection_for, convert, is_encrypted, new_key
from companion.contacts.exclusive import only_writer
from companion.contacts.log import ContactLog
from companion.contacts.opening import backup_folder, last_day_before_a_long_step, open_log
from companion.contacts.recovery import restore
from companion.contacts.view import view_log
from companion.errors import KontaktError, UsageError

F = TypeVar("F", bound=Callable[..., Any])
_SHOWN = {
    "contacts": ("woche", "schicht", "plattform", "thema", "reaktion", "baustein_id", "freezes_on"),
    "gaps": ("anzahl", "thema", "plattform", "zuletzt"),
    "rooms": ("code", "plattform", "raumtyp", "admin_status", "pruefung_am"),
}


def _data(command: F) -> F:
    option = click.option(
        "--data", type=click.Path(file_okay=False), help="Datenordner (sonst KONTAKT_DATA)."
    )
    return option(command)


def _json(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Als JSON ausgeben.")(command)


@contextmanager
def _writing(data: str | None) -> Iterator[tuple[ContactLog, Settings]]:
    """The log, opened as the companion opens it, while nobody else writes to it."""
    chosen = settings(data)
    with only_writer(chosen):
        log = open_log(chosen.contacts_db, load())
        for notice in log.notices:
            click.echo(notice, err=True)
        try:
            yield log, chosen
        finally:
            log.close()


@click.group()
def contacts() -> None:
    """Das Kontaktbuch: ansehen, ergänzen, abschließen, sichern.

    Beispiel: kontakt contacts list
    """


@contacts.command("list")
@click.option("--gaps", is_flag=True, help="Statt der Kontakte die Lücken der Antwortbank nach Thema.")
@click.option("--rooms", "register", is_flag=True, help="Statt der Kontakte das Verzeichnis der Räume.")
@_data
@_json
def list_(gaps: bool, register: bool, data: str | None, as_json: bool) -> None:
    """Zeigt offene Kontakte, Lücken oder Räume; geht auch, während der Begleiter läuft.

    Beispiel: kontakt contacts list --gaps
    """
    with view_log(settings(data).contacts_db, load()) as log:
        if gaps or register:
            rows: list[dict[str, Any]] = log.gap_counts() if gaps else log.rooms.all()
        else:
            rows = [row.to_json() for row in log.open_rows()]
        counts = log.counts()
    if as_json:
        click.echo(json.dumps({"rows": rows, "counts": dict(counts)}, ensure_ascii=False))
        return
    shown = _SHOWN["gaps" if gaps else "rooms" if register else "contacts"]
    for row in rows:
        click.echo("  ".join(f"{row[name]!s:14}" for name in shown).rstrip())
    click.echo(
        f"Kontakte: {counts['open']} offen, {counts['frozen']} abgeschlossen. Lücken: {counts['gaps']}."
    )


@contacts.command()
@click.argument("fields", nargs=-1, metavar="[FELD=CODE]...")
@click.option(
    "--kind", type=click.Choice(KINDS), default="kontakt", help="Was notiert wird.", show_default=True
)
@_data
@_json
def add(fields: tuple[str, ...], kind: str, data: str | None, as_json: bool) -> None:
    """Notiert etwas von Hand, auch während der Begleiter läuft; Felder und Codes stehen im Codebuch (docs/codebook.md).

    Beispiel: kontakt contacts add plattform=facebook thema=elternzeit modus=verweisen
    """
    given: dict[str, Any] = {}
    for field in fields:
        name, equals, value = field.partition("=")
        if not equals:
            raise UsageError("Eine Angabe hat nicht die Form FELD=CODE.", "Zum Beispiel: thema=elternzeit")
        given[name] = int(value) if re.fullmatch(r"-?\d{1,18}", value, re.ASCII) else value
    chosen = settings(data)
    if found := running.find(chosen):
        row = _noted_by(found, kind, given)
    elif running.keeps_silent(chosen):
        raise running.silent()
    else:
        with _writing(data) as (log, _):
            row = note_by_hand(log, kind, given, date.today())
    click.echo(json.dumps(row, ensure_ascii=False) if as_json else "Notiert.")


def _noted_by(companion: running.Running, kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """The row as the running companion wrote it down."""
    try:
        row: dict[str, Any] = running.call(
            companion, "POST", "/control/v1/notes", {"kind": kind, "given": given}
        )["row"]
    except KontaktError as error:
        if error.code != "companion_silent":
            raise
        raise KontaktError(
            "Der Begleiter hat den Auftrag und antwortet nicht; vielleicht notiert er es noch.",
            "Eine Minute warten und mit 'kontakt contacts list' nachsehen, bevor du es noch einmal eingibst.",
            code=error.code,
            status=error.status,
        ) from None
    return row


@contacts.command()
@_data
@_json
def freeze(data: str | None, as_json: bool) -> None:
    """Schließt Kontakte ab, deren 14 Tage vorbei sind; geschieht sonst beim Start von selbst.

    Beispiel: kontakt contacts freeze
    """
    with _writing(data) as (log, _):
        today = date.today()
        log.freeze(today, forget=not last_day_before_a_long_step(log, today))
        counts = log.counts()
    if as_json:
        click.echo(json.dumps(dict(counts)))
    else:
        click.echo(f"Kontakte: {counts['frozen']} abgeschlossen, {counts['open']} noch offen.")


@contacts.command("demo-data")
@click.option(
    "--rows", type=click.IntRange(1, 5_000_000), default=2_000, show_default=True, help="Zahl der Kontakte."
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Gleiche Zahl, gleiche Zeilen."
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Letzter Tag (sonst heute).")
@click.option("--remove", "only_remove", is_flag=True, help="Die Übungsdaten wieder löschen.")
@_data
def demo_data(rows: int, seed: int, until: Any, only_remove: bool, data: str | None) -> None:
    """Füllt ein Kontaktbuch mit erfundenen Kontakten; jede Zeile ist als synthetisch gekennzeichnet.

    Beispiel: kontakt contacts demo-data --rows 100000 --seed 1 --data uebung
    """
    with _writing(data) as (log, _):
        if only_remove:
            remove(log)
            click.echo("Die Übungsdaten sind gelöscht.")
            return
        with click.progressbar(length=rows, label="Kontakte") as bar:
            fill(
                log,
                load(),
                rows,
                seed,
                until.date() if until else date.today(),
                lambda done: bar.update(done - bar.pos),
            )
        click.echo(f"{rows} synthetische Kontakte angelegt.")


@contacts.command()
@click.option("--list", "only_list", is_flag=True, help="Nur zeigen, welche Sicherungen es gibt.")
@_data
def backup(only_list: bool, data: str | None) -> None:
    """Sichert das Kontaktbuch jetzt; geschieht sonst einmal am Tag von selbst.

    Beispiel: kontakt contacts backup --list
    """
    chosen = settings(data)
    if not only_list:
        with _writing(data) as (log, _):
            make_backup(log.store, backup_folder(log.path), date.today(), connection_for(log.path))
    for path in backups(backup_folder(chosen.contacts_db)):
        click.echo(f"{day_of(path):%d.%m.%Y}")


@contacts.command("restore")
@click.option("--yes", is_flag=True, help="Nicht nachfragen.")
@_data
def restore_(yes: bool, data: str | None) -> None:
    """Stellt das Kontaktbuch aus der letzten Sicherung wieder her; die jetzige Datei bleibt daneben liegen.

    Was sich aus der jetzigen Datei lesen lässt, wird übernommen.

    Beispiel: kontakt contacts restore
    """
    chosen = settings(data)
    path = chosen.contacts_db
    if not path.exists():
        raise KontaktError(
            "Hier gibt es kein Kontaktbuch.", "Mit --data den richtigen Ordner angeben.", code="no_log"
        )
    if not yes:
        sure("Das Kontaktbuch aus der letzten Sicherung neu zusammensetzen?")
    with only_writer(chosen):
        click.echo(restore(path, backup_folder(path), load(), connection_for(path)).sentence())


@contacts.command()
@click.option("--off", is_flag=True, help="Die Verschlüsselung wieder aufheben.")
@_data
def encrypt(off: bool, data: str | None) -> None:
    """Verschlüsselt das Kontaktbuch; den Schlüssel verwahrt der Schlüsselbund des Systems.

    Ältere Sicherungen werden gelöscht, eine neue wird gleich angelegt.

    Beispiel: kontakt contacts encrypt
    """
    chosen = settings(data)
    path = chosen.contacts_db
    with _writing(data):
        pass  # created, migrated and whole before it is converted
    with only_writer(chosen):
        if is_encrypted(path) != off:
            click.echo("Daran ist nichts zu ändern.")
            return
        convert(path, new_key(), encrypt=not off)
        for old in backups(backup_folder(path)):
            old.unlink()
    with _writing(data):
        click.echo(
            "Das Kontaktbuch ist jetzt unverschlüsselt."
            if off
            else "Das Kontaktbuch ist jetzt verschlüsselt."
        )
