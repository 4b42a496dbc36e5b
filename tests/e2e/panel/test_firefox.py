"""The same panel in Firefox: the real sidebar, the main job, and permissions that a person has taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.drivers.firefox import Firefox, firefox
from tests.e2e.drivers.pages import Pages
from tests.e2e.panel.driving import EXTENSION, contacts
from tests.e2e.panel.feed import CHAT, FORUM, GROUP, WORK
from tests.started import Companion

pytestmark = pytest.mark.browser

ANSWER = "elternzeit-teilzeit-arbeiten"


@pytest.fixture(scope="module")
def fox(feed: Pages) -> Iterator[Firefox]:
    """A fresh Firefox with the group in a tab."""
    with firefox(EXTENSION, feed) as running:
        running.open(GROUP)
        yield running


def until(ask: Callable[[], Any], wanted: Any, seconds: float = 30) -> None:
    """Ask until the answer is as wanted."""
    end = time.monotonic() + seconds
    while (got := ask()) != wanted:
        assert time.monotonic() < end, f"{got!r} instead of {wanted!r}"
        time.sleep(0.1)


def state(fox: Firefox) -> Any:
    return fox.in_sidebar("return document.querySelector('[data-testid=connection]').dataset.state")


def text(fox: Firefox, selector: str) -> Any:
    return fox.in_sidebar(f"return document.querySelector(`{selector}`)?.textContent ?? null")


def test_the_icon_opens_the_sidebar_and_six_digits_pair_it(fox: Firefox, companion: Companion) -> None:
    fox.click_icon()
    fox.in_sidebar(f"await browser.storage.local.set({{ port: {companion.port}, language: 'de' }})")
    until(lambda: state(fox), "not_paired")
    code = companion.code()
    fox.in_sidebar(
        f"document.querySelector('[data-testid=pairing-code]').value = '{code}';"
        "document.querySelector('[data-testid=pairing-submit]').click()"
    )
    until(lambda: state(fox), "ok")


def test_a_viewed_post_gets_its_answer_and_one_click_logs_it(fox: Firefox, companion: Companion) -> None:
    fox.value(
        "document.querySelector('#work [data-ad-rendering-role=story_message]').scrollIntoView({ block: 'center' })"
    )
    until(lambda: (text(fox, "[data-testid=post-text]") or "")[:8], "Mein Che")
    copy = f"#list [data-id={ANSWER}] [data-testid=copy]"
    until(lambda: text(fox, copy), "Kopieren")
    press(fox, copy)
    until(lambda: [row["baustein_id"] for row in contacts(companion)], [ANSWER])


def test_a_page_that_was_left_is_no_longer_on_show(fox: Firefox) -> None:
    """Firefox keeps it alive behind the next one, its connection to the sidebar too."""
    fox.marionette.navigate(CHAT)
    until(lambda: "Private Bereiche" in (text(fox, "#post-hint") or ""), True)
    assert text(fox, "[data-testid=post-text]") == ""
    fox.marionette.go_back()
    until(lambda: (text(fox, "[data-testid=post-text]") or "")[:8], "Mein Che")


def test_a_revoked_permission_for_this_computer_is_named_and_given_again(fox: Firefox) -> None:
    fox.revoke("http://127.0.0.1/*")
    until(lambda: state(fox), "blocked_by_browser")
    assert "Der Browser lässt die Verbindung nicht zu." in text(fox, "#trouble")
    press(fox, "#trouble .primary")
    fox.accept_prompt()
    until(lambda: state(fox), "ok")


def test_a_revoked_permission_for_the_sites_is_named_and_given_again(fox: Firefox) -> None:
    fox.revoke("https://www.facebook.com/*")
    until(lambda: "fehlt die Erlaubnis" in (text(fox, "#post-hint") or ""), True)
    press(fox, "[data-testid=allow-sites]")
    fox.accept_prompt()
    until(lambda: (text(fox, "#post-hint") or "").count("fehlt die Erlaubnis"), 0)
    until(lambda: (text(fox, "[data-testid=post-text]") or "")[:8], "Mein Che")


def test_a_forum_is_read_after_a_click_and_for_good_on_request_until_that_is_taken_back(fox: Firefox) -> None:
    select = "getSelection().selectAllChildren(document.querySelector('#q'))"
    always = "[data-testid=always-read]"
    fox.open(FORUM)
    fox.click_icon()
    fox.value(select)
    until(lambda: text(fox, "[data-testid=post-text]"), WORK.text)
    until(lambda: text(fox, always), "Diese Seite immer lesen")
    press(fox, always)
    fox.accept_prompt()
    until(lambda: text(fox, always), None)
    fox.marionette.refresh()  # the permission of the click on the icon ends here
    fox.value(select)
    until(lambda: text(fox, "[data-testid=post-text]"), WORK.text)
    press(fox, "[data-page=more]")
    until(lambda: text(fox, "#page-more li button"), "nicht mehr lesen")
    press(fox, "#page-more li button")
    until(lambda: text(fox, "[data-testid=post-text]"), "")
    until(
        lambda: fox.in_sidebar("return (await browser.scripting.getRegisteredContentScripts()).length"),
        0,
    )
    fox.marionette.refresh()
    fox.value(select)
    press(fox, "[data-page=read]")
    until(
        lambda: "fehlt" in (text(fox, "#post-hint") or "") or "liest" in (text(fox, "#post-hint") or ""), True
    )
    assert text(fox, "[data-testid=post-text]") == ""


def press(fox: Firefox, selector: str) -> None:
    """Press a button in the sidebar as a person does: only then the browser asks for permissions."""
    fox.in_sidebar(
        f"const button = document.querySelector(`{selector}`);"
        "const undo = content.windowUtils.setHandlingUserInput(true);"
        "try { button.click(); } finally { undo.destruct(); }"
    )
