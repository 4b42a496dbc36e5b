"""The working bank with its history: plain files, one commit per save, kept by git through dulwich.

There is one working bank, on the lead's machine or on a share, and no branches: so there is nothing to merge and no
conflict to be shown. Files may also be edited with any editor; ``record`` takes up what was changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import filelock
from dulwich import porcelain
from dulwich.errors import NotGitRepository
from dulwich.objects import Blob
from dulwich.repo import Repo
from dulwich.walk import WalkEntry

from companion.bank.document import Document, parse_document, same
from companion.bank.edit import path_of, read_document, read_documents, save, write
from companion.bank.folder import AMOUNTS_FILE, BANK_FILE, FRAGMENTS, KIND_FOLDERS, BankFile
from companion.errors import KontaktError, UsageError
from companion.sharing.people import Person
from companion.sharing.starting import started

NOTES = "reviews"
"""Folder of the comments of reviewers; it is no part of the bank."""
TRACKED = (BANK_FILE, AMOUNTS_FILE, FRAGMENTS, *KIND_FOLDERS, NOTES)
GIT_S = 5.0
"""Nobody who lives holds a lock of git for longer: it is taken to put one file in place."""


@dataclass(frozen=True)
class Revision:
    """One saved state.

    Attributes:
        id: commit id, hexadecimal.
        at: when it was saved, UTC.
        author: name of the person.
        note: what was done.
    """

    id: str
    at: datetime
    author: str
    note: str


Changes = tuple[Revision, tuple[tuple[str, bytes | None], ...]]

_CHANGES: dict[bytes, Changes] = {}
"""Commit id → what it changed: id and blob of entries. A commit never changes, so what was found once holds;
comparing the trees of a long history would take seconds with every look at it."""


def is_working_bank(folder: Path) -> bool:
    """Whether texts are written in a folder, with their history."""
    return (folder / ".git").is_dir()


class WorkingBank:
    """A bank folder that is also a git repository; open until it is closed, best with ``with``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._repo = Repo(str(folder))
        except NotGitRepository as error:
            raise UsageError(
                "Hier gibt es noch keine Arbeitsbank.",
                "Mit „kontakt bank start-working“ eine anlegen.",
                code="no_working_bank",
            ) from error
        self.lock = filelock.FileLock(folder / ".git" / "kontakt.lock", timeout=60)
        """Held while something is read, decided and written; the same thread may take it again."""

    @staticmethod
    def create(
        folder: Path, source: Path, by: Person, prepare: Callable[[WorkingBank], None] = lambda bank: None
    ) -> WorkingBank:
        """Start a working bank as a copy of another bank: whatever breaks off, it is there whole or not at all.

        Args:
            folder: is missing or empty.
            source: the other bank.
            by: who starts it.
            prepare: does what else belongs to it, before it is in its place.

        Raises:
            UsageError: the folder is not empty, or somebody else has just started one there.
            KontaktError: ``working_bank_busy``, somebody else is still starting one there.
            BankInvalid: the source has errors.
        """
        with started(folder, source) as part, WorkingBank(part) as bank:
            bank.record(by, "Arbeitsbank angelegt")
            prepare(bank)
        return WorkingBank(folder)

    def __enter__(self) -> WorkingBank:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files of the repository."""
        self._repo.close()

    # --- saving ------------------------------------------------------------------------------------------------

    def record(self, by: Person, note: str) -> Revision | None:
        """Commit everything that changed; ``None`` if nothing did."""
        with self.lock:
            self._unlock_git()
            status = porcelain.status(self._repo, untracked_files="all")
            changed, untracked = (
                [_name(path) for path in paths] for paths in (status.unstaged, status.untracked)
            )
            new = [path for path in untracked if path.split("/")[0] in TRACKED]
            staged = [path for paths in status.staged.values() for path in paths]
            if not (changed or new or staged):
                return None
            return self._commit([*changed, *new], by, note)

    def _unlock_git(self) -> None:
        """Take away what a process that was killed has left locked; nothing could ever be saved again.

        To be called with the lock held, so that nobody else of kontakt is writing.
        """
        git = self.folder / ".git"
        for left in (git / "index.lock", *git.glob("refs/heads/*.lock")):
            until = time.monotonic() + GIT_S
            while left.exists() and time.monotonic() < until:
                time.sleep(0.1)
            left.unlink(missing_ok=True)

    def _commit(self, paths: list[str], by: Person, note: str) -> Revision:
        worktree = self._repo.get_worktree()
        worktree.stage(paths)
        author = f"{by.name} <{by.role}@kontakt.invalid>".encode()
        commit = worktree.commit(
            message=note.encode(), author=author, committer=author, commit_timezone=0, author_timezone=0
        )
        return self._revision(commit)

    def save(self, document: Document, by: Person, note: str) -> Revision | None:
        """Write one entry and commit it.

        Raises:
            BankInvalid: the bank would have errors; nothing is written.
        """
        return self.save_all([document], by, note)

    def save_all(self, documents: list[Document], by: Person, note: str) -> Revision | None:
        """Write several entries and commit them together; see ``save``."""
        with self.lock:
            self.record(by, "Von Hand geändert")
            changed = save(self.folder, documents, date.today())
            paths = [path for written in changed.values() for path in written]
            return self._commit(paths, by, note) if paths else None

    def write_files(self, changes: Mapping[str, BankFile | None], by: Person, note: str) -> Revision:
        """Write whole files of the bank and commit them together; see ``companion.bank.edit.write``.

        Raises:
            BankInvalid: the bank would have errors; nothing is written.
        """
        with self.lock:
            self.record(by, "Von Hand geändert")
            write(self.folder, changes, date.today())
            return self._commit(list(changes), by, note)

    # --- looking back ------------------------------------------------------------------------------------------

    def documents(self) -> dict[str, Document]:
        """Id → entry as it is written now."""
        return {entry_id: document for entry_id, (_, document) in read_documents(self.folder).items()}

    def has(self, entry_id: str) -> bool:
        """Whether there is a readable entry of that id now."""
        return read_document(self.folder, entry_id) is not None

    def document(self, entry_id: str) -> Document:
        """One entry as it is written now.

        Raises:
            UsageError: there is none of that id.
        """
        return self.file(entry_id)[1]

    def file(self, entry_id: str) -> tuple[Path, Document]:
        """File and document of one entry as it is written now; see ``document``."""
        found = read_document(self.folder, entry_id)
        if found is None:
            raise no_entry(entry_id)
        return found

    def revisions(self, entry_id: str) -> Iterator[tuple[Revision, Document | None]]:
        """Every saved state of an entry, the newest first; ``None`` where it was deleted or unreadable."""
        for changed, revision, blob in self._states():
            if changed == entry_id:
                yield revision, self._document(blob)

    def every_state(self) -> Iterator[tuple[str, Revision, Document | None]]:
        """Id, revision and content of every change of every entry, the newest first."""
        for entry_id, revision, blob in self._states():
            yield entry_id, revision, self._document(blob)

    def walk(self) -> None:
        """Go through the whole history once; afterwards looking back is quick in this process."""
        for _ in self._states():
            pass

    def _states(self) -> Iterator[tuple[str, Revision, bytes | None]]:
        """Id, commit and blob of every change of every entry, the newest first."""
        for step in self._repo.get_walker():
            known = _CHANGES.get(step.commit.id)
            if known is None:
                known = _CHANGES[step.commit.id] = self._changes(step)
            revision, changed = known
            for entry_id, blob in changed:
                yield entry_id, revision, blob

    def _changes(self, step: WalkEntry) -> Changes:
        changed = []
        for change in step.changes():
            new, old = change.new, change.old  # type: ignore[union-attr]
            path = ((new.path if new else None) or (old.path if old else None) or b"").decode()
            if path.split("/")[0] in KIND_FOLDERS and path.endswith(".md"):
                entry_id = path.rsplit("/", 1)[1].removesuffix(".md")
                changed.append((entry_id, new.sha if new else None))
        return self._revision(step.commit.id), tuple(changed)

    def _document(self, blob: bytes | None) -> Document | None:
        return _parse(self._repo[blob].as_raw_string()) if blob else None

    def restore(self, entry_id: str, revision: str, by: Person) -> Revision | None:
        """Bring back an earlier state of an entry, as a draft with a new commit.

        Args:
            entry_id: which entry.
            revision: the first digits of the commit id, as ``kontakt bank history`` shows them.
            by: who.

        Raises:
            UsageError: no such state.
        """
        with self.lock:
            found, document = self.state(entry_id, revision)
            if document is None:
                raise _no_revision(entry_id, revision)
            document.meta["status"] = "draft"
            return self.save(document, by, f"{entry_id}: Stand {found.id[:7]} wiederhergestellt")

    def state(self, entry_id: str, revision: str) -> tuple[Revision, Document | None]:
        """An earlier state of an entry by the first digits (at least four) of its commit id.

        Raises:
            UsageError: no such state.
        """
        for found, document in self.revisions(entry_id):
            if found.id.startswith(revision.lower()) and len(revision) >= 4:
                return found, document
        raise _no_revision(entry_id, revision)

    def keep(self, path: Path) -> str:
        """Keep the words of a file of this moment; returns the id by which ``kept`` finds them again."""
        blob = Blob.from_string(path.read_bytes())
        self._repo.object_store.add_object(blob)
        return blob.id.decode()

    def kept(self, blob_id: str) -> Document | None:
        """The words that ``keep`` or a commit kept; ``None`` if there are none of that id."""
        try:
            return self._document(blob_id.encode())
        except (KeyError, ValueError, AssertionError):
            return None

    def changed_by(self, since: Mapping[str, Document | None]) -> dict[str, list[str]]:
        """Names of all who changed the words of entries, in one walk through the history.

        Args:
            since: id → the state from which on changes count (``None``: since the beginning).
        """
        names: dict[str, set[str]] = {entry_id: set() for entry_id in since}
        newer: dict[str, tuple[Revision, Document | None]] = {}
        done: set[str] = set()

        def judge(entry_id: str, before: Document | None) -> None:
            revision, document = newer[entry_id]
            if document is not None and (before is None or not same_words(document, before)):
                names[entry_id].add(revision.author)

        for entry_id, revision, blob in self._states():
            if entry_id not in since or entry_id in done:
                continue
            document, start = self._document(blob), since[entry_id]
            if entry_id in newer:
                judge(entry_id, document)
            newer[entry_id] = revision, document
            if start is not None and document is not None and same_words(document, start):
                done.add(entry_id)
        for entry_id in newer.keys() - done:
            judge(entry_id, None)
        return {entry_id: sorted(found) for entry_id, found in names.items()}

    def _revision(self, commit_id: bytes) -> Revision:
        commit = self._repo[commit_id]
        return Revision(
            commit_id.decode(),
            datetime.fromtimestamp(commit.commit_time, UTC),  # type: ignore[attr-defined]
            commit.author.decode().rsplit(" <", 1)[0],  # type: ignore[attr-defined]
            commit.message.decode(),  # type: ignore[attr-defined]
        )


def no_entry(entry_id: str) -> UsageError:
    """There is no entry of that id."""
    return UsageError(
        f"Den Eintrag „{entry_id}“ gibt es nicht.",
        "Die Kennungen zeigt „kontakt bank list“.",
        code="no_entry",
    )


def _no_revision(entry_id: str, revision: str) -> UsageError:
    return UsageError(
        f"Den Stand „{revision}“ von „{entry_id}“ gibt es nicht.",
        "Die Stände zeigt „kontakt bank history“.",
        code="no_revision",
    )


BOOKKEEPING = ("version", "status", "reviewed_on")
"""Keys that say where an entry stands, not what it says."""


def same_words(left: Document, right: Document) -> bool:
    """Whether two states say the same, apart from version, status and day of review."""
    return same(left, right, BOOKKEEPING)


def duplicate(bank: WorkingBank, entry_id: str, new_id: str, by: Person) -> Revision | None:
    """Start a new draft from an entry.

    Raises:
        UsageError: no such entry, or the new id is taken.
    """
    document = bank.document(entry_id)
    if new_id in bank.documents():
        raise UsageError(f"Die Kennung „{new_id}“ gibt es schon.", "Eine andere wählen.", code="id_taken")
    meta = {key: value for key, value in document.meta.items() if key not in BOOKKEEPING}
    copy = Document({**meta, "id": new_id, "status": "draft"}, dict(document.texts))
    path_of(copy)
    return bank.save(copy, by, f"{new_id}: aus {entry_id} kopiert")


def _name(path: str | bytes) -> str:
    return os.fsdecode(path).replace(os.sep, "/")


def _parse(content: bytes) -> Document | None:
    try:
        return parse_document(content.decode("utf-8-sig").replace("\r\n", "\n"), "")[0]
    except (UnicodeDecodeError, KontaktError):
        return None
