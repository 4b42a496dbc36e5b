"""How a proposal and the answers to it travel between lead and jurist: through the storage or as a file.

Nothing here is believed: a proposal is examined before it is signed, an answer can only send a draft back or be read.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from companion.errors import KontaktError
from companion.sharing.proposal import Proposal
from companion.sharing.storage import NotThere, Storage

PROPOSAL_LIMIT = 256 * 1024 * 1024
ANSWERS_LIMIT = 1024 * 1024


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


def put_answers(storage: Storage, number: int, answers: list[Answer]) -> None:
    """Lay the answers to a proposal into the storage, in place of earlier ones."""
    storage.write(
        f"proposals/{number}.answers.json", json.dumps([asdict(answer) for answer in answers]).encode()
    )


def get_answers(storage: Storage, number: int) -> list[Answer]:
    """The answers to a proposal that the lead has not taken up yet."""
    try:
        rows = json.loads(storage.read(f"proposals/{number}.answers.json", ANSWERS_LIMIT))
        return [
            Answer(
                str(row["entry_id"]),
                str(row["name"]),
                str(row["words"]),
                "comment" if row.get("decision") == "comment" else "refused",
            )
            for row in rows
        ]
    except NotThere:
        return []
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KontaktError(
            "Die Antworten zur Vorlage sind nicht lesbar.",
            "Bei der Jurist*in nachfragen.",
            code="answers_unreadable",
        ) from error
