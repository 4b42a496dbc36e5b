"""``GET /uebung``: a made-up thread to practise on; only where ``kontakt demo`` runs."""

from __future__ import annotations

from pathlib import Path

from apiflask import APIBlueprint
from flask import Response

from companion.api.guard import HEADERS, Access
from companion.api.parts import Parts

FILES = Path(__file__).parent.parent
POLICY = HEADERS["Content-Security-Policy"] + "; style-src 'self'"


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("training_page", __name__, enable_openapi=False)
    parts.guard.allow("training_page.", Access.ANYONE)

    @routes.get("/uebung")
    def thread() -> Response:
        """The thread, without script."""
        page = (FILES / "training.html").read_text(encoding="utf-8")
        return Response(page, mimetype="text/html", headers={"Content-Security-Policy": POLICY})

    @routes.get("/uebung.css")
    def style() -> Response:
        """How it looks."""
        return Response((FILES / "training.css").read_text(encoding="utf-8"), mimetype="text/css")

    return routes
