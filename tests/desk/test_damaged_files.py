"""A damaged file of the data folder is named on the page that needs it; every other page goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyrage
import pytest

from companion.contacts.demo_data import fill
from companion.desk.preferences import ROLES
from tests.desk.conftest import Client, Desk, served_desk
from tests.desk.connected import failed

PAGES = (
    "/", "/bank", "/review", "/publish", "/publish/connection", "/publish/keys", "/contacts", "/contacts/cycles",
    "/contacts/deliveries", "/contacts/releases", "/contacts/rooms", "/contacts/feedback", "/settings",
)  # fmt: skip
FILES = (
    "cycles.json", "team_feedback.json", "releases.json", "batch.json", "sharing/person.json",
    "pool/batches/0123456789abcdef-0001.json",
)  # fmt: skip
KINDS = {
    "cut off": b'{"a',
    "not JSON": b"\0" * 40,
    "wrong shape": b'[{"a": 1}]',
    "nested without end": b"[" * 200_000,
}
HERBST = {"name": "herbst", "first": "2026-W36", "last": "2026-W43"}


@pytest.fixture(scope="module")
def own(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served_desk(small_bank, tmp_path_factory.mktemp("data")) as desk:
        fill(desk.inner.parts.log.get(), desk.inner.parts.codebook, 400, 1, date.today())
        desk.role("teamleitung")
        yield desk


@pytest.fixture(scope="module")
def at(own: Desk) -> Client:
    return own.client()


@pytest.fixture
def damage(own: Desk) -> Iterator:
    """Damages a file for one test."""
    damaged = []

    def damage(name: str, content: bytes = b'{"cut o') -> Path:
        path = own.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.exists() else None
        damaged.append((path, before))
        path.write_bytes(content)
        return path

    yield damage
    for path, before in damaged:
        path.write_bytes(before) if before is not None else path.unlink()


@pytest.mark.parametrize("content", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("name", FILES)
def test_no_page_breaks(own: Desk, at: Client, damage, name: str, content: bytes) -> None:
    path = damage(name, content)
    answers = {}
    for role in ROLES:
        own.role(role)
        answers |= {(role, page): at.get(f"/desk{page}").status_code for page in PAGES}
    own.role("teamleitung")
    assert {where: status for where, status in answers.items() if status not in (200, 503)} == {}
    assert answers["teamleitung", "/"] == 200, "the start page is always there"
    assert path.read_bytes() == content


def test_a_damaged_list_of_cycles_is_named_and_quarters_go_on(own: Desk, at: Client, damage) -> None:
    path = damage("cycles.json")
    at.get("/desk/contacts")
    for job in own.inner.jobs.all():
        assert job.ended.wait(60)  # else the contacts may still be being counted
    for page in ("/contacts/cycles", "/contacts/feedback", "/contacts", "/contacts/releases"):
        shown = at.get(f"/desk{page}")
        assert shown.status_code == 200, page
        assert "cycles.json" in shown.text, page
        assert "nichts darin wird überschrieben" in shown.text, page
        assert 'aria-label="Kontakte"' in shown.text, page
    assert "Kontakte je Woche" in at.get("/desk/contacts").text
    for way, fields in (
        ("/cycles", HERBST),
        ("/cycles/herbst/decisions", {"decision": "Bleibt so."}),
        ("/cycles/herbst/outreach", {"besuche": "420"}),
        ("/feedback", {"cycle": "herbst", "zeit": "3"}),
    ):
        refused = at.post(f"/desk/contacts{way}", fields)
        assert refused.status_code in (422, 503), way
        assert "cycles.json" in refused.text, way
    quarter = f"{date.today().year}-Q1"
    report = at.post("/desk/contacts/report", {"cycle": quarter})
    assert report.status_code == 422 or failed(own, report) == "cycles_unreadable"
    assert path.read_bytes() == b'{"cut o'


def test_damaged_feedback_is_named_where_it_is_given_and_read(own: Desk, at: Client, damage) -> None:
    at.post("/desk/contacts/cycles", HERBST)
    path = damage("team_feedback.json")
    page = at.get("/desk/contacts/feedback")
    assert (page.status_code, "team_feedback.json" in page.text) == (200, True)
    given = at.post("/desk/contacts/feedback", {"cycle": "herbst", "zeit": "3"})
    assert (given.status_code, "team_feedback.json" in given.text) == (503, True)
    assert "team_feedback.json" not in at.get("/desk/contacts/cycles").text
    assert path.read_bytes() == b'{"cut o'


def test_a_damaged_connection_is_named_and_the_page_takes_the_invitation(at: Client, damage) -> None:
    damage("sharing/client/root.json", b"{}")
    damage("sharing/client/connection.json")
    for page in ("publish", "publish/connection"):
        shown = at.get(f"/desk/{page}")
        assert (shown.status_code, "root.json im Datenordner) ist beschädigt" in shown.text) == (200, True), (
            page
        )
    page = at.get("/desk/publish/connection").text
    assert 'name="invite"' in page
    assert 'name="init_url"' not in page, "nobody begins a second bank of the team by mistake"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do everything reads everything")
def test_a_file_nobody_may_read_is_named(at: Client, damage) -> None:
    path = damage("cycles.json", b"[]")
    path.chmod(0)
    assert "keine Berechtigung" in at.get("/desk/contacts/cycles").text


def test_where_to_deliver_is_entered_anew_on_the_page_that_misses_it(
    own: Desk, at: Client, damage, tmp_path: Path
) -> None:
    damage("batch.json")
    page = at.get("/desk/contacts/deliveries").text
    assert "batch.json" in page
    assert "Ziel eintragen" in page
    key = str(pyrage.x25519.Identity.generate().to_public())
    kept = at.post("/desk/contacts/deliveries/destination", {"to": str(tmp_path), "keys": key})
    assert kept.status_code == 303
    page = at.get("/desk/contacts/deliveries").text
    assert "batch.json" not in page
    assert str(tmp_path) in page


def test_a_damaged_note_about_a_delivery_is_told_on_the_first_page(at: Client, damage) -> None:
    damage("pool/batches/0123456789abcdef-0001.json")
    page = at.get("/desk/").text
    assert "Der Vermerk zur Lieferung 0123456789abcdef-0001" in page
    assert "pool/batches" in page
