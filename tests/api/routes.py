"""Every route of the app with a request it would answer; a new route is unknown here until somebody lists it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from companion.api.guard import Access


@dataclass(frozen=True)
class Route:
    """One method of one route.

    Attributes:
        method, path, data: a good request; ``{uuid}`` in path or data is replaced by a fresh one.
        access: who may call it.
        status: what a good request is answered with.
    """

    method: str
    path: str
    access: Access = Access.PAIRED
    data: Any = None
    status: int = 200

    def fresh(self) -> tuple[str, Any]:
        """Path and data with a new UUID."""
        key = str(uuid.uuid4())
        data = {k: key if v == "{uuid}" else v for k, v in self.data.items()} if self.data else self.data
        return self.path.replace("{uuid}", key), data


ROUTES: dict[str, Route] = {
    "GET hello.hello": Route("GET", "/api/v1/hello", Access.ANYONE),
    "GET openapi.spec": Route("GET", "/api/openapi.json", Access.ANYONE),
    "GET start_page.start_page": Route("GET", "/", Access.ANYONE),
    "POST pairing.pair": Route(
        "POST", "/api/v1/pairing", Access.PAIRING, {"code": "000000", "name": "x"}, status=403
    ),
    "POST suggestions.suggestions": Route(
        "POST", "/api/v1/suggestions", data={"text": "Elterngeld und Arbeit"}
    ),
    "POST suggestions.search": Route("POST", "/api/v1/search", data={"words": "elterngeld"}),
    "GET entries.entry": Route("GET", "/api/v1/entries/elterngeld-zuverdienst"),
    "POST contacts.add_contact": Route("POST", "/api/v1/contacts", data={"uuid": "{uuid}"}, status=201),
    "GET contacts.open_contacts": Route("GET", "/api/v1/contacts"),
    "PATCH contacts.change_contact": Route(
        "PATCH", "/api/v1/contacts/{uuid}", data={"reaktion": "danke"}, status=404
    ),
    "DELETE contacts.undo_contact": Route("DELETE", "/api/v1/contacts/{uuid}", status=204),
    "POST contacts.add_own_post": Route("POST", "/api/v1/own-posts", data={"uuid": "{uuid}"}, status=201),
    "GET contacts.open_own_posts": Route("GET", "/api/v1/own-posts"),
    "PATCH contacts.change_own_post": Route(
        "PATCH", "/api/v1/own-posts/{uuid}", data={"thema": "elterngeld"}, status=404
    ),
    "DELETE contacts.undo_own_post": Route("DELETE", "/api/v1/own-posts/{uuid}", status=204),
    "POST gaps.add": Route(
        "POST", "/api/v1/gaps", data={"uuid": "{uuid}", "thema": "elterngeld"}, status=201
    ),
    "POST feedback.add": Route(
        "POST",
        "/api/v1/feedback",
        data={"uuid": "{uuid}", "entry_id": "elterngeld-zuverdienst", "grund": "wortlaut"},
        status=201,
    ),
    "POST observations.add": Route("POST", "/api/v1/observations", data={"uuid": "{uuid}"}, status=201),
    "GET rooms.rooms": Route("GET", "/api/v1/rooms"),
    "DELETE rooms.remove": Route("DELETE", "/api/v1/rooms/fb-001", status=404),
    "PUT rooms.put": Route("PUT", "/api/v1/rooms/fb-001", data={"plattform": "facebook"}),
    "GET codebook.codebook": Route("GET", "/api/v1/codebook"),
    "GET status.status": Route("GET", "/api/v1/status"),
    "POST control.pairing_code": Route("POST", "/control/v1/pairing-code", Access.CONTROL, {}),
    "GET control.browsers": Route("GET", "/control/v1/browsers", Access.CONTROL),
    "POST control.revoke": Route(
        "POST", "/control/v1/revoke", Access.CONTROL, {"name": "niemand"}, status=404
    ),
    "GET control.status": Route("GET", "/control/v1/status", Access.CONTROL),
}
"""``METHOD endpoint`` → route."""
