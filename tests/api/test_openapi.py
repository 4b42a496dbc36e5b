"""The document says what the guard does."""

from companion.api.guard import Access
from tests.api.routes import ROUTES
from tests.api.served import Served


def test_every_operation_names_its_refusals_and_the_one_error_shape(served: Served) -> None:
    api = served.send("GET", "/api/openapi.json", {"Host": served.host}).data
    assert set(api["components"]["schemas"]["Error"]["properties"]) == {"error"}
    for route in ROUTES.values():
        path = route.path.replace("elterngeld-zuverdienst", "{entry_id}").replace("fb-001", "{code}")
        if path not in api["paths"]:
            continue
        operation = api["paths"][path][route.method.lower()]
        assert ("401" in operation["responses"]) == (route.access is Access.PAIRED)
        assert "403" in operation["responses"]
        if route.data is not None:
            assert operation["requestBody"]["required"]
            assert {"400", "413", "415", "422"} <= set(operation["responses"])
        for status, answer in operation["responses"].items():
            if status >= "400":
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Error"}, (path, status)
