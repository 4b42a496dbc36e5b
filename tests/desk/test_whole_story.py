"""The whole story of an entry, once, through everything people touch.

A worker finds no answer, the lead writes one, the jurist refuses it and then signs the better one, the worker is
given it, and its use comes back to the lead.

Three data folders, real Chromium at the desks of lead and jurist, the real extension beside the worker's page.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from companion.codebook import load
from companion.contacts.opening import open_log
from tests.desk.conftest import check_page, served_desk
from tests.desk.connected import OWN, Connected, connect, release
from tests.desk.walking import collect, deliver, go, job_of, key_of_deliveries
from tests.e2e.drivers.chromium import chromium
from tests.e2e.drivers.pages import Pages
from tests.e2e.panel.driving import (
    BANK,
    EXTENSION,
    WAIT_MS,
    card,
    count,
    paired_panel,
    part,
    read_post,
    until,
)
from tests.e2e.panel.feed import GROUP, Post, group
from tests.started import Companion, kontakt

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

TOPIC = "Arbeitsvertrag, Urlaub, Kündigung"
POST = Post(
    "holiday",
    "Mein alter Urlaub vom letzten Jahr ist noch übrig, und der Betrieb will ihn einfach streichen. Verfällt mein "
    "Resturlaub, oder darf ich ihn noch nehmen?",
)
QUESTIONS = (
    "Verfällt mein Resturlaub am Jahresende?",
    "Darf ich alten Urlaub im nächsten Jahr noch nehmen?",
    "Der Betrieb streicht meinen Resturlaub, geht das?",
)
FIRST = (
    "Das ist ärgerlich, und es geht vielen so. Resturlaub verfällt nicht einfach zum Jahresende, "
    "du kannst ihn auch später noch nehmen. "
    "Sprich deinen Betrieb früh darauf an und lass dir die Antwort schriftlich geben."
)
REASON = "Es fehlt, dass der Betrieb vorher auf den Verfall hinweisen muss."
BETTER = (
    "Das ist ärgerlich, und es geht vielen so. Resturlaub verfällt erst, wenn dein Betrieb dich "
    "rechtzeitig darauf hingewiesen hat und du ihn trotzdem nicht nimmst. "
    "Lass dir die Antwort schriftlich geben (BUrlG § 7)."
)


def write_text(page: Page, words: str) -> None:
    """Change the text in the editor, save, and give it to the review."""
    page.get_by_label("Alle Kanäle, du").fill(words)
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Gespeichert als Entwurf")
    page.get_by_role("button", name="Zur Prüfung geben").click()
    page.get_by_role("button", name="Ja, zur Prüfung").click()
    expect(page.locator(".lead")).to_contain_text("in Prüfung")


def sign(page: Page, said: str) -> None:
    """Read, tick, sign."""
    page.get_by_label("Ich habe alles gelesen").check()
    page.get_by_label("Passphrase deines Schlüssels").fill(OWN)
    job_of(page, "Unterschreiben", said)


def gap_row(page: Page) -> Locator:
    return page.locator("tr", has=page.get_by_role("rowheader", name=TOPIC, exact=True))


@pytest.fixture
def team(tmp_path: Path) -> Connected:
    with served_desk(BANK, tmp_path / "lead") as lead, served_desk(BANK, tmp_path / "jurist") as jurist:
        base = tmp_path / "between"
        base.mkdir()
        team = connect(lead, jurist, base, BANK)
        release(team)
        yield team


def test_from_a_gap_to_its_use(
    team: Connected, new_page_of: Callable[..., Page], start: Callable[..., Companion], tmp_path: Path
) -> None:
    worker, deliveries = tmp_path / "worker", tmp_path / "lieferungen"
    deliveries.mkdir()
    invitation = tmp_path / "einladung.json"
    invitation.write_bytes(team.invitation)
    joined = kontakt("bank", "join", invitation, data=worker)
    assert joined.returncode == 0, joined.stderr
    at_lead, at_jurist = new_page_of(team.lead), new_page_of(team.jurist)

    key = key_of_deliveries(at_lead, team.lead)

    companion = start(data=worker)
    with chromium(EXTENSION, Pages.of({GROUP: group(POST)}), arguments=("--lang=de",)) as browser:
        browser.store({"language": "de"})
        tab = browser.open(GROUP)
        panel = paired_panel(browser, tab, companion)

        # Gap: the panel stays quiet, one click says what is missing, the next delivery carries it.
        read_post(tab, panel, POST.key, "Resturlaub")
        expect(panel.locator("#list")).to_contain_text(
            "Lieber nichts als etwas Falsches.", timeout=2 * WAIT_MS
        )
        part(panel, "nothing-fits").click()
        panel.locator(".gap").get_by_text(TOPIC, exact=True).click()
        until(lambda: count(companion, "gaps"), 1)
        deliver(worker, "--to", deliveries, "--seal", key)
        collect(at_lead, team.lead, deliveries)

        # Draft: begun from the gap, given to the review.
        go(at_lead, team.lead, "bank/topics")
        expect(gap_row(at_lead).locator("td").nth(5)).to_contain_text("unter 5")
        gap_row(at_lead).get_by_role("button", name="Baustein aus dieser Lücke").click()
        at_lead.get_by_label("Titel", exact=False).first.fill("Resturlaub im nächsten Jahr")
        for number, words in enumerate(QUESTIONS, 1):
            at_lead.get_by_label(f"Frage {number}", exact=True).fill(words)
        at_lead.get_by_label("Stichwort 1", exact=True).fill("Resturlaub")
        at_lead.get_by_label("Rechtsgrundlage 1", exact=True).fill("BUrlG § 7 Abs. 3")
        write_text(at_lead, FIRST)
        entry = at_lead.url.rpartition("/")[2]
        go(at_lead, team.lead, "review")
        job_of(at_lead, "Vorlage zusammenstellen", "1 Änderung in der Vorlage")
        go(at_lead, team.lead, "review")
        expect(at_lead.locator("article.change")).to_contain_text(FIRST)
        sign(at_lead, "Es fehlt: Jurist*in")

        # Refusal: the jurist reads exactly that and says why not.
        go(at_jurist, team.jurist, "review")
        job_of(at_jurist, "Vorlage neu holen", "1 Änderung in der Vorlage")
        go(at_jurist, team.jurist, "review")
        change = at_jurist.locator("article.change")
        expect(change).to_contain_text(FIRST)
        expect(change.get_by_role("complementary")).to_contain_text("BUrlG § 7 Abs. 3")
        check_page(at_jurist)
        change.get_by_text("Anmerken oder ablehnen").click()
        change.get_by_label("Ablehnen, der Text wird wieder Entwurf").check()
        change.get_by_label("Begründung").fill(REASON)
        job_of(at_jurist, "Senden", "Abgelehnt")

        # Change: the reason stands beside the text; the better one goes the same way.
        go(at_lead, team.lead, "review")
        job_of(at_lead, "Vorlage neu holen", REASON)
        go(at_lead, team.lead, f"bank/entry/{entry}")
        expect(at_lead.locator(".lead")).to_contain_text("Entwurf")
        expect(at_lead.locator(".notice").filter(has_text="Juri")).to_contain_text(REASON)
        write_text(at_lead, BETTER)
        go(at_lead, team.lead, "review")
        job_of(at_lead, "Vorlage zusammenstellen", "1 Änderung in der Vorlage")

        # Approval and signatures: both sign the same, seen on two computers.
        go(at_lead, team.lead, "review")
        expect(at_lead.locator("article.change")).to_contain_text(BETTER)
        sign(at_lead, "Es fehlt: Jurist*in")
        go(at_jurist, team.jurist, "review")
        job_of(at_jurist, "Vorlage neu holen", "1 Änderung in der Vorlage")
        go(at_jurist, team.jurist, "review")
        expect(at_jurist.locator("article.change")).to_contain_text(BETTER)
        expect(at_jurist.locator("article.change")).not_to_contain_text(FIRST[-40:])
        sign(at_jurist, "Beide Unterschriften sind da")

        # Publication, with progress.
        go(at_lead, team.lead, "publish")
        job_of(at_lead, "Nachsehen, wer unterschrieben hat", "Beide Unterschriften sind da")
        go(at_lead, team.lead, "publish")
        at_lead.get_by_label("Passphrase deines Schlüssels").last.fill(OWN)
        job_of(at_lead, "Veröffentlichen", "Veröffentlicht:")

        # Suggestion: the open panel of the worker has the new words.
        assert kontakt("bank", "sync", data=worker).returncode == 0
        found = card(panel, entry)
        expect(found).to_contain_text(BETTER[:60], timeout=60_000)
        found.get_by_test_id("copy").click()
        until(lambda: count(companion, "contacts_open"), 1)
        expect(part(panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)
    assert companion.stop() == 0

    # Usage: two weeks later the contact is finished, goes out, and stands beside the entry.
    go(at_lead, team.lead, f"bank/entry/{entry}")
    expect(at_lead.get_by_role("heading", name="Benutzung und Rückmeldungen")).to_have_count(0)
    log = open_log(worker / "contacts.sqlite3", load())
    assert log.freeze(date.today() + timedelta(days=15)) == 1
    log.close()
    deliver(worker)
    collect(at_lead, team.lead, deliveries)
    go(at_lead, team.lead, f"bank/entry/{entry}")
    expect(at_lead.get_by_role("heading", name="Benutzung und Rückmeldungen")).to_be_visible()
    expect(at_lead.get_by_label("Vorschau und Prüfung")).to_contain_text("Benutzt unter 5")
    check_page(at_lead)
