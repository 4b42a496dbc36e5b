"""``/api/v1/rooms``: the register of rooms by code, with the permission of their admins; no names."""

from __future__ import annotations

from datetime import date
from typing import Any

from apiflask import APIBlueprint
from flask import Response

from companion.api.codebook_schemas import request_schema, row_schema
from companion.api.parts import Parts
from companion.api.schemas import listed, wrapped
from companion.contacts.rooms import RoomRegister


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("rooms", __name__, tag="Kontakte")
    changes = request_schema(parts.codebook, "rooms", "RoomChanges", without=("code",))
    row = row_schema(parts.codebook, "rooms", "Room")

    def register() -> RoomRegister:
        return parts.log.get().rooms

    @routes.get("/api/v1/rooms")
    @routes.output(listed("rooms", row))
    @routes.doc(responses=[503])
    def rooms() -> dict[str, Any]:
        """All rooms by code."""
        return {"rooms": register().all()}

    @routes.put("/api/v1/rooms/<code>")
    @routes.input(changes)
    @routes.output(wrapped("room", row))
    @routes.doc(responses=[503, 507])
    def put(code: str, json_data: dict[str, Any]) -> dict[str, Any]:
        """Add a room, or change the given columns of the one with this code."""
        return {"room": register().put({**json_data, "code": code}, date.today())}

    @routes.delete("/api/v1/rooms/<code>")
    @routes.output({}, status_code=204)
    @routes.doc(responses=[404, 503, 507])
    def remove(code: str) -> Response:
        """Delete a room for good."""
        register().remove(code)
        return Response(status=204)

    return routes
