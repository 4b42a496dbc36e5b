"""The way of an entry: draft → in review → approved → retired, and what reviewers say about it.

An entry becomes approved by being part of a release that lead and jurist have signed (see ``release``): what is
approved is exactly what was read. Nobody's own text is approved by their own signature alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from companion.bank.document import Document
from companion.bank.entry import STATUS_WORDS
from companion.bank.untouched import untouched
from companion.errors import UsageError
from companion.private_files import write_bytes
from companion.sharing.history import NOTES, Revision, WorkingBank
from companion.sharing.people import Person
from companion.sharing.words import LABELS, heading_label


@dataclass(frozen=True)
class Note:
    """What a reviewer said about an entry."""

    on: date
    name: str
    decision: str
    words: str


def submit(bank: WorkingBank, entry_id: str, by: Person) -> Revision | None:
    """Draft → in review.

    Raises:
        UsageError: the entry is not a draft, or its answer is still that of the template (``template_left``).
    """
    with bank.lock:
        document = _in_status(bank, entry_id, ("draft",))
        _require_written(bank, entry_id)
        return _move(bank, document, "in_review", by, "zur Prüfung gegeben")


def take_back(bank: WorkingBank, entry_id: str, by: Person) -> Revision | None:
    """In review or approved → draft, to be worked on; what is published stays until the next release."""
    with bank.lock:
        document = _in_status(bank, entry_id, ("in_review", "approved", "retired"))
        return _move(bank, document, "draft", by, "zur Bearbeitung geöffnet")


def refuse(bank: WorkingBank, entry_id: str, by_name: str, words: str, by: Person) -> Revision | None:
    """In review → draft, with the reason of the one who refused.

    Args:
        bank: the working bank.
        entry_id: which entry.
        by_name: who refused.
        words: the reason.
        by: who records it (the lead takes up the answer of the jurist).

    Raises:
        UsageError: no reason is given.
    """
    if not words.strip():
        raise UsageError(
            "Zu einer Ablehnung gehört ein Grund.", "Einen Satz dazu schreiben.", code="no_reason"
        )
    with bank.lock:
        document = bank.document(entry_id)
        _write_note(bank, entry_id, Note(date.today(), by_name, "refused", words))
        return _move(bank, document, "draft", by, f"abgelehnt von {by_name}")


def comment(bank: WorkingBank, entry_id: str, words: str, by: Person) -> Revision | None:
    """Say something about an entry without a decision."""
    return note_comment(bank, entry_id, by.name, words, by)


def note_comment(bank: WorkingBank, entry_id: str, by_name: str, words: str, by: Person) -> Revision | None:
    """Record what somebody else said (the lead takes up the jurist's comment); see ``refuse`` for the arguments."""
    with bank.lock:
        bank.document(entry_id)
        _write_note(bank, entry_id, Note(date.today(), by_name, "comment", words))
        return bank.record(by, f"{entry_id}: Anmerkung von {by_name}")


def retire(bank: WorkingBank, entry_id: str, by: Person) -> Revision | None:
    """Take an entry out of use with the next release."""
    with bank.lock:
        document = _in_status(bank, entry_id, ("draft", "in_review", "approved"))
        return _move(bank, document, "retired", by, "aus dem Verkehr gezogen")


def notes(bank: WorkingBank, entry_id: str) -> list[Note]:
    """Everything that was said about an entry, the oldest first."""
    path = bank.folder / NOTES / f"{entry_id}.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [Note(**row) for row in rows or []]


def own_text(authors: Mapping[str, Iterable[str]], signers: Iterable[str]) -> list[str]:
    """Entries that would be approved only by people who wrote them.

    Args:
        authors: entry id → names of those who changed it since it was last published.
        signers: names of those who sign the release.
    """
    people = {_fold(name) for name in signers}
    return sorted(
        entry_id
        for entry_id, names in authors.items()
        if people and people <= {_fold(name) for name in names}
    )


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _in_status(bank: WorkingBank, entry_id: str, allowed: tuple[str, ...]) -> Document:
    document = bank.document(entry_id)
    if document.meta.get("status") not in allowed:
        status = str(document.meta.get("status"))
        raise UsageError(
            f"„{entry_id}“ hat den Stand „{STATUS_WORDS.get(status, status)}“, von dort geht das nicht.",
            f"Möglich ist es von: {', '.join(STATUS_WORDS[name] for name in allowed)}.",
            code="wrong_status",
        )
    return document


def _require_written(bank: WorkingBank, entry_id: str) -> None:
    """Nobody is to be given an answer to review that only says what should stand there.

    Raises:
        UsageError: text or fact still do; every place is named, also of what a reviewer could add.
    """
    path, document = bank.file(entry_id)
    left = untouched(document)
    if {key for key, _ in left} & {"", "fact"}:
        name = path.relative_to(bank.folder).as_posix()
        places = [f"{LABELS[key] if key else heading_label('')} (Zeile {line})" for key, line in left]
        raise UsageError(
            f"In „{entry_id}“ steht noch die Vorlage: {', '.join(places)}.",
            f"Dort die eigenen Worte hineinschreiben ({name}), dann noch einmal zur Prüfung geben.",
            code="template_left",
            status=422,
        )


def _move(bank: WorkingBank, document: Document, status: str, by: Person, words: str) -> Revision | None:
    document.meta["status"] = status
    return bank.save(document, by, f"{document.meta['id']}: {words}")


def _write_note(bank: WorkingBank, entry_id: str, note: Note) -> None:
    path = bank.folder / NOTES / f"{entry_id}.yaml"
    path.parent.mkdir(exist_ok=True)
    rows = [vars(found) for found in (*notes(bank, entry_id), note)]
    write_bytes(path, yaml.safe_dump(rows, allow_unicode=True, sort_keys=False).encode())
