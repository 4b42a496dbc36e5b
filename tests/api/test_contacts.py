"""Log, correct, undo; nothing is lost and nothing is counted twice."""

import uuid
from collections.abc import Iterator

import pytest

from companion.codebook import load
from tests.api.served import Served

TABLES = {"contacts": "contact", "own-posts": "own_post"}


def key() -> str:
    return str(uuid.uuid4())


@pytest.mark.parametrize("path", TABLES)
def test_only_a_uuid_is_enough_and_a_repeat_answers_the_first(served: Served, path: str) -> None:
    one, name = key(), TABLES[path]
    first = served.ask("POST", f"/api/v1/{path}", {"uuid": one.upper()})
    again = served.ask("POST", f"/api/v1/{path}", {"uuid": one, "plattform": "threads"})
    assert (first.status, again.status) == (201, 200)
    assert first.data == again.data
    row = first.data[name]
    assert (row["uuid"], row["frozen"], row["plattform"]) == (one, False, "sonstige")
    columns = set(load().tables[path.replace("-", "_")].columns)
    assert columns <= set(row)


@pytest.mark.parametrize("path", TABLES)
def test_change_and_undo(served: Served, path: str) -> None:
    one, name = key(), TABLES[path]
    served.ask("POST", f"/api/v1/{path}", {"uuid": one})
    changed = served.ask("PATCH", f"/api/v1/{path}/{one}", {"thema": "elterngeld", "plattform": None})
    assert changed.data[name]["thema"] == "elterngeld"
    assert served.ask("DELETE", f"/api/v1/{path}/{one}").status == 204
    assert served.ask("DELETE", f"/api/v1/{path}/{one}").status == 204
    assert served.ask("PATCH", f"/api/v1/{path}/{one}", {"thema": "elterngeld"}).status == 404


def test_open_rows_show_the_title_and_no_text(served: Served) -> None:
    one = key()
    served.ask(
        "POST",
        "/api/v1/contacts",
        {"uuid": one, "baustein_id": "elterngeld-zuverdienst", "baustein_version": 1},
    )
    rows = served.ask("GET", "/api/v1/contacts").data["contacts"]
    row = next(row for row in rows if row["uuid"] == one)
    assert row["entry_title"] == "Arbeiten während des Elterngeldbezugs"
    assert set(row) == {*load().tables["contacts"].columns, "frozen", "freezes_on", "entry_title"}


def test_what_the_log_does_not_know_never_reaches_it(served: Served) -> None:
    one, canary = key(), "Kanarienvogel im Kontakt"
    answer = served.ask(
        "POST", "/api/v1/contacts", {"uuid": one, "text": canary, "name": canary, "url": canary}
    )
    assert answer.status == 201
    assert canary.encode() not in answer.body
    for path in served.data.rglob("*"):
        if path.is_file():
            assert canary.encode() not in path.read_bytes()


BAD = [
    {},
    {"uuid": None},
    {"uuid": "1234"},
    {"uuid": 7},
    {"plattform": "myspace"},
    {"thema": "ein Satz über jemanden"},
    {"thema": ["elterngeld"]},
    {"tag": "2026-02-30"},
    {"baustein_id": "Kein Schlüssel"},
    {"baustein_version": "1"},
    {"reaktion": True},
]


@pytest.mark.parametrize("wrong", BAD)
def test_a_wrong_value_is_refused_whole(served: Served, wrong: dict[str, object]) -> None:
    before = served.ask("GET", "/api/v1/contacts").data
    body = wrong if "uuid" in wrong or not wrong else {"uuid": key(), **wrong}
    answer = served.ask("POST", "/api/v1/contacts", body)
    assert answer.status == 422
    assert next(iter(wrong or {"uuid": 0})) in answer.data["error"]["message"]
    assert served.ask("GET", "/api/v1/contacts").data == before


@pytest.fixture
def read_only(served: Served) -> Iterator[None]:
    """SQLite itself refuses to write, as it does for a file without write permission."""
    database = served.parts.log.get().store.db
    database.execute("PRAGMA query_only = ON")
    yield
    database.execute("PRAGMA query_only = OFF")


@pytest.fixture
def full(served: Served) -> Iterator[None]:
    """SQLite itself reports a full disk at the next page it needs."""
    database = served.parts.log.get().store.db
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    yield
    database.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.usefixtures("read_only")
def test_a_read_only_database_is_503_and_loses_nothing(served: Served) -> None:
    before = served.ask("GET", "/api/v1/contacts").data
    answer = served.ask("POST", "/api/v1/contacts", {"uuid": key()})
    assert (answer.status, answer.data["error"]["code"]) == (503, "read_only")
    assert int(answer.headers["Retry-After"]) > 0
    assert served.ask("GET", "/api/v1/contacts").data == before
    assert served.ask("GET", "/api/v1/hello").status == 200


def test_a_full_disk_is_507_and_works_again_afterwards(
    served: Served, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("full")
    sent, refused = [], None
    for _ in range(400):
        one = key()
        answer = served.ask("POST", "/api/v1/contacts", {"uuid": one})
        if answer.status == 507:
            refused = one
            break
        assert answer.status == 201
        sent.append(one)
    assert refused, "the disk never ran full"
    assert answer.data["error"]["code"] == "disk_full"
    assert int(answer.headers["Retry-After"]) > 0
    served.parts.log.get().store.db.execute("PRAGMA max_page_count = 1073741823")
    assert served.ask("POST", "/api/v1/contacts", {"uuid": refused}).status == 201
    kept = {row["uuid"] for row in served.ask("GET", "/api/v1/contacts").data["contacts"]}
    assert {*sent, refused} <= kept
