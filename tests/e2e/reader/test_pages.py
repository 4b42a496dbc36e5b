"""Every page of the zoo in real Chromium and real Firefox.

Structures are played at once in the reader's own world; how a person's events and the changes of a page lead there is
played for real, by mouse and waiting, on one page of each kind.
"""

import pytest

from .play import PageFile, Player, at_once, play
from .players import ChromiumPlayer, FirefoxPlayer
from .zoo import all_pages

pytestmark = pytest.mark.browser

PAGES = {page.name: page for page in all_pages()}
FAMILIES = sorted({name.split("-")[0] for name in PAGES})
FOR_REAL = (
    "facebook-permalink-tr-sibling",
    "facebook-feed-de-2026",
    "facebook-feed-en-nested",
    "facebook-dialog",
    "facebook-reel",
    "facebook-private-0",
    "instagram-post-de-new",
    "instagram-dialog-de-old",
    "threads-thread-marked-0",
    "phpbb-first",
    "discourse-first",
    "gutefrage-title",
    "generic-siblings",
    "generic-private-0",
)


def wrongs(player: Player, page: PageFile, step: int = 1) -> list[str]:
    """What goes wrong on a page, one line per case; every `step`-th case is played."""
    return [f"{case.name}: {wrong}" for case in page.cases[::step] for wrong in play(player, page.url, case)]


def wrong_structures(player: Player, family: str, step: int = 1) -> list[str]:
    """What is read wrongly on the pages of a family; every `step`-th is played."""
    pages = [page for name, page in PAGES.items() if name.split("-")[0] == family][::step]
    return [f"{page.name}: {wrong}" for page in pages for wrong in at_once(player, page)]


@pytest.mark.parametrize("family", FAMILIES)
def test_chromium_reads_every_structure(chromium_player: ChromiumPlayer, family: str) -> None:
    assert wrong_structures(chromium_player, family) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_firefox_reads_every_structure(firefox_player: FirefoxPlayer, family: str) -> None:
    assert wrong_structures(firefox_player, family, step=2) == []


@pytest.mark.parametrize("name", FOR_REAL)
def test_chromium_reads_what_is_viewed(chromium_player: ChromiumPlayer, name: str) -> None:
    assert wrongs(chromium_player, PAGES[name]) == []


@pytest.mark.parametrize("name", FOR_REAL)
def test_firefox_reads_what_is_viewed(firefox_player: FirefoxPlayer, name: str) -> None:
    assert wrongs(firefox_player, PAGES[name], step=2) == []
