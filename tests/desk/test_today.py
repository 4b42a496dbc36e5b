"""The first page: the role of this laptop, and how things are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.desk.conftest import HOSTILE, Client, Desk, check_page


@pytest.mark.browser
def test_a_role_is_chosen_with_the_keyboard(desk: Desk, page: Page) -> None:
    check_page(page)
    page.get_by_label("Kontakter*in").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Teamleitung")
    assert desk.inner.preferences.role == "teamleitung"
    page.reload()
    expect(page.locator("#messages .notice")).to_have_count(0)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_role_is_refused(client: Client, desk: Desk, value: str) -> None:
    before = desk.inner.preferences.role
    answer = client.post("/desk/role", {"role": value})
    assert answer.status_code in (413, 422)
    assert "<script>document" not in answer.text
    assert desk.inner.preferences.role == before


@pytest.mark.browser
def test_a_refused_form_says_where_and_takes_the_focus(desk: Desk, new_page: Callable[..., Page]) -> None:
    desk.inner.preferences.put("role", None)
    page = new_page()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Rolle: Bitte eines davon auswählen.")
    page.said.clear()  # type: ignore[attr-defined] # the browser notes the 422
    check_page(page)
