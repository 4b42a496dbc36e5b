"""*Heute*: what this laptop is used for, and how bank, log and matching are."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.api.status import describe
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.navigation import Nav
from companion.desk.preferences import ROLES
from companion.desk.session import flash

NAV = Nav("Heute", "desk_today.today", "today", order=10)

SHOWN_FOR: dict[str, str] = {
    "kontakter": "Du antwortest in Gruppen und Foren.",
    "teamleitung": "Du pflegst die Antwortbank und führst die Kontakte zusammen.",
    "jurist": "Du prüfst und unterschreibst Bausteine.",
}


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("today", __name__)

    def show(form: Form, status: int = 200) -> tuple[str, int]:
        facts = describe(desk.parts)
        page = render_template(
            "desk/today.html",
            form=form,
            roles=ROLES,
            explained=SHOWN_FOR,
            today=date.today(),
            facts=facts,
            problem=desk.parts.log.problem(),
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
        desk.preferences.choose_role(role)
        flash(f"Gespeichert. Dieser Rechner ist jetzt für: {ROLES[role]}.")
        return redirect(url_for("desk_today.today"), 303)

    return routes
