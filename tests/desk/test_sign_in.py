"""From a one-time link to a session and out again."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import Browser, expect

from companion.desk.links import VALID_S, Links
from companion.desk.session import IDLE_S, Sessions
from companion.errors import KontaktError
from tests.desk.conftest import Desk, check_page


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_link_works_once(desk: Desk) -> None:
    link = desk.inner.links.address()
    first = requests.get(link, allow_redirects=False, timeout=60)
    assert (first.status_code, first.headers["Location"]) == (303, "/desk/")
    cookie = first.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/desk"):
        assert part in cookie
    assert "Expires" not in cookie
    second = requests.get(link, headers={"Accept": "text/html"}, timeout=60)
    assert second.status_code == 403
    assert "gilt nicht mehr" in second.text
    assert "Set-Cookie" not in second.headers


def test_a_link_works_for_a_minute() -> None:
    clock = Clock()
    links = Links("127.0.0.1:1", clock)
    token = links.address().rpartition("/")[2]
    clock.now = VALID_S
    with pytest.raises(KontaktError, match="gilt nicht mehr"):
        links.use(token)


def test_a_session_ends_when_nobody_uses_it() -> None:
    from flask import Response
    from werkzeug.test import EnvironBuilder

    from companion.desk.incoming import Incoming

    clock = Clock()
    sessions = Sessions(1, clock)
    response = Response()
    sessions.begin(response)
    cookie = response.headers["Set-Cookie"].partition(";")[0]
    incoming = Incoming(EnvironBuilder(headers={"Cookie": cookie}).get_environ())
    clock.now = IDLE_S - 1
    assert sessions.find(incoming)
    clock.now = 2 * IDLE_S - 2
    assert sessions.find(incoming)
    clock.now = 3 * IDLE_S
    assert sessions.find(incoming) is None


@pytest.mark.browser
def test_in_and_out_in_a_browser(desk: Desk, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.said = []  # type: ignore[attr-defined]
    assert page.goto(desk.url("/desk/")).status == 401  # type: ignore[union-attr]
    expect(page.locator("h1")).to_have_text("Bitte anmelden")
    check_page(page)
    page.goto(desk.inner.links.address())
    expect(page.locator("h1")).to_have_text("Willkommen")
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("button", name="Abmelden").click()
    expect(page.locator("h1")).to_have_text("Abgemeldet")
    check_page(page)
    page.goto(desk.url("/desk/"))
    expect(page.locator("h1")).to_have_text("Bitte anmelden")
    context.close()


def test_an_unknown_address_is_explained_to_who_is_signed_in(desk: Desk) -> None:
    answer = desk.client().get("/desk/gibt-es-nicht")
    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text
