"""*Prüfung*: what exactly would be signed, word by word, with law and source beside it; comment, refuse, sign."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.bank.document import Document
from companion.bank.shelf import shelf_of
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.job_pages import in_background
from companion.desk.jobs import Done, Progress
from companion.desk.layout import count
from companion.desk.navigation import LEAD_AND_JURIST, Nav
from companion.desk.people import person
from companion.desk.unsent_answers import UnsentAnswers
from companion.errors import KontaktError
from companion.sharing.approving import answer_presented, present, sign_presented
from companion.sharing.client import Client
from companion.sharing.exchange import Answer
from companion.sharing.finding import Listed, find_in
from companion.sharing.history import is_working_bank
from companion.sharing.keys import ROLE_NAMES
from companion.sharing.proposing import GONE
from companion.sharing.release import CHANGE_WORDS

NAV = Nav("Prüfung", "desk_review.review", "review", order=30, roles=LEAD_AND_JURIST)

TECHNICAL = ("Kennung", "Art", "Titel", "Thema", "Fassung", "Stand", "Geprüft am")
"""Parts that are signed too but are no words for readers; shown last, folded."""
DECISIONS: dict[Literal["comment", "refused"], str] = {
    "comment": "Nur anmerken",
    "refused": "Ablehnen, der Text wird wieder Entwurf",
}
TONES = {"added": "ok", "changed": "note", "removed": "stop", "retired": "stop", "shared": "note"}
"""Kind of a change → tone of its badge."""


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("review", __name__)
    unsent = UnsentAnswers(desk.settings.data / "desk_answers")

    def show(form: Form | None = None, status: int = 200) -> tuple[str, int]:
        who, problem = person(desk)
        presented = desk.shown.presented
        form = form or Form()
        kept = (
            unsent.of(change.entry_id for change in presented.changes if change.entry_id) if presented else {}
        )

        def answer_to(entry_id: str) -> Form:
            """The form as it was sent just now, or with words that did not get through, or empty."""
            if form["entry_id"] == entry_id:
                return form
            return Form(start=kept.get(entry_id, {"decision": "comment"}))

        page = render_template(
            "desk/review/review.html",
            form=form,
            answer_to=answer_to,
            unsent=kept,
            decisions=DECISIONS,
            who=who,
            problem=problem,
            joined=Client(desk.settings).joined,
            waiting=waiting(desk),
            presented=presented,
            signed_here=presented is not None and who is not None and who.role in presented.signatures.signed,
            role_names=ROLE_NAMES,
            what=CHANGE_WORDS,
            tones=TONES,
            law=law,
            technical=TECHNICAL,
        )
        return page, status

    @routes.get("/review")
    def review() -> tuple[str, int]:
        """The proposal as it was fetched last, and what waits for one."""
        return show()

    @routes.post("/review/fetch")
    def fetch() -> Response:
        """Get the proposal, or make one on the lead's machine."""
        fresh = request.form.get("fresh") == "1"
        address = url_for("desk_review.review")

        def work(progress: Progress) -> Done:
            progress(None, "Ablage fragen und Vorlage prüfen")
            try:
                presented = present(desk.settings, fresh=fresh)
            except KontaktError as error:
                if error.code in GONE:
                    desk.shown.note(None)
                raise
            desk.shown.keep(presented)
            words = f"{count(len(presented.changes), 'Änderung', 'Änderungen')} in der Vorlage."
            if presented.answers:
                words += f" {count(len(presented.answers), 'Antwort', 'Antworten')} der Jurist*in übernommen."
            return Done(words, address, "Ansehen")

        return in_background(desk, "present", "Vorlage holen", work)

    @routes.post("/review/answer")
    def answer() -> tuple[str, int] | Response:
        """Refuse a text, or say something about it."""
        form = Form(request.form)
        fingerprint = form.text("fingerprint", "Vorlage", most=64, required=True)
        entry_id = form.text("entry_id", "Eintrag", most=80, required=True)
        decision = form.choice("decision", "Entscheidung", DECISIONS)
        words = form.text("words", "Begründung", most=2000, required=True, lines=True)
        fields = {"decision": form["decision"], "words": form["words"]}
        if words and desk.shown.presents(entry_id):
            unsent.keep(entry_id, fields)
        who, problem = person(desk)
        if problem:
            raise problem
        if form.errors or decision is None or who is None:
            return show(form, 422)
        given = Answer(entry_id, who.name, words, decision)
        address = url_for("desk_review.review")

        def work(progress: Progress) -> Done:
            progress(None, "Antwort ablegen")
            answer_presented(desk.settings, fingerprint, [given])
            unsent.stored(entry_id, fields)
            said = "Abgelehnt" if decision == "refused" else "Angemerkt"
            return Done(
                f"{said}: {entry_id}. Die Teamleitung liest es mit der nächsten Vorlage.", address, "Zurück"
            )

        # Every answer is a job of its own: none may be lost while another one is on its way.
        return in_background(desk, f"answer-{hash(given)}", "Antwort senden", work)

    @routes.post("/review/words")
    def keep() -> dict[str, object]:
        """Keep what the jurist is typing, for the case that browser or companion end before it is sent."""
        form = Form(request.form)
        form.text("words", "Begründung", most=2000, lines=True)
        form.choice("decision", "Entscheidung", DECISIONS)
        if form.errors:
            raise KontaktError(
                " ".join(form.errors.values()), "Der Text steht noch auf der Seite.", status=422
            )
        kept = unsent.keep(form["entry_id"], {"decision": form["decision"], "words": form["words"]})
        return {"at": f"{datetime.now():%H:%M}" if kept else ""}

    @routes.post("/review/sign")
    def sign() -> tuple[str, int] | Response:
        """Sign exactly what was shown."""
        form = Form(request.form)
        fingerprint = form.text("fingerprint", "Vorlage", most=64, required=True)
        passphrase = form.secret("passphrase", "Passphrase")
        asked = desk.shown.presented.question if desk.shown.presented else None
        confirmed = form.confirmed(
            "confirmed",
            "Letzte Fassung",
            asked.fingerprint if asked else None,
            "Bitte erst die Teamleitung fragen und das hier bestätigen.",
        )
        if not form.box("read", "Gelesen"):
            form.refuse("read", "Bitte erst alles lesen und das hier bestätigen.")
        if form.errors:
            return show(form, 422)
        address = url_for("desk_publish.publish")

        def work(progress: Progress) -> Done:
            progress(None, "Prüfen und unterschreiben")
            signatures = sign_presented(desk.settings, fingerprint, passphrase, confirmed=confirmed)
            desk.shown.note(signatures)
            return Done(f"Unterschrieben. {signatures.words()}", address, "Zum Veröffentlichen")

        return in_background(desk, "sign", "Unterschreiben", work)

    return routes


def waiting(desk: Desk) -> list[Listed]:
    """Entries of the working bank that wait for a proposal; none on a machine without one."""
    folder, today = desk.settings.working_bank, date.today()
    return (
        find_in(shelf_of(folder).reading(today), today, status="in_review") if is_working_bank(folder) else []
    )


def law(document: Document | None) -> tuple[list[str], list[dict[str, str]]]:
    """Legal basis and sources of an entry, for reading beside its words."""
    if document is None:
        return [], []
    return list(document.meta.get("legal_basis") or []), list(document.meta.get("sources") or [])
