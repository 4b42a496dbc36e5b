"""Everything an entry was: its states with author and day, what reviewers said, any two compared, one brought back."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.bank.entry import STATUS_WORDS
from companion.desk.bank.editor import opened_or_404, unsaved
from companion.desk.bank.room import BankRoom
from companion.desk.bank.words import NOTE_WORDS, STATUS_TONES
from companion.desk.forms import Form
from companion.desk.people import author
from companion.desk.session import flash
from companion.errors import KontaktError
from companion.sharing.editing import PUBLISHED, compare_states, history_of

NOW = "now"
"""Stands for the entry as it is written now, where a state is chosen."""


def add(routes: Blueprint, room: BankRoom) -> None:
    """Register these pages."""

    @routes.get("/bank/entry/<entry_id>/history")
    def history(entry_id: str) -> str:
        """All states, and two of them compared."""
        published = room.desk.parts.active.folder
        with room.working() as bank:
            title = str(opened_or_404(bank, entry_id).document.meta.get("title") or entry_id)
            states, said = history_of(bank, entry_id)
            choices = {NOW: "Jetzige Fassung", PUBLISHED: "Fassung des Teams"} | {
                state.revision.id[:12]: f"{state.revision.at:%d.%m.%Y, %H:%M}, {state.revision.author}"
                for state in states
            }
            form = Form(
                start={"old": states[1].revision.id[:12] if len(states) > 1 else PUBLISHED, "new": NOW}
            )
            chosen = [request.args.get(name, form[name]) for name in ("old", "new")]
            old, new = (name if name in choices else NOW for name in chosen)
            asked = ["" if name == NOW else name for name in (old, new)]
            differences = compare_states(bank, entry_id, asked[0], asked[1], published)
        return render_template(
            "desk/bank/history.html",
            entry_id=entry_id,
            title=title,
            states=states,
            notes=said,
            choices=choices,
            form=Form(start={"old": old, "new": new}),
            differences=differences,
            statuses=STATUS_WORDS,
            tones=STATUS_TONES,
            note_words=NOTE_WORDS,
            in_use=entry_id in room.desk.parts.active.bank.entries,
            today=date.today(),
        )

    @routes.post("/bank/entry/<entry_id>/restore")
    def restore(entry_id: str) -> Response:
        """Bring back an earlier state as a draft."""
        revision = request.form.get("revision", "")
        if not (revision.isascii() and revision.isalnum() and 4 <= len(revision) <= 64):
            raise KontaktError("Diesen Stand gibt es nicht.", "Bitte die Seite neu laden.", status=422)
        with room.working() as bank:
            if unsaved(room, opened_or_404(bank, entry_id)):
                flash("Hier steht noch ungesicherter Text. Bitte zuerst speichern oder verwerfen.", "warning")
            else:
                bank.restore(entry_id, revision, author(room.desk))
                flash("Wiederhergestellt, als Entwurf.")
        return redirect(url_for("desk_bank.edit", entry_id=entry_id), 303)
