"""Writes entries into a bank folder: each file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from companion.bank.document import Document, dump_document, parse_document, same
from companion.bank.entry import within
from companion.bank.fields import ID
from companion.bank.folder import KIND_FOLDERS, BankFile, read_file, read_folder
from companion.bank.manifest import TOPIC
from companion.bank.problem import BankInvalid, errors_in
from companion.bank.shelf import shelf_of
from companion.errors import KontaktError, UsageError
from companion.private_files import write_bytes

FOLDER_OF = {kind: folder for folder, kind in KIND_FOLDERS.items()}
REVIEW_EVERY = timedelta(days=365)
"""Until when a new entry is to be reviewed, counted from the day it is made."""


def read_documents(folder: Path) -> dict[str, tuple[Path, Document]]:
    """Id → file and document of every readable entry, as written."""
    found = {}
    for file in read_folder(folder)[0]:
        if file.path.split("/")[0] in KIND_FOLDERS:
            document, _ = parse_document(file.text, file.path)
            if document is not None and isinstance(document.meta.get("id"), str):
                found[document.meta["id"]] = (folder / file.path, document)
    return found


def read_document(folder: Path, entry_id: str) -> tuple[Path, Document] | None:
    """File and document of one entry, without reading the others; ``None`` if there is no readable one."""
    if not ID.fullmatch(entry_id):
        return None
    for top in KIND_FOLDERS:
        for path in sorted((folder / top).glob(f"*/{entry_id}.md")):
            file = read_file(folder, path.relative_to(folder).as_posix())
            document = parse_document(file.text, file.path)[0] if file else None
            if document is not None and document.meta.get("id") == entry_id:
                return path, document
    return None


def path_of(document: Document) -> str:
    """Where a document belongs inside a bank.

    Raises:
        KontaktError: its id, kind or topic cannot name a file.
    """
    kind, topic, entry_id = (str(document.meta.get(key) or "") for key in ("kind", "topic", "id"))
    if kind not in FOLDER_OF or not ID.fullmatch(entry_id) or not TOPIC.fullmatch(topic):
        raise KontaktError(
            f"Der Eintrag „{entry_id or 'ohne Kennung'}“ hat keine gültige Kennung, Art oder kein Thema.",
            "id aus a–z, Ziffern, Bindestrichen; kind answer oder correction; topic wie in bank.yaml.",
            code="entry_place",
        )
    return f"{FOLDER_OF[kind]}/{topic}/{entry_id}.md"


def save(folder: Path, documents: Iterable[Document], today: date) -> dict[str, list[str]]:
    """Write documents into a bank, all or none.

    The bank is checked with the changes before the first of them is written. A document equal to what is there is left
    alone; one whose topic or kind changed moves.

    Returns:
        Id of every entry that changed → the files inside the bank that were written or removed for it.

    Raises:
        BankInvalid: the bank would have errors; nothing was written.
    """
    changed: dict[str, list[str]] = {}
    changes: dict[str, BankFile | None] = {}
    for document in documents:
        target, entry_id = path_of(document), str(document.meta["id"])
        old = read_document(folder, entry_id)
        if old and old[0] == folder / target and same(old[1], document):
            continue
        if old:
            changes[old[0].relative_to(folder).as_posix()] = None
        content = dump_document(document)
        changes[target] = BankFile(target, content.encode(), content)
        changed[entry_id] = [target]
        if old and old[0] != folder / target:
            changed[entry_id].append(old[0].relative_to(folder).as_posix())
    write(folder, changes, today)
    return changed


def write(folder: Path, changes: Mapping[str, BankFile | None], today: date) -> None:
    """Write files into a bank, all or none.

    Args:
        folder: the bank.
        changes: path inside → the file, ``None`` for one that goes.
        today: day for which amounts are filled.

    Raises:
        BankInvalid: the bank would have errors; nothing was written.
    """
    problems = shelf_of(folder).reading_with(changes, today).problems
    if errors_in(problems):
        raise BankInvalid(problems)
    # What is new before what goes: whatever breaks off in between, no words are lost.
    for path, file in sorted(changes.items(), key=lambda change: change[1] is None):
        if file is None:
            (folder / path).unlink()
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            write_bytes(folder / path, file.content)


def template(kind: str, topic: str, entry_id: str, title: str, today: date) -> Document:
    """A draft to be overwritten; it checks, and as a draft it is never suggested."""
    meta: dict[str, object] = {
        "id": entry_id,
        "kind": kind,
        "title": title,
        "topic": topic,
        "keywords": ["Stichwort"],
        "ampel": "gruen",
        "legal_basis": ["Gesetz § 1"],
        "sources": [{"title": "Familienportal des Bundes", "url": "https://familienportal.de/"}],
        "review_by": today + REVIEW_EVERY,
        "status": "draft",
        "comment": "Vorlage: alles überschreiben, dann diese Zeile löschen.",
    }
    if kind == "answer":
        meta["questions"] = [f"{title}: So fragen Menschen im Alltag ({number})?" for number in (1, 2, 3)]
        text = (
            "Ein menschlicher erster Satz. Dann der Kern der Antwort in einfachen Worten. "
            "Danach die eine Bedingung, die daran etwas ändert.\n\n"
            "Der nächste Schritt und die Stelle, die weiterhilft. Zum Schluss die Quelle (Gesetz § 1).\n"
        )
    else:
        meta["claims"] = [f"{title}: So wird es behauptet ({number})." for number in (1, 2, 3)]
        meta["verdict"] = "falsch"
        meta["fact"] = "Ein Satz, der positiv sagt, was gilt."
        text = (
            "Zuerst die Tatsache, in anderen Worten als oben. Dann einmal der Irrtum, als falsch "
            "gekennzeichnet. Warum er so einleuchtend klingt.\n\n"
            "Zum Schluss noch einmal die Tatsache und die Quelle (Gesetz § 1).\n"
        )
    return Document(meta, {"": text})


def create(folder: Path, document: Document, today: date) -> Path:
    """Write a new entry.

    Raises:
        UsageError: the id is taken.
        BankInvalid: the bank would have errors.
    """
    entry_id = str(document.meta["id"])
    if entry_id in read_documents(folder):
        raise UsageError(
            f"Die Kennung „{entry_id}“ gibt es schon.", "Eine andere Kennung wählen.", code="id_taken"
        )
    save(folder, [document], today)
    return folder / path_of(document)


def due(documents: Iterable[Document], today: date, days: int) -> list[Document]:
    """Entries in use whose review falls due within ``days``, the most urgent first."""
    soon = [
        document
        for document in documents
        if document.meta.get("status") != "retired"
        and isinstance(document.meta.get("review_by"), date)
        and within(document.meta["review_by"], None, today + timedelta(days=days))
    ]
    return sorted(soon, key=lambda document: document.meta["review_by"])
