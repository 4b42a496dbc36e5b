"""An invitation for another computer: file, link, QR code, or words for the phone."""

from __future__ import annotations

import segno
from flask import Blueprint, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.sharing.client import Client
from companion.sharing.connecting import make_invite
from companion.sharing.invite import Invite


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""

    @routes.get("/publish/invitation")
    def invitation() -> tuple[str, int]:
        """The invitation in all its forms."""
        form = Form(request.args)
        url = form.text("url", "Adresse", most=500)
        joined = Client(desk.settings).joined
        made = make_invite(desk.settings, url) if joined and not form.errors else None
        page = render_template(
            "desk/publish/invitation.html", form=form, invite=made, qr=qr_code(made) if made else "", url=url
        )
        return page, 422 if form.errors else 200

    @routes.get("/publish/invitation.json")
    def invitation_file() -> Response:
        """The invitation as a file."""
        form = Form(request.args)
        made = make_invite(desk.settings, form.text("url", "Adresse", most=500))
        return Response(
            made.to_bytes(),
            mimetype="application/json",
            headers={"Content-Disposition": 'attachment; filename="einladung.json"'},
        )


def qr_code(invite: Invite) -> Markup:
    """The link as a QR code, drawn without inline style."""
    code = segno.make(invite.to_link(), error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=4, dark="#000", light="#fff", title="QR-Code der Einladung")
    return Markup(drawn)  # noqa: S704 - made of modules, the link is not in it as text
