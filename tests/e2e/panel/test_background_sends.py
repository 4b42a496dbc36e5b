"""What waits goes out without a panel, and the alarm for it lives no longer than something waits."""

from __future__ import annotations

import pytest

from tests.e2e.drivers.chromium import Chromium
from tests.e2e.panel.driving import contacts, pair, until
from tests.started import Companion

pytestmark = pytest.mark.browser

UUID = "00000000-0000-4000-8000-0000000000aa"
WAITING = {
    "id": "00000000-0000-4000-8000-0000000000bb",
    "kind": "add",
    "table": "contacts",
    "uuid": UUID,
    "body": {"plattform": "facebook", "thema": "elternzeit"},
    "tried": 0,
}
ALARM = "async () => (await chrome.alarms.get('waiting')) !== undefined"


def test_the_background_sends_what_waits_while_no_panel_is_open(
    browser: Chromium, companion: Companion
) -> None:
    browser.store({"port": companion.port})
    panel = browser.extension_page("panel/panel.html")
    pair(panel, companion)
    panel.close()
    assert browser.worker.evaluate(ALARM) is False
    browser.store({"queue": [WAITING]})
    until(lambda: browser.worker.evaluate(ALARM), True)
    assert contacts(companion) == []
    browser.worker.evaluate("() => chrome.alarms.create('waiting', { when: Date.now() })")
    until(lambda: [row["uuid"] for row in contacts(companion)], [UUID], seconds=30)
    until(lambda: browser.worker.evaluate(ALARM), False)
    assert browser.worker.evaluate("async () => (await chrome.storage.local.get('queue')).queue") == []
