"""The first set-up in at most five steps: role (on *Heute*), name, connection, browser, done. Every step can be
left out, and the page goes on where somebody stopped.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.api.active_bank import take_over
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.job_pages import begin
from companion.desk.jobs import Done, Progress
from companion.desk.people import SIGNS_AS, person
from companion.desk.preferences import Role
from companion.desk.session import flash
from companion.desk.setting.browsers import code_page
from companion.errors import UsageError
from companion.sharing.connecting import accept_invite, storage_settings
from companion.sharing.people import Person, write_person

PREFERENCE = "setup"
OVER = "over"
TITLES = {
    "role": "Wofür ist dieser Rechner?",
    "name": "Wie heißt du?",
    "connect": "Mit dem Team verbinden",
    "browser": "Browser koppeln",
    "done": "Fertig",
}


def steps_of(role: Role | None) -> list[str]:
    """The steps for a role: who only answers needs no name, since nothing of theirs carries one."""
    return [step for step in TITLES if step != "name" or role in SIGNS_AS]


def place(role: Role | None, kept: object) -> tuple[str, int, int]:
    """The step to go on with, its number, and how many there are; ``kept`` is what the laptop remembers."""
    steps = steps_of(role)
    step = "role" if role is None else kept if isinstance(kept, str) and kept in steps[1:] else steps[1]
    return step, steps.index(step) + 1, len(steps)


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("setup", __name__)

    def now() -> tuple[str, int, int]:
        return place(desk.preferences.role, desk.preferences.get(PREFERENCE))

    def show(form: Form, status: int = 200) -> tuple[str, int]:
        step, number, total = now()
        page = render_template(
            f"desk/setup/{step}.html",
            form=form,
            title=TITLES[step],
            number=number,
            total=total,
            storage=storage_settings(desk.settings),
            paired=desk.parts.pairings.all(),
        )
        return page, status

    def go_on() -> Response:
        steps, (step, number, _) = steps_of(desk.preferences.role), now()
        if step != "role":
            desk.preferences.put(PREFERENCE, steps[min(number, len(steps) - 1)])
        return redirect(url_for("desk_setup.setup"), 303)

    @routes.get("/setup")
    def setup() -> tuple[str, int] | Response:
        """The step to go on with."""
        if desk.preferences.role is None:
            return redirect(url_for("desk_today.today"), 303)
        who, _ = person(desk)
        return show(Form(start={"name": who.name if who else ""}))

    @routes.post("/setup/next")
    def following() -> Response:
        """Leave this step as it is."""
        return go_on()

    @routes.post("/setup/name")
    def name() -> tuple[str, int] | Response:
        """Remember who works on the bank here."""
        form, role = Form(request.form), SIGNS_AS.get(desk.preferences.role or "")
        given = form.text("name", "Name", most=80, required=True)
        if now()[0] != "name" or role is None:
            return redirect(url_for("desk_setup.setup"), 303)
        if not form.errors:
            try:
                write_person(desk.settings.sharing, Person(given, role))
            except UsageError as error:
                form.refuse("name", error.message)
        return show(form, 422) if form.errors else go_on()

    @routes.post("/setup/join")
    def join() -> tuple[str, int] | Response:
        """Accept an invitation; the network is asked in the background."""
        form = Form(request.form)
        invite = form.text("invite", "Einladung", most=4000, required=True, lines=True)
        url = form.text("url", "Adresse", most=500)
        if now()[0] != "connect":
            return redirect(url_for("desk_setup.setup"), 303)
        if form.errors:
            return show(form, 422)

        def work(progress: Progress) -> Done:
            progress(None, "Ablage ansehen und Unterschriften prüfen")
            outcome = accept_invite(desk.settings, invite, url or None)
            take_over(desk.settings, desk.parts.active)
            if outcome is None:
                return Done(
                    "Verbunden. Sobald die Teamleitung veröffentlicht, kommt die Antwortbank von selbst."
                )
            return Done(f"Verbunden. Die Antwortbank ist da, Fassung {outcome.version}.")

        begin(desk, "join", "Mit dem Team verbinden", work)
        return redirect(url_for("desk_setup.setup"), 303)

    @routes.post("/setup/code")
    def code() -> str:
        """A code for the browser; the page goes on by itself once it is used."""
        _, number, total = now()
        address = url_for("desk_setup.setup")
        return code_page(
            desk, "desk/setup/code.html", address, title=TITLES["browser"], number=number, total=total
        )

    @routes.post("/setup/finish")
    def finish() -> Response:
        """It is over, also if steps were left out; *Heute* says what is missing."""
        desk.preferences.put(PREFERENCE, OVER)
        flash("Die Einrichtung ist abgeschlossen.")
        return redirect(url_for("desk_today.today"), 303)

    return routes
