"""*Heute*: what needs whoever works here, each line with its next step; and how bank, log and matching are."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.api.status import describe
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.navigation import Nav
from companion.desk.pages.setup import OVER
from companion.desk.pages.setup import PREFERENCE as SETUP
from companion.desk.preferences import ROLES
from companion.desk.session import flash
from companion.desk.today.tasks import HEADINGS, Step, Task, in_order
from companion.desk.today.team import clock
from companion.desk.today.worklist import worklist

NAV = Nav("Heute", "desk_today.today", "today", order=10)

SHOWN_FOR: dict[str, str] = {
    "kontakter": "Du antwortest in Gruppen und Foren.",
    "teamleitung": "Du pflegst die Antwortbank und führst die Kontakte zusammen.",
    "jurist": "Du prüfst und unterschreibst Bausteine.",
}


def step_of(task: Task) -> Step | None:
    """The first step whose page exists here."""
    return next((step for step in task.steps if step.endpoint in current_app.view_functions), None)


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("today", __name__)

    def show(form: Form, status: int = 200) -> tuple[str, int]:
        today, role = date.today(), desk.preferences.role
        page = render_template(
            "desk/today.html",
            form=form,
            roles=ROLES,
            explained=SHOWN_FOR,
            today=today,
            facts=describe(desk.parts),
            headings=HEADINGS,
            tasks=in_order(worklist(desk, role, today) if role else clock(desk.parts.active.bank, today)),
            step_of=step_of,
            setting_up=desk.preferences.get(SETUP) not in (None, OVER),
        )
        return page, status

    @routes.get("/")
    def today() -> tuple[str, int]:
        """The first page."""
        return show(Form(start={"role": desk.preferences.role or ""}))

    @routes.post("/role")
    def choose_role() -> tuple[str, int] | Response:
        """Keep the role of this laptop."""
        form = Form(request.form)
        role = form.choice("role", "Rolle", ROLES)
        if role is None:
            return show(form, 422)
        first = desk.preferences.role is None and desk.preferences.get(SETUP) is None
        desk.preferences.choose_role(role)
        if first:
            desk.preferences.put(SETUP, "begun")
        flash(f"Gespeichert. Dieser Rechner ist jetzt für: {ROLES[role]}.")
        return redirect(url_for("desk_setup.setup" if first else "desk_today.today"), 303)

    return routes
