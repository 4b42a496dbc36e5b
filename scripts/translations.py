"""Compiles the German catalogue of the command line, as ``msgfmt`` would; a test compares.

``python scripts/translations.py`` writes ``kontakt.mo`` from ``kontakt.po``.
"""

from __future__ import annotations

import ast
import struct
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "companion/locale/de/LC_MESSAGES"
SOURCE = FOLDER / "kontakt.po"
COMPILED = FOLDER / "kontakt.mo"

Catalogue = Mapping[str, tuple[str, list[str]]]
"""Message → its plural (or nothing) and the translations, one for each form."""

MAGIC = 0x950412DE
HEADER = 28
"""Bytes before the two tables of lengths and offsets."""


def read_po(path: Path) -> Catalogue:
    """Messages and translations of a catalogue."""
    found: dict[str, tuple[str, list[str]]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        message, plural, texts = "", "", []
        target = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            if not line.startswith('"'):
                target, _, line = line.partition(" ")
                if target.startswith("msgstr"):
                    texts.append("")
            words = ast.literal_eval(line)
            if target == "msgid":
                message += words
            elif target == "msgid_plural":
                plural += words
            else:
                texts[-1] += words
        if texts:
            found[message] = (plural, texts)
    return found


def to_mo(catalogue: Catalogue) -> bytes:
    """The catalogue as gettext reads it."""
    pairs = sorted(
        ("\0".join(filter(None, (message, plural))).encode(), "\0".join(texts).encode())
        for message, (plural, texts) in catalogue.items()
    )
    sides = [[pair[side] for pair in pairs] for side in (0, 1)]
    offset = HEADER + 16 * len(pairs)
    tables, content = b"", b""
    for texts in sides:
        for text in texts:
            tables += struct.pack("<II", len(text), offset + len(content))
            content += text + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), HEADER, HEADER + 8 * len(pairs), 0, offset)
    return head + tables + content


if __name__ == "__main__":
    COMPILED.write_bytes(to_mo(read_po(SOURCE)))
    print(COMPILED.relative_to(FOLDER.parents[3]))
