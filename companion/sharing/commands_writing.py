"""``kontakt bank``: writing in the working bank, and looking back."""

from __future__ import annotations

import json
from pathlib import Path

import click

from companion.bank.document import Document, dump_document, parse_document
from companion.bank.edit import read_documents
from companion.bank.problem import BankInvalid, errors_in
from companion.config import settings, shipped
from companion.errors import UsageError
from companion.sharing.client import Client
from companion.sharing.history import Revision, WorkingBank, duplicate
from companion.sharing.people import PERSON_ROLES, Person, read_person, write_person
from companion.sharing.review import comment, notes, retire, submit, take_back
from companion.sharing.words import compare


def working() -> WorkingBank:
    """The working bank of this machine."""
    return WorkingBank(settings().working_bank)


def person() -> Person:
    """Who works here."""
    return read_person(settings().sharing)


@click.command(
    help="Legt fest, wer hier an der Antwortbank arbeitet.\n\nBeispiel: kontakt bank me --name Lea --role lead"
)
@click.option("--name", required=True, help="Name, wie ihn die Kolleg*innen kennen.")
@click.option(
    "--role", required=True, type=click.Choice(list(PERSON_ROLES)), help="Aufgabe an der Antwortbank."
)
def me(name: str, role: str) -> None:
    """Remember name and role."""
    who = Person(name, role)  # type: ignore[arg-type]
    write_person(settings().sharing, who)
    click.echo(f"Hier arbeitet {who.name} ({PERSON_ROLES[who.role]}).")


@click.command(
    "start-working",
    help="Legt die Arbeitsbank an, als Kopie einer vorhandenen.\n\n"
    "Beispiel: kontakt bank start-working --from answer_bank",
)
@click.option(
    "--from", "source", type=click.Path(path_type=Path), help="Ohne Angabe die geltende Antwortbank."
)
def start_working(source: Path | None) -> None:
    """Copy the bank in use."""
    found = source or Client(settings()).bank_folder() or shipped("answer_bank")
    bank = WorkingBank.create(settings().working_bank, found, person())
    click.echo(f"Arbeitsbank angelegt, {len(bank.documents())} Einträge: {bank.folder}")


@click.command(
    help="Ändert einen Eintrag im Editor, oder ersetzt eine Stelle im Text.\n\n"
    "Beispiel: kontakt bank edit elterngeld-zuverdienst --replace 'alter Satz' 'neuer Satz'"
)
@click.argument("kennung")
@click.option("--replace", nargs=2, help="Alte und neue Worte.")
def edit(kennung: str, replace: tuple[str, str] | None) -> None:
    """Save as a draft."""
    bank, who = working(), person()
    document = bank.document(kennung)
    changed = _replaced(document, *replace) if replace else _edited(document)
    if changed is None:
        click.echo("Nichts geändert.")
        return
    changed.meta["status"] = "draft"
    _said(bank.save(changed, who, f"{kennung}: bearbeitet"), "Gespeichert als Entwurf.")


def _replaced(document: Document, old: str, new: str) -> Document:
    if not any(old in text for text in document.texts.values()):
        raise UsageError(
            f"„{old}“ steht nicht im Text.", "Die Worte genau abschreiben.", code="words_not_found"
        )
    return Document(
        dict(document.meta), {name: text.replace(old, new) for name, text in document.texts.items()}
    )


def _edited(document: Document) -> Document | None:
    text = click.edit(dump_document(document), extension=".md")
    if text is None:
        return None
    changed, problems = parse_document(text, f"{document.meta['id']}.md")
    if changed is None or errors_in(problems):
        raise BankInvalid(problems)
    return changed


@click.command(
    "save", help="Hält fest, was von Hand geändert wurde.\n\nBeispiel: kontakt bank save -m 'Beträge 2027'"
)
@click.option("-m", "note", default="Von Hand geändert", help="Was geändert wurde, in ein paar Worten.")
def save_(note: str) -> None:
    """Commit the folder as it is."""
    _said(working().record(person(), note), "Festgehalten.")


@click.command(
    "duplicate", help="Kopiert einen Eintrag als neuen Entwurf.\n\nBeispiel: kontakt bank duplicate alt neu"
)
@click.argument("kennung")
@click.argument("neue_kennung")
def duplicate_(kennung: str, neue_kennung: str) -> None:
    """A new draft."""
    _said(duplicate(working(), kennung, neue_kennung, person()), f"Kopiert: {neue_kennung} (Entwurf).")


@click.command(
    "submit", help="Gibt Entwürfe zur Prüfung.\n\nBeispiel: kontakt bank submit elterngeld-zuverdienst"
)
@click.argument("kennungen", nargs=-1, required=True)
def submit_(kennungen: tuple[str, ...]) -> None:
    """Draft → in review."""
    for kennung in kennungen:
        _said(submit(working(), kennung, person()), f"{kennung}: zur Prüfung gegeben.")


