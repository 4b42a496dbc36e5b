"""From the working bank to what is to be released: which texts, in which version, and what changes for readers.

Drafts stay at home: readers keep the published text until the new one is released. Whatever is released and differs
from what is published gets the next version number, so a published version never changes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import yaml

from companion.bank.document import Document, dump_document, parse_document, same
from companion.bank.edit import path_of
from companion.bank.entry import Bank, Entry
from companion.bank.files import assemble, inspect, read_bank
from companion.bank.folder import BANK_FILE, KIND_FOLDERS, read_folder
from companion.bank.problem import BankInvalid, errors_in
from companion.errors import KontaktError
from companion.sharing.archive import pack, unpack
from companion.sharing.history import WorkingBank, same_words
from companion.sharing.people import Person
from companion.sharing.words import Difference, compare

STAMPED = ("version", "released_on")
"""Keys of ``bank.yaml`` that every release sets anew."""
NOTHING_TO_RELEASE = "nothing_to_release"
"""Code of the error that nothing changed since the last release."""


CHANGE_WORDS = {
    "added": "neu",
    "changed": "geändert",
    "removed": "entfernt",
    "retired": "aus dem Verkehr",
    "shared": "durch Betrag oder Textstück geändert",
}
"""Kind of a change → what people call it, in the order in which they are told."""


@dataclass
class Candidate:
    """What is to be released.

    Attributes:
        files: path → content.
        number: version of the signed metadata.
        version: version of the bank.
        authors: id of each entry with new words → who wrote them.
        content: the files as one zip.
    """

    files: dict[str, bytes]
    number: int
    version: str
    authors: dict[str, list[str]]
    content: bytes = field(default=b"")


@dataclass(frozen=True)
class Change:
    """What a release changes in one entry.

    Attributes:
        entry_id: which entry; ``""`` for what concerns the whole bank.
        what: a key of ``CHANGE_WORDS``; ``shared``: only an amount or fragment in it has changed.
        title: title of the entry.
        differences: in words, part by part.
    """

    entry_id: str
    what: str
    title: str
    differences: tuple[Difference, ...]


def build(
    working: WorkingBank, published: Path | None, number: int, today: date, *, unchanged: bool = False
) -> Candidate:
    """The candidate for release ``number``.

    Args:
        working: the working bank, everything in it saved.
        published: folder of the verified bank in use, ``None`` for the first release.
        number: version of the signed metadata, part of the bank's version.
        today: day of the release.
        unchanged: release even if nothing has changed, because keys have or the signatures run out.

    Raises:
        KontaktError: nothing has changed.
        BankInvalid: the candidate would not check.
    """
    old = documents(published) if published else {}
    chosen: dict[str, Document] = {}
    rewritten: dict[str, Document | None] = {}
    for entry_id, document in working.documents().items():
        before = old.get(entry_id)
        status = document.meta.get("status")
        if status == "draft":
            if before is not None:
                chosen[entry_id] = before
            continue
        if status == "retired" and before is None:
            continue  # nobody ever read it, so there is nothing to be taken out of use
        wanted = "retired" if status == "retired" else "approved"
        if before is not None and same_words(document, before) and before.meta.get("status") == wanted:
            chosen[entry_id] = before
            continue
        if wanted == "approved" and (before is None or not same_words(document, before)):
            rewritten[entry_id] = before
        chosen[entry_id] = _promoted(document, before, wanted, today)
    version = f"{today:%Y.%m.%d}-{number}"
    files = _shared_files(working.folder) | {BANK_FILE: _manifest(working.folder, version, today)}
    _raise_versions(chosen, old, files, published, today)
    files |= _written(chosen, old, published)
    if published and not unchanged and _contents(files) == _contents(_all_files(published)):
        raise KontaktError(
            "Seit der letzten Veröffentlichung hat sich nichts geändert, das zur Freigabe steht.",
            "Entwürfe erst mit „kontakt bank submit KENNUNG“ zur Prüfung geben.",
            code=NOTHING_TO_RELEASE,
        )
    return Candidate(files, number, version, working.changed_by(rewritten), pack(files))


def changes(published: Path | None, candidate: Path, today: date) -> list[Change]:
    """What the candidate changes for readers, entry by entry, the whole bank first.

    Raises:
        BankInvalid: the candidate does not check.
    """
    old_bank, old = _read(published, today) if published else (None, {})
    new_bank, new = _read(candidate, today)
    found = _whole_bank(old_bank, new_bank)
    for entry_id in sorted({*old, *new}):
        before, after = old.get(entry_id), new.get(entry_id)
        title = str((after or before or Document({}, {})).meta.get("title", ""))
        if before is not None and after is not None and same(before, after):
            if old_bank and not _reads_same(old_bank.entries[entry_id], new_bank.entries[entry_id]):
                texts = _text_differences(old_bank.entries[entry_id], new_bank.entries[entry_id])
                found.append(Change(entry_id, "shared", title, texts))
            continue
        what = "removed" if after is None else "added" if before is None else "changed"
        if after is not None and after.meta.get("status") == "retired":
            what = "retired"
        found.append(Change(entry_id, what, title, tuple(compare(before, after))))
    return found


def adopt(working: WorkingBank, published: Path, by: Person) -> int:
    """After a publication: bring version, status and day of review of what was released into the working bank.

    Entries that were changed again in the meantime, or taken out of use, stay as they are.

    Returns:
        Number of entries that were brought up to date.
    """
    old, fresh = working.documents(), []
    for entry_id, document in documents(published).items():
        mine = old.get(entry_id)
        if mine is None or mine.meta.get("status") == "draft" or not same_words(mine, document):
            continue
        if mine.meta.get("status") == "retired" and document.meta.get("status") != "retired":
            continue
        fresh.append(document)
    changed = [document for document in fresh if not same(old[document.meta["id"]], document)]
    if changed:
        working.save_all(changed, by, "Veröffentlicht")
    return len(changed)


def unpacked(content: bytes, folder: Path) -> Path:
    """Unpack a candidate for reading; see ``archive.unpack``."""
    folder.mkdir(parents=True, exist_ok=True)
    unpack(content, folder)
    return folder


def _promoted(document: Document, before: Document | None, status: str, today: date) -> Document:
    meta = deepcopy(document.meta)
    meta["status"] = status
    meta["version"] = (
        int(before.meta.get("version", 1)) + 1 if before else max(int(meta.get("version", 1)), 1)
    )
    if status == "approved":
        meta["reviewed_on"] = today
    return Document(meta, dict(document.texts))


def _raise_versions(
    chosen: dict[str, Document],
    old: Mapping[str, Document],
    files: dict[str, bytes],
    published: Path | None,
    today: date,
) -> None:
    """An entry whose amount or fragment changed reads differently: it gets a new version too."""
    if published is None:
        return
    before = read_bank(published, today)
    with tempfile.TemporaryDirectory() as scratch:
        trial = files | _written(chosen, old, published)
        after = read_bank(unpacked(pack(trial), Path(scratch)), today)
    for entry_id, document in chosen.items():
        previous = before.entries.get(entry_id)
        if previous is None or document is not old.get(entry_id):
            continue
        if not _reads_same(previous, after.entries[entry_id]):
            meta = {**document.meta, "version": previous.version + 1}
            chosen[entry_id] = Document(meta, dict(document.texts))


def _written(
    chosen: Mapping[str, Document], old: Mapping[str, Document], published: Path | None
) -> dict[str, bytes]:
    """The files of the chosen entries; those that stay as published with the very same bytes."""
    kept = _all_files(published) if published else {}
    written = {}
    for entry_id, document in chosen.items():
        path = path_of(document)
        unchanged = document is old.get(entry_id) and path in kept
        written[path] = kept[path] if unchanged else dump_document(document).encode()
    return written


def _reads_same(left: Entry, right: Entry) -> bool:
    return replace(left, version=1, withdrawn=False) == replace(right, version=1, withdrawn=False)


def _text_differences(old: Entry, new: Entry) -> tuple[Difference, ...]:
    return tuple(compare(Document({}, dict(old.texts)), Document({}, dict(new.texts))))


def _whole_bank(old: Bank | None, new: Bank) -> list[Change]:
    if old is None:
        return []
    found = []
    withdrawn = {entry.id for entry in new.entries.values() if entry.withdrawn}
    before = {entry.id for entry in old.entries.values() if entry.withdrawn}
    for label, left, right in (
        ("Titel der Antwortbank", old.title, new.title),
        ("Rollensatz", old.role_sentence, new.role_sentence),
        ("Themen", "\n".join(old.topics.values()), "\n".join(new.topics.values())),
        ("Rückrufliste", "\n".join(sorted(before)), "\n".join(sorted(withdrawn))),
        ("Fassung des Programms", _program(old), _program(new)),
    ):
        if left != right:
            differences = compare(Document({}, {"": left}), Document({}, {"": right}))
            found.append(Change("", "changed", label, tuple(differences)))
    return found


def _program(bank: Bank) -> str:
    """What is said of the program, in words to approve."""
    said = [("neueste", bank.program.current), ("älteste gepflegte", bank.program.minimum)]
    return "\n".join(f"{label}: {version}" for label, version in said if version)


def _read(folder: Path, today: date) -> tuple[Bank, dict[str, Document]]:
    """The bank and its entries as written, every file parsed once."""
    reading = inspect(folder, today)
    if errors_in(reading.problems):
        raise BankInvalid(reading.problems)
    found = {str(document.meta["id"]): document for document in reading.documents.values()}
    return assemble(reading, folder), found


def documents(folder: Path) -> dict[str, Document]:
    """Entry id → entry, of a bank folder that checks."""
    found = {}
    for name, content in _all_files(folder).items():
        if name.split("/")[0] in KIND_FOLDERS:
            document, _ = parse_document(content.decode("utf-8-sig").replace("\r\n", "\n"), name)
            if document is not None:
                found[str(document.meta["id"])] = document
    return found


def _all_files(folder: Path) -> dict[str, bytes]:
    return {file.path: file.content for file in read_folder(folder)[0]}


def _shared_files(folder: Path) -> dict[str, bytes]:
    return {
        name: content
        for name, content in _all_files(folder).items()
        if name != BANK_FILE and name.split("/")[0] not in KIND_FOLDERS
    }


def _manifest(folder: Path, version: str, today: date) -> bytes:
    try:
        data = yaml.safe_load((folder / BANK_FILE).read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise KontaktError(
            f"{BANK_FILE} in der Arbeitsbank ist leer oder beschädigt.",
            "„kontakt bank check“ nennt die Stelle. Sie dort ändern, oder die Datei aus einer Sicherung zurückholen.",
            code="bank_file_damaged",
        )
    data |= dict(zip(STAMPED, (version, today), strict=True))
    return bytes(yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode())


def _contents(files: Mapping[str, bytes]) -> dict[str, object]:
    """Files compared by what they say; version and day of the bank aside."""
    found: dict[str, object] = dict(files)
    manifest = yaml.safe_load(files[BANK_FILE].decode("utf-8-sig"))
    found[BANK_FILE] = {key: value for key, value in manifest.items() if key not in STAMPED}
    return found
