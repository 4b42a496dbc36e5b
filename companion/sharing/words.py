"""Two versions of an entry compared in words: what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from companion.bank.document import HEADINGS, KEY_ORDER, Document
from companion.bank.entry import STATUS_WORDS

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

LABELS = {
    "id": "Kennung",
    "kind": "Art",
    "title": "Titel",
    "topic": "Thema",
    "questions": "Fragen",
    "claims": "Behauptungen",
    "verdict": "Urteil",
    "fact": "Tatsache",
    "why_believed": "Warum geglaubt",
    "keywords": "Stichwörter",
    "ampel": "Ampel",
    "legal_basis": "Rechtsgrundlage",
    "sources": "Quellen",
    "referral": "Verweis an",
    "valid_from": "Gültig ab",
    "valid_until": "Gültig bis",
    "review_by": "Prüfen bis",
    "reviewed_on": "Geprüft am",
    "version": "Fassung",
    "status": "Stand",
    "website": "Auf der Website",
    "comment": "Bemerkung",
}

SPOKEN: Mapping[str, Mapping[str, str]] = {
    "ampel": {"gruen": "grün"},
    "kind": {"answer": "Antwort", "correction": "Richtigstellung"},
    "status": STATUS_WORDS,
}
"""Key → code as it is written in the file → as people say it."""


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True)
class Difference:
    """What changed in one part of an entry: its label and the words."""

    part: str
    pieces: tuple[Piece, ...]

    def marked(self) -> str:
        """For a terminal: ``[-gone-]`` and ``{+new+}``."""
        marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
        return "".join(marks[piece.kind].format(piece.text) for piece in self.pieces)


def compare(old: Document | None, new: Document | None) -> list[Difference]:
    """What changed between two states of an entry, part by part; ``None`` stands for no entry."""
    before, after = _parts(old), _parts(new)
    return [
        Difference(part, pieces(before.get(part, ""), after.get(part, "")))
        for part in dict.fromkeys([*after, *before])
        if before.get(part, "") != after.get(part, "")
    ]


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words of two texts side by side: ``same`` and ``new`` give the new text, ``same`` and ``gone`` the old."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Piece] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(left[start:end])))
            continue
        if start < end:
            found.append(Piece("gone", "".join(left[start:end])))
        if begin < stop:
            found.append(Piece("new", "".join(right[begin:stop])))
    return tuple(found)


def heading_label(heading: str) -> str:
    """What people call a text: „Text“, „Text instagram“."""
    return f"Text {heading}" if heading else "Text"


def _parts(document: Document | None) -> dict[str, str]:
    if document is None:
        return {}
    found = {
        LABELS[key]: "\n".join(_lines(key, document.meta.get(key)))
        for key in KEY_ORDER
        if key in document.meta
    }
    if status := found.get(LABELS["status"]):
        found[LABELS["status"]] = STATUS_WORDS.get(status, status)
    for heading in ("", *HEADINGS):
        if heading in document.texts:
            found[heading_label(heading)] = document.texts[heading].strip()
    return found


def _lines(key: str, value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield f"{item.get('title')} {item.get('url')}" if isinstance(item, dict) else str(item)
    elif isinstance(value, date):
        yield f"{value:%d.%m.%Y}"
    elif value is not None:
        yield SPOKEN.get(key, {}).get(str(value), str(value))