@click.command(
    "take-back", help="Öffnet einen Eintrag wieder zum Bearbeiten.\n\nBeispiel: kontakt bank take-back pflege"
)
@click.argument("kennung")
def take_back_(kennung: str) -> None:
    """Back to draft; what is published stays."""
    _said(
        take_back(working(), kennung, person()),
        f"{kennung}: wieder Entwurf; veröffentlicht bleibt die alte Fassung.",
    )


@click.command(
    "retire", help="Nimmt einen Eintrag aus dem Verkehr.\n\nBeispiel: kontakt bank retire alte-regel"
)
@click.argument("kennung")
def retire_(kennung: str) -> None:
    """Out of use with the next release."""
    _said(
        retire(working(), kennung, person()),
        f"{kennung}: wird mit der nächsten Veröffentlichung nicht mehr vorgeschlagen.",
    )


@click.command(
    "comment", help="Schreibt eine Anmerkung.\n\nBeispiel: kontakt bank comment pflege 'Frist prüfen'"
)
@click.argument("kennung")
@click.argument("worte")
def comment_(kennung: str, worte: str) -> None:
    """For colleagues."""
    _said(comment(working(), kennung, worte, person()), "Angemerkt.")


@click.command(
    help="Zeigt alle Stände und Anmerkungen eines Eintrags.\n\nBeispiel: kontakt bank history pflege"
)
@click.argument("kennung")
def history(kennung: str) -> None:
    """The newest first."""
    bank = working()
    bank.document(kennung)
    for revision, document in bank.revisions(kennung):
        status = document.meta.get("status", "") if document else "gelöscht"
        click.echo(
            f"{revision.id[:7]}  {revision.at:%d.%m.%Y}  {revision.author:<14} {status:<10} {revision.note}"
        )
    for note in notes(bank, kennung):
        label = "Abgelehnt" if note.decision == "refused" else "Anmerkung"
        click.echo(f"{label} am {note.on:%d.%m.%Y} von {note.name}: {note.words}")


@click.command(
    help="Vergleicht zwei Stände in Worten; ohne Angabe mit der geltenden Fassung.\n\n"
    "Beispiel: kontakt bank diff pflege"
)
@click.argument("kennung")
@click.argument("stand", required=False)
def diff(kennung: str, stand: str | None) -> None:
    """Against a state of the history, or against what is published."""
    bank = working()
    now = bank.document(kennung)
    found = compare(_state(bank, kennung, stand) if stand else _published(kennung), now)
    for difference in found:
        click.echo(f"{difference.part}:\n  {difference.marked()}")
    if not found:
        click.echo("Kein Unterschied.")


def _state(bank: WorkingBank, kennung: str, stand: str) -> Document | None:
    for revision, document in bank.revisions(kennung):
        if revision.id.startswith(stand.lower()):
            return document
    raise UsageError(
        f"Den Stand „{stand}“ gibt es nicht.", "Die Stände zeigt „kontakt bank history“.", code="no_revision"
    )


def _published(kennung: str) -> Document | None:
    folder = Client(settings()).bank_folder()
    found = read_documents(folder).get(kennung) if folder else None
    return found[1] if found else None


@click.command(
    "restore",
    help="Holt einen früheren Stand zurück, als Entwurf.\n\nBeispiel: kontakt bank restore pflege 1a2b3c4",
)
@click.argument("kennung")
@click.argument("stand")
def restore(kennung: str, stand: str) -> None:
    """A new commit; nothing is lost."""
    _said(
        working().restore(kennung, stand, person()), f"{kennung}: früherer Stand wiederhergestellt (Entwurf)."
    )


@click.command(
    help="Zeigt, wie oft Einträge benutzt wurden und wo Antworten fehlen.\n\nBeispiel: kontakt bank usage"
)
@click.option("--json", "as_json", is_flag=True, help="Ausgabe als JSON.")
def usage(as_json: bool) -> None:
    """From the merged batches; usage never counts as review."""
    # Imported here: DuckDB takes longer to load than the other commands take to run.
    from companion.export.source import pool_of
    from companion.sharing.usage import Usage, hidden, usage_of_pool

    used, gaps = usage_of_pool(pool_of(settings()))
    folder = settings().working_bank
    entries = {
        entry_id: str(found[1].meta.get("title")) for entry_id, found in read_documents(folder).items()
    }
    if as_json:
        rows = {entry_id: found.words() for entry_id, found in used.items()}
        shown = {topic: hidden(count) for topic, count in gaps.items()}
        click.echo(json.dumps({"entries": rows, "gaps": shown}, ensure_ascii=False, indent=2))
        return
    for entry_id in sorted({*entries, *used}, key=lambda entry_id: -used.get(entry_id, Usage()).used):
        click.echo(f"{entry_id:<50} {used.get(entry_id, Usage()).words()}")
    for topic, count in gaps.items():
        click.echo(f"Ohne Antwort: {topic} {hidden(count)}")


def _said(revision: Revision | None, words: str) -> None:
    click.echo(words if revision else "Nichts geändert.")


WRITING = (
    me,
    start_working,
    edit,
    save_,
    duplicate_,
    submit_,
    take_back_,
    retire_,
    comment_,
    history,
    diff,
    restore,
    usage,
)
