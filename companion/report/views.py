"""The counts behind every view of a cycle, and what of them is shown: one answer for all views, whoever asks for which.

A total is shown or hidden for every view alike, and two columns are crossed once for both directions (``crossing``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from companion.report.counting import Rows
from companion.report.crossing import Cell, Crossing, crossing
from companion.report.hiding import is_small, lines
from companion.report.indicators import ANSWERS, CLOSED, CORRECTING, HAS_MYTH

FILTERS = ("plattform", "thema", "raumtyp")
_CASES = " ".join(f"WHEN {sql} THEN '{label}'" for label, sql in ANSWERS.items())
_SOURCES = {
    "weeks": ("contacts", "woche", "true"),
    "platforms": ("contacts", "plattform", "true"),
    "topics": ("contacts", "thema", "true"),
    "rooms": ("contacts", "raumtyp", "true"),
    "reactions": ("contacts", f"CASE {_CASES} ELSE '' END", CLOSED),
    "myths": ("contacts", "mythos_id", f"{CORRECTING} AND {HAS_MYTH}"),
    "gaps": ("gaps", "thema", "true"),
}
"""View → table, what is counted, condition. There is a view of ``rooms`` only for the totals of that filter."""
_OWN = {"platforms": "plattform", "topics": "thema", "rooms": "raumtyp"}
"""View → the filter by the same column."""


class Views:
    """What can be shown of a cycle.

    Args:
        rows: of it; they may be closed afterwards.
        unseen: weeks that are not shown.
    """

    def __init__(self, rows: Rows, unseen: Collection[str] = ()) -> None:
        self.total = rows.count()
        self.synthetic = rows.synthetic
        self._unseen = unseen
        self._counts = {
            (column, name): rows.crossed(table, column, what, where)
            for name, (table, what, where) in _SOURCES.items()
            for column in FILTERS
            if table == "contacts" or column != "raumtyp"  # a gap knows its topic and platform, not its room
        }
        self._crossings: dict[tuple[str, str], Crossing] = {}

    def size(self, column: str | None = None, code: str = "") -> int | None:
        """Contacts, of all or of one filter; ``None`` where that is hidden."""
        if column is None:
            return None if is_small(self.total) else self.total
        return self._whole(next(name for name, own in _OWN.items() if own == column)).get(code, 0)

    def view(
        self, name: str, column: str | None = None, code: str = ""
    ) -> tuple[Mapping[str, int | None], int]:
        """What is counted → contacts, ``None`` where that is hidden; and the sum of all of them, hidden or not.

        Args:
            name: of the view.
            column: of the filter.
            code: of the filter.
        """
        if column is None or (column, name) not in self._counts:
            return self._whole(name), sum(self._counts["plattform", name].values())
        if column == ("thema" if name == "gaps" else _OWN.get(name)):
            only = {code: self._whole(name).get(code, 0)}
            return only, _sums(self._counts[column, name], 0)[code]
        return self._crossed(column, name).row(code), _sums(self._counts[column, name], 0)[code]

    def _whole(self, name: str) -> dict[str, int | None]:
        sums = _sums(self._counts["plattform", name], 1)
        hidden = lines({label: {"": count} for label, count in sums.items()}, self._unseen)
        return {label: None if label in hidden else count for label, count in sums.items()}

    def _crossed(self, column: str, name: str) -> Crossing:
        found = self._crossings.get((column, name))
        if found is None:
            if (column, name) in _TURNED:
                found = self._crossed(*_TURNED[column, name]).turned()
            else:
                rows = next(view for view, own in _OWN.items() if own == column)
                hidden = [{label for label, n in self._whole(of).items() if n is None} for of in (rows, name)]
                found = crossing(self._counts[column, name], *hidden)
            self._crossings[column, name] = found
        return found


_TURNED = {("thema", "platforms"): ("plattform", "topics")}
"""Filter and view that show the same table as another pair does."""


def _sums(counts: Mapping[Cell, int], side: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for cell, count in counts.items():
        found[cell[side]] += count
    return found
