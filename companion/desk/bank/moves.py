"""The way of an entry: to the review, back, out of use; and a copy of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from companion.desk.bank.editor import opened_or_404, unsaved
from companion.desk.bank.room import BankRoom
from companion.desk.forms import Form
from companion.desk.people import author
from companion.desk.session import flash
from companion.errors import KontaktError
from companion.sharing import review
from companion.sharing.editing import suggest_id
from companion.sharing.history import Revision, WorkingBank, duplicate
from companion.sharing.people import Person

MOVES: dict[str, tuple[Callable[[WorkingBank, str, Person], Revision | None], str]] = {
    "submit": (review.submit, "Zur Prüfung gegeben. Die Jurist*in findet den Baustein unter Prüfung."),
    "take_back": (review.take_back, "Der Baustein ist wieder ein Entwurf."),
    "retire": (
        review.retire,
        "Aus dem Verkehr gezogen. Beim Team verschwindet er mit dem nächsten Veröffentlichen.",
    ),
}


def add(routes: Blueprint, room: BankRoom) -> None:
    """Register these pages."""

    @routes.post("/bank/entry/<entry_id>/move")
    def move(entry_id: str) -> Response:
        """Change the status."""
        form = Form(request.form)
        step = form.choice("to", "Schritt", {name: name for name in MOVES})
        if step is None:
            raise KontaktError("Diesen Schritt gibt es nicht.", "Bitte die Seite neu laden.", status=422)
        with room.working() as bank:
            if unsaved(room, opened_or_404(bank, entry_id)):
                flash("Hier steht noch ungesicherter Text. Bitte zuerst speichern oder verwerfen.", "warning")
            else:
                action, said = MOVES[step]
                action(bank, entry_id, author(room.desk))
                flash(said)
        return redirect(url_for("desk_bank.edit", entry_id=entry_id), 303)

    @routes.post("/bank/entry/<entry_id>/copy")
    def copy(entry_id: str) -> Response:
        """Begin a new draft from an entry."""
        with room.working() as bank:
            title = str(opened_or_404(bank, entry_id).document.meta.get("title") or entry_id)
            new_id = suggest_id(f"{title} Kopie", bank.documents())
            duplicate(bank, entry_id, new_id, author(room.desk))
        flash("Kopiert als Entwurf. Bitte Titel und Fragen ändern, sonst verdrängen sich die beiden.")
        return redirect(url_for("desk_bank.edit", entry_id=new_id), 303)
