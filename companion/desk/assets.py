"""``/desk/static/…``: style and script, also for the pages nobody has to sign in for."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

from companion.api.guard import Access
from companion.desk.desk import Desk

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Said by us: what the system's registry says about .js differs between computers."""


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = Blueprint("desk_assets", __name__, url_prefix="/desk", template_folder="templates")
    desk.parts.guard.allow("desk_assets.", Access.DESK_ENTRANCE)

    @routes.get("/static/<path:name>")
    def file(name: str) -> Response:
        """A file that ships with the desk."""
        response = send_from_directory(
            FOLDER, name, mimetype=MEDIA_TYPES.get(Path(name).suffix), etag=False, conditional=False
        )
        response.headers["Cache-Control"] = "no-store"  # small, local, and never of an earlier version
        return response

    return routes
