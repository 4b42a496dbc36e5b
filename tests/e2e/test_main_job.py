"""The main job with the bank that ships, once in each browser: pair, read, copy, find the row; no word stays.

Nothing here is made up but the page: real browser, real panel, real companion on a real socket. The details of
the panel are in ``tests/e2e/panel``.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.drivers.chromium import chromium
from tests.e2e.drivers.firefox import Firefox, firefox
from tests.e2e.drivers.pages import Pages
from tests.e2e.panel.driving import EXTENSION, WAIT_MS, card, paired_panel, part, read_post
from tests.e2e.panel.feed import GROUP, Post, group
from tests.started import Companion

pytestmark = pytest.mark.browser

CANARY = "Zwiebackfee"
ANSWER = "elternzeit-teilzeit-32h"
FEED = group(
    Post("first", "Heute scheint die Sonne, und im Garten blühen noch die Rosen."),
    Post(
        "asking",
        f"Meine Freundin {CANARY} fragt: Darf ich in der Elternzeit in Teilzeit arbeiten, und wie viele Stunden "
        "pro Woche sind erlaubt?",
    ),
)


def forms(word: str) -> list[bytes]:
    """A word as it may lie in a file."""
    return [word.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]


def files_with(word: str, *folders: Path) -> list[str]:
    """Files below the folders in which the word stands."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                content = path.read_bytes() if path.is_file() else b""
            except OSError:
                continue  # a browser's own socket or a file it has just removed
            if any(form in content for form in forms(word)):
                found.append(str(path))
    return found


def rows(companion: Companion) -> list[dict[str, Any]]:
    """The open contacts as they lie in the SQLite file."""
    with sqlite3.connect(f"file:{companion.data / 'contacts.sqlite3'}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM contacts_open")]


def check_row(companion: Companion) -> None:
    """One anonymous row about what was copied; it may still be on its way."""
    waited = time.monotonic() + 20
    while not rows(companion) and time.monotonic() < waited:
        time.sleep(0.05)
    [row] = rows(companion)
    assert (row["baustein_id"], row["plattform"], row["kontaktart"]) == (ANSWER, "facebook", "erstkontakt")
    assert row["baustein_nutzung"] == "unveraendert"


def test_the_search_for_the_canary_finds_one(tmp_path: Path) -> None:
    """The proof below is worth something only if the search sees what is there."""
    for number, form in enumerate(forms(CANARY)):
        (tmp_path / str(number)).write_bytes(b"\x00\x01" + form + b"\xff")
    assert len(files_with(CANARY, tmp_path)) == 3


def test_in_chromium(start: Callable[..., Companion], tmp_path: Path) -> None:
    companion = start()
    profile = tmp_path / "profile"
    with chromium(EXTENSION, Pages.of({GROUP: FEED}), arguments=("--lang=de",), profile=profile) as browser:
        page = browser.open(GROUP)
        panel = paired_panel(browser, page, companion)
        read_post(page, panel, "asking", CANARY)
        found = card(panel, ANSWER)
        expect(found).to_be_visible(timeout=90_000)  # the first index of the shipped bank is built
        found.get_by_test_id("copy").click()
        expect(found.get_by_test_id("undo")).to_be_visible(timeout=WAIT_MS)
        expect(part(panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)
        check_row(companion)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.bring_to_front()
        assert "32 Stunden" in str(page.evaluate("navigator.clipboard.readText()"))
    assert companion.stop() == 0
    check_row(companion)
    assert files_with(CANARY, profile, companion.data) == []
    assert CANARY not in companion.output()


def until(browser: Firefox, script: str) -> Any:
    """Wait for a true value in the real sidebar."""
    end = time.monotonic() + 90  # the first index of the shipped bank is built
    while time.monotonic() < end:
        value = browser.in_sidebar(script)
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"never true in the sidebar: {script}")


def test_in_firefox(start: Callable[..., Companion]) -> None:
    companion = start()
    # The page itself is none of ours; what the browser caches of it must not hide what we would leave.
    prefs = {"browser.cache.disk.enable": False, "intl.locale.requested": "de"}
    with firefox(EXTENSION, Pages.of({GROUP: FEED}), size=(1640, 900), prefs=prefs) as browser:
        tab = browser.open(GROUP)
        browser.click_icon()
        browser.in_sidebar(
            "document.documentElement.dataset.old = '';"
            f"await browser.storage.local.set({{ port: {companion.port} }}); window.location.reload();"
        )
        # In the page as it is after that: the one before asks for a code as well.
        until(
            browser,
            "return document.documentElement && !('old' in document.documentElement.dataset)"
            " && document.querySelector('[data-testid=pairing-code]') !== null;",
        )
        code = companion.code()
        browser.in_sidebar(
            f"document.querySelector('[data-testid=pairing-code]').value = '{code}';"
            "document.querySelector('[data-testid=pairing-submit]').click();"
        )
        until(browser, "return document.querySelector('[data-testid=connection]').dataset.state === 'ok';")
        browser.show(tab)
        browser.value(
            "document.querySelector('#asking [data-ad-rendering-role=story_message]')"
            ".scrollIntoView({block: 'center'});"
        )
        until(
            browser,
            f"return document.querySelector('[data-testid=post-text]').textContent.includes('{CANARY}');",
        )
        copy = f'#list [data-id="{ANSWER}"] [data-testid="copy"]'
        until(browser, f"return document.querySelector('{copy}') !== null;")
        browser.in_sidebar(
            f"document.notifyUserGestureActivation(); document.querySelector('{copy}').click();"
        )
        for _ in range(400):
            if rows(companion):
                break
            time.sleep(0.1)
        check_row(companion)
        until(browser, "return document.querySelector('[data-testid=queued]').dataset.count === '0';")
        profile = Path(browser.marionette.instance.profile.profile)
        time.sleep(1)
        assert files_with(CANARY, profile, companion.data) == []
    assert companion.stop() == 0
    assert files_with(CANARY, companion.data) == []
    assert CANARY not in companion.output()
