"""``POST /api/v1/feedback``: a colleague says that an entry does not fit, is outdated or badly worded."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint

from companion.api.codebook_schemas import request_schema
from companion.api.parts import Parts
from companion.api.schemas import Noted
from companion.codebook import NO_VERSION


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("feedback", __name__, tag="Kontakte")
    request = request_schema(
        parts.codebook, "feedback", "Feedback", ("uuid", "entry_id", "grund"), without=("herkunft",)
    )

    @routes.post("/api/v1/feedback")
    @routes.input(request)
    @routes.output(Noted, status_code=201)
    @routes.doc(responses=[200, 503, 507])
    def add(json_data: dict[str, Any]) -> tuple[dict[str, str], int]:
        """Note the feedback; a repeat of the same key changes nothing."""
        uuid, version = json_data["uuid"], json_data.get("entry_version") or NO_VERSION
        new = parts.log.get().add_feedback(uuid, json_data["entry_id"], version, json_data["grund"])
        return {"uuid": uuid}, 201 if new else 200

    return routes
