"""``GET /``: what a person sees who opens the address of the companion in a browser."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from companion.api.guard import Access
from companion.api.parts import Parts

PAGE = """<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>kontakt-Begleiter</title>
<h1>Der Begleiter läuft</h1>
<p>Er wartet auf diesem Rechner auf das Seitenfenster der Erweiterung. Hier ist nichts weiter zu tun.</p>
<p>Zum Koppeln eines Browsers im Terminal <code>kontakt pair</code> aufrufen
und die sechs Ziffern im Seitenfenster eingeben.</p>
</html>
"""


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("start_page", __name__, enable_openapi=False)
    parts.guard.allow("start_page.", Access.ANYONE)

    @routes.get("/")
    def start_page() -> Response:
        """A fixed page without script, style or data."""
        return Response(PAGE, mimetype="text/html")

    return routes
