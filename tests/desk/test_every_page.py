"""The first page of every page group in the navigation: light and dark; at 200 % zoom see ``test_zoom.py``.

Groups register themselves, so a new one is checked here without a line more.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from companion.desk import navigation
from companion.desk.preferences import ROLES, Role
from tests.desk.conftest import Client, Desk, check_page

pytestmark = pytest.mark.browser


def addresses(page: Page) -> list[str]:
    return [link.get_attribute("href") or "" for link in page.locator("nav a").all()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_wrong_with_any_page(
    desk: Desk, new_page: Callable[..., Page], role: Role, scheme: str
) -> None:
    desk.role(role)
    page = new_page(color_scheme=scheme)
    for address in addresses(page):
        page.goto(desk.url(address))
        # A page that waits for its figures loads itself again once they are there.
        expect(page.locator("[data-reload-after]")).to_have_count(0, timeout=60_000)
        expect(page.locator("header nav [aria-current=page]")).to_have_count(1)
        check_page(page)


def test_the_navigation_follows_the_role(desk: Desk, client: Client) -> None:
    for role in ROLES:
        desk.role(role)
        page = client.get("/desk/").text
        for item in navigation.everything():
            assert (f"<span>{item.label}</span>" in page) == (role in item.roles)


def test_labels_places_and_endpoints_are_unique() -> None:
    for name in ("label", "endpoint", "order"):
        values = [getattr(item, name) for item in navigation.everything()]
        assert len(values) == len(set(values)), name
