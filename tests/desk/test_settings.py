"""*Einstellungen*: role, autostart, browsers, copies of the log, doctor; on a real log and real files."""

from __future__ import annotations

import re
import threading
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from companion import autostart
from companion.contacts.demo_data import fill
from companion.contacts.opening import BACKUP
from companion.contacts.view import view_log
from companion.errors import KontaktError
from companion.export import batch, seal
from tests.desk.conftest import HOSTILE, Client, Desk, check_page

PAGES = ("", "/browsers", "/log", "/doctor", "/privacy")
NEW = "/desk/settings/browsers/code"


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(
    ("path", "field"), [("/role", "role"), ("/autostart", "autostart"), ("/browsers/revoke", "name")]
)
def test_hostile_values_are_refused(client: Client, path: str, field: str, value: str) -> None:
    answer = client.post(f"/desk/settings{path}", {field: value})
    assert answer.status_code in (404, 413, 422)
    assert "<script>document" not in answer.text


@pytest.mark.parametrize("day", ["x", "2020-01-01", "%3Cscript%3E", "2026-99-99"])
def test_a_copy_that_is_not_there_changes_nothing(desk: Desk, client: Client, day: str) -> None:
    before = desk.inner.parts.log.get().counts()
    assert client.get(f"/desk/settings/log/restore/{day}").status_code == 404
    assert client.post(f"/desk/settings/log/restore/{day}", {}).status_code == 404
    assert desk.inner.parts.log.get().counts() == before


def test_a_copy_is_put_back_while_contacts_come_in(desk: Desk, client: Client, tmp_path: Path) -> None:
    access, path = desk.inner.parts.log, desk.inner.settings.contacts_db
    first, later = str(uuid4()), str(uuid4())
    access.get().add({"uuid": first})
    assert client.post("/desk/settings/log/back-up", {}).status_code == 303
    access.get().add({"uuid": later})
    assert re.search(r"Offene Kontakte</th><td data-number>2</td><td data-number>1<",
                     client.get(f"/desk/settings/log/restore/{date.today()}").text)  # fmt: skip
    refused: set[int] = set()
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            try:
                access.get().add({"uuid": str(uuid4())})
            except KontaktError as error:
                refused.add(error.status)

    worker = threading.Thread(target=work)
    worker.start()
    answer = client.post(f"/desk/settings/log/restore/{date.today()}", {})
    stop.set()
    worker.join(60)
    assert refused <= {503, 507}  # with these the extension keeps a contact and sends it again
    assert answer.status_code == 303, answer.text
    keys = {row.uuid for row in access.get().open_rows()}
    assert first in keys
    assert later not in keys
    (replaced,) = path.parent.glob("contacts.damaged-*.sqlite3")
    with view_log(replaced, desk.inner.parts.codebook) as old:
        assert later in {row.uuid for row in old.open_rows()}
    assert not list(path.parent.glob("*.partial*"))


def test_what_was_delivered_is_not_delivered_again_after_a_copy_was_put_back(
    desk: Desk, client: Client, tmp_path: Path
) -> None:
    access, book = desk.inner.parts.log, desk.inner.parts.codebook
    access.get().add_gap(str(uuid4()), "elternzeit", "facebook")
    client.post("/desk/settings/log/back-up", {})
    key = seal.new_key(tmp_path / "key.age", "sieben lange Wörter")
    sent: list[str] = []
    assert batch.drop(access.get(), book, [key], lambda name, content: sent.append(name), date.today()) == 1
    assert client.post(f"/desk/settings/log/restore/{date.today()}", {}).status_code == 303
    assert access.get().counts()["gaps"] == 1
    assert batch.undelivered(access.get()) == 0
    assert batch.drop(access.get(), book, [key], lambda name, content: sent.append(name), date.today()) == 0
    assert len(sent) == 1


def test_a_backup_that_failed_is_no_longer_said_once_a_person_has_made_one(
    desk: Desk, client: Client
) -> None:
    access = desk.inner.parts.log
    access.get().note(BACKUP, "Die tägliche Sicherung hat nicht geklappt.")
    client.post("/desk/settings/log/back-up", {})
    assert access.notices() == ()


def test_a_damaged_copy_is_refused(desk: Desk, client: Client) -> None:
    client.post("/desk/settings/log/back-up", {})
    copy = desk.inner.settings.data / "backups" / f"contacts-{date.today()}.sqlite3"
    before = desk.inner.parts.log.get().counts()
    copy.write_bytes(b"x" * 4096)
    assert client.post(f"/desk/settings/log/restore/{date.today()}", {}).status_code == 409
    assert desk.inner.parts.log.get().counts() == before


def test_practice_data_goes_only_where_nothing_else_is(desk: Desk, client: Client) -> None:
    assert client.post("/desk/settings/log/remove-demo", {}).status_code == 409
    log = desk.inner.parts.log.get()
    for row in log.open_rows():
        log.undo(row.uuid)
    with log.store.writing() as connection:
        connection.execute("DELETE FROM gaps")
    fill(log, desk.inner.parts.codebook, 60, 1, date.today())
    assert client.post("/desk/settings/log/remove-demo", {}).status_code == 303
    assert log.counts()["frozen"] == 0


def test_autostart_is_switched(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert client.post("/desk/settings/autostart", {"autostart": "on"}).status_code == 303
    assert autostart.is_on()
    assert ">Ausschalten<" in client.get("/desk/settings").text
    client.post("/desk/settings/autostart", {"autostart": "off"})
    assert not autostart.is_on()


def test_the_doctor_looks_in_the_background(desk: Desk, client: Client) -> None:
    assert client.post("/desk/settings/doctor", {}).status_code == 303
    job = desk.inner.jobs.all()[-1]
    assert job.ended.wait(120)
    assert job.state == "done", job.to_json()
    assert "SQLite" in client.get("/desk/settings/doctor").text


@pytest.mark.browser
def test_a_browser_is_paired_with_the_code_and_taken_away(desk: Desk, page: Page) -> None:
    page.goto(desk.url("/desk/settings/browsers"))
    check_page(page)
    page.get_by_role("button", name="Browser koppeln").first.click()
    expect(page.locator(".code")).to_be_visible()
    check_page(page)
    code = re.sub(r"\D", "", page.locator(".code").inner_text())
    parts = desk.inner.parts
    parts.window.use(code)
    parts.pairings.add("Firefox", "moz-extension://abcdefgh-1234", date.today())
    expect(page.locator("tbody")).to_contain_text("Firefox", timeout=30_000)
    page.get_by_role("button", name="Entkoppeln: Firefox").click()
    page.get_by_role("button", name="Entkoppeln", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("nicht mehr gekoppelt")
    assert parts.pairings.all() == ()


@pytest.mark.browser
def test_every_page_holds_at_200_percent(desk: Desk, client: Client, new_page) -> None:  # type: ignore[no-untyped-def]
    client.post("/desk/settings/log/back-up", {})
    page = new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2, color_scheme="dark")
    for path in (*PAGES, f"/log/restore/{date.today()}"):
        page.goto(desk.url(f"/desk/settings{path}"))
        check_page(page)
