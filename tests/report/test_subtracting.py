"""All views of a period beside each other: subtracting them in any direction tells no cell of one to four contacts."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from companion.codebook import load
from companion.config import settings
from companion.contacts import ContactLog
from companion.contacts.demo_data import fill
from companion.report.figures import SMALL
from companion.report.loaded import Loaded
from companion.report.overview import Only, Overview, Panel, choices, overview
from tests.report.conftest import TODAY

OWN = {"plattform": "platforms", "thema": "topics"}
UNKNOWN = (0, 10**9)
Range = tuple[int, int]


@dataclass
class Attack:
    """What is known of a table: least and largest count of each cell, of each line and of everything."""

    cells: dict[tuple[str, str], Range] = field(default_factory=dict)
    totals: tuple[dict[str, Range], dict[str, Range]] = field(default_factory=lambda: ({}, {}))
    all: Range = UNKNOWN

    def learn(self, cell: tuple[str, str], count: int | None) -> None:
        if count is not None:
            self.cells[cell] = (count, count)
        self.cells.setdefault(cell, UNKNOWN)

    def subtract(self) -> None:
        """Narrow every range by the sums it is part of, until nothing changes any more."""
        lines = [
            (totals, name, self.cells, [cell for cell in self.cells if cell[side] == name])
            for side, totals in enumerate(self.totals)
            for name in totals
        ]
        everything = {"all": self.all}
        lines += [(everything, "all", totals, list(totals)) for totals in self.totals]
        changed = True
        while changed:
            changed = False
            for totals, name, parts, names in lines:
                low, high = sum(parts[n][0] for n in names), sum(parts[n][1] for n in names)
                least, most = totals[name]
                new = {name: (max(least, low), min(most, high))}
                changed |= _put(totals, new)
                least, most = totals[name]
                new = {
                    n: (
                        max(parts[n][0], least - (high - parts[n][1])),
                        min(parts[n][1], most - (low - parts[n][0])),
                    )
                    for n in names
                }
                changed |= _put(parts, new)

    def told(self) -> dict[object, int]:
        """Cells and totals that are known to be small."""
        ranges: dict[object, Range] = {**self.cells, **self.totals[0], **self.totals[1]}
        return {name: low for name, (low, high) in ranges.items() if low == high and 0 < low < SMALL}


def _put(known: dict, new: dict) -> bool:
    changed = any(known[name] != value for name, value in new.items())
    known.update(new)
    return changed


def shown(panel: Panel, label: str, found: Overview) -> int | None:
    """The count of a line; one that is not there is none, unless the whole view is hidden."""
    counts = {figure.label: figure.count for figure in panel.figures}
    return counts.get(label, None if found.rows is None else 0)


def panel_of(found: Overview, name: str) -> Panel:
    return next(panel for panel in found.panels if panel.name == name)


def exactly(count: int | None) -> Range:
    return UNKNOWN if count is None else (count, count)


def attack(views: dict[tuple[str, str], Overview], whole: Overview, column: str, name: str) -> Attack:
    """A filter against a view, with all that both show, in both directions where there are two."""
    found = Attack()
    rows = {label: view for (of, label), view in views.items() if of == column}
    own = panel_of(whole, OWN[column]).figures if column in OWN else ()
    labels = [figure.label for figure in panel_of(whole, name).figures]
    contacts = name in ("weeks", "platforms", "topics")
    for row in {**rows, **{figure.label: None for figure in own}, **({} if own else {"?": None})}:
        view = rows.get(row)
        for label in labels:
            found.learn((row, label), shown(panel_of(view, name), label, view) if view else None)
        bases = [figure.base for figure in panel_of(view, name).figures if figure.base] if view else []
        total = view.rows if view and contacts else bases[0] if bases else None
        if total is None and contacts:
            total = next((figure.count for figure in own if figure.label == row), None)
        found.totals[0][row] = exactly(total)
    if name in OWN.values():
        back = next(of for of, panel in OWN.items() if panel == name)
        for (of, label), view in views.items():
            if of == back and label in labels and column in OWN:
                for row in found.totals[0]:
                    found.learn((row, label), shown(panel_of(view, OWN[column]), row, view))
    for label in labels:
        found.totals[1][label] = exactly(shown(panel_of(whole, name), label, whole))
    if contacts and name != "weeks":
        found.all = exactly(whole.rows)
    return found


@pytest.fixture(scope="module", params=[(4000, 1), (4000, 2), (900, 3)])
def everything(request, tmp_path_factory):
    """Every view of a quarter of demo data."""
    folder = tmp_path_factory.mktemp("subtract")
    log = ContactLog.open(settings(folder).contacts_db, load())
    fill(log, load(), *request.param, TODAY)
    log.close()
    here = settings(folder)
    loaded = Loaded(here, load())
    whole = overview(here, loaded, "2026-Q3", TODAY)
    views = {
        (column, label): overview(here, loaded, "2026-Q3", TODAY, only=Only(column, code))
        for column, codes in choices(load()).items()
        for code, label in codes.items()
    }
    return whole, views


@pytest.mark.parametrize("name", ["weeks", "platforms", "topics", "reactions", "myths", "gaps"])
@pytest.mark.parametrize("column", ["plattform", "thema", "raumtyp"])
def test_no_small_cell_is_told(everything, column, name):
    whole, views = everything
    if OWN.get(column) == name or (name == "gaps" and column != "plattform"):
        return
    found = attack(views, whole, column, name)
    found.subtract()
    assert found.told() == {}


def test_the_attack_finds_a_cell_that_is_given_away():
    found = Attack(totals=({"a": (14, 14), "b": UNKNOWN}, {"x": UNKNOWN, "y": UNKNOWN}))
    for cell, count in {("a", "x"): 13, ("a", "y"): None, ("b", "x"): 2, ("b", "y"): 7}.items():
        found.learn(cell, count)
    found.subtract()
    assert found.told()["a", "y"] == 1


def test_enough_is_still_shown(everything):
    """Hiding everything would be safe as well."""
    whole, _ = everything
    assert sum(bool(figure.count) for panel in whole.panels[:4] for figure in panel.figures) >= 20
