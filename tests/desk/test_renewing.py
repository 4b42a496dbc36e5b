"""*Zeitstempel und Verzeichnis erneuern* after the timestamp ran out: on the same computer, and on a new one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from companion.bank.files import read_bank
from companion.config import Settings
from companion.sharing.client import Client, current_bank_folder
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from tests.desk.conftest import Desk, check_page, served_desk
from tests.desk.connected import OWN, Connected, connect, done, failed, release
from tests.desk.fitting import ZOOMED, lost
from tests.sharing.machines import days_ago, lid_closed, seal_quickly

ENTRY, NEW = "teilzeit-anspruch", "Ein Satz, der vor einem Monat hinausging."
RENEW = {"renew_passphrase": OWN}


@pytest.fixture
def team(small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connected]:
    """Two releases lie in the storage; the lead's lid closed a month ago before she fetched the second one."""
    seal_quickly(monkeypatch)
    (tmp_path / "between").mkdir()
    with (
        served_desk(small_bank, tmp_path / "lead") as lead,
        served_desk(small_bank, tmp_path / "jurist") as jurist,
    ):
        team = connect(lead, jurist, tmp_path / "between", small_bank)
        with days_ago(45):
            release(team)
        shutil.copytree(tmp_path / "between/storage", tmp_path / "between/old")
        bank = WorkingBank(lead.data / "working_bank")
        document = bank.document(ENTRY)
        document.texts[""] = NEW
        document.meta["status"] = "in_review"
        bank.save(document, Person("Edi", "editor"), "Text")
        bank.close()
        with days_ago(31):
            for desk, client in ((lead, team.at_lead), (jurist, team.at_jurist)):
                done(desk, client.post("/desk/review/fetch", {"x": "1"}))
                fingerprint = desk.inner.shown.presented.signatures.fingerprint  # type: ignore[union-attr]
                fields = {"fingerprint": fingerprint, "passphrase": OWN, "read": "1"}
                done(desk, client.post("/desk/review/sign", fields))
            with lid_closed():
                assert failed(lead, team.at_lead.post("/desk/publish", {"passphrase": OWN}))
        yield team


def text(desk: Desk) -> str:
    folder = current_bank_folder(Settings(desk.data))
    assert folder
    return read_bank(folder).entries[ENTRY].text()


def test_the_computer_that_published_is_not_asked(team: Connected) -> None:
    lead, at_lead = team.lead, team.at_lead
    assert failed(lead, at_lead.post("/desk/publish/sync", {"x": "1"})) == "bank_expired"
    assert done(lead, at_lead.post("/desk/publish/renew", RENEW)) == "Die Fristen sind erneuert."
    assert text(lead) == NEW
    assert "Neue Fassung" in done(team.jurist, team.at_jurist.post("/desk/publish/sync", {"x": "1"}))
    assert text(team.jurist) == NEW


@pytest.mark.browser
def test_a_new_computer_asks_and_goes_on(
    team: Connected, small_bank: Path, tmp_path: Path, new_page_of
) -> None:
    storage, old = tmp_path / "between/storage", tmp_path / "between/old"
    with served_desk(small_bank, tmp_path / "new") as new:
        new.role("teamleitung")
        at_new = new.client()
        at_new.post("/desk/publish/person", {"name": "Lea", "person_role": "lead"})
        shutil.copytree(team.lead.data / "sharing/keys", new.data / "sharing/keys")
        joined = at_new.upload("/desk/publish/join", {}, {"file": ("einladung.json", team.invitation)})
        assert failed(new, joined) == "bank_expired"
        shown = at_new.get("/desk/publish").text
        assert "noch nichts veröffentlicht" not in shown
        assert "abgelaufen" in shown

        # Somebody has put back the first release: she reads which one it is and does not tick.
        newest = storage.rename(tmp_path / "between/newest")
        shutil.copytree(old, storage)
        assert "Ist Nummer 1 die letzte" in done(new, at_new.post("/desk/publish/renew", RENEW))
        assert "(Nummer 1), veröffentlicht am" in at_new.get("/desk/publish").text
        assert at_new.post("/desk/publish/renew", RENEW).status_code == 422
        first = new.inner.shown.unconfirmed.fingerprint  # type: ignore[union-attr]
        shutil.rmtree(storage)
        newest.rename(storage)

        # A tick that was meant for the first one is none for the second.
        ticked = {**RENEW, "confirmed": first}
        assert "Ist Nummer 2 die letzte" in done(new, at_new.post("/desk/publish/renew", ticked))
        second = new.inner.shown.unconfirmed.fingerprint  # type: ignore[union-attr]
        assert at_new.post("/desk/publish/renew", ticked).status_code == 422
        assert current_bank_folder(Settings(new.data)) is None

        # It stays ticked when the form comes back.
        again = at_new.post("/desk/publish/renew", {"renew_passphrase": "", "confirmed": second})
        assert again.status_code == 422
        assert f'name="confirmed" value="{second}" checked' in again.text

        page: Page = new_page_of(new)
        page.goto(new.url("/desk/publish"))
        check_page(page)
        zoomed: Page = new_page_of(new, **ZOOMED)
        zoomed.goto(new.url("/desk/publish"))
        assert lost(zoomed) == []
        section = page.locator("#renew")
        expect(section).to_contain_text("unterschrieben von Teamleitung und Jurist*in")
        expect(section).to_contain_text("Dieser Rechner kennt noch keine")
        page.get_by_label("Nummer 2 ist die letzte Fassung, die wir veröffentlicht haben.").check()
        page.get_by_label("Passphrase deines Schlüssels").fill(OWN)
        page.get_by_role("button", name="Erneuern").click()
        expect(page.locator("[data-job-step]").last).to_contain_text("Fristen sind erneuert", timeout=60_000)
        page.goto(new.url("/desk/publish"))
        expect(page.locator("#renew")).not_to_have_attribute("open", "")
        assert text(new) == NEW
    assert Client(Settings(team.jurist.data)).sync().version.endswith("-2")
