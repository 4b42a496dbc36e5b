"""Contacts while the companion is away, slow or killed, and while the browser is closed: none lost, none doubled."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.drivers.chromium import chromium
from tests.e2e.drivers.pages import Pages
from tests.e2e.panel.conftest import Work
from tests.e2e.panel.driving import (
    BANK,
    EXTENSION,
    WAIT_MS,
    card,
    contacts,
    expect_state,
    pair,
    part,
    read_post,
    until,
)
from tests.e2e.panel.feed import GROUP
from tests.started import Companion

pytestmark = pytest.mark.browser

ANSWER = "elternzeit-teilzeit-arbeiten"
CONTACTS = 500

ADD_MANY = """async ([count, start]) => {
  const { createQueue, sendOperation } = await import("/companion/queue.js");
  const { createClient } = await import("/companion/client.js");
  const timeouts = { hello: 1000, call: 2000 };
  const client = createClient({ local: chrome.storage.local, permissions: chrome.permissions, timeouts });
  const send = (operation) => sendOperation(client, operation);
  const queue = createQueue({ storage: chrome.storage.local, send, begin: client.doubt });
  for (let number = start; number < start + count; number++) {
    const uuid = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
    await queue.add("contacts", uuid, { plattform: "facebook", thema: "elternzeit", baustein_id: `nummer-${number}` });
    if (number % 10 === 9) await queue.drain();
  }
}"""
"""The panel's own queue and client, as a person's many clicks would use them."""


def test_offline_is_calm_and_the_contact_goes_out_by_itself(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    expect(card(work.panel, ANSWER)).to_be_visible(timeout=WAIT_MS)
    work.companion.kill()
    card(work.panel, ANSWER).get_by_test_id("copy").click()
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "1", timeout=WAIT_MS)
    expect(card(work.panel, ANSWER)).to_contain_text("Kopiert")
    expect_state(work.panel, "not_running")
    expect(part(work.panel, "queued")).to_have_text("1 wartet")
    again = Companion(work.companion.data, bank=BANK, port=work.companion.port)
    try:
        expect(part(work.panel, "queued")).to_have_attribute("data-count", "0", timeout=2 * WAIT_MS)
        assert [row["baustein_id"] for row in contacts(again)] == [ANSWER]
    finally:
        again.stop()


def test_undo_of_an_unsent_contact_takes_it_out_of_the_queue(work: Work) -> None:
    expect_state(work.panel, "not_running")
    card(work.panel, "mythos-elternzeit-arbeitsverbot").get_by_test_id("copy").click()
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "1", timeout=WAIT_MS)
    card(work.panel, "mythos-elternzeit-arbeitsverbot").get_by_test_id("undo").click()
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_five_hundred_contacts_through_kills_and_a_closed_browser(feed: Pages, tmp_path: Path) -> None:
    chance = random.Random(20261123)
    running = [Companion(tmp_path / "data", bank=BANK)]
    port = running[0].port
    over = threading.Event()
    kills = 0

    def trouble() -> None:
        nonlocal kills
        while not over.wait(chance.uniform(0.3, 2.5)):
            running[0].kill()
            kills += 1
            if not over.wait(chance.uniform(0.0, 0.5)):
                running[0] = Companion(tmp_path / "data", bank=BANK, port=port)

    profile = tmp_path / "profile"
    with chromium(EXTENSION, feed, profile=profile) as browser:
        browser.store({"port": port})
        panel = browser.side_panel(browser.open(GROUP))
        pair(panel, running[0])
        killer = threading.Thread(target=trouble, daemon=True)
        killer.start()
        panel.evaluate(ADD_MANY, [CONTACTS // 2, 0])
    with chromium(EXTENSION, feed, profile=profile) as browser:
        panel = browser.side_panel(browser.open(GROUP))
        panel.evaluate(ADD_MANY, [CONTACTS // 2, CONTACTS // 2])
        until(lambda: kills >= 3, True, seconds=150)  # a companion that starts slowly is killed seldom
        over.set()
        killer.join(180)
        if running[0].process.poll() is not None:
            running[0] = Companion(tmp_path / "data", bank=BANK, port=port)
        expect(part(panel, "queued")).to_have_attribute("data-count", "0", timeout=150_000)
        assert (
            panel.evaluate("async () => (await chrome.storage.local.get('set_aside')).set_aside ?? []") == []
        )
    time.sleep(0.2)
    logged = [row["baustein_id"] for row in contacts(running[0])]
    running[0].stop()
    assert kills >= 3
    assert sorted(logged) == sorted(f"nummer-{number}" for number in range(CONTACTS))
