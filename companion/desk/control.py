"""``POST /control/v1/desk-link``: how ``kontakt window`` gets into a companion that already runs."""

from __future__ import annotations

import secrets

from flask import Blueprint

from companion.api.guard import Access
from companion.desk.desk import Desk


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = Blueprint("desk_control", __name__, url_prefix="/control/v1")
    desk.parts.guard.allow("desk_control.", Access.CONTROL)

    @routes.post("/desk-link")
    def desk_link() -> dict[str, object]:
        """A fresh one-time address, and the name under which its window may ask."""
        window = secrets.token_urlsafe(16)
        return {"address": desk.links.address(window), "window": window}

    @routes.get("/desk-unsaved/<window>")
    def unsaved(window: str) -> dict[str, object]:
        """Whether the page in that window holds text that would be lost."""
        return {"unsaved": desk.sessions.unsaved(window)}

    return routes
