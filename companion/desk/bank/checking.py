"""What is wrong with an entry that is being written, said at the field it concerns; and how it will look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from companion.bank.document import HEADINGS, Document
from companion.bank.edit import path_of
from companion.bank.entry import CHANNELS, DEFAULT_ROLE_SENTENCE, Address, Entry
from companion.bank.files import Reading, check_document
from companion.bank.lint import LENGTHS, lint
from companion.bank.near_duplicates import near_others
from companion.bank.problem import Problem, errors_in
from companion.desk.bank.fields import field_of, heading_words
from companion.errors import KontaktError
from companion.sharing.words import LABELS

_BLOCK = 100_000
"""Texts are numbered so far apart that a line tells which text it is in."""
_KEY_WORDS = re.compile(r"„?\b(" + "|".join(key for key in LABELS if "_" in key) + r")\b“?")
_ABSENT = re.compile(r"(Die Angabe „\w+“ fehlt\.|„\w+“ ist leer\.)")


@dataclass(frozen=True)
class Finding:
    """One finding at a field of the editor.

    Attributes:
        field: name of the field.
        label: what people call it.
        item: which item of a list, from 1; 0 for the whole field.
    """

    field: str
    label: str
    item: int
    message: str
    remedy: str
    severity: Literal["error", "warning"]


@dataclass(frozen=True)
class Wording:
    """The text that a channel and form of address would get.

    Attributes:
        own: whether it has its own text; otherwise that of ``source`` stands in.
        source: label of the text it comes from.
        guide: shortest and longest length of the channel, in characters.
        fits: whether the length lies within.
    """

    channel: str
    address: Address
    text: str
    own: bool
    source: str
    guide: tuple[int, int]

    @property
    def fits(self) -> bool:
        """Whether the length lies within the guide of the channel."""
        return self.guide[0] <= len(self.text) <= self.guide[1]


@dataclass(frozen=True)
class Look:
    """An entry while it is written.

    Attributes:
        findings: errors first.
        wordings: per channel and form of address, placeholders filled.
        role_sentence: what is appended when it is copied.
    """

    findings: list[Finding]
    wordings: dict[tuple[str, str], Wording]
    role_sentence: str

    @property
    def errors(self) -> list[Finding]:
        """Findings that keep it from being saved."""
        return [finding for finding in self.findings if finding.severity == "error"]


def look_at(document: Document, reading: Reading, today: date) -> Look:
    """Check one entry within its bank and fill its texts.

    Args:
        document: as it would be saved.
        reading: its bank.
        today: day for which amounts are filled.
    """
    lines = {(key,): 0 for key in document.meta} | {
        (key, number): number + 1
        for key, value in document.meta.items()
        if isinstance(value, list)
        for number in range(len(value))
    }
    numbered = {heading: (place + 1) * _BLOCK for place, heading in enumerate(("", *HEADINGS))}
    meta = {key: value for key, value in document.meta.items() if value not in (None, "", [])}
    document = Document(meta, dict(document.texts), lines, numbered)  # type: ignore[arg-type]
    try:
        path = path_of(document)
    except KontaktError:
        path = "answers/-/-.md"
    entry, problems = check_document(path, document, reading.manifest, reading.shared, today)
    if not errors_in(problems):
        problems += lint(path, entry, document, reading.shared, today)
        problems += near_others(path, entry, document, reading)
    findings = [_finding(problem) for problem in problems]
    return Look(
        sorted(set(findings), key=lambda found: found.severity),
        {
            (channel, address): _wording(entry, channel, address)
            for channel in CHANNELS
            for address in ("du", "sie")
        },
        reading.manifest.role_sentence or DEFAULT_ROLE_SENTENCE,
    )


def _wording(entry: Entry, channel: str, address: Address) -> Wording:
    names = [f"{channel} sie", channel, "sie", ""] if address == "sie" else [channel, ""]
    source = next((name for name in names if name in entry.texts), "")
    return Wording(
        channel,
        address,
        entry.text(channel, address),
        source == names[0],
        heading_words(source),
        LENGTHS[channel],
    )


def _finding(problem: Problem) -> Finding:
    key = problem.key.partition(":")[0]
    item = 0
    if key in LABELS and not problem.key.startswith("{{"):
        field, label = key, LABELS[key]
        item = problem.line if 0 < problem.line < _BLOCK else 0
    else:
        place = problem.line // _BLOCK - 1
        headings = ("", *HEADINGS)
        heading = headings[place] if 0 <= place < len(headings) else ""
        field, label = field_of(heading), f"Text „{heading_words(heading)}“"
    message, remedy = (_plain(text) for text in (problem.message, problem.remedy))
    if _ABSENT.search(problem.message):
        message, remedy = f"{label} fehlt.", "Bitte ausfüllen."
    return Finding(field, label, item, message, remedy, problem.severity)


def _plain(text: str) -> str:
    """Keys of the file in the words of the form."""
    return _KEY_WORDS.sub(lambda match: f"„{LABELS[match.group(1)]}“", text)
