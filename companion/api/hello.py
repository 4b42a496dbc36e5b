"""``GET /api/v1/hello``: is a companion there, and which; all that is said without a token."""

from __future__ import annotations

from apiflask import APIBlueprint

from companion.api.guard import Access
from companion.api.parts import PROTOCOL, Parts
from companion.api.schemas import Hello


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("hello", __name__, tag="Verbindung")
    parts.guard.allow("hello.", Access.ANYONE)

    @routes.get("/api/v1/hello")
    @routes.output(Hello)
    def hello() -> dict[str, object]:
        """Say that this is the companion, and nothing else."""
        return {
            "app": "kontakt-companion",
            "protocol": PROTOCOL,
            "install": parts.pairings.install,
            "paired": bool(parts.pairings.all()),
        }

    return routes
