"""One companion, one Chromium and its real side panel for all tests of a module; each test finds them in order."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.drivers.chromium import Chromium, chromium
from tests.e2e.drivers.pages import Pages
from tests.e2e.panel.driving import BANK, EXTENSION, paired_panel
from tests.e2e.panel.feed import (
    CAKE,
    CHAT,
    DISMISSED,
    FORUM,
    GROUP,
    LONG,
    OTHER_GROUP,
    SICK,
    WORK,
    forum,
    group,
)
from tests.started import Companion


@dataclass
class Work:
    """A person's place of work: companion, browser, a group in a tab, the panel beside it."""

    companion: Companion
    browser: Chromium
    page: Page
    panel: Page


@pytest.fixture(scope="session")
def feed() -> Pages:
    """Two groups and a forum."""
    return Pages.of(
        {
            GROUP: group(WORK, DISMISSED, SICK, CAKE, LONG),
            OTHER_GROUP: group(SICK, WORK),
            FORUM: forum(WORK.text),
            CHAT: group(WORK),
        }
    )


@pytest.fixture(scope="module")
def companion(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Companion]:
    """A running companion with the bank of these tests, as new as today whenever it was checked out."""
    bank = tmp_path_factory.mktemp("bank") / "bank"
    shutil.copytree(BANK, bank, copy_function=shutil.copyfile)
    started = Companion(tmp_path_factory.mktemp("companion") / "data", bank=bank)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def browser(feed: Pages) -> Iterator[Chromium]:
    """A fresh Chromium whose panel speaks German."""
    with chromium(Path(EXTENSION), feed, arguments=("--lang=de",)) as running:
        running.store({"language": "de"})
        yield running


@pytest.fixture(scope="module")
def work(companion: Companion, browser: Chromium) -> Work:
    """Everything open and paired."""
    page = browser.open(GROUP)
    return Work(companion, browser, page, paired_panel(browser, page, companion))
