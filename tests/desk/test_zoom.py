"""Every page at 200 % zoom in a window of 1280×800: nothing scrolls sideways or is cut off (WCAG 1.4.4, 1.4.10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from companion.desk.jobs import Done
from companion.desk.pages.setup import PREFERENCE as SETUP
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person, write_person
from scripts.desk_screenshots import PAGES, furnish
from tests.desk.conftest import Desk, served_desk
from tests.desk.fitting import ZOOMED, lost

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def lead(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """A lead's computer with a working bank and contacts, and a quarter to look at.

    Review and publication of a connected computer are looked at where there is one: ``test_review_and_publish.py``.
    """
    with served_desk(small_bank, tmp_path_factory.mktemp("zoom")) as desk:
        write_person(desk.inner.settings.sharing, Person("Lea", "lead"))
        WorkingBank.create(desk.inner.settings.working_bank, small_bank, Person("Edi", "editor")).close()
        quarter = furnish(desk.inner)
        desk.role("teamleitung")
        yield desk, quarter


def test_every_page_fits(lead: tuple[Desk, str], new_page_of: Callable[..., Page]) -> None:
    desk, quarter = lead
    page = new_page_of(desk, **ZOOMED)
    job = desk.inner.jobs.start(
        "zoom", "Bericht schreiben", lambda _: Done("Der Bericht ist fertig.", "/desk/")
    )
    assert job.ended.wait(30)
    more = {"job": f"jobs/{job.id}", "past-jobs": "jobs", "new-room": "contacts/rooms/new"}
    missing = {}
    for name, path in {**PAGES, **more}.items():
        answer = page.goto(desk.url(f"/desk/{path.format(entry='teilzeit-anspruch', quarter=quarter)}"))
        assert answer is not None
        assert answer.ok, name
        # With its figures and its styles, not while the contacts are still being counted.
        page.wait_for_selector("html[data-ready]:not(:has([data-reload-after]))", timeout=60_000)
        missing[name] = lost(page)
    page.get_by_role("button", name="Tastenkürzel").click()
    missing["keys"] = lost(page)
    assert {name: found for name, found in missing.items() if found} == {}


def test_every_step_of_the_first_set_up_fits(
    small_bank: Path, tmp_path: Path, new_page_of: Callable[..., Page]
) -> None:
    with served_desk(small_bank, tmp_path / "new") as desk:
        page = new_page_of(desk, **ZOOMED)
        missing = {"role": lost(page)}
        desk.role("teamleitung")
        desk.inner.preferences.put(SETUP, "begun")
        for step in ("name", "connect", "browser", "done"):
            page.goto(desk.url("/desk/setup"))
            missing[step] = lost(page)
            if step != "done":
                with page.expect_navigation():
                    page.get_by_role("button", name="Überspringen").click()
        assert {name: found for name, found in missing.items() if found} == {}
