"""``GET /api/v1/codebook``: the closed lists for the form."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint

from companion.api.parts import Parts
from companion.api.schemas import CodebookAnswer


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("codebook", __name__, tag="Kontakte")

    @routes.get("/api/v1/codebook")
    @routes.output(CodebookAnswer)
    def codebook() -> dict[str, Any]:
        """Vocabularies, columns with their defaults, and what follows from what."""
        return parts.codebook.to_json()

    return routes
