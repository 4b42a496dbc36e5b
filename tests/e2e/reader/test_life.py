"""How the reader lives with a page: it follows pages that change under it, and is gone when the panel goes."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from .play import PATIENCE
from .players import ChromiumPlayer
from .zoo import boards, facebook
from .zoo.boards import Message
from .zoo.parts import document

pytestmark = pytest.mark.browser

URL = "https://www.facebook.com/groups/1/"
STYLE = facebook.STYLES[0]
LONGEST_PAUSE = 1.6
"""Seconds after which whatever a person did has been looked at; a click is looked at once more after 1.2."""


def wait_for(player: ChromiumPlayer, is_right: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first answer that is right, or the last one."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        item = player.item()
        if item and is_right(item):
            break
        time.sleep(0.05)
    return item or {}


@pytest.fixture
def player(chromium_player: ChromiumPlayer) -> ChromiumPlayer:
    chromium_player.shown = None
    chromium_player.load(URL)
    chromium_player.shown = None
    chromium_player.watch("viewed")
    return chromium_player


def test_a_reused_node_is_read_anew(player: ChromiumPlayer) -> None:
    player.act("click", "[data-fx=two]")
    wait_for(player, lambda item: item["text"] == facebook.FEED_2)
    player.page.evaluate(
        "document.querySelector('[data-fx=two] div div').textContent = 'Ein anderer Beitrag'"
    )
    assert (
        wait_for(player, lambda item: item["text"] == "Ein anderer Beitrag")["text"] == "Ein anderer Beitrag"
    )


def test_another_address_forgets_what_was_clicked(player: ChromiumPlayer) -> None:
    player.act("click", "[data-fx=two]")
    player.page.mouse.move(2, 2)
    wait_for(player, lambda item: item["text"] == facebook.FEED_2)
    post = (
        facebook.header(STYLE, "Neu") + facebook.message(STYLE, "Neue Seite", "n") + facebook.actions(STYLE)
    )
    player.page.evaluate(
        "html => { document.querySelector('[role=main]').innerHTML = html; scrollTo(0, 0);"
        " history.pushState({}, '', '/groups/1/posts/2'); }",
        f'<div class="feed"><div class="unit">{post}</div></div>',
    )
    assert wait_for(player, lambda item: item["text"] == "Neue Seite")["text"] == "Neue Seite"


def test_a_page_that_never_rests_is_read_all_the_same(player: ChromiumPlayer) -> None:
    player.page.evaluate("setInterval(() => document.querySelector('.bar').append('.'), 15)")
    player.act("click", "[data-fx=body]")
    assert wait_for(player, lambda item: "Kurs" in item["text"])["kind"] == "post"


def test_the_middle_of_a_page_decides_from_the_start_though_a_thread_was_just_opened(
    player: ChromiumPlayer,
) -> None:
    player.load("https://www.facebook.com/groups/1/posts/9")
    player.page.evaluate(
        "() => { const { top, height } = document.querySelector('[data-fx=c1]').getBoundingClientRect();"
        " document.querySelector('[role=main]').style.marginTop = `${innerHeight / 2 - top - height / 2}px`; }"
    )
    player.shown = None
    player.watch("viewed")
    item = wait_for(player, lambda item: item["kind"] == "comment")
    assert (item["kind"], item["context"]) == ("comment", facebook.POST_TEXT)


@pytest.mark.parametrize("href", ["http://", "https://forum.example:port/"])
@pytest.mark.parametrize(
    ("url", "at"),
    [
        ("https://www.facebook.com/groups/1/posts/9", "[data-fx=c1] [style*=text-align]"),
        ("https://eltern.example/forum/thema/1", "[data-fx=a2]"),
    ],
)
def test_a_link_that_is_none_keeps_nothing_from_being_read(
    player: ChromiumPlayer, href: str, url: str, at: str
) -> None:
    player.load(url)
    player.page.evaluate(
        "([at, href]) => { for (const place of [document.body, document.querySelector(at)]) {"
        " const link = document.createElement('a');"
        " link.setAttribute('href', href); link.append(' hier'); place.append(link); } }",
        [at, href],
    )
    player.shown = None
    player.watch("viewed")
    player.act("scroll", at)
    item = wait_for(player, lambda item: item["text"].endswith(" hier"))
    assert (item["kind"], item["text"][-5:]) == ("comment", " hier")


def test_a_page_without_encryption_is_read_and_its_thread_stays_unnamed(player: ChromiumPlayer) -> None:
    thread = boards.phpbb(Message("x", "Frage", "q")) + boards.phpbb(Message("y", "Antwort", "a"))
    html = document("Forum", boards.CSS + thread, body_attributes="id=phpbb")
    url = "http://insecure.example/viewtopic.php"
    player.browser.context.route(url, lambda route: route.fulfill(body=html, content_type="text/html"))
    player.load(url)
    player.shown = None
    player.watch("viewed")
    player.act("click", "[data-fx=a]")
    item = wait_for(player, lambda item: item["kind"] == "comment")
    assert not player.page.evaluate("isSecureContext")
    assert (item["text"], item["context"], item["thread"]) == ("Antwort", "Frage", None)


def test_a_private_place_silences_at_once(player: ChromiumPlayer) -> None:
    player.page.evaluate("history.pushState({}, '', '/messages/t/3')")
    assert wait_for(player, lambda item: item["reason"] == "private")["kind"] == "none"


def test_a_site_switched_off_is_not_read(player: ChromiumPlayer) -> None:
    player.browser.store({"sites": {"facebook": False}})
    try:
        assert wait_for(player, lambda item: item["reason"] == "switched_off")["text"] == ""
    finally:
        player.browser.store({"sites": {}})
    assert wait_for(player, lambda item: item["reason"] != "switched_off")["reason"] == "ok"


def test_an_institutions_preset_wins(player: ChromiumPlayer) -> None:
    player.browser.store(
        {"presets": {"mode": "selection", "sites": {"facebook": False}}, "sites": {"facebook": True}}
    )
    try:
        assert wait_for(player, lambda item: item["reason"] == "switched_off")["kind"] == "none"
    finally:
        player.browser.store({"presets": {}, "sites": {}})


def test_the_mode_changes_while_looking_on(player: ChromiumPlayer) -> None:
    player.listener.evaluate("() => harness.say({ type: 'mode', mode: 'selection' })")
    assert wait_for(player, lambda item: item["reason"] == "select_text")["kind"] == "none"
    player.act("select", "[data-fx=two]")
    assert wait_for(player, lambda item: item["kind"] == "post")["text"] == facebook.FEED_2


def readings(player: ChromiumPlayer) -> int:
    """How often the reader has looked at the page since this was asked first."""
    count: int = player.beside("readings.js", "kontaktReadings", None)
    return count


def test_nothing_is_read_after_the_panel_went(player: ChromiumPlayer) -> None:
    wait_for(player, lambda item: item["kind"] == "post")
    readings(player)

    def everything_that_makes_it_read() -> None:
        player.act("click", "[data-fx=body]")
        player.act("scroll", "[data-fx=two]")
        player.act("hover", "[data-fx=two]")
        player.page.evaluate("document.querySelector('[data-fx=two] div div').textContent += ' …'")
        player.page.evaluate("history.pushState({}, '', '/groups/1/posts/2')")
        time.sleep(LONGEST_PAUSE)

    everything_that_makes_it_read()
    assert readings(player) > 0, "the counter counts"
    player.listener.evaluate("() => harness.disconnect()")
    time.sleep(LONGEST_PAUSE)
    before = readings(player)
    everything_that_makes_it_read()
    assert readings(player) == before
