"""One entry file: front matter and texts apart, and back into the canonical form."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

from companion.bank.entry import CHANNELS
from companion.bank.problem import Problem
from companion.bank.yaml_lines import Lines, parse

HEADINGS = ("sie", *CHANNELS, *(f"{channel} sie" for channel in CHANNELS))
"""Variants besides the default, in the order in which they are written."""

KEY_ORDER = (
    "id",
    "kind",
    "title",
    "topic",
    "questions",
    "claims",
    "verdict",
    "fact",
    "why_believed",
    "keywords",
    "ampel",
    "legal_basis",
    "sources",
    "referral",
    "valid_from",
    "valid_until",
    "review_by",
    "reviewed_on",
    "version",
    "status",
    "website",
    "comment",
)
"""All keys of the front matter in the order in which they are written."""

_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

MAX_FRONT_MATTER = 64 * 1024
_HEADING = re.compile(r"^##[ \t]+(.*?)[ \t#]*$")


@dataclass
class Document:
    """An entry as it is written: keys and texts, placeholders not filled.

    Attributes:
        meta: the front matter.
        texts: heading (``""`` for the default) → text.
        lines: where each key stands; empty for a document that was not read from a file.
        text_lines: heading → line of its first word.
    """

    meta: dict[str, Any]
    texts: dict[str, str]
    lines: Lines = field(default_factory=dict)
    text_lines: dict[str, int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """Line of a key or list item; of what contains it if it has none of its own; 0 if unknown."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


def parse_document(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """Split an entry file.

    Args:
        text: content with ``\\n`` line ends.
        file: name for the problems.

    Returns:
        The document, or ``None`` if it has no readable front matter; and the problems.
    """
    rows = text.split("\n")
    if rows[0].rstrip() != "---":
        return None, [
            Problem(
                file,
                1,
                "",
                "Die Datei beginnt nicht mit den Angaben zwischen zwei Zeilen „---“.",
                "Als erste Zeile „---“ schreiben, darunter die Angaben, dann wieder „---“.",
            )
        ]
    end = next((number for number, row in enumerate(rows[1:], 1) if row.rstrip() == "---"), None)
    if end is None:
        return None, [
            Problem(
                file,
                1,
                "",
                "Die Angaben am Anfang enden nicht.",
                "Nach den Angaben eine Zeile „---“ schreiben.",
            )
        ]
    front = "\n".join(rows[1:end])
    if len(front) > MAX_FRONT_MATTER:
        return None, [Problem(file, 1, "", "Die Angaben am Anfang sind zu lang.", "Die Angaben kürzen.")]
    data, lines, problems = parse(front, file, first_line=2)
    if not isinstance(data, dict):
        if not problems:
            problems.append(
                Problem(
                    file,
                    2,
                    "",
                    "Zwischen den Zeilen „---“ stehen keine Angaben der Form „schlüssel: wert“.",
                    "Mit „kontakt bank new“ eine Vorlage anlegen.",
                )
            )
        return None, problems
    texts, text_lines = _variants(rows, end + 1, file, problems)
    return Document(data, texts, lines, text_lines), problems


def dump_document(document: Document) -> str:
    """The canonical form of a document; reading it gives the same keys and texts."""
    known = written_keys(document)
    front = yaml.dump(known, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    parts = [f"---\n{front}---\n"]
    if document.texts.get(""):
        parts.append(document.texts[""].strip() + "\n")
    parts += [
        f"\n## {name}\n{document.texts[name].strip()}\n" for name in HEADINGS if document.texts.get(name)
    ]
    return "".join(parts)


def written_keys(document: Document) -> dict[str, Any]:
    """The keys that say something, in the order in which they are written."""
    return {key: document.meta[key] for key in KEY_ORDER if document.meta.get(key) not in (None, [], "")}


def same(left: Document, right: Document, ignoring: Collection[str] = ()) -> bool:
    """Whether two documents say the same, however they are written.

    Args:
        left: one.
        right: the other.
        ignoring: keys that do not matter.
    """
    keys, others = (
        {key: value for key, value in written_keys(document).items() if key not in ignoring}
        for document in (left, right)
    )
    texts, other_texts = (
        {name: text.strip() for name, text in document.texts.items() if text.strip()}
        for document in (left, right)
    )
    return keys == others and texts == other_texts


def heading_problem(file: str, line: int, name: str) -> Problem:
    """An unknown heading, with the nearest known one."""
    near = get_close_matches(name.lower(), HEADINGS, n=1, cutoff=0.6)
    guess = f"Gemeint ist vielleicht „## {near[0]}“. " if near else ""
    return Problem(
        file,
        line,
        f"## {name}",
        f"Die Überschrift „{name}“ nennt keinen Kanal.",
        f"{guess}Erlaubt sind: {', '.join(HEADINGS)}. Für Zwischenüberschriften im Text „###“ nehmen.",
    )


def _variants(
    rows: list[str], start: int, file: str, problems: list[Problem]
) -> tuple[dict[str, str], dict[str, int]]:
    texts: dict[str, str] = {}
    lines: dict[str, int] = {}
    name: str | None = ""
    block: list[str] = []
    begin = start + 1

    def close() -> None:
        if name is None:
            return
        body = "\n".join(block).strip()
        first = next((offset for offset, row in enumerate(block) if row.strip()), 0)
        if body or name:
            texts[name] = body
            lines[name] = begin + first
        if name and not body:
            problems.append(
                Problem(
                    file,
                    begin - 1,
                    f"## {name}",
                    "Unter dieser Überschrift steht kein Text.",
                    "Den Text ergänzen oder die Überschrift entfernen; dann gilt der allgemeine Text.",
                )
            )

    for number, row in enumerate(rows[start:], start + 1):
        match = _HEADING.match(row)
        if match is None:
            block.append(row)
            continue
        close()
        name, block, begin = match.group(1), [], number + 1
        if name not in HEADINGS:
            problems.append(heading_problem(file, number, name))
            name = None
        elif name in texts:
            problems.append(
                Problem(
                    file,
                    number,
                    f"## {name}",
                    "Diese Überschrift steht zweimal da.",
                    "Beide Texte unter einer Überschrift zusammenführen.",
                )
            )
            name = None
    close()
    return texts, lines


class _Dumper(_SafeDumper):  # type: ignore[misc]
    """Block style, texts that read like other YAML types quoted, no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Repeat equal values instead of referring to them."""
        return True
