"""``kontakt batch drop`` while the companion runs: it holds the log, so it delivers."""

from __future__ import annotations

from datetime import date
from typing import Any

from apiflask import APIBlueprint

from companion.api.guard import Access
from companion.api.parts import Parts
from companion.api.schemas import DeliveryRequest


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group; like those of ``control`` they are for the commands on this computer only."""
    routes = APIBlueprint("deliveries", __name__, url_prefix="/control/v1", enable_openapi=False)
    parts.guard.allow("deliveries.", Access.CONTROL)

    @routes.post("/deliveries")
    @routes.input(DeliveryRequest)
    def deliver(json_data: dict[str, Any]) -> dict[str, object]:
        """Send what has frozen since the last delivery."""
        # Imported here: a companion that never delivers need not load the storages.
        from companion.export import delivery

        if json_data.get("to"):
            chosen = delivery.Destination(
                json_data["to"],
                tuple(json_data.get("keys", ())),
                json_data.get("user"),
                json_data.get("password"),
            )
            delivery.remember(parts.settings, chosen)
        return {"rows": delivery.deliver(parts.settings, parts.log.get(), parts.codebook, date.today())}

    return routes
