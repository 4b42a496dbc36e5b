"""``kontakt contacts add`` while the companion runs: it holds the log, so it writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from apiflask import APIBlueprint

from companion.api.guard import Access
from companion.api.parts import Parts
from companion.api.schemas import NoteRequest
from companion.contacts.by_hand import note_by_hand


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group; like those of ``control`` they are for the commands on this computer only."""
    routes = APIBlueprint("by_hand", __name__, url_prefix="/control/v1", enable_openapi=False)
    parts.guard.allow("by_hand.", Access.CONTROL)

    @routes.post("/notes")
    @routes.input(NoteRequest)
    def note(json_data: dict[str, Any]) -> tuple[dict[str, object], int]:
        """Write one thing down."""
        row = note_by_hand(parts.log.get(), json_data["kind"], json_data["given"], date.today())
        return {"row": row}, 201

    return routes
