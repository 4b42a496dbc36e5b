"""Whatever goes wrong: one shape, German, and no word of what was sent."""

import logging
import sqlite3

import pytest
from apiflask import APIFlask
from flask import abort
from werkzeug.exceptions import default_exceptions

from companion.api import error_shape
from companion.contacts.store import StorageError
from companion.errors import KontaktError

CANARY = "Kanarienvogel"
FAILURES = {
    "defect": (ValueError(f"could not read {CANARY}"), 500, "internal"),
    "defect of a database": (sqlite3.OperationalError(f"near {CANARY}"), 500, "internal"),
    "disk full": (StorageError("disk_full"), 507, "disk_full"),
    "expected": (KontaktError("Geht nicht.", "Warte.", code="later", status=503), 503, "later"),
}


@pytest.fixture
def app() -> APIFlask:
    app = APIFlask("companion", enable_openapi=False)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/fail/<name>")
    def fail(name: str) -> str:
        raise FAILURES[name][0]

    @app.get("/status/<int:status>")
    def status(status: int) -> str:
        abort(status, CANARY)

    error_shape.install(app)
    return app


@pytest.mark.parametrize("name", FAILURES)
def test_failures(app: APIFlask, name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = app.test_client().get(f"/fail/{name}")
    _, status, code = FAILURES[name]
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert set(answer.json["error"]) == {"code", "message", "hint"}
    assert CANARY not in answer.text
    assert CANARY not in caplog.text
    assert "Traceback" not in caplog.text
    assert ("Retry-After" in answer.headers) == (status in (503, 507))


@pytest.mark.parametrize("status", sorted({*error_shape.BY_STATUS, 418, 502} & set(default_exceptions)))
def test_every_status_has_its_sentence(app: APIFlask, status: int) -> None:
    answer = app.test_client().get(f"/status/{status}")
    assert answer.status_code == status
    assert set(answer.json) == {"error"}
    assert all(answer.json["error"].values())
    assert CANARY not in answer.text


def test_no_sentence_shouts() -> None:
    for _, message, hint in error_shape.BY_STATUS.values():
        assert message.endswith(".")
        assert "!" not in message + hint
