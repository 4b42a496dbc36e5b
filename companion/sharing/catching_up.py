"""Takes what somebody else has published into the working bank, so that no release undoes another one unseen.

Usually there is one working bank, and nothing to take. With a second one, say on the laptop of the deputy, it would
still hold the old words, and its next release would bring them back. So beside the history lies a copy of the release
that the working bank was last brought up to (``.git/published``). What differs between that and the release in force
was changed elsewhere: it is taken where the working bank was left as it was. Where both changed, the own words stay as
a draft, and the person is told.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from companion.bank.document import Document
from companion.bank.edit import path_of
from companion.bank.folder import BANK_FILE, KIND_FOLDERS, BankFile, digest_of, read_folder
from companion.config import Settings
from companion.sharing.history import NOTES, WorkingBank, is_working_bank, same_words
from companion.sharing.people import Person, read_person
from companion.sharing.release import STAMPED, adopt, documents
from companion.sharing.review import note_comment


def begin(folder: Path, source: Path, by: Person) -> WorkingBank:
    """Start a working bank as a copy of another bank that it rests on; see ``WorkingBank.create``."""
    return WorkingBank.create(folder, source, by, lambda bank: keep_base(bank, source))


def keep_base(bank: WorkingBank, published: Path) -> None:
    """Remember that the working bank is brought up to this release.

    Whatever breaks off, what is remembered is the release before or this one, see ``_base``: of none nobody could
    tell what was published elsewhere since.
    """
    with bank.lock:
        base = _base(bank)
        part, new = base.with_name("published.part"), base.with_name("published.new")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(published, part, ignore=shutil.ignore_patterns(".*"))
        os.replace(part, new)
        _base(bank)


def settle(settings: Settings, published: Path) -> None:
    """After a publication from here: the working bank, if there is one, rests on that release; see ``adopt``."""
    if is_working_bank(settings.working_bank):
        with WorkingBank(settings.working_bank) as bank, bank.lock:
            adopt(bank, published, read_person(settings.sharing))
            keep_base(bank, published)


def catch_up(bank: WorkingBank, published: Path, by: Person) -> list[str]:
    """Take what was published elsewhere since the working bank was last brought up to a release.

    Args:
        bank: the working bank.
        published: folder of the verified bank in force.
        by: who works here.

    Returns:
        What to tell: sentences about what was taken, and where both had changed.

    Raises:
        BankInvalid: own drafts do not fit what was published; nothing was taken.
    """
    with bank.lock:
        base = _base(bank)
        if not base.is_dir():
            keep_base(bank, published)
            return []
        before, theirs = read_folder(base)[0], read_folder(published)[0]
        if digest_of(before) == digest_of(theirs):
            return []
        changes, told = _shared(bank, before, theirs)
        taken, clashes = _entries(bank, documents(base), documents(published), theirs)
        changes |= taken
        if changes:
            bank.write_files(changes, by, "Veröffentlichtes von anderer Stelle übernommen")
        adopt(
            bank, published, by
        )  # what was published from here, should that have broken off before it was noted
        for entry_id in clashes:
            _back_to_draft(bank, entry_id, by)
        keep_base(bank, published)
    if count := len({path for path, file in taken.items() if file is not None}):
        words = "1 Eintrag" if count == 1 else f"{count} Einträge"
        told.insert(0, f"Von anderer Stelle veröffentlicht und hier übernommen: {words}.")
    return [
        *told,
        *(
            f"„{entry_id}“ wurde hier geändert und inzwischen auch anderswo veröffentlicht. Der Text von hier ist "
            f"wieder Entwurf: mit „kontakt bank diff {entry_id}“ vergleichen, dann neu zur Prüfung geben."
            for entry_id in clashes
        ),
    ]


def _entries(
    bank: WorkingBank, before: dict[str, Document], theirs: dict[str, Document], files: Iterable[BankFile]
) -> tuple[dict[str, BankFile | None], list[str]]:
    """Files of entries to take, and ids of those that both changed."""
    mine, known = bank.documents(), {file.path: file for file in files}
    changes: dict[str, BankFile | None] = {}
    clashes = []
    for entry_id in sorted({*before, *theirs}):
        old, new, own = before.get(entry_id), theirs.get(entry_id), mine.get(entry_id)
        if _same(old, new) or _same(own, new) or (own is None and old is not None):
            continue
        if own is not None and new is not None and _is_released(own, new):
            continue
        if own is not None and not _untouched(own, old):
            clashes.append(entry_id)
            continue
        if own is not None:
            changes[bank.file(entry_id)[0].relative_to(bank.folder).as_posix()] = None
        if new is not None:
            changes[path_of(new)] = known[path_of(new)]
    return changes, clashes


def _shared(
    bank: WorkingBank, before: Iterable[BankFile], theirs: Iterable[BankFile]
) -> tuple[dict[str, BankFile | None], list[str]]:
    """Amounts, fragments and ``bank.yaml`` to take; where both changed, the own file is kept among the notes."""
    old, new, own = (_rest(files) for files in (before, theirs, read_folder(bank.folder)[0]))
    changes: dict[str, BankFile | None] = {}
    told = []
    for path in sorted({*old, *new}):
        states = [_said(files.get(path)) for files in (old, new, own)]
        if states[0] == states[1] or states[2] == states[1]:
            continue
        if states[2] != states[0] and path in own:
            aside = bank.folder / NOTES / f"{date.today()}-{path.replace('/', '-')}.txt"
            aside.parent.mkdir(exist_ok=True)
            aside.write_bytes(own[path].content)
            told.append(
                f"„{path}“ wurde hier geändert und inzwischen auch anderswo veröffentlicht. Jetzt gilt auch hier die "
                f"veröffentlichte Fassung; die eigene liegt in der Arbeitsbank unter {NOTES}/{aside.name}."
            )
        if path in new or path in own:
            changes[path] = new.get(path)
    return changes, told


def _rest(files: Iterable[BankFile]) -> dict[str, BankFile]:
    return {file.path: file for file in files if file.path.split("/")[0] not in KIND_FOLDERS}


def _said(file: BankFile | None) -> object:
    """What a shared file says; the stamp of the release in ``bank.yaml`` aside."""
    if file is None or file.path != BANK_FILE:
        return file and file.content
    return {key: value for key, value in yaml.safe_load(file.text).items() if key not in STAMPED}


def _same(left: Document | None, right: Document | None) -> bool:
    if left is None or right is None:
        return left is right
    return same_words(left, right) and left.meta.get("status") == right.meta.get("status")


def _is_released(own: Document, new: Document) -> bool:
    """Whether the own words are those that were published, from here or word for word the same elsewhere."""
    return (
        same_words(own, new)
        and own.meta.get("status") in ("draft", "in_review", "approved")
        and new.meta.get("status") == "approved"
    )


def _untouched(own: Document, old: Document | None) -> bool:
    """Whether an entry is as it was when the working bank was brought up to the earlier release."""
    return (
        old is not None
        and same_words(own, old)
        and own.meta.get("status") in ("draft", "approved", old.meta.get("status"))
    )


def _back_to_draft(bank: WorkingBank, entry_id: str, by: Person) -> None:
    document = bank.document(entry_id)
    draft = Document({**document.meta, "status": "draft"}, dict(document.texts))
    bank.save(draft, by, f"{entry_id}: anderswo auch geändert, wieder Entwurf")
    words = "Anderswo wurde inzwischen eine neue Fassung veröffentlicht; dieser Text ist wieder Entwurf."
    note_comment(bank, entry_id, "kontakt", words, by)


def _base(bank: WorkingBank) -> Path:
    """The release the working bank was last brought up to; one that is whole and not in its place yet is put there."""
    base = bank.folder / ".git" / "published"
    new = base.with_name("published.new")
    if new.is_dir():
        shutil.rmtree(base, ignore_errors=True)
        os.replace(new, base)
    return base
