"""From a connected team to a published bank through the forms of the desk: lead and jurist, a computer each."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from companion.bank.files import read_bank
from companion.config import Settings
from companion.desk.publishing import state
from companion.sharing import approving
from companion.sharing.client import Client, current_bank_folder
from companion.sharing.exchange import Answer, letters, send_answers
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from companion.sharing.publish import MARKER
from companion.sharing.storage import Storage
from tests.desk.conftest import HOSTILE, check_page, served_desk
from tests.desk.connected import OWN, Connected, connect, done, failed, release, two_desks
from tests.desk.fitting import ZOOMED, lost
from tests.sharing.machines import seal_quickly

TWO = ("teilzeit-anspruch", "elterngeld-arbeitsverbot")


@pytest.fixture(scope="module")
def team(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connected]:
    """A lead and a jurist who are connected; nothing is published yet."""
    with (
        served_desk(small_bank, tmp_path_factory.mktemp("lead")) as lead,
        served_desk(small_bank, tmp_path_factory.mktemp("jurist")) as jurist,
    ):
        yield connect(lead, jurist, tmp_path_factory.mktemp("between"), small_bank)


def test_two_signatures_then_everybody_has_it(team, new_page_of) -> None:
    lead, jurist, at_lead, at_jurist = team.lead, team.jurist, team.at_lead, team.at_jurist
    assert failed(jurist, at_jurist.post("/desk/review/fetch", {"x": "1"})) == "no_proposal"
    done(lead, at_lead.post("/desk/review/fetch", {"x": "1"}))
    fingerprint = lead.inner.shown.presented.signatures.fingerprint
    assert (
        at_lead.post("/desk/review/sign", {"fingerprint": fingerprint, "passphrase": OWN}).status_code == 422
    )
    wrong = {"fingerprint": fingerprint, "passphrase": "das war es nicht", "read": "1"}
    assert failed(lead, at_lead.post("/desk/review/sign", wrong)) == "wrong_passphrase"
    assert "Jurist*in" in done(lead, at_lead.post("/desk/review/sign", {**wrong, "passphrase": OWN}))
    done(jurist, at_jurist.post("/desk/review/fetch", {"x": "1"}))
    shown = at_jurist.get("/desk/review").text
    assert "Teamleitung: Lea hat unterschrieben" in shown
    assert "Recht und Quelle" in shown
    other = {"fingerprint": "0" * 64, "passphrase": OWN, "read": "1"}
    assert failed(jurist, at_jurist.post("/desk/review/sign", other)) == "presented_changed"
    page = new_page_of(jurist)
    page.goto(jurist.url("/desk/review"))
    check_page(page)
    page.get_by_label("Ich habe alles gelesen").check()
    page.get_by_label("Passphrase deines Schlüssels").fill(OWN)
    page.get_by_role("button", name="Unterschreiben").click()
    expect(page.locator("[data-job-step]").last).to_contain_text("Beide Unterschriften", timeout=60_000)
    done(lead, at_lead.post("/desk/publish/ask", {"x": "1"}))
    assert "Veröffentlicht" in done(lead, at_lead.post("/desk/publish", {"passphrase": OWN}))
    page.goto(jurist.url("/desk/publish"))
    check_page(page)
    page.get_by_role("button", name="Jetzt abholen").click()
    expect(page.locator("[data-job-step]").last).to_contain_text("Neue Fassung", timeout=60_000)
    folder = current_bank_folder(Settings(jurist.data))
    assert folder is not None
    assert set(read_bank(folder).entries) == set(lead.inner.parts.active.bank.entries) - {"teilzeit-entwurf"}


def test_a_refusal_reaches_the_lead_with_its_reason(team: Connected) -> None:
    lead, jurist, at_lead, at_jurist = team.lead, team.jurist, team.at_lead, team.at_jurist
    bank = WorkingBank(lead.data / "working_bank")
    document = bank.document("teilzeit-anspruch")
    document.texts[""] = "Ein anderer Satz, der zur Prüfung steht."
    document.meta["status"] = "in_review"
    bank.save(document, Person("Edi", "editor"), "teilzeit-anspruch: Text")
    bank.close()
    done(lead, at_lead.post("/desk/review/fetch", {"x": "1"}))
    fingerprint = lead.inner.shown.presented.signatures.fingerprint
    done(
        lead, at_lead.post("/desk/review/sign", {"fingerprint": fingerprint, "passphrase": OWN, "read": "1"})
    )
    done(jurist, at_jurist.post("/desk/review/fetch", {"x": "1"}))
    assert "<ins>" in at_jurist.get("/desk/review").text
    answer = {
        "fingerprint": fingerprint,
        "entry_id": "teilzeit-anspruch",
        "decision": "refused",
        "words": "Die Frist fehlt.",
    }
    done(jurist, at_jurist.post("/desk/review/answer", answer))
    at_lead.post("/desk/review/fetch", {"x": "1"})
    bank = WorkingBank(lead.data / "working_bank")
    try:
        for job in lead.inner.jobs.all():
            assert job.ended.wait(120)
        document = bank.document("teilzeit-anspruch")
        assert document.meta["status"] == "draft"
        assert lead.inner.shown.presented is None, "what was refused is not offered for signing any more"
        assert failed(jurist, at_jurist.post("/desk/review/fetch", {"x": "1"})) == "no_proposal"
        document.texts[""] = "Ein besserer Satz, mit der Frist darin."
        document.meta["status"] = "in_review"
        bank.save(document, Person("Edi", "editor"), "teilzeit-anspruch: Frist ergänzt")
    finally:
        bank.close()
    done(lead, at_lead.post("/desk/review/fetch", {"x": "1"}))
    assert lead.inner.shown.presented.documents["teilzeit-anspruch"].texts[""].startswith("Ein besserer Satz")


def presented_to_the_jurist(team: Connected, *entry_ids: str) -> str:
    """Changed entries lie ready; the fingerprint of what the jurist sees."""
    # What was refused in an earlier test becomes a draft first, however that ends.
    earlier = team.at_lead.post("/desk/review/fetch", {"x": "1"}).headers["Location"].rpartition("/")[2]
    assert team.lead.inner.jobs.get(earlier).ended.wait(120)
    bank = WorkingBank(team.lead.data / "working_bank")
    for entry_id in entry_ids:
        document = bank.document(entry_id)
        document.texts[""] = f"Ein neuer Satz {uuid4()}."
        document.meta["status"] = "in_review"
        bank.save(document, Person("Edi", "editor"), entry_id)
    bank.close()
    done(team.lead, team.at_lead.post("/desk/review/fetch", {"fresh": "1"}))
    fingerprint = team.lead.inner.shown.presented.signatures.fingerprint  # type: ignore[union-attr]
    done(
        team.lead,
        team.at_lead.post("/desk/review/sign", {"fingerprint": fingerprint, "passphrase": OWN, "read": "1"}),
    )
    done(team.jurist, team.at_jurist.post("/desk/review/fetch", {"x": "1"}))
    presented = team.jurist.inner.shown.presented
    assert presented is not None
    assert set(entry_ids) <= {change.entry_id for change in presented.changes}
    return presented.signatures.fingerprint


def answer_to(fingerprint: str, entry_id: str, words: str) -> dict[str, str]:
    return {"fingerprint": fingerprint, "entry_id": entry_id, "decision": "refused", "words": words}


def test_no_answer_is_lost_while_another_one_is_on_its_way(
    team: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprint = presented_to_the_jurist(team, *TWO)
    sending, go_on = threading.Event(), threading.Event()

    def slow(storage: Storage, number: int, answers: list[Answer]) -> None:
        sending.set()
        go_on.wait(30)
        send_answers(storage, number, answers)

    monkeypatch.setattr(approving, "send_answers", slow)
    first = team.at_jurist.post("/desk/review/answer", answer_to(fingerprint, TWO[0], "Erste Begründung"))
    assert sending.wait(60)
    sent = [team.at_jurist.post("/desk/review/answer", answer_to(fingerprint, TWO[1], "Zweite"))]
    sent.append(
        team.at_jurist.post("/desk/review/answer", answer_to(fingerprint, TWO[0], "Erste Begründung"))
    )
    assert sent[1].headers["Location"] == first.headers["Location"], "the same one sent twice"
    go_on.set()
    for answer in (first, *sent):
        done(team.jurist, answer)
    monkeypatch.undo()
    number = team.jurist.inner.shown.presented.signatures.number  # type: ignore[union-attr]
    stored = letters(Client(team.jurist.inner.settings).storage(), number)
    assert sorted(answer.words for one in stored for answer in one.answers) == ["Erste Begründung", "Zweite"]


@pytest.mark.browser
def test_words_of_an_answer_stay_until_they_are_stored(team: Connected, new_page_of) -> None:
    entry_id = TWO[0]
    fingerprint = presented_to_the_jurist(team, entry_id)
    refused = team.at_jurist.post(
        "/desk/review/answer", answer_to(fingerprint, entry_id, "Wort\u202e für Wort")
    )
    assert refused.status_code == 422
    assert "für Wort</textarea>" in refused.text
    assert f'<a href="#words-{entry_id}">Begründung</a>' in refused.text
    storage = Path(json.loads(team.invitation)["url"])
    away = storage.rename(storage.with_name("away"))
    failed(
        team.jurist,
        team.at_jurist.post("/desk/review/answer", answer_to(fingerprint, entry_id, "Viele Worte.")),
    )
    away.rename(storage)
    page: Page = new_page_of(team.jurist)
    page.goto(team.jurist.url("/desk/review"))
    words = page.locator(f"#words-{entry_id}")
    expect(words).to_be_visible()
    expect(words).to_have_value("Viele Worte.")
    expect(page.locator(f"#decision-{entry_id}").get_by_label("Ablehnen")).to_be_checked()
    check_page(page)
    page.locator("form", has=words).get_by_role("button", name="Senden").click()
    expect(page.get_by_text(f"Abgelehnt: {entry_id}.")).to_be_visible(timeout=60_000)
    page.goto(team.jurist.url("/desk/review"))
    expect(words).to_be_hidden()
    expect(words).to_have_value("")


@pytest.mark.browser
def test_typed_words_of_an_answer_survive_browser_and_companion(
    small_bank: Path, tmp_path: Path, new_page_of: Callable[..., Page]
) -> None:
    entry_id = "teilzeit-anspruch"
    with two_desks(small_bank, tmp_path) as team:
        presented_to_the_jurist(team, entry_id)
        page = new_page_of(team.jurist)
        page.goto(team.jurist.url("/desk/review"))
        article = page.locator("article", has_text=entry_id)
        article.get_by_text("Anmerken oder ablehnen").click()
        article.get_by_label("Ablehnen").check()
        article.get_by_label("Begründung").fill("Getippt, nie gesendet.")
        expect(article.locator("[data-kept]")).to_contain_text("erst mit „Senden“")
        check_page(page)
    with served_desk(small_bank, tmp_path / "jurist") as jurist:
        done(jurist, jurist.client().post("/desk/review/fetch", {"x": "1"}))
        page = new_page_of(jurist)
        page.goto(jurist.url("/desk/review"))
        words = page.locator(f"#words-{entry_id}")
        expect(words).to_have_value("Getippt, nie gesendet.")
        expect(page.locator(f"#decision-{entry_id}").get_by_label("Ablehnen")).to_be_checked()
        expect(page.get_by_text("liegt noch nicht in der Ablage")).to_be_visible()
        with page.expect_response("**/desk/review/words"):
            words.fill("")
        page.reload()
        expect(words).to_be_hidden()
        assert not list((tmp_path / "jurist/desk_answers").rglob("*.json"))


@pytest.mark.parametrize("at", ["claim", "release"])
def test_a_publication_that_writes_is_not_stopped(
    small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    seal_quickly(monkeypatch)
    (tmp_path / "between").mkdir()
    with (
        served_desk(small_bank, tmp_path / "lead") as lead,
        served_desk(small_bank, tmp_path / "jurist") as jurist,
    ):
        team = connect(lead, jurist, tmp_path / "between", small_bank)
        seen = []

        class Pressed(state._Steps):
            """Somebody presses *Anhalten* just when a step is told."""

            def __call__(self, name: str) -> None:
                (job,) = (job for job in lead.inner.jobs.all() if job.kind == "publish")
                if name == "release":
                    seen.append("Anhalten" in team.at_lead.get(f"/desk/jobs/{job.id}").text)
                    team.at_lead.post(f"/desk/jobs/{job.id}/cancel", {})
                super().__call__(name)
                if name == at:
                    team.at_lead.post(f"/desk/jobs/{job.id}/cancel", {})

        monkeypatch.setattr(state, "_Steps", Pressed)
        release(team)
        assert seen == [False]
        assert not (tmp_path / "between" / "storage" / MARKER).exists()


@pytest.mark.browser
def test_the_trust_file_can_be_taken_away_once_more(
    team: Connected, new_page_of: Callable[..., Page]
) -> None:
    page: Page = new_page_of(team.lead)
    page.goto(team.lead.url("/desk/publish/keys"))
    page.get_by_text("Wechsel beginnen, oder").click()
    page.locator("#own_passphrase").fill(OWN)
    button = page.get_by_role("button", name="Vertrauensdatei herunterladen")
    for _ in range(2):
        with page.expect_download() as taken:
            button.click()
        assert taken.value.suggested_filename == "vertrauen.json"
        expect(page.locator("form[data-sent]")).to_have_count(0)


@pytest.mark.browser
def test_the_pages_of_a_connected_computer(team, new_page_of) -> None:
    page: Page = new_page_of(team.lead)
    zoomed: Page = new_page_of(team.lead, **ZOOMED)
    for address in ("publish", "publish/connection", "publish/invitation", "publish/keys", "review"):
        page.goto(team.lead.url(f"/desk/{address}"))
        check_page(page)
        zoomed.goto(team.lead.url(f"/desk/{address}"))
        assert lost(zoomed) == [], address


FORMS = {
    "/desk/publish/person": ["name", "person_role"],
    "/desk/publish/storage": ["url"],
    "/desk/publish/keys": ["key_role", "passphrase"],
    "/desk/review/answer": ["entry_id", "decision", "words"],
    "/desk/review/words": ["entry_id", "decision", "words"],
    "/desk/review/sign": ["fingerprint", "passphrase"],
}


@pytest.mark.parametrize("path", FORMS)
def test_hostile_words_are_refused_or_taken_as_words(team, path: str) -> None:
    client = team.at_lead
    for field in FORMS[path]:
        for value in HOSTILE.values():
            answer = client.post(path, {field: value})
            assert answer.status_code in (303, 400, 413, 422), (field, value[:40])
            assert "<script>document" not in answer.text


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"{}", b"[" * 5000, b"kontakt://join?u=a"])
def test_hostile_files_are_refused(team, content: bytes) -> None:
    client = team.at_lead
    for path, field in (("keys/replace", "new"), ("keys/confirm", "root"), ("keys/use", "root_use")):
        answer = client.upload(f"/desk/publish/{path}", {"own_passphrase": OWN}, {field: ("x.json", content)})
        assert answer.status_code in (200, 422), answer.text[:300]
        assert answer.status_code == 422 or (path == "keys/replace" and not content)
