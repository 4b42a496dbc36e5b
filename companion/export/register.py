"""What was released: a period keeps its granularity for ever, and a correction replaces it whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.errors import KontaktError
from companion.private_files import write_whole
from companion.state_file import KEPT, read_state


@dataclass(frozen=True)
class Entry:
    """A release: ladder version (0: not recoded), k, revision, hash of its content."""

    ladder: int
    k: int
    revision: int
    content: str


class Register:
    """The releases made from one data folder, in ``releases.json``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def revision_for(self, kind: str, period: str, ladder: int, k: int, content: str, correct: bool) -> int:
        """The revision under which a release goes out.

        Args:
            kind: ``internal`` or ``public``.
            period: like ``2026-Q3``.
            ladder: version of the ladder, 0 for internal.
            k: first contacts per class, 0 for internal.
            content: hash of the content.
            correct: the period may be replaced by another content.

        Raises:
            KontaktError: the period went out at another granularity (``other_granularity``), or with another content
                and ``correct`` was not asked for (``already_released``).
        """
        known = self._read().get(f"{kind} {period}")
        if known is None:
            return 1
        if (known.ladder, known.k) != (ladder, k):
            raise KontaktError(
                f"Der Zeitraum {period} wurde schon mit einer anderen Vergröberung ausgegeben.",
                "Zwei Vergröberungen desselben Zeitraums ließen sich gegeneinander aufrechnen. "
                "Es bleibt bei der ersten.",
                code="other_granularity",
                status=409,
            )
        if known.content == content:
            return known.revision
        if kind == "internal":
            return known.revision + 1
        if not correct:
            raise KontaktError(
                f"Der Zeitraum {period} wurde schon mit anderem Inhalt ausgegeben.",
                "Eine Berichtigung ersetzt ihn ganz: mit --correct, und die alte Fassung überall löschen lassen.",
                code="already_released",
                status=409,
            )
        return known.revision + 1

    def revision_of(self, kind: str, period: str) -> int | None:
        """The revision that is out, or ``None``."""
        known = self._read().get(f"{kind} {period}")
        return known.revision if known else None

    def note(self, kind: str, period: str, entry: Entry) -> None:
        """Write down that a release was made; whoever calls it is alone at it since it asked for the revision."""
        known = {**self._read(), f"{kind} {period}": entry}
        raw = {name: vars(value) for name, value in sorted(known.items())}
        write_whole(self._path, json.dumps(raw, indent=1).encode())

    def _read(self) -> dict[str, Entry]:
        if not self._path.exists():
            return {}
        return read_state(
            self._path,
            _parsed,
            "Das Verzeichnis der Ausgaben",
            "Die Datei aus einer Sicherung des Datenordners zurückholen. Ohne sie weiß kontakt nicht, was schon "
            f"ausgegeben wurde. {KEPT}",
            code="register_unreadable",
        )


def _parsed(raw: Any) -> dict[str, Entry]:
    found = {name: Entry(**entry) for name, entry in raw.items()}
    for entry in found.values():
        if not isinstance(entry.content, str) or not all(
            type(value) is int for value in (entry.ladder, entry.k, entry.revision)
        ):
            raise TypeError("entry")
    return found
