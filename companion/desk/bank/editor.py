"""The editor: open, look while typing, keep what was typed, save; and what to do when two people saved."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from companion.api.guard import LONG_FORM
from companion.bank.document import HEADINGS, Document
from companion.bank.entry import CHANNELS, STATUS_WORDS, VERDICT_WORDS
from companion.bank.problem import BankInvalid
from companion.desk.bank import conflict
from companion.desk.bank.checking import Look, look_at
from companion.desk.bank.fields import (
    TEXT_FIELDS,
    field_of,
    heading_words,
    read_document,
    source_rows,
    to_fields,
)
from companion.desk.bank.room import BankRoom
from companion.desk.bank.words import (
    ADDRESSES,
    AMPEL,
    AMPEL_EXPLAINED,
    CHANNEL_WORDS,
    KINDS,
    STATUS_TONES,
    WEBSITE,
)
from companion.desk.drafts import PAGE, Draft
from companion.desk.forms import Form
from companion.desk.people import author, person
from companion.desk.session import flash
from companion.errors import KontaktError
from companion.sharing.editing import EditConflict, Opened, open_entry, save_entry
from companion.sharing.history import WorkingBank
from companion.sharing.review import notes

KEPT_FIELDS = 1000
"""So many values a form of the editor has at most."""


def add(routes: Blueprint, room: BankRoom) -> None:
    """Register these pages."""
    for name in ("save", "live", "keep", "settle"):
        room.desk.takes(f"desk_bank.{name}", LONG_FORM)

    def referrals(document: Document) -> dict[str, str]:
        codes = room.desk.parts.codebook.vocabularies["verweisziel"].codes
        known = {code: found.label for code, found in codes.items() if code != "keins"}
        return known | {
            str(code): str(code) for code in document.meta.get("referral") or [] if code not in known
        }

    def read(form: Form, present: Document, today: date) -> tuple[Document, Look]:
        reading = room.reading(today)
        document = read_document(form, present, reading.manifest.topics, referrals(present))
        return document, look_at(document, reading, today)

    def show(
        bank: WorkingBank,
        opened: Opened,
        form: Form,
        look: Look,
        status: int = 200,
        draft: Draft | None = None,
        based_on: str = "",
    ) -> tuple[str, int]:
        reading = room.reading(date.today())
        document, entry_id = opened.document, str(opened.document.meta["id"])
        used, _ = room.usage()
        page = render_template(
            "desk/bank/edit.html",
            form=form,
            meta=document.meta,
            entry_id=entry_id,
            kind=str(document.meta["kind"]),
            based_on=based_on or opened.based_on,
            page_name=draft.page if draft else _page_name(form),
            draft=draft,
            look=look,
            shown=_shown(form),
            topics=reading.manifest.topics,
            referrals=referrals(document),
            shared=reading.shared,
            today=date.today(),
            sources=source_rows(form),
            text_fields=TEXT_FIELDS,
            heading_words=heading_words,
            field_of=field_of,
            channels=CHANNEL_WORDS,
            addresses=ADDRESSES,
            headings=HEADINGS,
            kinds=KINDS,
            verdicts=VERDICT_WORDS,
            ampel=AMPEL,
            ampel_explained=AMPEL_EXPLAINED,
            website=WEBSITE,
            statuses=STATUS_WORDS,
            tones=STATUS_TONES,
            usage=used.get(entry_id),
            notes=notes(bank, entry_id),
            person=person(room.desk)[0],
        )
        return page, status

    @routes.get("/bank/entry/<entry_id>")
    def edit(entry_id: str) -> tuple[str, int]:
        """An entry to be written; text that was typed and not saved comes back first."""
        with room.working() as bank:
            opened = opened_or_404(bank, entry_id)
            draft = unsaved(room, opened)
            fields = (
                MultiDict((name, value) for name, values in draft.fields.items() for value in values)
                if draft
                else to_fields(opened.document)
            )
            form = Form(fields)
            _, look = read(form, opened.document, date.today())
            form.errors.clear()
            return show(bank, opened, form, look, draft=draft, based_on=fields.get("based_on", ""))

    @routes.post("/bank/entry/<entry_id>")
    def save(entry_id: str) -> tuple[str, int] | Response:
        """Save, or show the form again with what is wrong, or both versions if somebody else has saved."""
        form = Form(request.form)
        with room.working() as bank:
            opened = opened_or_404(bank, entry_id)
            document, look = read(form, opened.document, date.today())
            for finding in look.errors:
                form.labels.setdefault(finding.field, finding.label)
                form.refuse(finding.field, f"{finding.message} {finding.remedy}")
            if form.errors or form["do"] == "check":
                if form["do"] == "check":
                    form.errors.clear()
                return show(bank, opened, form, look, 422 if form.errors else 200, based_on=form["based_on"])
            return _save(room, bank, document, form, form["based_on"])

    @routes.post("/bank/entry/<entry_id>/settle")
    def settle(entry_id: str) -> tuple[str, int] | Response:
        """After a conflict: save with the parts that were chosen, or go on writing with them."""
        form = Form(request.form)
        with room.working() as bank:
            opened = opened_or_404(bank, entry_id)
            mine, _ = read(form, opened.document, date.today())
            theirs = bank.kept(form["based_on"])
            if theirs is None or form.errors:
                raise KontaktError(
                    "Die beiden Fassungen lassen sich nicht mehr zuordnen. Dein Text ist noch gesichert.",
                    "Bitte den Baustein neu öffnen; dort steht dein Text.",
                    code="no_base",
                    status=422,
                )
            chosen, missing = conflict.choose(mine, theirs, request.form)
            if missing:
                return conflict.show(entry_id, mine, theirs, None, form, missing, 422)
            if form["do"] == "edit":
                fields = to_fields(chosen)
                fields["based_on"], fields["page"] = form["based_on"], form["page"]
                room.drafts.keep(entry_id, form["page"], dict(fields.lists()))
                return redirect(url_for("desk_bank.edit", entry_id=entry_id), 303)
            look = look_at(chosen, room.reading(date.today()), date.today())
            if look.errors:
                again = Form(to_fields(chosen))
                for finding in look.errors:
                    again.labels.setdefault(finding.field, finding.label)
                    again.refuse(finding.field, f"{finding.message} {finding.remedy}")
                return show(bank, opened, again, look, 422, based_on=form["based_on"])
            return _save(room, bank, chosen, form, form["based_on"])

    @routes.post("/bank/entry/<entry_id>/live")
    def live(entry_id: str) -> str:
        """Preview and findings for what stands in the form now."""
        form = Form(request.form)
        with room.working() as bank:
            _, look = read(form, opened_or_404(bank, entry_id).document, date.today())
        return render_template(
            "desk/bank/look.html",
            look=look,
            shown=_shown(form),
            form=form,
            channels=CHANNEL_WORDS,
            addresses=ADDRESSES,
        )

    @routes.post("/bank/entry/<entry_id>/draft")
    def keep(entry_id: str) -> dict[str, object]:
        """Keep what was typed, for the case that browser or companion end before it is saved."""
        fields = dict(request.form.lists())
        if sum(map(len, fields.values())) > KEPT_FIELDS:
            raise KontaktError("Das sind zu viele Felder.", "Bitte die Seite neu laden.", status=422)
        page = request.form.get("page", "")
        if room.drafts.was_dropped(entry_id, page):
            return {"at": ""}
        room.drafts.keep(entry_id, page, fields)
        return {"at": f"{datetime.now():%H:%M}"}

    @routes.post("/bank/entry/<entry_id>/draft/drop")
    def drop(entry_id: str) -> Response:
        """Forget what was typed and show what is saved."""
        room.drafts.drop(entry_id, request.form.get("page", ""))
        flash("Verworfen. Hier steht die gespeicherte Fassung.", "note")
        return redirect(url_for("desk_bank.edit", entry_id=entry_id), 303)


def _save(
    room: BankRoom, bank: WorkingBank, document: Document, form: Form, based_on: str
) -> tuple[str, int] | Response:
    entry_id = str(document.meta["id"])
    meta = {key: value for key, value in document.meta.items() if value not in (None, "", [])}
    document = Document(meta, document.texts)
    page = form["page"]
    try:
        saved = save_entry(bank, document, based_on, author(room.desk))
    except EditConflict as clash:
        if PAGE.fullmatch(page):  # their own words are safe while they look at both versions
            room.drafts.keep(entry_id, page, dict(to_fields(document).lists()) | {"based_on": [based_on]})
        return conflict.show(entry_id, clash.mine, clash.theirs, clash, form, (), 409)
    except BankInvalid as invalid:
        first = next(problem for problem in invalid.problems if problem.severity == "error")
        raise KontaktError(
            f"Noch nicht gespeichert: {first.message} ({first.file})",
            f"{first.remedy} Dein Text ist gesichert und steht beim nächsten Öffnen wieder da.",
            code="bank_invalid",
            status=409,
        ) from invalid
    if PAGE.fullmatch(page):
        room.drafts.drop(entry_id, page)
    flash("Gespeichert als Entwurf." if saved.revision else "Es war nichts zu ändern.")
    return redirect(url_for("desk_bank.edit", entry_id=entry_id), 303)


def opened_or_404(bank: WorkingBank, entry_id: str) -> Opened:
    """An entry of the working bank for editing.

    Raises:
        KontaktError: ``no_entry`` (404).
    """
    if not bank.has(entry_id):
        raise KontaktError(
            "Diesen Baustein gibt es in der Arbeitsfassung nicht.",
            "Die Liste unter Antwortbank zeigt alle.",
            code="no_entry",
            status=404,
        )
    return open_entry(bank, entry_id)


def unsaved(room: BankRoom, opened: Opened) -> Draft | None:
    """Text of this entry that was typed and says something else than what is saved."""
    entry_id = str(opened.document.meta["id"])
    draft = room.drafts.newest(entry_id)
    if draft is None:
        return None
    saved = {name: values for name, values in to_fields(opened.document).lists() if any(values)}
    typed = {
        name: [value.replace("\r\n", "\n").strip() for value in values if value.strip()]
        for name, values in draft.fields.items()
        if name in saved
        or name in to_fields(opened.document)
        or name in ("source_title", "source_url", "referral")
    }
    if {name: values for name, values in typed.items() if values} == saved:
        room.drafts.drop(entry_id, draft.page)
        return None
    return draft


def _page_name(form: Form) -> str:
    return form["page"] if PAGE.fullmatch(form["page"]) else secrets.token_urlsafe(16)


def _shown(form: Form) -> tuple[str, str]:
    """Channel and form of address of the preview."""
    channel, address = form["preview_channel"], form["preview_address"]
    return channel if channel in CHANNELS else "facebook", address if address in ADDRESSES else "du"
