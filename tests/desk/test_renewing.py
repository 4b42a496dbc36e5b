"""*Zeitstempel und Verzeichnis erneuern* after the timestamp ran out: on the same computer, and on a new one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from companion.config import Settings
from companion.sharing.client import Client, current_bank_folder
from tests.desk.conftest import check_page, served_desk
from tests.desk.connected import OWN, Connected, done, edit, failed, release, sign, text_in_use, two_desks
from tests.desk.fitting import ZOOMED, lost
from tests.sharing.machines import days_ago, lid_closed, seal_quickly

ENTRY, NEW = "teilzeit-anspruch", "Ein Satz, der vor einem Monat hinausging."
RENEW = {"renew_passphrase": OWN}


@pytest.fixture
def team(small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connected]:
    """Two releases lie in the storage; the lead's lid closed a month ago before she fetched the second one."""
    seal_quickly(monkeypatch)
    with two_desks(small_bank, tmp_path) as connected:
        with days_ago(45):
            release(connected)
        shutil.copytree(tmp_path / "between/storage", tmp_path / "between/old")
        edit(connected, ENTRY, NEW)
        with days_ago(31):
            sign(connected)
            with lid_closed():
                assert failed(connected.lead, connected.at_lead.post("/desk/publish", {"passphrase": OWN}))
        yield connected


def test_the_computer_that_published_is_not_asked(team: Connected) -> None:
    lead, at_lead = team.lead, team.at_lead
    assert failed(lead, at_lead.post("/desk/publish/sync", {"x": "1"})) == "bank_expired"
    assert done(lead, at_lead.post("/desk/publish/renew", RENEW)) == "Die Fristen sind erneuert."
    assert text_in_use(lead, ENTRY) == NEW
    assert "Neue Fassung" in done(team.jurist, team.at_jurist.post("/desk/publish/sync", {"x": "1"}))
    assert text_in_use(team.jurist, ENTRY) == NEW


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
        assert text_in_use(new, ENTRY) == NEW
    assert Client(Settings(team.jurist.data)).sync().version.endswith("-2")
