"""``POST /api/v1/pairing``: six digits against a token, bound to the origin that asked."""

from __future__ import annotations

from datetime import date

from apiflask import APIBlueprint
from flask import request

from companion.api.guard import Access
from companion.api.parts import Parts
from companion.api.schemas import PairingRequest, Token


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("pairing", __name__, tag="Verbindung")
    parts.guard.allow("pairing.", Access.PAIRING)

    @routes.post("/api/v1/pairing")
    @routes.input(PairingRequest)
    @routes.output(Token)
    @routes.doc(responses=[429])
    def pair(json_data: dict[str, str]) -> dict[str, str]:
        """Pair this browser with the code that the computer shows."""
        parts.window.use("".join(json_data["code"].split()))
        name = " ".join(json_data["name"].split()) or "Browser"
        return {"token": parts.pairings.add(name, request.headers["Origin"], date.today())}

    return routes
