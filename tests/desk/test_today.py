"""The first page: the role of this laptop, and how things are."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from companion.desk.preferences import ROLES
from companion.export import delivery, seal
from companion.sharing import review
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from tests.desk.conftest import HOSTILE, Client, Desk, check_page, served_desk


@pytest.mark.browser
def test_a_role_is_chosen_with_the_keyboard(desk: Desk, page: Page) -> None:
    check_page(page)
    page.get_by_label("Kontakter*in").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Teamleitung")
    assert desk.inner.preferences.role == "teamleitung"
    page.reload()
    expect(page.locator("#messages .notice")).to_have_count(0)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_role_is_refused(client: Client, desk: Desk, value: str) -> None:
    before = desk.inner.preferences.role
    answer = client.post("/desk/role", {"role": value})
    assert answer.status_code in (413, 422)
    assert "<script>document" not in answer.text
    assert desk.inner.preferences.role == before


@pytest.mark.browser
def test_a_refused_form_says_where_and_takes_the_focus(desk: Desk, new_page: Callable[..., Page]) -> None:
    desk.inner.preferences.put("role", None)
    page = new_page()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Rolle: Bitte eines davon auswählen.")
    page.said.clear()  # type: ignore[attr-defined] # the browser notes the 422
    check_page(page)


def test_what_needs_somebody_differs_by_role(desk: Desk, client: Client, small_bank: Path) -> None:
    log = desk.inner.parts.log.get()
    log.rooms.put({"code": "fb-001", "pruefung_am": "2026-01-01"}, date(2026, 1, 1))
    week_ago = (date.today() - timedelta(days=40)).isoformat()
    log.add({"uuid": str(uuid4()), "tag": week_ago})
    for _ in range(6):
        log.add_gap(str(uuid4()), "elternzeit", "facebook")
    log.add_feedback(str(uuid4()), "elterngeld-zuverdienst", 1, "veraltet")
    log.freeze(date.today())
    lead = Person("Ada Beispiel", "lead")
    working = WorkingBank.create(desk.inner.settings.working_bank, small_bank, lead)
    review.take_back(working, "elterngeld-zuverdienst", lead)
    review.submit(working, "elterngeld-zuverdienst", lead)
    working.close()
    found = {}
    for role in ROLES:
        desk.role(role)
        found[role] = set(re.findall('data-task="([a-z_]+)"', client.get("/desk/").text))
    assert found["kontakter"] == {"browser", "no_destination", "rooms"}
    assert found["teamleitung"] == {"reviews", "expired", "gaps", "feedback", "rooms"}
    assert found["jurist"] == {"rooms"}


def test_delivering_without_a_destination_says_what_is_missing(desk: Desk, client: Client) -> None:
    assert client.post("/desk/contacts/deliveries/send", {}).status_code == 303
    job = desk.inner.jobs.all()[-1]
    assert job.ended.wait(60)
    assert "wohin" in str(job.to_json()["message"])


def test_delivering_sends_what_is_finished(desk: Desk, client: Client, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    key = seal.new_key(tmp_path / "key.age", "sieben lange Wörter")
    delivery.remember(desk.inner.settings, delivery.Destination(str(tmp_path / "there"), (key,)))
    desk.role("kontakter")
    assert 'data-task="undelivered"' in client.get("/desk/").text
    client.post("/desk/contacts/deliveries/send", {})
    job = desk.inner.jobs.all()[-1]
    assert job.ended.wait(60)
    assert "geliefert" in str(job.to_json()["message"])
    assert len(list((tmp_path / "there").glob("*.age"))) == 1
    assert 'data-task="undelivered"' not in client.get("/desk/").text


def test_a_clock_that_is_behind_is_said_to_everybody_also_before_the_first_step(
    small_bank: Path, tmp_path: Path
) -> None:
    bank = shutil.copytree(small_bank, tmp_path / "bank")
    manifest = bank / "bank.yaml"
    later = date.today() + timedelta(days=3)
    manifest.write_text(manifest.read_text(encoding="utf-8") + f"\nreleased_on: {later}\n", encoding="utf-8")
    with served_desk(bank, tmp_path / "data") as other:
        at = other.client()
        for role in (None, *ROLES):
            if role:
                other.role(role)
            page = at.get("/desk/").text
            assert page.count("Das Datum dieses Rechners kann nicht stimmen") == 1, role
            assert f"die Antwortbank ist vom {later:%d.%m.%Y}" in page, role
            assert "Bitte Uhrzeit und Datum des Rechners prüfen." in page, role
