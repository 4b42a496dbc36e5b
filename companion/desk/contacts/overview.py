"""Figures and charts of a cycle or quarter, beside another one. Small cells are hidden before they come here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import Blueprint, render_template, request

from companion.contacts.calendar import week_of
from companion.desk.contacts.cycles import cycles_of
from companion.desk.contacts.reading import Reading
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.jobs import Job
from companion.errors import KontaktError
from companion.export.periods import Period, period_of
from companion.report.figures import SMALL
from companion.report.overview import Only, choices, overview

SPANS = 12
"""So many quarters are offered, the newest first."""
LINES = 12
"""So many lines of a view are seen at once, the rest after a click."""


def spans(desk: Desk, today: date, periods: Iterable[Period]) -> tuple[dict[str, str], KontaktError | None]:
    """What can be looked at: cycles and quarters with rows, newest first; the current quarter always.

    Args:
        desk: whose cycles.
        today: local day.
        periods: quarters with rows, in any order.

    Returns:
        name → words, and why there are no cycles among them where their list is damaged.
    """
    found, problem = {}, None
    try:
        found = {cycle.name: f"{cycle.heading}, {cycle.span}" for cycle in reversed(cycles_of(desk).all())}
    except KontaktError as error:
        problem = error
    known = sorted({period_of(week_of(today)), *periods}, reverse=True)[:SPANS]
    return {**found, **{str(period): named(period) for period in known}}, problem


def named(period: Period) -> str:
    """``3. Quartal 2026``."""
    return f"{period.quarter}. Quartal {period.year}"


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the page into a blueprint."""
    reading = Reading(desk)

    @routes.get("/contacts", endpoint="overview")
    def show() -> tuple[str, int]:
        """Weeks, platforms, topics, reactions, myths, gaps; or that they are being counted."""
        try:
            loaded = reading.get()
        except KontaktError as error:
            return render_template("desk/contacts/none.html", problem=error, tab="overview"), 200
        if isinstance(loaded, Job):
            return render_template("desk/contacts/counting.html", job=loaded, again=request.full_path), 200
        today = date.today()
        offered, no_cycles = spans(desk, today, map(period_of, loaded.weeks()))
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
                only = chosen[0] if chosen else None
                found = overview(desk.settings, loaded, name, today, other, only)
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
            no_cycles=no_cycles,
            small=SMALL,
            most=LINES,
        )
        return page, 422 if form.errors else 200
