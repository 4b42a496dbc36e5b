"""What of a template was left as it was made: words for those who write, which nobody who asks may ever read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from companion.bank.document import Document
from companion.bank.edit import template

NUMBERED = ("questions", "claims")
"""Keys whose examples begin with the title, which may have changed since."""


def untouched(document: Document) -> list[tuple[str, int]]:
    """Where a document still has the words of its template.

    The source and the light of a template may be right as they are, so they are not among them.

    Returns:
        Key of the front matter (``""`` for the text) and its line; 0 if the document was not read from a file.
    """
    return list(_untouched(document))


def _untouched(document: Document) -> Iterator[tuple[str, int]]:
    made = template(str(document.meta.get("kind")), "", "", "", date.min)  # whatever day
    for key in NUMBERED:
        endings = tuple(str(example) for example in made.meta.get(key, ()))
        written = document.meta.get(key)
        for position, words in enumerate(written if isinstance(written, list) else ()):
            if endings and str(words).endswith(endings):
                yield key, document.line(key, position)
                break
    for key in ("fact", "keywords", "legal_basis"):
        if key in made.meta and document.meta.get(key) == made.meta[key]:
            yield key, document.line(key)
    paragraphs = made.texts[""].strip().split("\n\n")
    for heading, text in document.texts.items():
        if any(paragraph in text for paragraph in paragraphs):
            yield "", document.text_lines.get(heading, 0)
            break
