"""Who works here, how this computer is connected with the bank, and beginning a new signed bank."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.api.active_bank import take_over
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.job_pages import in_background
from companion.desk.jobs import Done, Progress
from companion.desk.people import person
from companion.desk.publishing.files import content, public_key
from companion.desk.session import flash
from companion.errors import KontaktError, UsageError
from companion.passphrase import MIN_PASSPHRASE
from companion.sharing.client import Client
from companion.sharing.connecting import (
    accept_invite,
    change_storage,
    storage_settings,
    try_storage,
)
from companion.sharing.people import PERSON_ROLES, Person, write_person
from companion.sharing.setup import init_trust


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""

    def show(form: Form | None = None, status: int = 200) -> tuple[str, int]:
        who, _ = person(desk)
        damaged = None
        try:
            known = storage_settings(desk.settings)
        except KontaktError as error:
            known, damaged = None, error
        start = {
            "name": who.name if who else "",
            "person_role": who.role if who else "",
            "url": known.url if known else "",
            "user": (known.user if known else "") or "",
        }
        page = render_template(
            "desk/publish/connection.html",
            form=form or Form(start=start),
            who=who,
            person_roles=PERSON_ROLES,
            storage=known,
            damaged=damaged,
            least=MIN_PASSPHRASE,
        )
        return page, status

    @routes.get("/publish/connection")
    def connection() -> tuple[str, int]:
        """Person, storage, invitation."""
        return show()

    @routes.post("/publish/person")
    def me() -> tuple[str, int] | Response:
        """Keep who works here."""
        form = Form(request.form)
        name = form.text("name", "Name", most=80, required=True)
        role = form.choice("person_role", "Rolle", PERSON_ROLES)
        if not form.errors and role is not None:
            try:
                write_person(desk.settings.sharing, Person(name, role))
            except UsageError as error:
                form.refuse("name", f"{error.message} {error.hint}")
        if form.errors:
            return show(form, 422)
        flash("Gespeichert. Der Name steht bei Texten und Unterschriften, nirgends sonst.")
        return redirect(url_for("desk_publish.connection"), 303)

    @routes.post("/publish/join")
    def join() -> tuple[str, int] | Response:
        """Accept an invitation: file, link or words."""
        form = Form(request.form)
        read = content(form, "file", "Einladung als Datei", required=False)
        text = form.text("invite", "Einladung", most=4000, lines=True)
        if read and not text:
            text = read.decode("utf-8", "replace")
        if not text:
            form.refuse("invite", "Bitte die Einladung einfügen oder als Datei auswählen.")
        url = form.text("join_url", "Adresse", most=500) or None
        user = form.text("join_user", "Name", most=200) or None
        password = form.secret("join_password", "Passwort", required=False) or None
        if form.errors:
            return show(form, 422)
        address = url_for("desk_publish.publish")

        def work(progress: Progress) -> Done:
            progress(None, "Fingerabdruck vergleichen und Antwortbank holen")
            outcome = accept_invite(desk.settings, text, url, user, password)
            if outcome is None:
                return Done("Verbunden. Veröffentlicht ist dort noch nichts.", address, "Zum Stand")
            take_over(desk.settings, desk.parts.active)
            return Done(f"Verbunden, Fassung {outcome.version} wird benutzt.", address, "Zum Stand")

        return in_background(desk, "join", "Mit der Antwortbank verbinden", work)

    @routes.post("/publish/storage")
    def storage() -> tuple[str, int] | Response:
        """Another address, name or password for the same bank; or only try."""
        form = Form(request.form)
        url = form.text("url", "Adresse", most=500, required=True)
        user = form.text("user", "Name", most=200) or None
        password = form.secret("password", "Passwort", required=False) or None
        only_try = form.box("try", "Nur prüfen")
        if form.errors:
            return show(form, 422)
        address = url_for("desk_publish.connection")

        def work(progress: Progress) -> Done:
            progress(None, "Ablage fragen")
            if not only_try:
                change_storage(desk.settings, url, user, password)
            found = try_storage(desk.settings, url, user, password, writing=True)
            if not found.readable:
                raise KontaktError(found.message, found.hint, code="storage_unreachable", status=503)
            done = "" if only_try else "Umgestellt. "
            return Done(f"{done}{found.message} {found.hint}".strip(), address, "Zurück")

        return in_background(desk, "storage", "Ablage prüfen", work)

    @routes.post("/publish/init")
    def init() -> tuple[str, int] | Response:
        """Begin a signed bank: keys of this computer, backup key on a stick, first trust file in the storage."""
        form = Form(request.form)
        who, _ = person(desk)
        if who is None:
            form.refuse("name", "Bitte zuerst oben Name und Rolle speichern.")
        jurist = public_key(form, "jurist", "Schlüssel der Jurist*in")
        url = form.text("init_url", "Adresse", most=500, required=True)
        user = form.text("init_user", "Name", most=200) or None
        password = form.secret("init_password", "Passwort", required=False) or None
        backup = form.text("backup", "Datei für den Reserveschlüssel", most=500, required=True)
        own = form.new_passphrase("passphrase", "Passphrase für deine Schlüssel", MIN_PASSPHRASE)
        spare = form.new_passphrase(
            "backup_passphrase", "Passphrase für den Reserveschlüssel", MIN_PASSPHRASE
        )
        if not form.errors and not Path(backup).is_absolute():
            form.refuse("backup", "Bitte den ganzen Pfad angeben, zum Beispiel E:/reserve.key.age.")
        if form.errors or who is None or jurist is None:
            return show(form, 422)
        address = url_for("desk_publish.invitation")

        def work(progress: Progress) -> Done:
            progress(None, "Schlüssel anlegen und Ablage einrichten")
            init_trust(desk.settings, jurist, Path(backup), (url, user, password), who.name, own, spare)
            return Done(
                "Eingerichtet. Den Stick und seine Passphrase bitte getrennt verschließen.",
                address,
                "Einladung machen",
            )

        return in_background(desk, "init", "Unterschriebene Antwortbank einrichten", work)

    @routes.post("/publish/leave")
    def leave() -> Response:
        """Disconnect; from then on the shipped bank is used."""
        address = url_for("desk_publish.connection")

        def work(progress: Progress) -> Done:
            progress(None, "Verbindung lösen")
            progress.writes()
            Client(desk.settings).leave()
            desk.shown.note(None)
            take_over(desk.settings, desk.parts.active)
            now = "" if desk.settings.bank else " Es gilt wieder die mitgelieferte Antwortbank."
            return Done(f"Die Verbindung ist gelöst.{now}", address, "Zur Verbindung")

        return in_background(desk, "leave", "Verbindung lösen", work)
