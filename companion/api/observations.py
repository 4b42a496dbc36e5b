"""``POST /api/v1/observations``: threads that were read and not answered, counted by week and platform."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint

from companion.api.codebook_schemas import request_schema
from companion.api.parts import Parts
from companion.api.schemas import Noted


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("observations", __name__, tag="Kontakte")
    request = request_schema(parts.codebook, "observations", "Observation", ("uuid",), without=("herkunft",))

    @routes.post("/api/v1/observations")
    @routes.input(request)
    @routes.output(Noted, status_code=201)
    @routes.doc(responses=[200, 503, 507])
    def add(json_data: dict[str, Any]) -> tuple[dict[str, str], int]:
        """Count; a repeat of the same key counts nothing."""
        uuid, platform = json_data["uuid"], json_data.get("plattform") or "sonstige"
        new = parts.log.get().add_observation(uuid, platform, json_data.get("anzahl") or 1)
        return {"uuid": uuid}, 201 if new else 200

    return routes
