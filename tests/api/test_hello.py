"""Nothing but what the extension needs to know whom it is talking to."""

from tests.api.served import Served


def test_hello_says_these_four_things_and_nothing_else(served: Served) -> None:
    answer = served.send("GET", "/api/v1/hello", {"Host": served.host})
    assert answer.data == {
        "app": "kontakt-companion",
        "protocol": 1,
        "install": served.parts.pairings.install,
        "paired": True,
    }


def test_a_newcomer_with_an_origin_is_greeted_only_while_pairing_is_open(served: Served) -> None:
    headers = {"Host": served.host, "Origin": "moz-extension://2f1d0c6e-0a6b-4a57-9b52-0c1f2c7b1d11"}
    served.parts.window.close()
    assert served.send("GET", "/api/v1/hello", headers).status == 403
    served.parts.window.open()
    assert served.send("GET", "/api/v1/hello", headers).status == 200
    assert served.send("GET", "/api/v1/hello", headers | {"Origin": "https://evil.example"}).status == 403
    served.parts.window.close()
