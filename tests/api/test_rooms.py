"""The register of rooms: codes only."""

import pytest

from tests.api.served import Served


def test_put_list_and_remove(served: Served) -> None:
    first = served.ask("PUT", "/api/v1/rooms/fb-017", {"plattform": "facebook", "raumtyp": "gruppe_offen"})
    assert first.status == 200
    changed = served.ask("PUT", "/api/v1/rooms/fb-017", {"admin_status": "erlaubt"}).data["room"]
    assert (changed["raumtyp"], changed["admin_status"]) == ("gruppe_offen", "erlaubt")
    assert [room["code"] for room in served.ask("GET", "/api/v1/rooms").data["rooms"]] == ["fb-017"]
    assert served.ask("DELETE", "/api/v1/rooms/fb-017").status == 204
    assert served.ask("DELETE", "/api/v1/rooms/fb-017").status == 404


@pytest.mark.parametrize("code", ["Elterngruppe%20Köln", "fb-17", "x" * 200, "fb-017%0a"])
def test_no_name_can_be_a_code(served: Served, code: str) -> None:
    assert served.ask("PUT", f"/api/v1/rooms/{code}".encode("ascii", "ignore").decode(), {}).status == 422
    assert served.ask("GET", "/api/v1/rooms").data["rooms"] == []
