"""From a viewed post to a logged contact, in the real side panel with a real companion."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.panel.conftest import Work
from tests.e2e.panel.driving import WAIT_MS, card, contacts, count, part, read_post, until
from tests.e2e.panel.feed import CHAT, OTHER_GROUP

pytestmark = pytest.mark.browser

ANSWER = "elternzeit-teilzeit-arbeiten"
ROLE = "Ich antworte hier für kontakt next."


def clipboard(page: Page) -> str:
    """What somebody would paste."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.bring_to_front()
    return str(page.evaluate("navigator.clipboard.readText()"))


def copy(work: Work, entry_id: str) -> None:
    before = len(contacts(work.companion))
    card(work.panel, entry_id).get_by_test_id("copy").click()
    expect(card(work.panel, entry_id).get_by_test_id("undo")).to_be_visible(timeout=WAIT_MS)
    # Not by the number of what waits alone: before the click that is 0, too.
    until(lambda: len(contacts(work.companion)), before + 1)
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)


def test_correction_stands_first_and_the_answer_fits(work: Work) -> None:
    read_post(work.page, work.panel, "work", "Mein Chef")
    post = part(work.panel, "post")
    expect(post).to_have_attribute("data-kind", "post")
    expect(post).to_have_attribute("data-platform", "facebook")
    expect(card(work.panel, ANSWER)).to_be_visible(timeout=WAIT_MS)
    kinds = work.panel.locator("#list article").evaluate_all("all => all.map(one => one.dataset.testid)")
    assert kinds[0] == "correction"
    assert kinds == sorted(kinds, key=["correction", "answer"].index)


def test_post_text_is_exactly_what_was_read_and_its_words_are_marked(work: Work) -> None:
    words = work.page.locator("#work [data-ad-rendering-role=story_message]").inner_text()
    assert part(work.panel, "post-text").text_content() == words
    marked = work.panel.locator("#post-text mark").all_text_contents()
    assert "Elternzeit" in marked


def test_one_click_copies_and_logs(work: Work) -> None:
    work.panel.evaluate(
        "() => { window.heights = new Set(); const look = () => {"
        " window.heights.add(document.querySelector('#top').offsetHeight);"
        " window.looking = requestAnimationFrame(look); }; look(); }"
    )
    copy(work, ANSWER)
    heights = work.panel.evaluate(
        "() => { cancelAnimationFrame(window.looking); return [...window.heights]; }"
    )
    assert len(heights) == 1, "nothing moves while the contact goes out"
    [row] = contacts(work.companion)
    expected = {
        "plattform": "facebook",
        "format": "kommentar",
        "kontaktart": "erstkontakt",
        "thema": "elternzeit",
        "modus": "informieren",
        "baustein_nutzung": "unveraendert",
        "baustein_id": ANSWER,
        "baustein_version": 3,
        "mythos_id": "nicht_anwendbar",
        "reaktion": "offen",
        "verweisziel": "elterngeldstelle",
    }
    assert {name: row[name] for name in expected} == expected
    pasted = clipboard(work.page)
    assert pasted.startswith("Ja, das geht: In der Elternzeit")
    assert ROLE in pasted


def test_undo_takes_the_row_back(work: Work) -> None:
    part(work.panel, "undo").first.click()
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)
    expect(card(work.panel, ANSWER).get_by_test_id("copy")).to_be_visible()
    until(lambda: contacts(work.companion), [])


def test_a_correction_notes_its_myth_and_the_second_answer_in_a_thread_is_a_follow_up(work: Work) -> None:
    copy(work, "mythos-elternzeit-arbeitsverbot")
    copy(work, ANSWER)
    rows = {row["baustein_id"]: row for row in contacts(work.companion)}
    myth = rows["mythos-elternzeit-arbeitsverbot"]
    assert (myth["mythos_id"], myth["modus"], myth["anlass"]) == (
        "mythos-elternzeit-arbeitsverbot",
        "richtigstellen",
        "falschaussage",
    )
    assert (myth["kontaktart"], rows[ANSWER]["kontaktart"]) == ("erstkontakt", "folgekontakt")


def test_an_edited_answer_is_noted_as_adapted_and_only_that(work: Work) -> None:
    read_post(work.page, work.panel, "sick", "Kind krank")
    opened = card(work.panel, "kinderkrankentage")
    opened.get_by_role("button", name=re.compile("^ansehen")).click()
    area = opened.locator("textarea")
    area.fill("Liebe Zwetschge, " + area.input_value())
    opened.get_by_test_id("copy").click()
    expect(opened.get_by_test_id("undo")).to_be_visible(timeout=WAIT_MS)
    until(lambda: "kinderkrankentage" in [row["baustein_id"] for row in contacts(work.companion)], True)
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)
    row = next(row for row in contacts(work.companion) if row["baustein_id"] == "kinderkrankentage")
    assert row["baustein_nutzung"] == "angepasst"
    assert not any("Zwetschge" in str(value) for value in row.values())
    assert clipboard(work.page).startswith("Liebe Zwetschge, Wenn dein Kind krank ist")


