"""Two columns crossed: whatever is shown, a small cell might as well hold five."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from companion.report.crossing import Crossing, crossing
from companion.report.figures import SMALL

cells = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("uvwxyz")),
    st.one_of(st.integers(0, 7), st.integers(0, 90)),
    max_size=30,
)


def open_cells(table: Crossing) -> None:
    """Every small cell lies in a table that fits all totals and shown cells and where it is no small cell."""
    rows = sorted({row for row, _ in table.counts})
    names = [(row, column) for row in rows for column in table.columns]
    shown = {(row, column): n for row in rows for column, n in table.row(row).items()}
    known = [([name], n) for name, n in shown.items() if n is not None]
    for side, hidden in ((0, table.hidden_rows), (1, table.hidden_columns)):
        for line in {name[side] for name in names} - hidden:
            inside = [name for name in names if name[side] == line]
            known.append((inside, sum(table.counts.get(name, 0) for name in inside)))
    known.append((names, sum(table.counts.values())))
    left = np.array([[float(name in inside) for name in names] for inside, _ in known])
    for number, name in enumerate(names):
        if 0 < table.counts.get(name, 0) < SMALL:
            assert shown[name] is None
            goal = np.zeros(len(names))
            goal[number] = -1
            found = linprog(goal, A_eq=left, b_eq=[value for _, value in known])
            assert -found.fun > SMALL - 0.001, name


@given(cells)
def test_a_small_cell_might_hold_five(counts):
    if sum(counts.values()) >= SMALL:
        open_cells(crossing(counts))


@given(cells, st.sets(st.sampled_from("abcde"), max_size=2), st.sets(st.sampled_from("uvwxyz"), max_size=2))
def test_also_where_lines_are_hidden_elsewhere(counts, rows, columns):
    if sum(counts.values()) >= SMALL:
        open_cells(crossing(counts, rows, columns))


def test_fewer_than_five_are_hidden_altogether():
    assert set(crossing({("a", "x"): 2, ("b", "y"): 1}).row("a").values()) == {None}
