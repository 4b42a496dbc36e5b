"""The first set-up: its steps by role, going on where somebody stopped, and the whole way by keyboard."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from companion.desk.pages import setup
from companion.desk.pages.setup import OVER, PREFERENCE, place, steps_of
from companion.desk.preferences import ROLES
from companion.sharing.people import read_person
from tests.desk.conftest import HOSTILE, Client, Desk, check_page, served_desk
from tests.sharing.team import Team


@pytest.fixture(autouse=True)
def _fresh(desk: Desk) -> Iterator[None]:
    yield
    desk.inner.preferences.put("role", None)
    desk.inner.preferences.put(PREFERENCE, None)


def test_there_are_at_most_five_steps_and_each_role_goes_on_where_it_stopped() -> None:
    for role in ROLES:
        steps = steps_of(role)
        assert len(steps) == (4 if role == "kontakter" else 5)
        assert place(role, None)[:2] == (steps[1], 2)
        for number, step in enumerate(steps[1:], 2):
            assert place(role, step) == (step, number, len(steps))
        assert place(role, "name" if role == "kontakter" else {"x": 1})[1] == 2
    assert place(None, "done")[0] == "role"


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_names_and_invitations_are_refused_or_taken_as_text(
    desk: Desk, client: Client, value: str
) -> None:
    desk.role("jurist")
    desk.inner.preferences.put(PREFERENCE, "name")
    answer = client.post("/desk/setup/name", {"name": value})
    assert answer.status_code in (303, 413, 422)
    shown = client.get("/desk/setup").text
    desk.inner.preferences.put(PREFERENCE, "connect")
    refused = client.post("/desk/setup/join", {"invite": value, "url": ""})
    assert refused.status_code in (303, 413, 422)
    for job in desk.inner.jobs.all():
        assert job.ended.wait(60)
        assert job.state == "failed"
        desk.inner.jobs.dismiss(job.id)
    for text in (answer.text, shown, refused.text):
        assert "<script>document" not in text
        assert "<img src=x" not in text


def test_every_step_can_be_left_out_and_the_rest_is_offered_on_the_first_page(
    desk: Desk, client: Client
) -> None:
    assert client.post("/desk/role", {"role": "kontakter"}).headers["Location"] == "/desk/setup"
    assert "Schritt 2 von 4" in client.get("/desk/setup").text
    assert "Weiter einrichten" in client.get("/desk/").text
    client.post("/desk/setup/next", {})
    client.post("/desk/setup/next", {})
    assert "Schritt 4 von 4" in client.get("/desk/setup").text
    client.post("/desk/setup/next", {})
    assert "Schritt 4 von 4" in client.get("/desk/setup").text
    client.post("/desk/setup/finish", {})
    assert desk.inner.preferences.get(PREFERENCE) == OVER
    assert "Weiter einrichten" not in client.get("/desk/").text
    assert client.post("/desk/role", {"role": "jurist"}).headers["Location"] == "/desk/"


def test_a_second_invitation_while_the_first_is_being_accepted_is_told_to_wait(
    desk: Desk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    accepted = []

    def slow(settings: object, text: str, url: str | None) -> None:
        assert go_on.wait(60)
        accepted.append(text)

    monkeypatch.setattr(setup, "accept_invite", slow)
    monkeypatch.setattr(setup, "take_over", lambda *_: False)
    desk.role("kontakter")
    desk.inner.preferences.put(PREFERENCE, "connect")
    try:
        client.post("/desk/setup/join", {"invite": "verhört", "url": ""})
        assert "Es läuft noch" not in client.get("/desk/setup").text
        client.post("/desk/setup/join", {"invite": "verhört", "url": ""})
        assert "Es läuft noch" not in client.get("/desk/setup").text, "the same once more"
        client.post("/desk/setup/join", {"invite": "richtig", "url": ""})
        told = client.get("/desk/setup").text
        assert "Es läuft noch: Mit dem Team verbinden." in told
        assert "Was du eben abgeschickt hast, ist nicht begonnen." in told
    finally:
        go_on.set()
    for job in desk.inner.jobs.all():
        assert job.ended.wait(60)
        desk.inner.jobs.dismiss(job.id)
    assert accepted == ["verhört"]


def test_who_is_invited_to_another_bank_reads_what_is_there_and_what_to_do(
    small_bank: Path, tmp_path: Path
) -> None:
    teams = []
    for name in ("ours", "theirs"):
        (tmp_path / name / "storage").mkdir(parents=True)
        teams.append(Team(tmp_path / name, *[str(tmp_path / name / "storage")] * 2))
    with served_desk(small_bank, tmp_path / "data") as other:
        at = other.client()
        other.role("kontakter")
        other.inner.preferences.put(PREFERENCE, "connect")

        def join(team: Team) -> str:
            at.post("/desk/setup/join", {"invite": team.invite().to_link(), "url": ""})
            job = other.inner.jobs.all()[-1]
            assert job.ended.wait(60)
            shown = at.get("/desk/setup").text
            other.inner.jobs.dismiss(job.id)
            return f"{job.error.message} {job.error.hint} {shown}" if job.error else shown

        assert "Verbunden" in join(teams[0])
        page = at.get("/desk/setup").text
        assert str(tmp_path / "ours" / "storage") in page, "where the bank comes from"
        assert "Einladung zu einer anderen Antwortbank" in page
        assert 'href="/desk/publish/connection"' in page
        told = join(teams[1])
        assert "schon mit einer anderen Antwortbank verbunden" in told
        assert "Es gilt weiter die bisherige" in told
        assert "Verbindung lösen" in told
        assert "kontakt bank leave" in told
        assert str(tmp_path / "ours" / "storage") in at.get("/desk/setup").text, "nothing has changed"
        connection = at.get("/desk/publish/connection").text
        assert "Einladung zu einer anderen Antwortbank" in connection
        at.post("/desk/publish/leave", {"x": "1"})
        assert other.inner.jobs.all()[-1].ended.wait(60), "it is left in the background"
        assert "Verbunden" in join(teams[1])
        assert str(tmp_path / "theirs" / "storage") in at.get("/desk/setup").text


@pytest.mark.browser
def test_the_whole_way_by_keyboard(desk: Desk, page: Page, tmp_path: Path) -> None:
    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")

    page.goto(desk.url("/desk/"))
    page.get_by_label("Jurist*in").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Wie heißt du?")
    check_page(page)
    page.get_by_role("textbox", name="Name").fill("")
    page.keyboard.type("Ada Beispiel")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Mit dem Team verbinden")
    assert read_person(desk.inner.settings.sharing).name == "Ada Beispiel"
    check_page(page)
    press("Überspringen")
    expect(page.locator("h1")).to_have_text("Browser koppeln")
    check_page(page)
    press("Code anzeigen")
    expect(page.locator(".code")).to_be_visible()
    check_page(page)
    parts = desk.inner.parts
    parts.window.use(re.sub(r"\D", "", page.locator(".code").inner_text()))
    parts.pairings.add("Firefox", "moz-extension://abcdefgh-1234", date.today())
    expect(page.get_by_role("heading", name="Gekoppelt")).to_be_visible(timeout=30_000)
    check_page(page)
    press("Weiter")
    expect(page.locator("h1")).to_have_text("Fertig")
    check_page(page)
    press("Zu Heute")
    expect(page.locator("h1")).to_have_text("Heute")
