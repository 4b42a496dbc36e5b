"""Two columns crossed, and which of their cells are hidden: once for both directions, so that no two views differ.

Every total of a line that is not hidden itself counts as shown. The hidden lines of a direction are taken as one line;
what is hidden inside it may be spread in any way. A small cell is hidden together with the corners of rectangles
(complementary suppression by rectangles, as in official statistics): along them contacts can be moved in thought until
the cell holds ``SMALL``, while every total and every shown cell stays what it is. So nobody can tell from the table, or
from all tables of the same lines together, that there were fewer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from companion.report.figures import SMALL
from companion.report.hiding import is_small, lines

Cell = tuple[str, str]
_REST = "*"
"""The hidden lines of a direction, taken as one."""


@dataclass(frozen=True)
class Crossing:
    """Counts of two columns against each other.

    Attributes:
        counts: (row, column) → contacts, cells without contacts left out.
        columns: every column with contacts anywhere.
        hidden_rows: rows whose total is hidden, and with it everything in them.
        hidden_columns: the same of the columns.
        hidden: further cells.
    """

    counts: Mapping[Cell, int]
    columns: tuple[str, ...]
    hidden_rows: frozenset[str]
    hidden_columns: frozenset[str]
    hidden: frozenset[Cell]

    def row(self, name: str) -> dict[str, int | None]:
        """Column → count, ``None`` where it is hidden; every column, also with no contacts."""
        return {
            column: None
            if name in self.hidden_rows or column in self.hidden_columns or (name, column) in self.hidden
            else self.counts.get((name, column), 0)
            for column in self.columns
        }

    def turned(self) -> Crossing:
        """The same with rows and columns exchanged."""
        rows = tuple(dict.fromkeys(row for row, _ in self.counts))
        counts, hidden = (
            {(column, row): n for (row, column), n in self.counts.items()},
            frozenset((column, row) for row, column in self.hidden),
        )
        return Crossing(counts, rows, self.hidden_columns, self.hidden_rows, hidden)


def crossing(
    counts: Mapping[Cell, int], hidden_rows: Collection[str] = (), hidden_columns: Collection[str] = ()
) -> Crossing:
    """What of a table can be shown.

    Args:
        counts: (row, column) → contacts.
        hidden_rows: rows whose total is hidden elsewhere.
        hidden_columns: the same of the columns.
    """
    sums: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for cell, count in counts.items():
        for names, name in zip(sums, cell, strict=True):
            names[name] += count
    rows, columns = (
        frozenset(
            lines(
                {name: {"": n} for name, n in names.items()}
                | {name: {} for name in set(hidden) - set(names)},
                hidden,
            )
        )
        for names, hidden in zip(sums, (hidden_rows, hidden_columns), strict=True)
    )
    merged: Counter[Cell] = Counter()
    for (row, column), count in counts.items():
        merged[_REST if row in rows else row, _REST if column in columns else column] += count
    return Crossing(counts, tuple(sums[1]), rows, columns, frozenset(_sheltered(merged)))


def _sheltered(cells: Mapping[Cell, int]) -> set[Cell]:
    """Small cells, and what is hidden with them so that each might as well hold ``SMALL``."""
    small = sorted(cell for cell, count in cells.items() if is_small(count))
    hidden = set(small)
    for cell in small:
        thought = Counter(cells)
        while thought[cell] < SMALL:
            found = _rectangle(thought, cell, hidden)
            if found is None:  # less than SMALL in the whole table: its lines are hidden altogether
                break
            beside, below, opposite = found
            moved = min(SMALL - thought[cell], thought[beside], thought[below])
            for corner, sign in ((cell, 1), (beside, -1), (below, -1), (opposite, 1)):
                thought[corner] += sign * moved
            hidden.update(found)
    return hidden


def _rectangle(
    thought: Mapping[Cell, int], cell: Cell, hidden: Collection[Cell]
) -> tuple[Cell, Cell, Cell] | None:
    """Corners from which most can be moved into a cell while least is newly hidden."""
    row, column = cell
    besides = [other for other, count in thought.items() if count and other[0] == row and other != cell]
    belows = [other for other, count in thought.items() if count and other[1] == column and other != cell]

    def price(corners: tuple[Cell, Cell, Cell]) -> tuple[int, int, int, tuple[Cell, Cell, Cell]]:
        new = [corner for corner in corners if corner not in hidden]
        moved = min(SMALL - thought[cell], thought[corners[0]], thought[corners[1]])
        return len(new), -moved, sum(thought.get(corner, 0) for corner in new), corners

    return min(((a, b, (b[0], a[1])) for a in besides for b in belows), key=price, default=None)
