"""What a click copies belongs to the post above it, and counts once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.panel.conftest import Work
from tests.e2e.panel.driving import WAIT_MS, card, contacts, expect_state, part, read_post, until

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


def test_no_card_of_the_post_before_is_left_when_the_companion_went(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    expect(card(work.panel, ANSWER)).to_be_visible(timeout=WAIT_MS)
    work.panel.mouse.move(180, 20)
    work.companion.kill()
    expect_state(work.panel, "not_running")
    read_post(work.page, work.panel, "cake", "Apfelkuchen")
    expect(work.panel.locator("#list article")).to_have_count(0, timeout=WAIT_MS)
    expect(work.panel.locator("#list")).to_contain_text("konnte gerade nicht gesucht werden")
