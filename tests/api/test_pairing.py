"""Six digits against a token that works from the origin that asked, and from no other."""

from companion.api.pairing_window import TRIES
from tests.api.served import Served

FIREFOX = "moz-extension://2f1d0c6e-0a6b-4a57-9b52-0c1f2c7b1d11"


def pair(served: Served, code: str, **more: object) -> tuple[int, dict[str, object]]:
    data = {"code": code, "name": "Firefox", **more}
    answer = served.ask("POST", "/api/v1/pairing", data, Origin=FIREFOX, Authorization=None)
    return answer.status, answer.data


def test_the_right_code_pairs_the_origin(served: Served) -> None:
    code = served.parts.window.open()
    status, data = pair(served, f"{code[:3]} {code[3:]}")
    assert status == 200
    assert list(data) == ["token"]
    token = f"Bearer {data['token']}"
    assert served.ask("GET", "/api/v1/status", Origin=FIREFOX, Authorization=token).status == 200
    assert served.ask("GET", "/api/v1/status", Authorization=token).status == 403
    assert pair(served, code)[0] == 403
    served.parts.pairings.revoke("Firefox")


def test_only_the_code_is_required(served: Served) -> None:
    answer = served.ask("POST", "/api/v1/pairing", {"code": served.parts.window.open()}, Origin=FIREFOX)
    assert answer.status == 200
    assert [item.name for item in served.parts.pairings.all()] == ["Test", "Browser"]
    served.parts.pairings.revoke("Browser")


def test_five_wrong_codes_close_the_door(served: Served) -> None:
    code = served.parts.window.open()
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(TRIES):
        status, data = pair(served, wrong)
        assert (status, data["error"]["code"]) == (403, "wrong_code")  # type: ignore[index]
    status, data = pair(served, code)
    assert (status, data["error"]["code"]) == (429, "too_many_tries")  # type: ignore[index]


def test_requests_the_guard_refuses_use_up_no_try(served: Served) -> None:
    code = served.parts.window.open()
    for origin in ["https://evil.example", "null", None] * TRIES:
        assert served.ask("POST", "/api/v1/pairing", {"code": "1"}, Origin=origin).status == 403
    assert pair(served, code)[0] == 200
    served.parts.pairings.revoke("Firefox")


def test_odd_names_are_refused_and_use_up_no_try(served: Served) -> None:
    code = served.parts.window.open()
    for name in ["x" * 61, "a\r\nX-Evil: 1", "\x00", 7, None]:
        assert pair(served, code, name=name)[0] == 422
    assert pair(served, code, name="  Mein   Browser ")[0] == 200
    assert served.parts.pairings.all()[-1].name == "Mein Browser"
    served.parts.pairings.revoke("Mein Browser")
