"""No name, link or id of a page leaves the reader, whatever the page looks like."""

import pytest

from .players import ChromiumPlayer

pytestmark = pytest.mark.browser

HOSTS = (
    "https://www.facebook.com/groups/1/",
    "https://www.instagram.com/p/Ab0/",
    "https://www.threads.net/for_you",
    "https://eltern.example/forum/thema/1",
    "https://phpbb.forum-test.example/viewtopic.php?t=1",
    "https://xenforo.forum-test.example/threads/x.7/",
)
PAGES_EACH = 40


@pytest.mark.parametrize("url", HOSTS)
def test_nothing_about_people_is_said_on_random_pages(chromium_player: ChromiumPlayer, url: str) -> None:
    chromium_player.load(url)
    chromium_player.shown = None
    found = chromium_player.beside("random_pages.js", "kontaktRandomPages", list(range(PAGES_EACH)))
    assert [leak["text"] for leak in found["leaks"]] == []
    assert found["said"] > PAGES_EACH  # the law would hold for a reader that never says anything
