"""Editing so that nothing is lost: every save names the words it is based on; who comes second is shown both versions.

Nothing here prints or asks; the command line and the desk call the same functions.
"""

from __future__ import annotations

import re
import unicodedata
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from companion.bank.document import HEADINGS, KEY_ORDER, Document
from companion.bank.edit import read_document, template
from companion.errors import KontaktError, UsageError
from companion.sharing.history import BOOKKEEPING, Revision, WorkingBank, same_words
from companion.sharing.people import Person
from companion.sharing.review import Note, notes
from companion.sharing.words import LABELS, Difference, compare, heading_label

PUBLISHED = "published"
"""Stands for the published version where a state of the history is asked for."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Opened:
    """An entry as it is written now.

    Attributes:
        document: keys and texts, placeholders not filled.
        based_on: names exactly these words; to be given back with ``save_entry``.
    """

    document: Document
    based_on: str


@dataclass(frozen=True)
class Saved:
    """What a save did.

    Attributes:
        revision: the new state; ``None`` if nothing was different.
        based_on: what the next save is based on.
    """

    revision: Revision | None
    based_on: str


class EditConflict(KontaktError):  # noqa: N818 - not a failure: two people worked at once
    """Somebody else has saved other words since the entry was opened; nothing was written.

    Attributes:
        base: what both started from; ``None`` if it is no longer known.
        mine: what was to be saved.
        theirs: what is there now.
        merged: both changes together; where both changed the same part, mine stands there.
        clashes: labels of the parts that both changed; empty if ``merged`` holds everything of both.
        by: who saved, and when; ``None`` if it was changed by hand.
        based_on: for saving again after a look at both.
    """

    def __init__(
        self,
        base: Document | None,
        mine: Document,
        theirs: Document,
        by: Revision | None,
        based_on: str,
    ) -> None:
        self.base, self.mine, self.theirs, self.by, self.based_on = base, mine, theirs, by, based_on
        self.merged, self.clashes = merge(base or Document({}, {}), mine, theirs)
        who = by.author if by else "Jemand anderes"
        super().__init__(
            f"{who} hat diesen Eintrag inzwischen geändert. Nichts ging verloren, gespeichert ist noch die andere "
            "Fassung.",
            f"Beide haben geändert: {', '.join(self.clashes)}. Dort eine Fassung wählen, dann speichern."
            if self.clashes
            else "Die Änderungen betreffen verschiedene Stellen und lassen sich zusammenführen.",
            code="edit_conflict",
            status=409,
        )


@dataclass(frozen=True)
class State:
    """One line of the history of an entry.

    Attributes:
        revision: id, time, author, note.
        status: of the entry in that state; ``""`` if it was deleted or unreadable then.
    """

    revision: Revision
    status: str


def open_entry(bank: WorkingBank, entry_id: str) -> Opened:
    """An entry for editing.

    Raises:
        UsageError: there is none of that id.
    """
    path, document = bank.file(entry_id)
    return Opened(document, bank.keep(path))


def save_entry(bank: WorkingBank, document: Document, based_on: str, by: Person, note: str = "") -> Saved:
    """Save an entry as a draft, unless somebody else has saved other words in between.

    Args:
        bank: the working bank.
        document: keys and texts as they shall be; status, version and day of review are taken from what is there.
        based_on: from ``open_entry``, the save before, or the conflict.
        by: who.
        note: what was changed, for the history.

    Raises:
        UsageError: there is no entry of that id.
        BankInvalid: the bank would have errors; nothing is written.
        EditConflict: somebody else has saved; nothing is written.
    """
    entry_id = str(document.meta.get("id"))
    with bank.lock:
        there = open_entry(bank, entry_id)
        if same_words(document, there.document):
            return Saved(None, there.based_on)
        base = bank.kept(based_on)
        if there.based_on != based_on and not (base and same_words(base, there.document)):
            by_whom = next((revision for revision, _ in bank.revisions(entry_id)), None)
            raise EditConflict(base, document, there.document, by_whom, there.based_on)
        present = there.document.meta
        meta = {key: value for key, value in document.meta.items() if key not in BOOKKEEPING}
        meta |= {key: present[key] for key in BOOKKEEPING if key in present} | {"status": "draft"}
        revision = bank.save(Document(meta, dict(document.texts)), by, note or f"{entry_id}: bearbeitet")
        return Saved(revision, open_entry(bank, entry_id).based_on)


def merge(base: Document, mine: Document, theirs: Document) -> tuple[Document, tuple[str, ...]]:
    """Two changes of one entry together, part by part (a key or a text).

    Returns:
        The entry with both, mine where both changed the same part; and the labels of those parts.
    """
    clashes = []

    def choose(label: str, old: object, left: object, right: object) -> object:
        if left == right or right == old:
            return left
        if left != old:
            clashes.append(label)
            return left
        return right

    meta, texts = {}, {}
    for key in KEY_ORDER:
        if key in BOOKKEEPING:
            value = theirs.meta.get(key)
        else:
            values = (document.meta.get(key) for document in (base, mine, theirs))
            value = choose(LABELS[key], *values)
        if value is not None:
            meta[key] = deepcopy(value)
    for heading in ("", *HEADINGS):
        old, left, right = (document.texts.get(heading, "").strip() for document in (base, mine, theirs))
        if text := str(choose(heading_label(heading), old, left, right)):
            texts[heading] = text
    return Document(meta, texts), tuple(clashes)


def suggest_id(title: str, taken: set[str] | dict[str, Document]) -> str:
    """An id from a title: lower-case, umlauts spelled out, at most eight words, not taken yet."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_UMLAUTS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    stem = "-".join(words[:8])[:70].strip("-") or "eintrag"
    stem = stem if len(stem) >= 3 else f"eintrag-{stem}"
    number, found = 2, stem
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    return found


