"""``/control/v1/desk-…``: how ``kontakt window`` gets into a companion that already runs, and what it asks there."""

from __future__ import annotations

import secrets

from flask import Blueprint

from companion.api.guard import Access
from companion.desk.desk import Desk

TO_FRONT_S = 5.0
"""So long an open window may take to answer; it asks twice a second."""


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = Blueprint("desk_control", __name__, url_prefix="/control/v1")
    desk.parts.guard.allow("desk_control.", Access.CONTROL)

    @routes.post("/desk-link")
    def desk_link() -> dict[str, object]:
        """A fresh one-time address, and the name under which its window may ask."""
        window = secrets.token_urlsafe(16)
        return {"address": desk.links.address(window), "window": window}

    @routes.post("/desk-windows/<window>")
    def look(window: str) -> dict[str, object]:
        """For the window: whether its page holds text that would be lost, and whether it shall come to the front."""
        return {"unsaved": desk.sessions.unsaved(window), "to_front": desk.windows.called()}

    @routes.post("/desk-windows")
    def to_front() -> dict[str, object]:
        """Have the open window come to the front; whether there was one that did."""
        return {"done": desk.windows.call(TO_FRONT_S)}

    return routes
