"""The whole story of a cycle, once: contacts of a worker, their delivery, the lead's charts, the report.

A worker's companion in a process of its own, the lead's desk in real Chromium.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from companion.codebook import load
from companion.contacts.calendar import week_of
from companion.contacts.opening import open_log
from tests.desk.conftest import Desk, check_page
from tests.desk.walking import collect, deliver, go, job_of, key_of_deliveries
from tests.started import Companion

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CONTACTS = {("facebook", "elterngeld"): 9, ("instagram", "elterngeld"): 6, ("facebook", "rente"): 3}
"""Platform and topic → contacts. Three are so few that nobody may see them, neither directly nor as a rest."""


def work(companion: Companion) -> None:
    """What the panel of a worker sends, contact by contact."""
    companion.pair()
    for (platform, topic), times in CONTACTS.items():
        for _ in range(times):
            contact = {"uuid": str(uuid4()), "plattform": platform, "thema": topic, "reaktion": "danke"}
            assert companion.request("POST", "/api/v1/contacts", contact).status_code == 201
    assert companion.stop() == 0


def finish(folder: Path) -> None:
    """Two weeks pass: nothing about the contacts can be changed any more."""
    log = open_log(folder / "contacts.sqlite3", load())
    assert log.freeze(date.today() + timedelta(days=15)) == sum(CONTACTS.values())
    log.close()


def test_from_contacts_to_the_report(
    desk: Desk, page: Page, start: Callable[..., Companion], small_bank: Path, tmp_path: Path
) -> None:
    worker, deliveries = tmp_path / "worker", tmp_path / "lieferungen"
    deliveries.mkdir()
    desk.role("teamleitung")

    # The lead asks a question for eight weeks.
    go(page, desk, "contacts/cycles")
    page.get_by_label("Name", exact=False).first.fill("herbst")
    page.get_by_label("Erste Woche").fill(week_of(date.today() - timedelta(weeks=7)))
    page.get_by_label("Letzte Woche").fill(week_of(date.today()))
    page.get_by_label("Frage").fill("Helfen kürzere Antworten?")
    page.get_by_role("button", name="Anlegen").click()
    expect(page.get_by_role("heading", name="Herbst")).to_be_visible()

    # A worker answers, and delivers what is finished.
    work(start(data=worker, bank=small_bank))
    finish(worker)
    deliver(worker, "--to", deliveries, "--seal", key_of_deliveries(page, desk))

    # Nothing is shown before the lead takes it in, everything after.
    go(page, desk, "contacts?cycle=herbst")
    expect(page.get_by_role("heading", name="Keine abgeschlossenen Kontakte")).to_be_visible()
    collect(page, desk, deliveries)
    go(page, desk, "contacts/cycles")
    page.get_by_role("link", name="Zahlen ansehen").click()
    expect(page.get_by_text("18 abgeschlossene Kontakte")).to_be_visible()
    platforms = page.get_by_role("region", name="Plattformen als Tabelle")
    for platform, count in (("Facebook", "12"), ("Instagram", "6")):
        row = platforms.get_by_role("row", name=platform)
        expect(row.get_by_role("cell").nth(2)).to_have_text(count)
        expect(row.locator("rect")).to_be_visible()
    # By the calendar the week in which they were noted is not over yet: it stands in no chart, and is named.
    expect(page.get_by_text("noch nicht abgeschlossen")).to_be_visible()
    expect(page.locator("#panel-weeks ~ .chart rect")).to_have_count(0)
    topics = page.get_by_role("region", name="Themen als Tabelle")
    expect(topics).to_contain_text("verborgen")
    expect(topics.locator("tbody td[data-number]").filter(has_text="15")).to_have_count(0)
    check_page(page)

    # A filter that leaves three says nothing about them.
    page.get_by_label("Thema", exact=True).select_option("rente")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_text("So wenige Kontakte, dass ihre Zahl verborgen bleibt")).to_be_visible()
    check_page(page)

    # The report is written beside everything else, taken away and opened.
    go(page, desk, "contacts/releases")
    page.get_by_label("Zeitraum").select_option("herbst")
    job_of(page, "Bericht schreiben", "Der Bericht über 18 Kontakte ist fertig.")
    go(page, desk, "contacts/releases")
    with page.expect_download() as taken:
        page.get_by_role("link", name="bericht-herbst.html").click()
    report = tmp_path / "bericht.html"
    taken.value.save_as(report)
    page.goto(report.as_uri())
    expect(page.get_by_role("heading", level=1)).to_contain_text("Herbst")
    expect(page.get_by_role("img").first).to_be_visible()
    expect(page.locator("body")).to_contain_text("18 Kontakte")
    assert page.said == []  # type: ignore[attr-defined]
