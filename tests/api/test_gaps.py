"""An open question is counted by topic and platform, once."""

import uuid

from tests.api.served import Served


def test_a_gap_is_noted_once(served: Served) -> None:
    body = {"uuid": str(uuid.uuid4()), "thema": "elterngeld", "plattform": "facebook", "text": "weg damit"}
    before = served.ask("GET", "/api/v1/status").data["log"]["gaps"]
    assert served.ask("POST", "/api/v1/gaps", body).status == 201
    assert served.ask("POST", "/api/v1/gaps", body).status == 200
    assert served.ask("GET", "/api/v1/status").data["log"]["gaps"] == before + 1


def test_topic_and_platform_may_be_unknown(served: Served) -> None:
    assert served.ask("POST", "/api/v1/gaps", {"uuid": str(uuid.uuid4())}).status == 201
    assert (
        served.ask("POST", "/api/v1/gaps", {"uuid": str(uuid.uuid4()), "thema": "Was ist mit mir?"}).status
        == 422
    )
    assert served.ask("POST", "/api/v1/gaps", {"thema": "elterngeld"}).status == 422
