"""Feedback about an entry is a code, once."""

import uuid

import pytest

from tests.api.served import Served


def feedback(**more: object) -> dict[str, object]:
    return {
        "uuid": str(uuid.uuid4()),
        "entry_id": "teilzeit-anspruch",
        "entry_version": 2,
        "grund": "veraltet",
        **more,
    }


def test_feedback_is_noted_once(served: Served) -> None:
    body = feedback()
    assert served.ask("POST", "/api/v1/feedback", body).status == 201
    assert served.ask("POST", "/api/v1/feedback", body).status == 200


def test_the_version_may_be_unknown(served: Served) -> None:
    assert served.ask("POST", "/api/v1/feedback", feedback(entry_version=None)).status == 201


@pytest.mark.parametrize(
    "wrong",
    [{"grund": "ein Satz"}, {"grund": None}, {"entry_id": "../x"}, {"entry_version": "2"}, {"uuid": "x"}],
)
def test_anything_else_is_refused(served: Served, wrong: dict[str, object]) -> None:
    assert served.ask("POST", "/api/v1/feedback", feedback(**wrong)).status == 422
