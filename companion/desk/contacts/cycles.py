"""Cycles: six to eight weeks with a question, planned changes, decisions, and figures read off elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.contacts.calendar import week_of
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.session import flash
from companion.errors import KontaktError
from companion.report.cycles import OUTREACH, Cycle, Cycles

LINES = 10
"""Planned changes of one cycle."""


def cycles_of(desk: Desk) -> Cycles:
    """The cycles of this laptop."""
    return Cycles(desk.settings.data / "cycles.json")


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes of the cycles into a blueprint."""

    def show(form: Form | None = None, status: int = 200, of: str = "") -> tuple[str, int]:
        """The page; a form that was refused is drawn again, with ``of`` at its cycle instead of the next one."""
        monday = date.today()
        try:
            known = cycles_of(desk).all()
        except KontaktError as error:
            return render_template("desk/contacts/none.html", problem=error, tab="cycles"), status
        start = {"first": week_of(monday), "last": week_of(monday + timedelta(weeks=7))}
        empty, form = Form(start=start), form or Form(start=start)
        page = render_template(
            "desk/contacts/cycles.html",
            form=form,
            of=of,
            new=empty if of else form,
            cycles=list(reversed(known)),
            outreach=OUTREACH,
            this_week=week_of(monday),
        )
        return page, status

    @routes.get("/contacts/cycles")
    def cycles() -> tuple[str, int]:
        """All cycles and a form for the next one."""
        return show()

    @routes.post("/contacts/cycles")
    def new_cycle() -> tuple[str, int] | Response:
        """Begin a cycle."""
        form = Form(request.form)
        name = form.text("name", "Name", most=40, required=True).lower()
        first = form.text("first", "Erste Woche", most=8, required=True)
        last = form.text("last", "Letzte Woche", most=8, required=True)
        question = form.text("question", "Frage", most=500, lines=True)
        changes = _lines(form, "changes", "Geplante Änderungen")
        if not form.errors:
            try:
                cycles_of(desk).new(Cycle(name, first, last, question, changes))
            except KontaktError as error:
                form.refuse("name", f"{error.message} {error.hint}")
        if form.errors:
            return show(form, 422)
        flash(f"Zyklus {name} angelegt.")
        return redirect(url_for("desk_contacts.cycles"), 303)

    @routes.post("/contacts/cycles/<name>/decisions")
    def decide(name: str) -> tuple[str, int] | Response:
        """Keep a decision."""
        form = Form(request.form)
        decision = form.text("decision", "Beschluss", most=500, required=True, lines=True)
        if form.errors:
            return show(form, 422, name)
        cycles_of(desk).decide(name, decision)
        flash("Beschluss festgehalten. Der nächste Bericht zeigt, was danach anders war.")
        return redirect(url_for("desk_contacts.cycles"), 303)

    @routes.post("/contacts/cycles/<name>/outreach")
    def note_outreach(name: str) -> tuple[str, int] | Response:
        """Enter sums about multipliers that were read off elsewhere."""
        form = Form(request.form)
        figures = {key: form.number(key, label, 0, 10_000_000, False) for key, label in OUTREACH.items()}
        given = {key: value for key, value in figures.items() if value is not None}
        if not given and not form.errors:
            form.refuse(next(iter(OUTREACH)), "Bitte mindestens eine Zahl eintragen.")
        if form.errors:
            return show(form, 422, name)
        cycles_of(desk).note_outreach(name, given)
        flash("Eingetragen.")
        return redirect(url_for("desk_contacts.cycles"), 303)


def _lines(form: Form, name: str, label: str) -> tuple[str, ...]:
    text = form.text(name, label, most=3000, lines=True)
    found = tuple(line.strip() for line in text.splitlines() if line.strip())
    if len(found) > LINES:
        form.refuse(name, f"Bitte höchstens {LINES} Zeilen.")
    return found
