"""The way of an entry in a real browser, from a gap to the review; two editors at once; a killed companion."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from companion.config import Settings
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person, write_person
from companion.window import companion_of, sign_in_address
from tests.desk.conftest import Desk, check_page, served_desk
from tests.started import Companion

pytestmark = pytest.mark.browser
LEA = Person("Lea", "lead")
GOOD = "In der Beratung wird gemeinsam geschaut, welche Hilfe zu Hause passt. " * 6


def begin(data: Path, bank: Path) -> None:
    """A lead's laptop: somebody is named, a working bank lies there."""
    write_person(data / "sharing", LEA)
    WorkingBank.create(data / "working_bank", bank, LEA).close()


def write_gaps(pool: Path, topic: str, count: int) -> None:
    """A merged batch in which a topic had no answer."""
    key = "0" * 16 + "-0001"
    folder = pool / "data" / "gaps" / "jahr=2026" / "quartal=4"
    folder.mkdir(parents=True)
    (pool / "batches").mkdir()
    query = f"SELECT '{topic}' AS thema, '2026-W48' AS woche, 'arbeit' AS herkunft FROM range({count})"
    duckdb.sql(f"COPY ({query}) TO '{folder}/{key}.parquet' (FORMAT parquet)")
    manifest = {"pseudonym": key[:16], "sequence": 1, "period": "2026-Q4", "digest": "", "rows": {}}
    (pool / "batches" / f"{key}.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.fixture(scope="module")
def desk(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    data = tmp_path_factory.mktemp("data")
    begin(data, small_bank)
    write_gaps(data / "pool", "pflege", 7)
    with served_desk(small_bank, data) as desk:
        desk.role("teamleitung")
        yield desk


def drawn(page: Page, act: Callable[[], object]) -> None:
    """Do something in the editor and wait until preview and findings are those of the new text."""
    page.wait_for_load_state("load")
    with page.expect_response("**/live"):
        act()
    expect(page.locator("#look")).not_to_have_attribute("aria-busy", "true")


def test_what_is_typed_later_is_kept_later(desk: Desk, page: Page) -> None:
    held: list[Route] = []
    page.route("**/draft", lambda route: held.append(route))
    page.goto(desk.url("/desk/bank/entry/teilzeit-entwurf"))
    text = page.get_by_label("Alle Kanäle, du")
    text.fill("Erstens.")
    with page.expect_request("**/draft"):
        pass
    text.fill("Zweitens.")
    page.wait_for_timeout(1500)
    assert len(held) == 1, "the first is still on its way"
    with page.expect_request("**/draft"):
        held[0].continue_()
    page.wait_for_timeout(100)
    held[1].continue_()
    expect(page.locator("[data-kept]")).to_contain_text("aufgehoben")
    page.unroute_all()
    page.reload()
    expect(text).to_have_value("Zweitens.")


def test_from_a_gap_to_the_review(desk: Desk, page: Page) -> None:
    page.goto(desk.url("/desk/bank"))
    page.get_by_label("Thema", exact=True).select_option("pflege")
    expect(page.locator("#bank-entries tbody tr:visible")).to_have_count(1)
    page.get_by_role("link", name="Themen und Lücken").click()
    row = page.locator("tr", has=page.get_by_role("rowheader", name="Pflege", exact=True))
    expect(row.locator("td").nth(5)).to_contain_text("7")
    check_page(page)
    row.get_by_role("button", name="Baustein aus dieser Lücke").click()

    page.get_by_label("Titel", exact=False).first.fill("Pflegeberatung zu Hause")
    page.get_by_label("Frage 1", exact=True).fill("wer berät uns zur pflege meiner mutter")
    page.get_by_label("Frage 1", exact=True).press("Enter")
    page.keyboard.type("gibts pflegeberatung auch daheim")
    page.get_by_role("button", name="Frage 3 entfernen").click()
    page.get_by_role("button", name="Frage 2 nach oben").click()
    expect(page.locator("#questions-lines")).to_have_value(
        "gibts pflegeberatung auch daheim\nwer berät uns zur pflege meiner mutter\n"
        "Pflege: neue Frage: So fragen Menschen im Alltag (3)?"
    )
    text = page.get_by_label("Alle Kanäle, du")
    drawn(page, lambda: text.fill(GOOD + "{{betrag:gibt_es_nicht}}"))
    expect(page.locator("#look .findings")).to_contain_text("gibt_es_nicht")
    check_page(page)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("Noch nicht gespeichert")
    page.said.clear()  # type: ignore[attr-defined]  # the browser notes the 422
    drawn(page, lambda: page.get_by_label("Alle Kanäle, du").fill(GOOD))
    expect(page.locator("#look")).not_to_contain_text("muss geändert werden")
    drawn(page, lambda: page.get_by_label("Kanal", exact=True).select_option("instagram"))
    expect(page.locator("#look")).to_contain_text(f"{len(GOOD.strip())} von 150–300 Zeichen")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Gespeichert als Entwurf")
    page.get_by_role("button", name="Zur Prüfung geben").click()
    page.get_by_role("button", name="Ja, zur Prüfung").click()
    expect(page.locator(".lead")).to_contain_text("in Prüfung")
    page.get_by_role("link", name="Verlauf").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    check_page(page)


def test_two_editors_see_both_versions(desk: Desk, new_page: Callable[..., Page]) -> None:
    address = desk.url("/desk/bank/entry/teilzeit-anspruch")
    first, second = new_page(), new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    first.goto(address)
    second.goto(address)
    first.get_by_label("Alle Kanäle, du").fill("Worte der Ersten.")
    first.get_by_role("button", name="Speichern", exact=True).click()
    expect(first.locator("#messages")).to_contain_text("Gespeichert")
    second.get_by_label("Alle Kanäle, du").fill("Worte der Zweiten.")
    second.get_by_label("Stichwort 1", exact=True).fill("Stunden")
    check_page(second)
    second.get_by_role("button", name="Speichern", exact=True).click()
    expect(second.locator("h1")).to_contain_text("Zwei Fassungen")
    second.said.clear()  # type: ignore[attr-defined]  # the browser notes the 409
    check_page(second)
    clash = second.locator("#choice-text")
    expect(clash).to_contain_text("Worte der Ersten.")
    clash.get_by_label("Deine Fassung").check()
    second.get_by_role("button", name="Damit weiterschreiben").click()
    expect(second.get_by_label("Alle Kanäle, du")).to_have_value("Worte der Zweiten.")
    second.get_by_role("button", name="Speichern", exact=True).click()
    expect(second.locator("#messages")).to_contain_text("Gespeichert")
    first.goto(address)
    expect(first.get_by_label("Alle Kanäle, du")).to_have_value("Worte der Zweiten.")
    expect(first.get_by_label("Stichwort 1", exact=True)).to_have_value("Stunden")


def test_trying_out_and_reading_are_accessible(desk: Desk, new_page: Callable[..., Page]) -> None:
    desk.inner.parts.active.start().join()
    page = new_page(color_scheme="dark")
    page.goto(desk.url("/desk/bank/try"))
    page.get_by_label("Beitrag", exact=True).fill("Darf ich arbeiten, während ich Elterngeld bekomme?")
    page.get_by_role("button", name="Ansehen").click()
    expect(page.locator("mark").first).to_be_visible()
    check_page(page)
    for path in ("new", "topics", "in-use/elterngeld-arbeitsverbot", "entry/elterngeld-arbeitsverbot"):
        page.goto(desk.url(f"/desk/bank/{path}"))
        check_page(page)


def test_typed_text_survives_a_killed_companion(
    small_bank: Path, start: Callable[..., Companion], browser: Browser, tmp_path: Path
) -> None:
    data = tmp_path / "lead"
    data.mkdir()
    begin(data, small_bank)
    words = "Getippt, aber nie gespeichert."

    def open_entry(companion: Companion) -> Page:
        page = browser.new_context().new_page()
        page.goto(sign_in_address(companion_of(Settings(data))))
        page.goto(f"{companion.address}/desk/bank/entry/teilzeit-entwurf")
        return page

    companion = start(data=data, bank=small_bank)
    page = open_entry(companion)
    page.get_by_label("Alle Kanäle, du").fill(words)
    expect(page.locator("[data-kept]")).to_contain_text("aufgehoben")
    companion.process.kill()
    companion.process.wait(60)
    page.context.close()

    page = open_entry(start(data=data, bank=small_bank))
    expect(page.locator(".notice").first).to_contain_text("dein ungesicherter Text")
    expect(page.get_by_label("Alle Kanäle, du")).to_have_value(words)
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Gespeichert")
    page.reload()
    expect(page.get_by_label("Alle Kanäle, du")).to_have_value(words)
    assert not list((data / "desk_drafts").rglob("*.json"))
    page.context.close()
