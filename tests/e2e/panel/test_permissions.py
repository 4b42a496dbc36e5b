"""What Chromium lets the extension do can change at any time: the panel says so, and what is allowed for good stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.drivers.chromium import Chromium, agree, chromium
from tests.e2e.drivers.pages import Pages
from tests.e2e.panel.driving import EXTENSION, WAIT_MS, expect_state, paired_panel, part, until
from tests.e2e.panel.feed import FORUM, GROUP, OTHER_GROUP, WORK
from tests.started import Companion

pytestmark = pytest.mark.browser

HOST = FORUM.split("/")[2]


@pytest.fixture(scope="module")
def allowed(feed: Pages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """A Chromium in which a person once agreed to a forum being read for good."""
    profile = tmp_path_factory.mktemp("profile")
    with chromium(EXTENSION, feed, profile=profile) as first:
        extension_id = first.extension_id
        first.store({"language": "de"})
    agree(profile, extension_id, f"https://{HOST}/*")
    with chromium(EXTENSION, feed, profile=profile, arguments=("--lang=de",)) as running:
        yield running


@pytest.fixture(scope="module")
def panel(allowed: Chromium, companion: Companion) -> Page:
    return paired_panel(allowed, allowed.open(GROUP), companion)


def registered(browser: Chromium) -> list[str]:
    """Ids of the readers that the browser puts into pages besides the known platforms."""
    ids: list[str] = browser.worker.evaluate(
        "async () => (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id)"
    )
    return ids


def select(page: Page) -> None:
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#q'))")


def test_permissions_that_were_taken_back_are_named_and_given_again(allowed: Chromium, panel: Page) -> None:
    allowed.let_read("ON_CLICK")
    expect_state(panel, "blocked_by_browser")
    expect(panel.locator("#trouble")).to_contain_text("Der Browser lässt die Verbindung nicht zu.")
    expect(panel.get_by_role("button", name="Verbindung erlauben")).to_be_visible()
    other = allowed.open(OTHER_GROUP)
    hint = panel.locator("#post-hint")
    expect(hint).to_contain_text("fehlt die Erlaubnis", timeout=WAIT_MS)
    expect(part(panel, "allow-sites")).to_be_visible()
    allowed.let_read("ON_ALL_SITES")
    other.bring_to_front()
    expect_state(panel, "ok")
    expect(part(panel, "post")).to_have_attribute("data-kind", "post", timeout=WAIT_MS)
    expect(hint).to_be_hidden()
    other.close()


def test_a_site_allowed_for_good_is_read_without_a_click_until_it_is_taken_back(
    allowed: Chromium, panel: Page
) -> None:
    until(lambda: registered(allowed), [f"reader-{HOST}"])
    page = allowed.open(FORUM)
    select(page)
    expect(part(panel, "post-text")).to_have_text(WORK.text, timeout=WAIT_MS)
    panel.locator("[data-page=more]").click()
    panel.locator("#page-more li", has_text=HOST).get_by_role("button").click()
    until(lambda: registered(allowed), [])
    expect(panel.locator("#page-more li")).to_have_count(0)
    panel.locator("[data-page=read]").click()
    expect(part(panel, "post")).to_have_attribute("data-kind", "none", timeout=WAIT_MS)
    page.reload()
    select(page)
    expect(panel.locator("#post-hint")).to_contain_text("Diese Seite liest kontakt erst", timeout=WAIT_MS)
    expect(part(panel, "post-text")).to_have_text("")
