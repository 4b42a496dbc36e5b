"""Every page of the zoo in real Chromium, one structure of each platform in real Firefox."""

import pytest

from .play import PageFile, play
from .players import ChromiumPlayer, FirefoxPlayer
from .zoo import all_pages

pytestmark = pytest.mark.browser

PAGES = all_pages()
# Firefox differs in layout and events, not in structure: one page per adapter and surface is enough there.
IN_FIREFOX = (
    "facebook-permalink-tr-sibling",
    "facebook-feed-de-2026",
    "facebook-dialog",
    "facebook-reel",
    "facebook-private-0",
    "instagram-post-de-new",
    "instagram-dialog-de-old",
    "threads-thread-marked-0",
    "phpbb-first",
    "xenforo-first",
    "vbulletin4-first",
    "discourse-first",
    "woltlab-first",
    "gutefrage-title",
    "generic-siblings",
    "generic-private-0",
)


def wrongs(player: ChromiumPlayer | FirefoxPlayer, page: PageFile, step: int = 1) -> list[str]:
    """What goes wrong on a page, one line per case; every `step`-th case is played."""
    return [f"{case.name}: {wrong}" for case in page.cases[::step] for wrong in play(player, page.url, case)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_chromium_reads_what_is_viewed(chromium_player: ChromiumPlayer, page: PageFile) -> None:
    assert wrongs(chromium_player, page) == []


@pytest.mark.parametrize("name", IN_FIREFOX)
def test_firefox_reads_what_is_viewed(firefox_player: FirefoxPlayer, name: str) -> None:
    assert wrongs(firefox_player, next(page for page in PAGES if page.name == name), step=2) == []
