"""Feedback of the Kontakter*innen at the end of a cycle: scales, one remark for the lead. No name, no time."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.desk.contacts.cycles import cycles_of
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.session import flash
from companion.errors import KontaktError
from companion.report.figures import SMALL
from companion.report.team import QUESTIONS, REMARK_LIMIT, SCALE, TeamFeedback


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes of the form into a blueprint."""
    scale = {str(value): words for value, words in SCALE.items()}

    def team() -> TeamFeedback:
        return TeamFeedback(desk.settings.data / "team_feedback.json")

    def show(form: Form | None = None, status: int = 200) -> tuple[str, int]:
        try:
            cycles = list(reversed(cycles_of(desk).all()))
            # Below a handful of forms a remark would be somebody's, even to the lead.
            forms = {cycle.name: len(team().answers(cycle.name)) for cycle in cycles}
            remarks = {name: team().remarks(name) for name, count in forms.items() if count >= SMALL}
        except KontaktError as error:
            return render_template("desk/contacts/none.html", problem=error, tab="feedback"), status
        page = render_template(
            "desk/contacts/feedback.html",
            form=form or Form(start={"cycle": cycles[0].name} if cycles else {}),
            cycles={cycle.name: f"{cycle.heading}, {cycle.span}" for cycle in cycles},
            questions=QUESTIONS,
            scale=scale,
            remark_limit=REMARK_LIMIT,
            forms=forms,
            remarks=remarks,
            small=SMALL,
        )
        return page, status

    @routes.get("/contacts/feedback")
    def feedback() -> tuple[str, int]:
        """The form, and for the lead what was said."""
        return show()

    @routes.post("/contacts/feedback")
    def give_feedback() -> tuple[str, int] | Response:
        """Keep one form."""
        form = Form(request.form)
        names = {cycle.name: cycle.name for cycle in cycles_of(desk).all()}
        cycle = form.choice("cycle", "Zyklus", names)
        answers = {
            key: int(value)
            for key, question in QUESTIONS.items()
            if (value := form.choice(key, question, scale, required=False)) is not None
        }
        remark = form.text("remark", "Bemerkung", most=REMARK_LIMIT, lines=True)
        if not answers and not form.errors:
            form.refuse(next(iter(QUESTIONS)), "Bitte mindestens eine Frage beantworten.")
        if cycle is None or form.errors:
            return show(form, 422)
        team().add(cycle, answers, remark)
        flash("Danke. Der Bogen ist ohne Namen und Zeit abgelegt.")
        return redirect(url_for("desk_contacts.feedback"), 303)
