"""Figures and charts of a cycle or quarter, beside another one. Cells below five are hidden before they come here."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from datetime import date

from flask import Blueprint, render_template, request

from companion.contacts.calendar import week_of
from companion.desk.contacts.cycles import cycles_of
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.errors import KontaktError
from companion.export.overview import quarters
from companion.export.periods import period_of
from companion.export.source import pool_of
from companion.report.figures import SMALL
from companion.report.overview import Only, Overview, choices, overview

KEPT = 24
"""So many overviews are kept in memory, each some drawn charts."""
SPANS = 12
"""So many quarters are offered, the newest first."""


def spans(desk: Desk, today: date) -> dict[str, str]:
    """What can be looked at: cycles and quarters with rows, newest first; the current quarter always."""
    desk.parts.log.problem()  # open and migrate it; what is wrong with it is said on the first page
    found = {
        cycle.name: f"{cycle.name} ({cycle.first_week} bis {cycle.last_week})"
        for cycle in reversed(cycles_of(desk).all())
    }
    names = {str(period_of(week_of(today)))} | {
        str(quarter.period) for quarter in quarters(desk.settings, desk.parts.codebook, today)
    }
    return {**found, **{name: f"Quartal {name}" for name in sorted(names, reverse=True)[:SPANS]}}


class Kept:
    """Overviews of the last choices; one is made anew when the rows behind it, or the day, are others.

    Finished rows never change, so their numbers, the deliveries, the cycles and the bank tell whether it still holds.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Overview] = OrderedDict()

    def get(self, name: str, today: date, compare: str | None, only: Only | None) -> Overview:
        """As ``companion.report.overview.overview``."""
        key = (name, today, compare, only, self._stamp())
        with self._lock:
            if key not in self._kept:
                self._kept[key] = overview(
                    self._desk.settings, self._desk.parts.codebook, name, today, compare, only
                )
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return self._kept[key]

    def _stamp(self) -> Hashable:
        desk = self._desk
        try:
            counts = desk.parts.log.get().counts()
        except KontaktError:
            counts = {}
        rows = tuple(counts.get(name) for name in ("frozen", "own_posts", "gaps", "feedback", "observations"))
        cycles = desk.settings.data / "cycles.json"
        changed = cycles.stat().st_mtime_ns if cycles.exists() else 0
        delivered = tuple(batch.digest for batch in pool_of(desk.settings).batches())
        return rows, changed, delivered, desk.parts.active.bank.digest


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the page into a blueprint."""
    kept = Kept(desk)

    @routes.get("/contacts", endpoint="overview")
    def show() -> tuple[str, int]:
        """Weeks, platforms, topics, reactions, myths, gaps."""
        today = date.today()
        offered = spans(desk, today)
        form = Form(request.args)
        name = form.choice("cycle", "Zeitraum", offered, required=False) or next(iter(offered))
        compare = form.choice("compare", "Vergleich", offered, required=False)
        filters = choices(desk.parts.codebook)
        columns = desk.parts.codebook.tables["contacts"].columns
        chosen = [
            Only(column, code)
            for column, codes in filters.items()
            if (code := form.choice(column, columns[column].label, codes, required=False))
        ]
        if len(chosen) > 1:
            form.refuse(
                chosen[1].column,
                "Bitte nur nach einer Angabe eingrenzen. Mehrere zusammen träfen oft nur wenige Kontakte.",
            )
        found, problem = None, None
        try:
            if not form.errors:
                other = compare if compare != name else None
                found = kept.get(name, today, other, chosen[0] if chosen else None)
        except KontaktError as error:
            problem = error
        shown = Form(start={**request.args.to_dict(), "cycle": name})
        shown.errors, shown.labels = form.errors, form.labels
        page = render_template(
            "desk/contacts/overview.html",
            form=shown,
            offered=offered,
            filters={column: (columns[column].label, codes) for column, codes in filters.items()},
            found=found,
            problem=problem,
            small=SMALL,
        )
        return page, 422 if form.errors else 200
