"""Ways out at the desk: the storage was set back, a release ran out before the jurist had it, nothing is fetched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from companion.config import Settings
from companion.sharing.client import Client
from companion.sharing.invite import read_invite
from tests.desk.conftest import check_page, served_desk
from tests.desk.connected import OWN, Connected, done, edit, failed, release, text_in_use, two_desks
from tests.desk.fitting import ZOOMED, lost
from tests.sharing.machines import days_ago, seal_quickly

ENTRY, NEW = "teilzeit-anspruch", "Ein Satz, der danach hinausging."
RENEW = {"renew_passphrase": OWN}


@pytest.fixture
def team(small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connected]:
    """Lead and jurist are connected; nothing is published yet."""
    seal_quickly(monkeypatch)
    with two_desks(small_bank, tmp_path) as connected:
        yield connected


def ended(page: Page, words: str) -> None:
    expect(page.locator("[data-job-step]").last).to_contain_text(words, timeout=60_000)


@pytest.mark.browser
def test_the_lead_lays_the_last_release_into_a_storage_that_was_set_back(
    team: Connected, tmp_path: Path, new_page_of
) -> None:
    lead, at_lead, storage = team.lead, team.at_lead, tmp_path / "between/storage"
    release(team)
    backup = shutil.copytree(storage, tmp_path / "backup")
    edit(team, ENTRY, NEW)
    release(team)
    done(team.jurist, team.at_jurist.post("/desk/publish/sync", {"x": "1"}))
    shutil.rmtree(storage)
    shutil.copytree(backup, storage)
    for desk, client in ((lead, at_lead), (team.jurist, team.at_jurist)):
        assert failed(desk, client.post("/desk/publish/sync", {"x": "1"})) == "bank_rollback"
    assert failed(lead, at_lead.post("/desk/publish/renew", RENEW)) == "publish_older"
    today = at_lead.get("/desk/today").text
    assert "Zum Veröffentlichen" in today

    page: Page = new_page_of(lead)
    page.goto(lead.url("/desk/publish"))
    check_page(page)
    section = page.locator("#older")
    expect(section).to_have_attribute("open", "")
    section.get_by_role("button", name="Nachsehen").click()
    ended(page, "Ist Nummer 2 die letzte")
    page.goto(lead.url("/desk/publish"))
    check_page(page)
    expect(section).to_contain_text("mit Nummer 1")
    zoomed: Page = new_page_of(lead, **ZOOMED)
    zoomed.goto(lead.url("/desk/publish"))
    assert lost(zoomed) == []
    # Not ticked, or ticked for something else: nothing is done.
    for given in ({"x": "1"}, {"last_one": "0" * 64}):
        assert at_lead.post("/desk/publish/put-back", given).status_code == 422
    assert failed(lead, at_lead.post("/desk/publish/sync", {"x": "1"})) == "bank_rollback"
    page.get_by_label("Nummer 2 ist die letzte Fassung, die wir veröffentlicht haben.").check()
    section.get_by_role("button", name="Wieder hineinlegen").click()
    ended(page, "Wieder in der Ablage")
    page.goto(lead.url("/desk/publish"))
    expect(section).not_to_have_attribute("open", "")
    assert done(lead, at_lead.post("/desk/publish/renew", RENEW)) == "Die Fristen sind erneuert."
    done(team.jurist, team.at_jurist.post("/desk/publish/sync", {"x": "1"}))
    assert text_in_use(team.jurist, ENTRY) == NEW
    edit(team, ENTRY, "Und weiter.")
    release(team)
    done(team.jurist, team.at_jurist.post("/desk/publish/sync", {"x": "1"}))
    assert text_in_use(team.jurist, ENTRY) == "Und weiter."


def test_the_jurist_can_lay_it_there_and_whoever_only_reads_is_not_offered_it(
    team: Connected, tmp_path: Path
) -> None:
    storage = tmp_path / "between/storage"
    release(team)
    done(team.jurist, team.at_jurist.post("/desk/publish/sync", {"x": "1"}))
    shutil.rmtree(storage)
    storage.mkdir()
    assert "Ist Nummer 1" in done(team.jurist, team.at_jurist.post("/desk/publish/put-back", {"x": "1"}))
    asked = team.jurist.inner.shown.older
    assert asked
    done(team.jurist, team.at_jurist.post("/desk/publish/put-back", {"last_one": asked.fingerprint}))
    assert "neuesten Stand" in done(team.lead, team.at_lead.post("/desk/publish/sync", {"x": "1"}))
    assert 'id="older"' in team.at_jurist.get("/desk/publish").text
    team.at_jurist.post("/desk/publish/person", {"name": "Juri", "person_role": "editor"})
    assert 'id="older"' not in team.at_jurist.get("/desk/publish").text


@pytest.mark.browser
def test_the_jurist_signs_what_follows_a_release_that_ran_out_before_she_had_it(
    team: Connected, new_page_of
) -> None:
    lead, jurist, at_lead, at_jurist = team.lead, team.jurist, team.at_lead, team.at_jurist
    with days_ago(200):
        release(team)
        done(jurist, at_jurist.post("/desk/publish/sync", {"x": "1"}))
    edit(team, ENTRY, NEW)
    with days_ago(185):
        release(team)
    assert failed(lead, at_lead.post("/desk/publish/renew", RENEW)) == "release_needed"
    done(lead, at_lead.post("/desk/review/fetch", {"x": "1"}))
    fingerprint = lead.inner.shown.presented.signatures.fingerprint  # type: ignore[union-attr]
    done(
        lead, at_lead.post("/desk/review/sign", {"fingerprint": fingerprint, "passphrase": OWN, "read": "1"})
    )
    assert failed(jurist, at_jurist.post("/desk/publish/sync", {"x": "1"})) == "bank_expired"
    before = text_in_use(jurist, ENTRY)
    done(jurist, at_jurist.post("/desk/review/fetch", {"x": "1"}))
    fields = {"fingerprint": fingerprint, "passphrase": OWN, "read": "1"}
    for given in ({}, {"confirmed": "0" * 64}):
        answer = at_jurist.post("/desk/review/sign", {**fields, **given})
        assert answer.status_code == 422
        assert "erst die Teamleitung fragen" in answer.text

    page: Page = new_page_of(jurist)
    page.goto(jurist.url("/desk/review"))
    check_page(page)
    zoomed: Page = new_page_of(jurist, **ZOOMED)
    zoomed.goto(jurist.url("/desk/review"))
    assert lost(zoomed) == []
    expect(page.locator("main")).to_contain_text("in Gebrauch genommen wird sie hier nicht")
    page.get_by_label("Nummer 2 ist die letzte Fassung, die wir veröffentlicht haben.").check()
    page.get_by_label("Ich habe alles gelesen").check()
    page.get_by_label("Passphrase deines Schlüssels").fill(OWN)
    page.get_by_role("button", name="Unterschreiben").click()
    ended(page, "Beide Unterschriften")
    assert text_in_use(jurist, ENTRY) == before
    done(lead, at_lead.post("/desk/publish/ask", {"x": "1"}))
    done(lead, at_lead.post("/desk/publish", {"passphrase": OWN}))
    done(jurist, at_jurist.post("/desk/publish/sync", {"x": "1"}))
    assert text_in_use(jurist, ENTRY) == NEW


def test_a_working_bank_begins_with_the_bank_of_the_team_also_if_it_is_not_here_yet(
    team: Connected, tmp_path: Path
) -> None:
    edit(team, ENTRY, NEW)
    release(team)
    storage, away = tmp_path / "between/storage", tmp_path / "between/away"
    with served_desk(None, tmp_path / "new") as new:
        new.role("teamleitung")
        at_new = new.client()
        at_new.post("/desk/publish/person", {"name": "Lea", "person_role": "lead"})
        Client(Settings(new.data)).join(read_invite(team.invitation.decode()))
        storage.rename(away)
        assert failed(new, at_new.post("/desk/bank/start", {"x": "1"})) == "team_bank_missing"
        assert not (new.data / "working_bank").exists()
        away.rename(storage)
        said = done(new, at_new.post("/desk/bank/start", {"x": "1"}))
        assert said.startswith("Die Arbeitsfassung ist angelegt.")
        assert NEW in (new.data / f"working_bank/answers/teilzeit/{ENTRY}.md").read_text(encoding="utf-8")
        assert new.inner.parts.active.origin == "synced"
        answer = at_new.post("/desk/bank/start", {"x": "1"})
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith("/desk/bank")
