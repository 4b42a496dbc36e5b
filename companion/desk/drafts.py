"""Text that was typed and not saved: kept in the data folder, so that it survives browser and companion.

One private file per entry and page that is being edited, written whole or not at all; gone when the text is saved.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from companion.bank.fields import ID
from companion.errors import KontaktError
from companion.private_files import make_private_folder, write_json
from companion.state_file import json_of

PAGE = re.compile(r"[A-Za-z0-9_-]{16,40}")
"""Random name of one page that is being edited."""

LATE_S = 10.0
"""So long text may have been on its way from a page whose text has been forgotten meanwhile."""


@dataclass(frozen=True)
class Draft:
    """What one page held.

    Attributes:
        page: random name of the page.
        at: when it was kept, local time.
        fields: name of a form field → its values.
    """

    page: str
    at: datetime
    fields: Mapping[str, Sequence[str]]


class Drafts:
    """All unsaved texts of this laptop."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dropped: dict[Path, float] = {}

    def keep(self, entry_id: str, page: str, fields: Mapping[str, Sequence[str]]) -> None:
        """Keep what a page holds now.

        Raises:
            KontaktError: ``draft_name`` (422), ``disk_full`` (507).
        """
        path = self._path(entry_id, page)
        data = {"at": datetime.now().isoformat(timespec="seconds"), "fields": dict(fields)}
        try:
            make_private_folder(path.parent)
            write_json(path, data)
        except (OSError, KontaktError):
            raise KontaktError(
                "Der Text lässt sich nicht sichern, der Datenordner ist voll oder nicht beschreibbar.",
                "Bitte Platz schaffen; der Text steht noch auf der Seite.",
                code="disk_full",
                status=507,
            ) from None

    def newest(self, entry_id: str) -> Draft | None:
        """The text of an entry that was typed last and is not saved."""
        found = [draft for path in self._files(entry_id) if (draft := _read(path))]
        return max(found, key=lambda draft: draft.at, default=None)

    def drop(self, entry_id: str, page: str) -> None:
        """Forget what a page held: it is saved, or not wanted."""
        path = self._path(entry_id, page)
        now = time.monotonic()
        self._dropped = {old: at for old, at in self._dropped.items() if now - at < LATE_S} | {path: now}
        path.unlink(missing_ok=True)

    def was_dropped(self, entry_id: str, page: str) -> bool:
        """Whether what this page held was forgotten a moment ago: text of it that was on its way then comes too late.

        Raises:
            KontaktError: ``draft_name`` (422).
        """
        return time.monotonic() - self._dropped.get(self._path(entry_id, page), -LATE_S) < LATE_S

    def _files(self, entry_id: str) -> list[Path]:
        return sorted((self._folder / entry_id).glob("*.json")) if ID.fullmatch(entry_id) else []

    def _path(self, entry_id: str, page: str) -> Path:
        if not ID.fullmatch(entry_id) or not PAGE.fullmatch(page):
            raise KontaktError(
                "Der Text lässt sich keinem Baustein zuordnen.",
                "Bitte die Seite neu laden.",
                code="draft_name",
                status=422,
            )
        return self._folder / entry_id / f"{page}.json"


def _read(path: Path) -> Draft | None:
    """One kept text; a file that is no such thing is passed over."""
    try:
        data = json_of(path.read_bytes())
        fields = {str(name): [str(value) for value in values] for name, values in data["fields"].items()}
        return Draft(path.stem, datetime.fromisoformat(data["at"]), fields)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
