"""The keys of this computer, and the change of keys: two of three have to agree."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.people import person
from companion.desk.publishing.files import content, public_key
from companion.desk.session import flash
from companion.errors import KontaktError
from companion.passphrase import MIN_PASSPHRASE
from companion.sharing.keys import ROLE_NAMES, Role
from companion.sharing.setup import confirm_root, key_ring, replace_keys, take_up_root

OWN: dict[Role, str] = {"lead": "Teamleitung", "jurist": "Jurist*in", "online": "Zeitstempel"}
"""Keys that may stay on a computer; the backup key lies on a stick."""


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""

    def show(form: Form | None = None, status: int = 200) -> tuple[str, int]:
        ring = key_ring(desk.settings)
        page = render_template(
            "desk/publish/keys.html",
            form=form or Form(),
            keys={role: ring.public(role) for role in ring.roles()},
            role_names=ROLE_NAMES,
            own=OWN,
            least=MIN_PASSPHRASE,
        )
        return page, status

    @routes.get("/publish/keys")
    def keys() -> tuple[str, int]:
        """Keys here, and changing them."""
        return show()

    @routes.post("/publish/keys")
    def make_key() -> tuple[str, int] | Response:
        """Make a key on this computer."""
        form = Form(request.form)
        who, problem = person(desk)
        if problem:
            raise problem
        role = form.choice("key_role", "Wofür", OWN)
        passphrase = form.new_passphrase("passphrase", "Passphrase", MIN_PASSPHRASE)
        if not form.errors and who is not None and role is not None:
            try:
                ring = key_ring(desk.settings)
                ring.add(role, who.name, passphrase, replace=form.box("replace", "Ersetzen"))
            except KontaktError as error:
                form.refuse("key_role", f"{error.message} {error.hint}")
        if form.errors:
            return show(form, 422)
        flash("Schlüssel angelegt. Weitergeben darfst du nur die Datei mit dem öffentlichen Teil.")
        return redirect(url_for("desk_publish.keys"), 303)

    @routes.get("/publish/keys/<role>.pub.json")
    def key_file(role: str) -> Response:
        """The public half as a file."""
        known: Role | None = next((known for known in ROLE_NAMES if known == role), None)
        if known is None:
            raise KontaktError(
                "Diesen Schlüssel gibt es nicht.", "Die Liste neu laden.", code="unknown_key", status=404
            )
        return download(key_ring(desk.settings).public(known).to_bytes(), f"{known}.pub.json")

    @routes.post("/publish/keys/replace")
    def replace_key() -> tuple[str, int] | Response:
        """The next trust file, with some keys replaced, or only with a later expiry."""
        form = Form(request.form)
        new = []
        for name in ("new", "new_2"):
            if request.files.get(name) and request.files[name].filename:
                new.append(public_key(form, name, "Neuer Schlüssel"))
        backup = _backup(form)
        passphrase = form.secret("own_passphrase", "Passphrase")
        if form.errors:
            return show(form, 422)
        found = [public for public in new if public is not None]
        try:
            root = replace_keys(desk.settings, found, passphrase, backup)
        except KontaktError as error:
            form.refuse("own_passphrase", f"{error.message} {error.hint}")
            return show(form, 422)
        return download(root.to_bytes(), "vertrauen.json")

    @routes.post("/publish/keys/confirm")
    def confirm_key() -> tuple[str, int] | Response:
        """Add the signature of this computer to a trust file."""
        form = Form(request.form)
        root = content(form, "root", "Vertrauensdatei")
        backup = _backup(form)
        passphrase = form.secret("own_passphrase", "Passphrase")
        if form.errors:
            return show(form, 422)
        try:
            signed = confirm_root(desk.settings, root, passphrase, backup)
        except KontaktError as error:
            form.refuse("root", f"{error.message} {error.hint}")
            return show(form, 422)
        return download(signed, "vertrauen.json")

    @routes.post("/publish/keys/use")
    def use_key() -> tuple[str, int] | Response:
        """Keep a confirmed trust file for the next publication."""
        form = Form(request.form)
        root = content(form, "root_use", "Vertrauensdatei")
        if form.errors:
            return show(form, 422)
        try:
            again = take_up_root(desk.settings, root)
        except KontaktError as error:
            form.refuse("root_use", f"{error.message} {error.hint}")
            return show(form, 422)
        if again:
            flash(
                "Übernommen. Jetzt neu freigeben: erst die Teamleitung, dann die Jurist*in, dann veröffentlichen."
            )
            return redirect(url_for("desk_review.review"), 303)
        flash("Übernommen. Jetzt unter Veröffentlichen die Fristen erneuern.")
        return redirect(url_for("desk_publish.publish"), 303)


def download(body: bytes, name: str) -> Response:
    """A file to take away."""
    return Response(
        body,
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _backup(form: Form) -> tuple[bytes, str] | None:
    sealed = content(form, "backup", "Reserveschlüssel", required=False)
    if not sealed:
        return None
    return sealed, form.secret("backup_passphrase", "Passphrase der Reserve")
