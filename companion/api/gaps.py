"""``POST /api/v1/gaps``: an open question without an answer in the bank; topic and platform, no words."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint

from companion.api.codebook_schemas import request_schema
from companion.api.parts import Parts
from companion.api.schemas import Noted


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("gaps", __name__, tag="Kontakte")
    request = request_schema(parts.codebook, "gaps", "Gap", ("uuid",), without=("herkunft",))

    @routes.post("/api/v1/gaps")
    @routes.input(request)
    @routes.output(Noted, status_code=201)
    @routes.doc(responses=[200, 503, 507])
    def add(json_data: dict[str, Any]) -> tuple[dict[str, str], int]:
        """Note where the bank is thin; a repeat of the same key changes nothing."""
        uuid = json_data["uuid"]
        new = parts.log.get().add_gap(uuid, json_data.get("thema"), json_data.get("plattform"))
        return {"uuid": uuid}, 201 if new else 200

    return routes
