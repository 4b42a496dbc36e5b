"""Nothing moves under the pointer, everything works from the keyboard, and every page of the panel does its work."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import sys

import pytest
from playwright.sync_api import expect

from tests.e2e.panel.conftest import Work
from tests.e2e.panel.driving import WAIT_MS, card, contacts, count, part, read_post, until
from tests.e2e.panel.feed import FORUM

pytestmark = pytest.mark.browser

ANSWER = "elternzeit-teilzeit-arbeiten"


def test_new_suggestions_wait_while_the_pointer_is_in_the_list(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    shown = card(work.panel, ANSWER)
    expect(shown).to_be_visible(timeout=WAIT_MS)
    shown.hover()
    before = shown.bounding_box()
    read_post(work.page, work.panel, "cake", "Apfelkuchen")
    waiting = part(work.panel, "show-waiting")
    expect(waiting).to_have_text("Neuer Beitrag erkannt – anzeigen", timeout=WAIT_MS)
    assert shown.bounding_box() == before, "the card under the pointer did not move by a pixel"
    waiting.click()
    expect(shown).to_have_count(0)
    expect(work.panel.locator("#list")).to_contain_text("Lieber nichts als etwas Falsches.")


def test_they_show_by_themselves_when_the_pointer_leaves(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    expect(card(work.panel, ANSWER)).to_be_visible(timeout=WAIT_MS)
    card(work.panel, ANSWER).hover()
    read_post(work.page, work.panel, "cake", "Apfelkuchen")
    expect(part(work.panel, "show-waiting")).to_be_visible(timeout=WAIT_MS)
    work.panel.mouse.move(180, 20)
    expect(card(work.panel, ANSWER)).to_have_count(0)


def test_after_copying_the_next_post_shows_at_once_and_undo_stays_at_hand(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    card(work.panel, ANSWER).get_by_test_id("copy").click()
    read_post(work.page, work.panel, "cake", "Apfelkuchen")
    expect(work.panel.locator("#list")).to_contain_text("Lieber nichts als etwas Falsches.")
    work.panel.locator("#notice").get_by_test_id("undo").click()
    until(lambda: contacts(work.companion), [])


def test_everything_from_the_keyboard(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    expect(card(work.panel, ANSWER)).to_be_visible(timeout=WAIT_MS)
    keys = work.panel.keyboard
    keys.press("Escape")
    keys.press("ArrowDown")
    expect(work.panel.locator("#list article").first).to_be_focused()
    keys.press("ArrowDown")
    expect(card(work.panel, ANSWER)).to_be_focused()
    keys.press("Enter")
    until(lambda: len(contacts(work.companion)), 1)
    keys.press("u")
    until(lambda: contacts(work.companion), [])
    card(work.panel, ANSWER).focus()
    keys.press("e")
    expect(card(work.panel, ANSWER).locator("textarea")).to_be_focused()
    keys.press("Escape")
    expect(card(work.panel, ANSWER)).to_be_focused()
    keys.press("?")
    expect(work.panel.locator("#page-help")).to_contain_text("auf einer Karte: kopieren und notieren")
    keys.press("/")
    expect(part(work.panel, "search-field")).to_be_focused()
    keys.press("Escape")
    expect(work.panel.locator("#page-read")).to_be_visible()


def test_opened_card_channel_address_role_and_length(work: Work) -> None:
    opened = card(work.panel, ANSWER)
    opened.focus()
    work.panel.keyboard.press("e")
    area = opened.locator("textarea")
    expect(area).to_be_visible()
    # Whatever is opened, the list scrolls and the head stays.
    assert work.panel.evaluate("document.scrollingElement.scrollHeight - innerHeight") <= 0
    opened.get_by_text("Sie", exact=True).click()
    expect(area).to_have_value(re.compile("dürfen Sie"))
    opened.locator("select").select_option("instagram")
    opened.get_by_text("du", exact=True).click()
    expect(area).to_have_value(re.compile("^In der Elternzeit sind bis zu 32 Stunden"))
    length = part(opened, "length")
    expect(length).to_contain_text("150–300")
    with_role = length.inner_text()
    opened.get_by_text("mit dem Satz").click()
    expect(length).not_to_have_text(with_role)
    work.panel.keyboard.press("Escape")


def test_search_by_hand_copies_and_is_remembered_as_recent_without_the_words(work: Work) -> None:
    work.panel.get_by_role("button", name="Suchen", exact=True).click()
    part(work.panel, "search-field").fill("minijob grenze zwetschge")
    found = work.panel.locator('#page-search [data-id="minijob-grenze"]')
    expect(found).to_be_visible(timeout=WAIT_MS)
    found.get_by_test_id("copy").click()
    until(lambda: [row["baustein_id"] for row in contacts(work.companion)], ["minijob-grenze"])
    work.panel.get_by_role("button", name="Lesen", exact=True).click()
    work.panel.get_by_role("button", name="Suchen", exact=True).click()
    expect(part(work.panel, "search-field")).to_have_value("")
    expect(work.panel.locator("#page-search article").first).to_have_attribute(
        "data-id", "minijob-grenze", timeout=WAIT_MS
    )
    stored = work.browser.worker.evaluate("async () => JSON.stringify(await chrome.storage.local.get(null))")
    assert "zwetschge" not in stored


def test_reaction_of_an_open_contact(work: Work) -> None:
    work.panel.get_by_role("button", name="Kontakte", exact=True).click()
    row = part(work.panel, "open-contact").first
    expect(row).to_contain_text("Wie viel im Minijob erlaubt ist", timeout=WAIT_MS)
    row.get_by_text("Reaktion: noch offen").click()
    row.get_by_text("Danke oder Zustimmung").click()
    until(lambda: contacts(work.companion)[0]["reaktion"], "danke")
    expect(row).to_contain_text("Reaktion: Danke oder Zustimmung")


def test_by_hand_a_direct_message_an_own_post_a_room_an_observation(work: Work) -> None:
    work.panel.locator("#page-contacts").get_by_role("button", name="Kontakt von Hand").click()
    form = part(work.panel, "form")
    form.locator('[data-column="plattform"]').get_by_text("Instagram").click()
    form.locator('[data-column="format"]').get_by_text("Direktnachricht").click()
    form.locator('[data-column="thema"]').get_by_text("Rente", exact=True).click()
    part(work.panel, "form-save").click()
    until(lambda: "instagram" in [row["plattform"] for row in contacts(work.companion)], True)
    note = next(row for row in contacts(work.companion) if row["plattform"] == "instagram")
    wanted = ("dm", "direktnachricht", "privat", "rente", "frei_geschrieben", "nicht_anwendbar")
    columns = ("format", "raumtyp", "sichtbarkeit", "thema", "baustein_nutzung", "baustein_id")
    assert tuple(note[column] for column in columns) == wanted
    work.panel.get_by_role("button", name="Eigenen Beitrag notieren").click()
    form.locator('[data-column="plattform"]').get_by_text("Facebook").click()
    part(work.panel, "form-save").click()
    work.panel.get_by_role("button", name="Raum eintragen").click()
    part(work.panel, "form-save").click()
    form.locator('[data-column="code"] input').fill("fb-017")
    form.locator('[data-column="admin_status"]').get_by_text("erlaubt mit Auflagen").click()
    part(work.panel, "form-save").click()
    work.panel.locator('[data-testid="observe"][data-platform="threads"]').click()
    tables = ("own_posts_open", "observations", "rooms")
    until(lambda: [count(work.companion, table) for table in tables], [1, 1, 1])


def test_an_own_post_is_corrected_and_taken_back_after_it_was_sent(work: Work) -> None:
    work.panel.locator("[data-page=contacts]").click()
    own = part(work.panel, "own-post")
    expect(own).to_have_count(1, timeout=WAIT_MS)
    expect(work.panel.get_by_role("heading", name="Eigene Beiträge")).to_be_visible()
    expect(own).to_contain_text("Facebook")
    own.get_by_role("button", name="ändern").click()
    work.panel.locator("[data-column=reichweite_klasse]").get_by_text("51 bis 200", exact=True).click()
    until(lambda: open_own_posts(work), ["51_200"])
    work.panel.get_by_role("button", name="Fertig").click()
    own.get_by_role("button", name="löschen").click()
    expect(own).to_have_count(0)
    until(lambda: open_own_posts(work), [])


def open_own_posts(work: Work) -> list[str]:
    """Reach of the own posts as they lie in the SQLite file."""
    with sqlite3.connect(f"file:{work.companion.data / 'contacts.sqlite3'}?mode=ro", uri=True) as connection:
        return [row[0] for row in connection.execute("SELECT reichweite_klasse FROM own_posts_open")]


def test_feedback_names_the_entry_and_the_reason_only(work: Work) -> None:
    work.panel.get_by_role("button", name="Lesen", exact=True).click()
    read_post(work.page, work.panel, "work", "Mein Chef")
    card(work.panel, ANSWER).focus()
    work.panel.keyboard.press("e")
    card(work.panel, ANSWER).get_by_role("button", name="veraltet").click()
    expect(card(work.panel, ANSWER)).to_contain_text("Danke, das ist notiert.")
    until(lambda: count(work.companion, "feedback"), 1)
    work.panel.keyboard.press("Escape")


def test_selection_mode_and_switched_off_site(work: Work) -> None:
    work.panel.get_by_role("button", name="Mehr", exact=True).click()
    work.panel.get_by_text("Nur Auswahl", exact=True).click()
    work.panel.get_by_role("button", name="Lesen", exact=True).click()
    expect(part(work.panel, "post")).to_have_attribute("data-kind", "none", timeout=WAIT_MS)
    expect(work.panel.locator("#post-hint")).to_contain_text("Markiere Text auf der Seite")
    work.page.locator("#cake [dir=auto]").select_text()
    expect(part(work.panel, "post-text")).to_contain_text("Apfelkuchen", timeout=WAIT_MS)
    work.panel.get_by_role("button", name="Mehr", exact=True).click()
    work.panel.get_by_text("Beitrag im Blick").click()
    work.panel.locator('input[name="site-facebook"]').uncheck()
    work.panel.get_by_role("button", name="Lesen", exact=True).click()
    expect(part(work.panel, "post")).to_have_attribute("data-kind", "none", timeout=WAIT_MS)
    work.panel.get_by_role("button", name="Mehr", exact=True).click()
    work.panel.locator('input[name="site-facebook"]').check()
    work.panel.get_by_role("button", name="Lesen", exact=True).click()


def test_an_unknown_forum_is_read_after_a_click_on_the_icon(work: Work) -> None:
    page = work.browser.open(FORUM)
    expect(work.panel.locator("#post-hint")).to_contain_text("kontakt-Symbol", timeout=WAIT_MS)
    work.browser.click_icon(page)
    expect(work.panel.locator("#post-hint")).not_to_contain_text("kontakt-Symbol", timeout=WAIT_MS)
    page.locator("#q p").select_text()
    expect(part(work.panel, "post-text")).to_contain_text("Mein Chef sagt", timeout=WAIT_MS)
    expect(part(work.panel, "post")).to_have_attribute("data-platform", "forum")
    expect(part(work.panel, "always-read")).to_be_visible(timeout=WAIT_MS)
    page.close()


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process by a signal")
def test_nothing_is_looked_for_once_no_post_is_viewed(work: Work) -> None:
    line = work.panel.locator("#list-line")
    os.kill(
        work.companion.process.pid, signal.SIGSTOP
    )  # so that the question is still open when the page goes
    try:
        read_post(work.page, work.panel, "cake", "Apfelkuchen")
        expect(line).to_have_text("sucht …", timeout=WAIT_MS)
        work.page.goto("about:blank")
        expect(part(work.panel, "post-text")).not_to_contain_text("Apfelkuchen", timeout=WAIT_MS)
        expect(line).to_have_text("")
    finally:
        os.kill(work.companion.process.pid, signal.SIGCONT)
