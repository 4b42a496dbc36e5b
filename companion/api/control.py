"""Routes for the commands on this computer; browsers are refused whatever they send."""

from __future__ import annotations

from dataclasses import asdict

from apiflask import APIBlueprint

from companion.api.guard import Access
from companion.api.pairing_window import OPEN_S, TRIES
from companion.api.parts import Parts
from companion.api.schemas import RevokeRequest
from companion.api.status import describe


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group; they are no part of the public interface."""
    routes = APIBlueprint("control", __name__, url_prefix="/control/v1", enable_openapi=False)
    parts.guard.allow("control.", Access.CONTROL)

    @routes.post("/pairing-code")
    def pairing_code() -> dict[str, object]:
        """Open the pairing window and hand out its code."""
        return {"code": parts.window.open(), "seconds": OPEN_S, "tries": TRIES}

    @routes.get("/browsers")
    def browsers() -> dict[str, object]:
        """The paired browsers, without the hashes of their tokens."""
        listed = [asdict(item) for item in parts.pairings.all()]
        return {"browsers": [{key: item[key] for key in item if key != "token_sha256"} for item in listed]}

    @routes.post("/revoke")
    @routes.input(RevokeRequest)
    def revoke(json_data: dict[str, str]) -> dict[str, object]:
        """Forget one browser."""
        parts.pairings.revoke(json_data["name"])
        return {"revoked": json_data["name"]}

    @routes.get("/status")
    def status() -> dict[str, object]:
        """What the panel sees, and whether the log can be written."""
        problem = parts.log.problem()
        return {
            **describe(parts),
            "log_problem": problem and {"message": problem.message, "hint": problem.hint},
        }

    return routes
