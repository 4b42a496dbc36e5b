"""What the jurist has written about an entry and what is not in the storage yet; survives browser and companion."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from companion.desk.drafts import Drafts

_PAGE = "answer-of-the-jurist"
"""There is one answer to an entry at a time, whatever page it is typed on."""


class UnsentAnswers:
    """Entry id → fields of the form, ``decision`` and ``words``; thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._drafts = Drafts(folder)
        self._lock = threading.Lock()

    def keep(self, entry_id: str, fields: Mapping[str, str]) -> bool:
        """Keep an answer; one without words is none.

        Returns:
            Whether there was anything to keep.

        Raises:
            KontaktError: ``draft_name`` (422), ``disk_full`` (507).
        """
        with self._lock:
            if fields["words"].strip():
                self._drafts.keep(entry_id, _PAGE, {name: [value] for name, value in fields.items()})
            else:
                self._drafts.drop(entry_id, _PAGE)
        return bool(fields["words"].strip())

    def of(self, entry_ids: Iterable[str]) -> dict[str, dict[str, str]]:
        """Those to some entries."""
        kept = {entry_id: self._drafts.newest(entry_id) for entry_id in entry_ids}
        return {
            entry_id: {name: "".join(values) for name, values in draft.fields.items()}
            for entry_id, draft in kept.items()
            if draft
        }

    def stored(self, entry_id: str, fields: Mapping[str, str]) -> None:
        """The answer is in the storage; newer words to the same entry are kept."""
        with self._lock:
            if self.of([entry_id]).get(entry_id) == fields:
                self._drafts.drop(entry_id, _PAGE)
