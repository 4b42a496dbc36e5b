"""What a click copies belongs to the post above it, and counts once."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.panel.conftest import Work
from tests.e2e.panel.driving import WAIT_MS, card, contacts, count, expect_state, part, read_post, until
from tests.started import Companion

pytestmark = pytest.mark.browser

ANSWER = "elternzeit-teilzeit-arbeiten"


@pytest.mark.parametrize("pause", [0, 60])
def test_a_double_click_makes_one_contact(work: Work, pause: int) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    copy = card(work.panel, ANSWER).get_by_test_id("copy")
    expect(copy).to_be_visible(timeout=WAIT_MS)
    box = copy.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    work.panel.mouse.click(x, y)
    work.panel.wait_for_timeout(pause)
    work.panel.mouse.click(x, y)
    expect(card(work.panel, ANSWER)).to_contain_text("Kopiert", timeout=WAIT_MS)
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)
    until(lambda: [row["kontaktart"] for row in contacts(work.companion)], ["erstkontakt"])
    work.panel.keyboard.press("u")
    until(lambda: contacts(work.companion), [])


def double_click(button: Locator) -> None:
    """As a hand does, wherever the second click then falls."""
    box = button.bounding_box()
    assert box
    button.page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_double_click_notes_one_gap(work: Work) -> None:
    read_post(work.page, work.panel, "cake", "Apfelkuchen")
    double_click(part(work.panel, "nothing-fits"))
    until(lambda: count(work.companion, "gaps"), 1)  # without a topic it goes out by itself
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)
    work.panel.wait_for_timeout(500)
    assert count(work.companion, "gaps") == 1


def test_a_double_click_notes_one_contact_by_hand_and_copies_nothing(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    expect(card(work.panel, ANSWER)).to_be_visible(timeout=WAIT_MS)
    work.panel.get_by_role("button", name="Kontakt von Hand").first.click()
    save = part(work.panel, "form-save")
    save.scroll_into_view_if_needed()
    double_click(save)
    until(lambda: [row["baustein_nutzung"] for row in contacts(work.companion)], ["frei_geschrieben"])
    work.panel.wait_for_timeout(500)
    assert [row["baustein_nutzung"] for row in contacts(work.companion)] == ["frei_geschrieben"]


def report_gap_and_stay(panel: Page) -> None:
    """A pointer that is at the topics right away: a moment later the gap would have gone out by itself."""
    panel.evaluate(
        """async () => {
            document.querySelector("[data-testid=nothing-fits]").click();
            const topic = () => document.querySelector(".gap .choices button");
            while (!topic()) await new Promise((resolve) => setTimeout(resolve, 10));
            topic().dispatchEvent(new PointerEvent("pointermove", { bubbles: true }));
        }"""
    )


def test_a_second_window_leaves_the_gap_alone_that_is_being_decided_on(work: Work) -> None:
    read_post(work.page, work.panel, "cake", "Apfelkuchen")
    before = topics_of_gaps(work.companion)
    report_gap_and_stay(work.panel)
    other = work.browser.extension_page("panel/panel.html")
    expect_state(other, "ok")
    other.wait_for_timeout(3000)  # it has looked what waits, more than once
    assert topics_of_gaps(work.companion) == before
    other.close()
    work.panel.locator(".gap").get_by_text("Rente", exact=True).click()
    until(lambda: topics_of_gaps(work.companion), sorted([*before, "rente"]))
    work.page.bring_to_front()


def test_what_a_closed_window_left_undecided_goes_out(work: Work) -> None:
    before = count(work.companion, "gaps")
    other = work.browser.extension_page("panel/panel.html")
    expect_state(other, "ok")
    report_gap_and_stay(other)
    other.wait_for_timeout(1000)
    assert count(work.companion, "gaps") == before
    other.close()
    until(lambda: count(work.companion, "gaps"), before + 1)
    work.page.bring_to_front()


def topics_of_gaps(companion: Companion) -> list[str]:
    with sqlite3.connect(f"file:{companion.data / 'contacts.sqlite3'}?mode=ro", uri=True) as connection:
        return sorted(
            topic for (topic,) in connection.execute("SELECT thema FROM gaps WHERE thema IS NOT NULL")
        )


def test_the_number_of_what_waits_moves_nothing(work: Work) -> None:
    heights = work.panel.evaluate(
        """() => {
            const [top, queued] = ["#top", "#queued"].map((name) => document.querySelector(name));
            const before = top.offsetHeight;
            const shown = queued.cloneNode(true);
            Object.assign(shown, { hidden: false, textContent: "23 warten" });
            shown.style.animation = "none";
            queued.after(shown);
            const after = top.offsetHeight;
            shown.remove();
            return [before, after];
        }"""
    )
    assert heights[0] == heights[1]


def test_no_card_of_the_post_before_is_left_when_the_companion_went(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    expect(card(work.panel, ANSWER)).to_be_visible(timeout=WAIT_MS)
    work.panel.mouse.move(180, 20)
    work.companion.kill()
    expect_state(work.panel, "not_running")
    read_post(work.page, work.panel, "cake", "Apfelkuchen")
    expect(work.panel.locator("#list article")).to_have_count(0, timeout=WAIT_MS)
    expect(work.panel.locator("#list")).to_contain_text("konnte gerade nicht gesucht werden")
