"""Threads that were read and not answered are counted."""

import uuid

from tests.api.served import Served


def test_a_count_is_added_once(served: Served) -> None:
    body = {"uuid": str(uuid.uuid4()), "plattform": "facebook", "anzahl": 3}
    assert served.ask("POST", "/api/v1/observations", body).status == 201
    assert served.ask("POST", "/api/v1/observations", body).status == 200
    assert served.ask("POST", "/api/v1/observations", {"uuid": str(uuid.uuid4())}).status == 201
    assert served.ask("GET", "/api/v1/status").data["log"]["observations"] == 4
    assert served.ask("POST", "/api/v1/observations", {"uuid": str(uuid.uuid4()), "anzahl": -1}).status == 422
