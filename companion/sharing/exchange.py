"""How a proposal and the answers to it travel between lead and jurist: through the storage or as a file.

Nothing here is believed: a proposal is examined before it is signed, an answer can only send a draft back or be read.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from companion.errors import KontaktError
from companion.sharing.proposal import Proposal
from companion.sharing.storage import NotThere, Storage
from companion.state_file import json_of

PROPOSAL_LIMIT = 256 * 1024 * 1024
ANSWERS_LIMIT = 1024 * 1024
_NAME = re.compile(r"\d{8}T\d{12}Z-[0-9a-f]{16}\.json")
_OLD_PLACE = threading.Lock()


@dataclass(frozen=True)
class Answer:
    """What was said about a text of a proposal, by whom.

    Attributes:
        decision: ``refused`` sends the text back, ``comment`` is only to be read.
    """

    entry_id: str
    name: str
    words: str
    decision: Literal["refused", "comment"] = "refused"


@dataclass(frozen=True)
class Letter:
    """Answers that were sent together.

    Attributes:
        name: of their file; empty for those of older programs.
    """

    name: str
    answers: list[Answer]


def put_proposal(storage: Storage, proposal: Proposal) -> None:
    """Lay a proposal into the storage, in place of an earlier one of that number."""
    storage.write(f"proposals/{proposal.number}.kontakt", proposal.to_bytes())


def get_proposal(storage: Storage, number: int) -> Proposal | None:
    """The proposal of a number, or ``None`` if there is none or it was withdrawn."""
    try:
        content = storage.read(f"proposals/{number}.kontakt", PROPOSAL_LIMIT)
    except NotThere:
        return None
    return Proposal.from_bytes(content) if content else None


def withdraw_proposal(storage: Storage, number: int) -> None:
    """Empty the proposal of a number, so that nobody signs it any more (not every storage lets a file be removed)."""
    storage.write(f"proposals/{number}.kontakt", b"")


def send_answers(storage: Storage, number: int, answers: list[Answer]) -> None:
    """Lay answers to a proposal into the storage, in a file of their own that is written only once.

    So whatever is sent or taken up at the same moment, on whichever machine, nothing overwrites it.

    Raises:
        Unreachable: no connection or no access; nothing was sent.
    """
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(8)}.json"
    rows = [asdict(answer) for answer in answers]
    storage.names()  # a share that is away is unreachable; writing would make a folder in its place
    storage.write(f"{_folder(number)}/{name}", json.dumps(rows).encode())
    with suppress(KontaktError), _OLD_PLACE:  # what counts is there already
        _change_old(storage, number, lambda old: [*old, *({**row, "file": name} for row in rows)])


def letters(storage: Storage, number: int) -> list[Letter]:
    """What was answered to a proposal and is not taken up yet, the oldest first."""
    folder = _folder(number)
    names = [name.rpartition("/")[2] for name in storage.names(folder)]
    found = [
        Letter(name, _answers(_rows(storage, f"{folder}/{name}"))) for name in names if _NAME.fullmatch(name)
    ]
    old = [row for row in _rows(storage, _old(number)) if not _sent_anew(row)]
    return [letter for letter in (Letter("", _answers(old)), *found) if letter.answers]


def taken(storage: Storage, number: int, letter: Letter) -> None:
    """Empty what was taken up, for every machine of the lead (not every storage lets a file be removed)."""
    left = list(letter.answers)

    def without(old: list[Any]) -> list[Any]:
        kept = []
        for row in old:
            if letter.name and _sent_anew(row) == letter.name:
                continue
            if not letter.name and not _sent_anew(row) and (answer := _answers([row])[0]) in left:
                left.remove(answer)
                continue
            kept.append(row)
        return kept

    _change_old(storage, number, without)
    if letter.name:
        storage.write(f"{_folder(number)}/{letter.name}", b"[]")


def _folder(number: int) -> str:
    return f"proposals/{number}.answers"


def _old(number: int) -> str:
    """Where older programs put and look for them: one file for all answers, which two can write at once."""
    return f"proposals/{number}.answers.json"


def _sent_anew(row: Any) -> str:
    """The file in which a row of the old place counts; empty: an older program has sent it."""
    return str(row.get("file") or "") if isinstance(row, dict) else ""


def _change_old(storage: Storage, number: int, change: Callable[[list[Any]], list[Any]]) -> None:
    """Change the old place, read anew just before: an older program may be writing there."""
    rows = _rows(storage, _old(number))
    changed = change(rows)
    if changed != rows:
        storage.write(_old(number), json.dumps(changed).encode())


def _rows(storage: Storage, name: str) -> list[Any]:
    try:
        rows = json_of(storage.read(name, ANSWERS_LIMIT))
    except NotThere:
        return []
    except ValueError as error:
        raise _unreadable() from error
    if not isinstance(rows, list):
        raise _unreadable()
    return rows


def _answers(rows: list[Any]) -> list[Answer]:
    try:
        return [
            Answer(
                str(row["entry_id"]),
                str(row["name"]),
                str(row["words"]),
                "comment" if row.get("decision") == "comment" else "refused",
            )
            for row in rows
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise _unreadable() from error


def _unreadable() -> KontaktError:
    return KontaktError(
        "Die Antworten zur Vorlage sind nicht lesbar.",
        "Bei der Jurist*in nachfragen.",
        code="answers_unreadable",
    )
