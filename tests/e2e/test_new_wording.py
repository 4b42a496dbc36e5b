"""From an edited sentence to the open panel of a worker: three data folders, WebDAV between them, real Chromium.

Lead and jurist use the documented commands. The worker's companion is running and a panel is open; the worker does
nothing but look.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.drivers.chromium import chromium
from tests.e2e.drivers.pages import Pages
from tests.e2e.panel.driving import BANK, EXTENSION, WAIT_MS, card, paired_panel, read_post
from tests.e2e.panel.feed import GROUP, WORK, group
from tests.sharing.machines import Machine, release, set_up
from tests.sharing.servers import webdav
from tests.started import Companion, kontakt

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]

ID = "elternzeit-teilzeit-arbeiten"
OLD, NEW = "im Schnitt bis zu 32 Stunden in der Woche", "durchschnittlich 32 Wochenstunden"


def test_an_edited_sentence_reaches_the_open_panel(start: Callable[..., Companion], tmp_path: Path) -> None:
    (tmp_path / "dav").mkdir()
    with webdav(tmp_path / "dav") as address:
        lead, jurist, worker = (Machine(tmp_path, name) for name in ("lead", "jurist", "worker"))
        invitation = set_up(lead, jurist, address, tmp_path, BANK)
        worker("join", invitation, "--user", "team")
        companion = start(data=worker.data)
        with chromium(
            EXTENSION, Pages.of({GROUP: group(WORK)}), arguments=("--lang=de",), profile=tmp_path / "profile"
        ) as browser:
            page = browser.open(GROUP)
            panel = paired_panel(browser, page, companion)
            read_post(page, panel, "work", "Mein Chef")
            expect(card(panel, ID)).to_contain_text(OLD, timeout=2 * WAIT_MS)

            lead("edit", ID, "--replace", OLD, NEW)
            lead("submit", ID)
            release(lead, jurist)
            assert kontakt("bank", "sync", data=worker.data).returncode == 0
            expect(card(panel, ID)).to_contain_text(NEW, timeout=60_000)
            expect(panel.get_by_text(OLD)).to_have_count(0)

            # A withdrawal in a hurry takes the card away, too.
            manifest = lead.data / "working_bank/bank.yaml"
            manifest.write_text(
                f"{manifest.read_text(encoding='utf-8')}withdrawn: [{ID}]\n", encoding="utf-8"
            )
            lead("save", "-m", "Sofort zurückrufen")
            release(lead, jurist)
            assert kontakt("bank", "sync", data=worker.data).returncode == 0
            expect(card(panel, ID)).to_have_count(0, timeout=60_000)
    assert companion.stop() == 0
