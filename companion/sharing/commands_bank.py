"""``kontakt bank``: check, new, list, import, export."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from companion.bank.check import check_bank
from companion.bank.document import Document
from companion.bank.edit import create, due, read_documents, save, template
from companion.bank.entry import STATUS_WORDS
from companion.bank.files import read_bank
from companion.bank.problem import errors_in
from companion.bank.spreadsheet import read_table, write_table
from companion.config import settings, shipped
from companion.errors import KontaktError, UsageError
from companion.sharing.in_use import bank_folder, named

bank_option = click.option(
    "--bank",
    "folder",
    type=click.Path(path_type=Path),
    metavar="ORDNER",
    help="Ordner der Antwortbank. Ohne Angabe: die eigene Arbeitsbank, sonst die geltende.",
)


def today() -> date:
    """The present day; the one place in which the commands ask for it."""
    return date.today()


def working_folder(folder: Path | None) -> Path:
    """The bank a command works on: the given one, the own working bank, else the one in use; says which."""
    if folder is not None:
        return folder
    own = settings().working_bank
    if (own / "bank.yaml").is_file():
        click.echo("Antwortbank: die Arbeitsbank.", err=True)
        return own
    found, origin = bank_folder(settings())
    click.echo(named(settings(), origin), err=True)
    return found


def writable_folder(folder: Path | None) -> Path:
    """The same, for commands that write.

    Raises:
        UsageError: it would be what was signed, or the bank inside an installed package.
    """
    found = working_folder(folder)
    if found == bank_folder(settings())[0] and found != shipped("answer_bank"):
        raise UsageError(
            "Die gemeinsame Antwortbank wird nicht von Hand verändert.",
            "Mit „kontakt bank start-working“ eine Arbeitsbank anlegen; veröffentlicht wird daraus.",
            code="bank_read_only",
        )
    if "_shipped" in found.parts:
        raise UsageError(
            "Die mitgelieferte Antwortbank wird nicht verändert.",
            "Mit „--bank ORDNER“ einen eigenen Ordner angeben.",
            code="bank_read_only",
        )
    return found


@click.group(help="Antwortbank prüfen, ergänzen, austauschen, verteilen.\n\nBeispiel: kontakt bank check")
def bank() -> None:
    """Root of the bank commands."""


@bank.command(
    help="Prüft eine Antwortbank und nennt jede Stelle.\n\nBeispiel: kontakt bank check answer_bank"
)
@click.argument("ordner", required=False, type=click.Path(path_type=Path))
@bank_option
@click.option("--strict", is_flag=True, help="Auch Hinweise gelten als Fehler.")
@click.option("--json", "as_json", is_flag=True, help="Ausgabe als JSON.")
def check(ordner: Path | None, folder: Path | None, strict: bool, as_json: bool) -> None:
    """Exit 1 if there are errors (with ``--strict`` also for warnings)."""
    problems = check_bank(working_folder(ordner or folder), today())
    errors = errors_in(problems)
    if as_json:
        click.echo(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(f"{'Fehler' if problem.severity == 'error' else 'Hinweis'}  {problem}")
        hints = _count(len(problems) - len(errors), "Hinweis", "Hinweise")
        click.echo(f"{_count(len(errors), 'Fehler', 'Fehler')}, {hints}.")
    if errors or (strict and problems):
        raise click.exceptions.Exit(1)


@bank.command(
    help="Legt einen neuen Eintrag als Entwurf an.\n\n"
    'Beispiel: kontakt bank new elterngeld-zuverdienst --topic elterngeld --title "Arbeiten mit Elterngeld"'
)
@click.argument("kennung")
@click.option("--topic", required=True, help="Kürzel des Themas aus bank.yaml.")
@click.option("--title", default="", help="Titel; ohne Angabe die Kennung.")
@click.option("--correction", is_flag=True, help="Eine Richtigstellung statt einer Antwort.")
@bank_option
def new(kennung: str, topic: str, title: str, correction: bool, folder: Path | None) -> None:
    """Write a filled template."""
    target = writable_folder(folder)
    kind = "correction" if correction else "answer"
    path = create(target, template(kind, topic, kennung, title or kennung, today()), today())
    click.echo(
        f"Angelegt: {path.relative_to(target).as_posix()} (Entwurf). "
        "Jetzt ausfüllen und „kontakt bank check“ aufrufen."
    )


@bank.command("list", help="Zeigt die Einträge.\n\nBeispiel: kontakt bank list --status in_review")
@bank_option
@click.option("--status", help="Nur Einträge mit diesem Stand.")
@click.option("--topic", help="Nur Einträge dieses Themas.")
@click.option(
    "--due", "days", type=click.IntRange(0, 36_500), help="Nur was in so vielen Tagen zu prüfen ist."
)
@click.option("--json", "as_json", is_flag=True, help="Ausgabe als JSON.")
def list_(
    folder: Path | None, status: str | None, topic: str | None, days: int | None, as_json: bool
) -> None:
    """One line per entry."""
    documents: list[Document] = [document for _, document in read_documents(working_folder(folder)).values()]
    if days is not None:
        documents = due(documents, today(), days)
    rows = [
        {
            key: _plain(document.meta.get(key))
            for key in ("id", "kind", "topic", "status", "review_by", "title")
        }
        for document in documents
        if status in (None, document.meta.get("status")) and topic in (None, document.meta.get("topic"))
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        kind = "Richtigstellung" if row["kind"] == "correction" else "Antwort"
        status = STATUS_WORDS.get(str(row["status"]), str(row["status"]))
        day = _day(row["review_by"])
        click.echo(f"{row['id']:<50} {kind:<16}{status:<16}prüfen bis {day}  {row['title']}")
    click.echo(_count(len(rows), "Eintrag", "Einträge"))


@bank.command(
    "import",
    help="Übernimmt Einträge aus einer Tabelle (CSV, XLSX).\n\nBeispiel: kontakt bank import bank.xlsx",
)
@click.argument("tabelle", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@bank_option
def import_(tabelle: Path, folder: Path | None) -> None:
    """All rows or none."""
    documents = read_table(tabelle)
    ids = [str(document.meta.get("id")) for document in documents]
    if twice := sorted({entry for entry in ids if ids.count(entry) > 1}):
        raise KontaktError(
            f"In der Tabelle steht dieselbe Kennung zweimal: {', '.join(twice)}.",
            "Eine der Zeilen entfernen.",
        )
    changed = save(writable_folder(folder), documents, today())
    click.echo(
        f"{_count(len(documents), 'Zeile', 'Zeilen')} gelesen, "
        f"{_count(len(changed), 'Eintrag', 'Einträge')} geändert."
    )


@bank.command(
    "export",
    help="Schreibt die Antwortbank als Tabelle (CSV, XLSX).\n\nBeispiel: kontakt bank export bank.xlsx",
)
@click.argument("tabelle", type=click.Path(path_type=Path, dir_okay=False))
@bank_option
def export(tabelle: Path, folder: Path | None) -> None:
    """One row per entry, placeholders as they are."""
    source = working_folder(folder)
    read_bank(source, today())
    count = write_table((document for _, document in read_documents(source).values()), tabelle)
    click.echo(f"{_count(count, 'Eintrag', 'Einträge')} geschrieben: {tabelle.name}")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _day(iso: object) -> str:
    """A day as Germans write it; as it stands in the file where it is none."""
    try:
        return f"{date.fromisoformat(str(iso)):%d.%m.%Y}"
    except ValueError:
        return str(iso)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
