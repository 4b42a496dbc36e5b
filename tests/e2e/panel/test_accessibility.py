"""WCAG 2.2 AA by axe-core on every page and state of the panel, light and dark; room in Firefox's narrow sidebar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.panel.conftest import Work
from tests.e2e.panel.driving import EXTENSION, WAIT_MS, card, expect_state, part, read_post

pytestmark = pytest.mark.browser

AXE = (Path(EXTENSION).parent / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ANSWER = "elternzeit-teilzeit-arbeiten"

COLOURS_CHANGED = """() => Promise.allSettled(
  document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))"""
"""Those of buttons change over 120 ms, counted in frames that may come late."""


def violations(panel: Page) -> list[str]:
    """What axe finds, with the places."""
    panel.evaluate(AXE)
    found = panel.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{rule['id']}: {[node['html'][:120] for node in rule['nodes']]}" for rule in found["violations"]]


def to_tab(name: str) -> Callable[[Work], None]:
    return lambda work: work.panel.get_by_role("button", name=name, exact=True).click()


def suggestions(work: Work) -> None:
    to_tab("Lesen")(work)
    read_post(work.page, work.panel, "work", "Mein Chef")
    expect(card(work.panel, ANSWER)).to_be_visible(timeout=WAIT_MS)


def red_with_flag(work: Work) -> None:
    to_tab("Lesen")(work)
    read_post(work.page, work.panel, "dismissed", "Kündigung bekommen")
    expect(card(work.panel, "kuendigung-erhalten")).to_be_visible(timeout=WAIT_MS)


def opened(work: Work) -> None:
    suggestions(work)
    card(work.panel, ANSWER).focus()
    work.panel.keyboard.press("e")


def copied(work: Work) -> None:
    suggestions(work)
    card(work.panel, ANSWER).get_by_test_id("copy").click()
    expect(card(work.panel, ANSWER).get_by_test_id("undo")).to_be_visible(timeout=WAIT_MS)


def form(work: Work) -> None:
    to_tab("Lesen")(work)
    work.panel.get_by_role("button", name="Kontakt von Hand").first.click()
    work.panel.get_by_text("Weitere Angaben").click()


def gap(work: Work) -> None:
    to_tab("Lesen")(work)
    part(work.panel, "nothing-fits").click()


def search(work: Work) -> None:
    to_tab("Suchen")(work)
    part(work.panel, "search-field").fill("kinderkrankentage")
    expect(work.panel.locator("#page-search article").first).to_be_visible(timeout=WAIT_MS)


def details(work: Work) -> None:
    to_tab("Lesen")(work)
    part(work.panel, "connection").click()


def keys(work: Work) -> None:
    to_tab("Lesen")(work)
    work.panel.keyboard.press("?")


def not_running(work: Work) -> None:
    work.browser.store({"port": 1})
    expect_state(work.panel, "not_running")


def not_paired(work: Work) -> None:
    work.browser.store({"port": work.companion.port})
    expect_state(work.panel, "ok")
    work.browser.worker.evaluate("chrome.storage.local.remove('pairing')")
    expect_state(work.panel, "not_paired")


STATES = [
    suggestions,
    red_with_flag,
    opened,
    copied,
    form,
    gap,
    search,
    to_tab("Kontakte"),
    to_tab("Mehr"),
    keys,
    details,
    not_running,
    not_paired,
]


@pytest.mark.parametrize("bring_about", STATES, ids=lambda state: getattr(state, "__name__", "state"))
def test_no_violation_in_light_and_dark(work: Work, bring_about: Callable[[Work], None]) -> None:
    bring_about(work)
    for theme in ("light", "dark"):
        work.browser.store({"theme": theme})
        expect(work.panel.locator("html")).to_have_attribute("data-theme", theme)
        work.panel.evaluate(COLOURS_CHANGED)
        assert violations(work.panel) == []


def test_targets_are_large_enough_and_nothing_is_cut_off_at_250_pixels(work: Work) -> None:
    tab = work.browser.extension_page("panel/panel.html")
    tab.set_viewport_size({"width": 250, "height": 700})
    for name in ("Lesen", "Suchen", "Kontakte", "Mehr"):
        tab.get_by_role("button", name=name, exact=True).click()
        assert tab.evaluate("document.documentElement.scrollWidth") <= 250, name
        small = tab.evaluate(
            "[...document.querySelectorAll('button, input, select, summary')].filter(e => e.checkVisibility())"
            ".map(e => (e.closest('label') ?? e).getBoundingClientRect())"
            ".filter(b => b.height < 24 || b.width < 24).length"
        )
        assert small == 0, name
    tab.close()
