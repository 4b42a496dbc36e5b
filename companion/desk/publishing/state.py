"""What the team has now, who has signed what comes next, publishing it, renewing deadlines."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.api.active_bank import take_over
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.job_pages import in_background
from companion.desk.jobs import Done, Progress
from companion.desk.people import person
from companion.sharing.approving import signatures_of_next
from companion.sharing.client import Client
from companion.sharing.keys import ROLE_NAMES
from companion.sharing.publish import step_in_words
from companion.sharing.putting_back import put_back
from companion.sharing.releasing import publish_signed, renew_deadlines, take_over_publication
from companion.sharing.resuming import Unconfirmed
from companion.sharing.standing import EXPIRES, standing

FILES = 8
"""About so many files are put for one publication; only for the bar."""


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""

    def show(form: Form | None = None, status: int = 200) -> tuple[str, int]:
        who, problem = person(desk)
        found = standing(Client(desk.settings))
        page = render_template(
            "desk/publish/publish.html",
            form=form or Form(),
            who=who,
            problem=problem,
            state=found,
            days={name: date.fromisoformat(day) for name, day in found.get("expires", {}).items()},
            expires=EXPIRES,
            role_names=ROLE_NAMES,
            signatures=desk.shown.signatures,
            presented=desk.shown.presented,
            unconfirmed=desk.shown.unconfirmed,
            older=desk.shown.older,
        )
        return page, status

    @routes.get("/publish")
    def publish() -> tuple[str, int]:
        """State and the next step."""
        return show()

    @routes.post("/publish/ask")
    def ask() -> Response:
        """Ask the storage who has signed."""
        address = url_for("desk_publish.publish")

        def work(progress: Progress) -> Done:
            progress(None, "Ablage fragen")
            found = signatures_of_next(desk.settings)
            desk.shown.note(found)
            return Done(found.words() if found else "In der Ablage liegt keine Vorlage.", address, "Zurück")

        return in_background(desk, "ask", "Unterschriften nachsehen", work)

    @routes.post("/publish")
    def put() -> tuple[str, int] | Response:
        """Publish what both have signed."""
        form = Form(request.form)
        passphrase = form.secret("passphrase", "Passphrase")
        if form.errors:
            return show(form, 422)
        address = url_for("desk_publish.publish")

        def work(progress: Progress) -> Done:
            outcome = publish_signed(desk.settings, passphrase, step=_Steps(progress))
            desk.shown.note(None)
            take_over(desk.settings, desk.parts.active)
            return Done(
                f"Veröffentlicht: {outcome.version}. Die Rechner des Teams holen sie in den nächsten Minuten.",
                address,
                "Zum Stand",
            )

        return in_background(desk, "publish", "Veröffentlichen", work)

    @routes.post("/publish/renew")
    def renew() -> tuple[str, int] | Response:
        """Later expiry for timestamp and index; the texts stay as they are."""
        form = Form(request.form)
        passphrase = form.secret("renew_passphrase", "Passphrase")
        confirmed = _said_yes(form, "confirmed", desk.shown.unconfirmed)
        if form.errors:
            return show(form, 422)
        address = url_for("desk_publish.publish")
        question = url_for("desk_publish.publish", _anchor="renew")

        def work(progress: Progress) -> Done:
            progress(None, "Ablage fragen")
            try:
                renew_deadlines(desk.settings, passphrase, _Steps(progress), confirmed)
            except Unconfirmed as found:
                desk.shown.unconfirmed = found
                said = (
                    f"Noch nicht erneuert: Ist Nummer {found.number} die letzte, die ihr veröffentlicht habt?"
                )
                return Done(said, question, "Ansehen und bestätigen")
            finally:
                take_over(desk.settings, desk.parts.active)
            desk.shown.unconfirmed = None
            return Done("Die Fristen sind erneuert.", address, "Zum Stand")

        return in_background(desk, "publish", "Fristen erneuern", work)

    @routes.post("/publish/put-back")
    def lay_back() -> tuple[str, int] | Response:
        """The newest release this computer has verified into a storage that holds an older one."""
        form = Form(request.form)
        confirmed = _said_yes(form, "last_one", desk.shown.older)
        if form.errors:
            return show(form, 422)
        address = url_for("desk_publish.publish")
        question = url_for("desk_publish.publish", _anchor="older")

        def work(progress: Progress) -> Done:
            progress(None, "Ablage fragen")
            desk.shown.older = None
            try:
                done = put_back(desk.settings, confirmed, _Steps(progress))
            except Unconfirmed as found:
                desk.shown.older = found
                said = f"Noch nichts geändert: Ist Nummer {found.number} die letzte, die ihr veröffentlicht habt?"
                return Done(said, question, "Ansehen und bestätigen")
            finally:
                take_over(desk.settings, desk.parts.active)
            return Done(done.words(), address, "Zum Stand")

        return in_background(desk, "publish", "Fassung wieder hineinlegen", work)

    @routes.post("/publish/sync")
    def sync() -> Response:
        """Get the newest bank now."""
        address = url_for("desk_publish.publish")

        def work(progress: Progress) -> Done:
            outcome = Client(desk.settings).sync(lambda step, share: progress(share, step))
            desk.shown.unconfirmed = desk.shown.older = None
            take_over(desk.settings, desk.parts.active)
            words = "Neue Fassung übernommen" if outcome.changed else "Schon auf dem neuesten Stand"
            return Done(f"{words}: {outcome.version}.", address, "Zum Stand")

        return in_background(desk, "sync", "Antwortbank abholen", work)

    @routes.post("/publish/take-over")
    def free() -> Response:
        """Remove the marker of a publication that broke off elsewhere."""
        address = url_for("desk_publish.publish")

        def work(progress: Progress) -> Done:
            progress(None, "Ablage freigeben")
            progress.writes()
            take_over_publication(desk.settings)
            return Done("Die Ablage ist wieder frei.", address, "Zurück")

        return in_background(desk, "publish", "Ablage freigeben", work)


def _said_yes(form: Form, name: str, asked: Unconfirmed | None) -> str:
    question = asked.fingerprint if asked else None
    return form.confirmed(name, "Letzte Fassung", question, "Bitte erst nachsehen und das hier bestätigen.")


class _Steps:
    """Turns the steps of a publication into progress; from the first one on it is not stopped any more."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0

    def __call__(self, name: str) -> None:
        self._progress.writes()
        self._done += 1
        self._progress(min(self._done / FILES, 0.95), step_in_words(name))
