"""Rooms: where the team works, with whose permission, and when to look again. Codes, never names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.codebook import Codebook
from companion.codebook.model import PATTERNS
from companion.contacts.rooms import RoomRegister, RoomTakenError, UnknownRoomError
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.session import flash

PREFIXES = {"facebook": "fb", "instagram": "ig", "threads": "th", "gutefrage": "gf", "forum": "fo"}
"""First letters of a code by platform; any two letters are allowed."""
TONES = {"erlaubt": "ok", "nicht_noetig": "ok", "abgelehnt": "stop", "entzogen": "stop"}
"""How a permission is marked; all others are a note."""
CHOICES = (
    "plattform",
    "raumtyp",
    "groesse_klasse",
    "admin_status",
    "links_erlaubt",
    "nachrichten_erlaubt",
)
"""Columns with a closed list, in the order of the form."""


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes of the register into a blueprint."""
    codebook = desk.parts.codebook

    def register() -> RoomRegister:
        return desk.parts.log.get().rooms

    def edit(form: Form, code: str | None, status: int = 200) -> tuple[str, int]:
        page = render_template(
            "desk/contacts/room.html", form=form, code=code, fields=fields(codebook), prefixes=PREFIXES
        )
        return page, status

    @routes.get("/contacts/rooms")
    def rooms() -> str:
        """All rooms."""
        return render_template(
            "desk/contacts/rooms.html",
            rooms=register().all(),
            label=codebook.label,
            labels=fields(codebook),
            tones=TONES,
            today=date.today().isoformat(),
        )

    @routes.get("/contacts/rooms/new")
    def new_room() -> tuple[str, int]:
        """An empty form."""
        known = [room["code"] for room in register().all()]
        platform = request.args.get("plattform", "facebook")
        return edit(Form(start={**defaults(codebook), "code": free_code(known, platform)}), None)

    @routes.get("/contacts/rooms/<code>")
    def room(code: str) -> tuple[str, int]:
        """The form of one room."""
        found = next((room for room in register().all() if room["code"] == code), None)
        if found is None:
            raise UnknownRoomError
        return edit(Form(start={name: str(value) for name, value in found.items()}), code)

    @routes.post("/contacts/rooms")
    def save_room() -> tuple[str, int] | Response:
        """Add a room, or change it."""
        form = Form(request.form)
        is_new = form.box("new", "Neuer Raum")
        given = _read(form, codebook)
        if not form.errors:
            try:
                register().put(given, date.today(), new=is_new)
            except RoomTakenError as error:
                form.refuse("code", f"{error.message} Bitte einen anderen wählen.")
        if form.errors:
            return edit(form, None if is_new else form["code"], 422)
        flash(f"Raum {given['code']} gespeichert.")
        return redirect(url_for("desk_contacts.rooms"), 303)

    @routes.post("/contacts/rooms/<code>/remove")
    def remove_room(code: str) -> Response:
        """Delete a room for good."""
        register().remove(code)
        flash(f"Raum {code} gelöscht.")
        return redirect(url_for("desk_contacts.rooms"), 303)


def fields(codebook: Codebook) -> dict[str, tuple[str, dict[str, str]]]:
    """Column → (label, code → words), for every closed list of the register."""
    columns = codebook.tables["rooms"].columns
    return {
        name: (
            columns[name].label,
            {
                code.code: code.label
                for code in codebook.vocabulary_of(columns[name]).codes.values()
                if not code.retired
            },
        )
        for name in CHOICES
    }


def defaults(codebook: Codebook) -> dict[str, str]:
    """What the form of a new room shows."""
    return {name: str(value) for name, value in codebook.complete("rooms", {}).items()}


def free_code(known: list[str], platform: str) -> str:
    """The next code nobody uses: ``fb-004`` after ``fb-003``."""
    prefix = PREFIXES.get(platform, "so")
    taken = {int(code[3:]) for code in known if code.startswith(f"{prefix}-")}
    return f"{prefix}-{next(n for n in range(1, 1000) if n not in taken):03d}" if len(taken) < 999 else ""


def _read(form: Form, codebook: Codebook) -> Mapping[str, Any]:
    given: dict[str, Any] = {"code": form.text("code", "Raumcode", most=6, required=True).lower()}
    if "code" not in form.errors and not PATTERNS["room_code"].fullmatch(given["code"]):
        form.refuse("code", "Bitte zwei Buchstaben, einen Bindestrich und drei Ziffern, zum Beispiel fb-017.")
    for name, (label, codes) in fields(codebook).items():
        given[name] = form.choice(name, label, codes)
    day = form.day("pruefung_am", "Nächste Prüfung")
    given["pruefung_am"] = day.isoformat() if day else None
    return given