def test_everything_can_be_corrected_with_two_more_clicks(work: Work) -> None:
    done = card(work.panel, "kinderkrankentage")
    done.get_by_test_id("undo").click()
    until(lambda: "kinderkrankentage" in [row["baustein_id"] for row in contacts(work.companion)], False)
    done.get_by_test_id("copy").click()
    # Before anything else: the line that stands for a copied card folds after ten seconds.
    done.get_by_role("button", name="Sichtbarkeit ergänzen").click()
    work.panel.locator('[data-column="raumtyp"]').get_by_text("geschlossene Gruppe").click()

    def places() -> list[tuple[str, str]]:
        noted = [row for row in contacts(work.companion) if row["baustein_id"] == "kinderkrankentage"]
        return [(row["raumtyp"], row["sichtbarkeit"]) for row in noted]

    until(places, [("gruppe_geschlossen", "halboeffentlich")])
    work.panel.get_by_role("button", name="fertig").click()


def test_a_red_entry_gives_only_the_referral(work: Work) -> None:
    read_post(work.page, work.panel, "dismissed", "Kündigung bekommen")
    red = card(work.panel, "kuendigung-erhalten")
    expect(red).to_contain_text("Zuständig: Gewerkschaft")
    red.get_by_role("button", name=re.compile("^ansehen")).click()
    expect(red.locator("textarea")).to_have_count(0)
    work.panel.keyboard.press("Escape")
    copy(work, "kuendigung-erhalten")
    row = next(row for row in contacts(work.companion) if row["baustein_id"] == "kuendigung-erhalten")
    assert (row["modus"], row["verweisziel"]) == ("verweisen", "gewerkschaft_fachanwalt")
    expect(work.panel.locator("#flags")).to_contain_text("Kündigung")


def test_nothing_fitting_is_a_good_state_and_a_gap_is_one_click(work: Work) -> None:
    read_post(work.page, work.panel, "cake", "Apfelkuchen")
    expect(work.panel.locator("#list")).to_contain_text("Lieber nichts als etwas Falsches.")
    part(work.panel, "nothing-fits").click()
    work.panel.locator(".gap").get_by_text("Rente", exact=True).click()
    expect(work.panel.locator("#notice")).to_contain_text("Lücke notiert: Rente")
    expect(part(work.panel, "queued")).to_have_attribute("data-count", "0", timeout=WAIT_MS)
    until(lambda: count(work.companion, "gaps"), 1)  # the queue may look empty before the gap is in it
    part(work.panel, "nothing-fits").click()
    until(lambda: count(work.companion, "gaps"), 2)  # without a topic it goes out by itself


def test_a_comment_is_read_with_its_context(work: Work) -> None:
    work.page.locator("#work [data-number='100'] div[dir]").evaluate(
        "e => e.scrollIntoView({block: 'center'})"
    )
    expect(part(work.panel, "post")).to_have_attribute("data-kind", "comment", timeout=WAIT_MS)
    context = part(work.panel, "post-context")
    assert context.is_hidden(), "folded"
    assert (context.text_content() or "").startswith("Mein Chef sagt"), "and whole all the same"


def test_the_panel_follows_the_active_tab(work: Work) -> None:
    other = work.browser.open(OTHER_GROUP)
    expect(part(work.panel, "post-text")).to_contain_text("Kinderkrankentage", timeout=WAIT_MS)
    other.goto(CHAT)
    expect(part(work.panel, "post")).to_have_attribute("data-kind", "none", timeout=WAIT_MS)
    other.close()
    work.page.bring_to_front()
    read_post(work.page, work.panel, "work", "Mein Chef")


def test_no_word_of_a_post_is_left_anywhere(work: Work) -> None:
    stored = work.browser.worker.evaluate(
        "async () => JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)])"
    )
    local = work.panel.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    shown = work.panel.url + work.panel.title()
    data = (
        b"".join(path.read_bytes() for path in work.companion.data.rglob("*") if path.is_file())
        + work.companion.output().encode()
    )
    for word in ("Apfelkuchen", "Briefkasten", "Zwetschge", "vorn und hinten", "Mira", "Jo Muster"):
        assert word not in stored + local + shown
        assert word.encode() not in data