def create_entry(
    bank: WorkingBank, kind: str, topic: str, title: str, by: Person, entry_id: str = "", comment: str = ""
) -> Opened:
    """Start a new draft from the template.

    Args:
        bank: the working bank.
        kind: ``answer`` or ``correction``.
        topic: a topic of ``bank.yaml``.
        title: in words.
        by: who.
        entry_id: by default made from the title.
        comment: for colleagues, for example where the idea comes from.

    Raises:
        UsageError: the id is taken.
        BankInvalid: unknown topic, or an id that cannot be one.
    """
    with bank.lock:
        present = bank.documents()
        chosen = entry_id or suggest_id(title, present)
        if chosen in present:
            raise UsageError(
                f"Die Kennung „{chosen}“ gibt es schon.", "Eine andere Kennung wählen.", code="id_taken"
            )
        document = template(kind, topic, chosen, title or chosen, date.today())
        if comment:
            document.meta["comment"] = comment
        bank.save(document, by, f"{chosen}: angelegt")
        return open_entry(bank, chosen)


def replace_words(bank: WorkingBank, entry_id: str, old: str, new: str, by: Person) -> Saved:
    """Replace words in all texts of an entry.

    Raises:
        UsageError: the words do not stand there.
        BankInvalid: the bank would have errors; nothing is written.
    """
    with bank.lock:
        opened = open_entry(bank, entry_id)
        texts = opened.document.texts
        if not any(old in text for text in texts.values()):
            raise UsageError(
                f"„{old}“ steht nicht im Text von „{entry_id}“.",
                "Die Worte genau abschreiben, mit „kontakt bank edit KENNUNG“ ansehen.",
                code="words_not_found",
            )
        changed = {heading: text.replace(old, new) for heading, text in texts.items()}
        document = Document(dict(opened.document.meta), changed)
        return save_entry(bank, document, opened.based_on, by)


def history_of(bank: WorkingBank, entry_id: str) -> tuple[list[State], list[Note]]:
    """Every saved state, the newest first, and everything that was said about the entry, the oldest first.

    Raises:
        UsageError: there is no entry of that id.
    """
    bank.document(entry_id)
    states = [
        State(revision, str(document.meta.get("status", "")) if document else "")
        for revision, document in bank.revisions(entry_id)
    ]
    return states, notes(bank, entry_id)


def state_of(bank: WorkingBank, entry_id: str, state: str, published: Path | None) -> Document | None:
    """An entry as it was.

    Args:
        bank: the working bank.
        entry_id: which entry.
        state: ``""`` for as it is now, ``published``, or the first digits of a revision.
        published: folder of the verified bank in use (``Client.bank_folder()``).

    Raises:
        UsageError: no such state.
    """
    if not state:
        return bank.document(entry_id)
    if state == PUBLISHED:
        found = read_document(published, entry_id) if published else None
        return found[1] if found else None
    return bank.state(entry_id, state)[1]


def compare_states(
    bank: WorkingBank, entry_id: str, old: str, new: str, published: Path | None
) -> list[Difference]:
    """What changed between two states of an entry, in words; see ``state_of``."""
    states = (state_of(bank, entry_id, state, published) for state in (old, new))
    return compare(*states)
