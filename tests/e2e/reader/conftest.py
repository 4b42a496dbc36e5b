"""One browser of each kind for all cases of the reader."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..drivers.chromium import chromium
from ..drivers.firefox import firefox
from ..drivers.pages import Pages
from .play import extension_with_harness
from .players import ChromiumPlayer, FirefoxPlayer
from .zoo import all_pages

WINDOW = (1280, 900)


def _pages() -> Pages:
    return Pages.of({page.url: page.html for page in all_pages()})


@pytest.fixture(scope="session")
def chromium_player() -> Iterator[ChromiumPlayer]:
    with (
        tempfile.TemporaryDirectory() as folder,
        extension_with_harness(Path(folder)) as extension,
        chromium(extension, _pages(), size=WINDOW) as browser,
    ):
        yield ChromiumPlayer(browser)


@pytest.fixture(scope="session")
def firefox_player() -> Iterator[FirefoxPlayer]:
    with (
        tempfile.TemporaryDirectory() as folder,
        extension_with_harness(Path(folder)) as extension,
        firefox(extension, _pages(), size=WINDOW) as browser,
    ):
        yield FirefoxPlayer(browser)
