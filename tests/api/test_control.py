"""What the commands on this computer may do, with the secret of the running file."""

from tests.api.served import SECRET, Answer, Served


def control(served: Served, method: str, path: str, data: object = None) -> Answer:
    return served.ask(method, path, data, Origin=None, Authorization=f"Bearer {SECRET}")


def test_a_code_opens_the_window(served: Served) -> None:
    data = control(served, "POST", "/control/v1/pairing-code", {}).data
    assert len(data["code"]) == 6
    assert (data["seconds"], data["tries"]) == (120, 5)
    assert served.parts.window.is_open()
    served.parts.window.close()


def test_browsers_are_listed_without_hashes(served: Served) -> None:
    data = control(served, "GET", "/control/v1/browsers").data
    assert [item["name"] for item in data["browsers"]] == ["Test"]
    assert "token_sha256" not in data["browsers"][0]


def test_status_tells_whether_the_log_can_be_written(served: Served) -> None:
    assert control(served, "GET", "/control/v1/status").data["log_problem"] is None


def test_these_routes_are_no_part_of_the_public_interface(served: Served) -> None:
    assert not [path for path in served.ask("GET", "/api/openapi.json").data["paths"] if "control" in path]
