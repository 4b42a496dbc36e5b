"""Paired browsers, and the code that pairs another one."""

from __future__ import annotations

import hashlib
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from companion.api.pairing_window import OPEN_S
from companion.api.pairings import Pairings
from companion.config import shipped
from companion.desk.desk import Desk
from companion.desk.forms import Form
from companion.desk.session import flash


def mark(pairings: Pairings) -> str:
    """Changes with every pairing, and says nothing else."""
    return hashlib.sha256("".join(item.token_sha256 for item in pairings.all()).encode()).hexdigest()[:16]


def code_page(desk: Desk, template: str, following: str, **more: object) -> str:
    """A page with a fresh code; its script goes to ``following`` once a browser has used it."""
    return render_template(
        template,
        code=desk.parts.window.open(),
        seconds=OPEN_S,
        mark=mark(desk.parts.pairings),
        following=following,
        extension=shipped("extension"),
        **more,
    )


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""

    @routes.get("/settings/browsers")
    def browsers() -> str:
        """Every paired browser."""
        found = [
            (item, date.fromisoformat(item.paired_on), date.fromisoformat(item.last_seen_on))
            for item in desk.parts.pairings.all()
        ]
        return render_template("desk/settings/browsers.html", browsers=found)

    @routes.post("/settings/browsers/code")
    def code() -> str:
        """A new code; the page is the answer, since a code stands in no address."""
        return code_page(desk, "desk/settings/code.html", url_for("desk_settings.browsers"))

    @routes.get("/settings/browsers/state")
    def pairing_state() -> dict[str, object]:
        """Asked by the page with the code."""
        return {"mark": mark(desk.parts.pairings), "open": desk.parts.window.is_open()}

    @routes.post("/settings/browsers/revoke")
    def revoke() -> Response:
        """Forget a browser."""
        form = Form(request.form)
        name = form["name"]
        desk.parts.pairings.revoke(name)
        flash(f"{name} ist nicht mehr gekoppelt.")
        return redirect(url_for("desk_settings.browsers"), 303)
