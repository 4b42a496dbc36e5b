"""``kontakt bank``: writing in the working bank, and looking back."""

from __future__ import annotations

import json
from pathlib import Path

import click

from companion.bank.document import Document, dump_document, parse_document
from companion.bank.edit import read_documents
from companion.bank.entry import STATUS_WORDS
from companion.bank.problem import BankInvalid, errors_in
from companion.config import settings
from companion.sharing.catching_up import begin
from companion.sharing.client import Client
from companion.sharing.editing import (
    PUBLISHED,
    EditConflict,
    Saved,
    compare_states,
    history_of,
    open_entry,
    replace_words,
    save_entry,
)
from companion.sharing.history import Revision, WorkingBank, duplicate, is_working_bank, no_entry
from companion.sharing.in_use import folder_to_begin_with, named, read_in_use
from companion.sharing.people import PERSON_ROLES, Person, read_person, write_person
from companion.sharing.review import comment, retire, submit, take_back
from companion.sharing.words import compare


def working() -> WorkingBank:
    """The working bank of this machine; closed when the command has ended."""
    return click.get_current_context().with_resource(WorkingBank(settings().working_bank))


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
    """Copy the bank in use; that of the team is fetched first where it is missing."""
    who = person()
    with begin(settings().working_bank, folder_to_begin_with(settings(), source), who) as bank:
        click.echo(f"Arbeitsbank angelegt, {len(bank.documents())} Einträge: {bank.folder}")


@click.command(
    help="Ändert einen Eintrag im Editor, oder ersetzt eine Stelle im Text.\n\n"
    'Beispiel: kontakt bank edit elterngeld-zuverdienst --replace "alter Satz" "neuer Satz"'
)
@click.argument("kennung")
@click.option("--replace", nargs=2, help="Alte und neue Worte.")
def edit(kennung: str, replace: tuple[str, str] | None) -> None:
    """Save as a draft."""
    bank, who = working(), person()
    if replace:
        saved = replace_words(bank, kennung, *replace, who)
    else:
        opened = open_entry(bank, kennung)
        document = _edited(opened.document)
        if document is None:
            click.echo("Nichts geändert.")
            return
        saved = _save(bank, document, opened.based_on, who)
    _said(saved.revision, "Gespeichert als Entwurf.")


def _edited(document: Document) -> Document | None:
    text = click.edit(dump_document(document), extension=".md")
    if text is None:
        return None
    changed, problems = parse_document(text, f"{document.meta['id']}.md")
    if changed is None or errors_in(problems):
        _keep_aside(str(document.meta["id"]), text)
        raise BankInvalid(problems)
    return changed


def _save(bank: WorkingBank, document: Document, based_on: str, who: Person) -> Saved:
    """Save; with a change by somebody else in between join both, or keep the own words beside and say so."""
    entry_id = str(document.meta["id"])
    try:
        return save_entry(bank, document, based_on, who)
    except EditConflict as conflict:
        if not conflict.clashes:
            click.echo(f"{conflict.message} {conflict.hint} Beides ist jetzt zusammengeführt.")
            return save_entry(bank, conflict.merged, conflict.based_on, who, f"{entry_id}: zusammengeführt")
        _keep_aside(entry_id, dump_document(document))
        for difference in compare(conflict.theirs, conflict.mine):
            click.echo(f"{difference.part}:\n  {difference.marked()}")
        raise
    except BankInvalid:
        _keep_aside(entry_id, dump_document(document))
        raise


def _keep_aside(entry_id: str, text: str) -> None:
    """The words of somebody whose save was refused, in the folder from which the command was called."""
    place = Path(f"{entry_id}-meine-fassung.md")
    place.write_text(text, encoding="utf-8")
    click.echo(f"Deine Fassung liegt in {place}.")


@click.command(
    "save", help='Hält fest, was von Hand geändert wurde.\n\nBeispiel: kontakt bank save -m "Beträge 2027"'
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
    "comment", help='Schreibt eine Anmerkung.\n\nBeispiel: kontakt bank comment pflege "Frist prüfen"'
)
@click.argument("kennung")
@click.argument("worte")
def comment_(kennung: str, worte: str) -> None:
    """For colleagues."""
    _said(comment(working(), kennung, worte, person()), "Angemerkt.")


@click.command(
    help="Zeigt alle Stände und Anmerkungen eines Eintrags. Ohne Arbeitsbank: was zu ihm heute gilt.\n\n"
    "Beispiel: kontakt bank history pflege"
)
@click.argument("kennung")
def history(kennung: str) -> None:
    """The newest first."""
    if not is_working_bank(settings().working_bank):
        _say_what_holds(kennung)
        return
    states, said = history_of(working(), kennung)
    for state in states:
        found = state.revision
        status = STATUS_WORDS.get(state.status, "gelöscht")
        click.echo(f"{found.id[:7]}  {found.at:%d.%m.%Y}  {found.author:<14} {status:<16} {found.note}")
    for note in said:
        label = "Abgelehnt" if note.decision == "refused" else "Anmerkung"
        click.echo(f"{label} am {note.on:%d.%m.%Y} von {note.name}: {note.words}")


def _say_what_holds(entry_id: str) -> None:
    """Where no texts are written there is no history, but a released state."""
    config = settings()
    used = read_in_use(config)
    entry = used.bank.entries.get(entry_id)
    if entry is None:
        raise no_entry(entry_id)
    facts = [f"Fassung {entry.version}", STATUS_WORDS[entry.status]]
    facts += ["sofort zurückgerufen"] if entry.withdrawn else []
    facts += [f"geprüft am {entry.reviewed_on:%d.%m.%Y}"] if entry.reviewed_on else []
    facts += [f"zu prüfen bis {entry.review_by:%d.%m.%Y}"]
    click.echo(named(config, used.origin, used.bank), err=True)
    click.echo(f"{entry.id}: „{entry.title}“\n{', '.join(facts)}.")
    click.echo(
        "Frühere Stände und Anmerkungen liegen in der Arbeitsbank auf dem Rechner der Teamleitung."
        if used.origin == "synced"
        else "Frühere Stände gibt es, sobald mit „kontakt bank start-working“ eine Arbeitsbank angelegt ist."
    )


@click.command(
    help="Vergleicht zwei Stände in Worten; ohne Angabe mit der geltenden Fassung.\n\n"
    "Beispiel: kontakt bank diff pflege"
)
@click.argument("kennung")
@click.argument("stand", required=False)
def diff(kennung: str, stand: str | None) -> None:
    """Against a state of the history, or against what is published."""
    published = Client(settings()).bank_folder()
    found = compare_states(working(), kennung, stand or PUBLISHED, "", published)
    for difference in found:
        click.echo(f"{difference.part}:\n  {difference.marked()}")
    if not found:
        click.echo("Kein Unterschied.")


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
