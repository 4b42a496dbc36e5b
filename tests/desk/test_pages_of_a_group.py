"""What the desk offers its pages: forms, uploads, jobs with progress, questions, regions drawn again, tables, keys."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Blueprint, redirect, render_template_string, request, url_for
from playwright.sync_api import Locator, Page, Route, expect
from werkzeug.wrappers import Response

from companion.api.guard import LONG_FORM, upload
from companion.desk.desk import Desk as CompanionDesk
from companion.desk.forms import Form
from companion.desk.job_pages import in_background
from companion.desk.jobs import KEPT, Done, Job, Jobs, Progress
from companion.errors import KontaktError
from tests.desk.conftest import HOSTILE, Client, Desk, check_page, served_desk

MIB = 1024 * 1024
PAGE = (Path(__file__).parent / "probe.html").read_text(encoding="utf-8")
GO_ON = threading.Event()


def probe(desk: CompanionDesk) -> Blueprint:
    routes = desk.pages("probe", __name__)
    desk.takes("desk_probe.save", LONG_FORM)
    desk.takes("desk_probe.take", upload(8 * MIB))

    @routes.get("/probe")
    def show() -> str:
        return render_template_string(PAGE, form=Form())

    @routes.post("/probe")
    def save() -> tuple[str, int] | Response:
        form = Form(request.form)
        form.text("word", "Wort", most=50, required=True)
        form.text("words", "Text", most=50_000, lines=True)
        form.day("day", "Tag")
        if form.errors:
            return render_template_string(PAGE, form=form), 422
        return redirect("/desk/probe", 303)

    @routes.get("/probe/copy")
    def copy() -> str:
        return render_template_string("<p>{{ word }}</p>", word=request.args["word"])

    @routes.get("/probe/waiting")
    def waiting() -> str:
        running = [job for job in desk.jobs.all() if job.state == "running"]
        page = (
            '{% extends "desk/base.html" %}{% block heading %}Warten{% endblock %}{% block content %}'
            '{% if id %}<p data-reload-after="{{ id }}">Wird gezählt.</p>'
            "{% else %}<p>Gezählt.</p>{% endif %}{% endblock %}"
        )
        return render_template_string(page, id=running[0].id if running else "")

    @routes.post("/probe/file")
    def take() -> dict[str, object]:
        file = request.files["file"]
        return {
            "bytes": len(file.read()),
            "memory": isinstance(file.stream, BytesIO),
            "word": request.form["word"],
        }

    @routes.post("/probe/work")
    def work() -> Response:
        address = url_for("desk_probe.show")

        def long(progress: Progress) -> Done:
            progress(0.25, "Erster Schritt")
            while not GO_ON.wait(0.02):
                progress.check()
            return Done("Fertig gerechnet.", address, "Zur Probe")

        return in_background(desk, "probe", "Probearbeit", long)

    return routes


@pytest.fixture(scope="module")
def desk(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served_desk(small_bank, tmp_path_factory.mktemp("data"), probe) as desk:
        yield desk


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("field", ["word", "words", "day"])
def test_a_form_takes_text_as_text_or_refuses_it(client: Client, field: str, value: str) -> None:
    answer = client.post("/desk/probe", {"word": "x", field: value})
    assert answer.status_code in (303, 413, 422)
    assert "<script>document" not in answer.text
    assert "<img src=x" not in answer.text
    assert 'onfocus="document' not in answer.text


def test_a_field_that_comes_twice_is_refused(client: Client) -> None:
    answer = client.post("/desk/probe", [("word", "a"), ("word", "b")])
    assert answer.status_code == 422
    assert "doppelt" in answer.text


def test_a_long_form_and_an_upload_have_their_own_limits(client: Client) -> None:
    assert client.post("/desk/probe", {"word": "x", "more": "y" * 900_000}).status_code == 303
    assert client.post("/desk/probe", {"word": "x", "more": "y" * (MIB + 1)}).status_code == 413
    assert client.post("/desk/role", {"role": "y" * 70_000}).status_code == 413
    taken = client.upload("/desk/probe/file", {"word": "ä"}, {"file": ("a.bin", b"x" * 7 * MIB)})
    assert taken.json() == {"bytes": 7 * MIB, "memory": True, "word": "ä"}
    assert client.upload("/desk/probe/file", {}, {"file": ("a.bin", b"x" * 9 * MIB)}).status_code == 413
    assert client.upload("/desk/probe", {"word": "x"}, {"file": ("a", b"x")}).status_code == 415
    refused = client.http.post(
        client.address + "/desk/probe/file", data={"word": "x"}, files={"file": ("a", b"x")}, timeout=60
    )
    assert refused.status_code == 403  # no token


@pytest.mark.browser
def test_long_work_is_asked_about_watched_from_another_page_and_ends(desk: Desk, page: Page) -> None:
    GO_ON.clear()
    page.goto(desk.url("/desk/probe"))
    check_page(page)
    page.get_by_role("button", name="Arbeit").click()
    page.get_by_role("button", name="Abbrechen").click()
    assert desk.inner.jobs.all() == []
    page.get_by_role("button", name="Arbeit").click()
    page.get_by_role("button", name="Ja, los").click()
    expect(page.locator("h1")).to_have_text("Probearbeit")
    expect(page.locator("#jobs")).to_contain_text("Erster Schritt")
    page.goto(desk.url("/desk/"))
    check_page(page)
    GO_ON.set()
    expect(page.locator("#jobs")).to_contain_text("Fertig gerechnet.")
    page.get_by_role("link", name="Zur Probe").click()
    expect(page.locator("h1")).to_have_text("Probe")
    expect(page.locator("[data-job]")).to_have_count(0)  # it was told
    page.get_by_role("link", name="Vorgänge").click()
    expect(page.locator(".past [data-job]")).to_contain_text("Fertig gerechnet.")
    check_page(page)
    page.get_by_role("button", name="Ausblenden").click()
    expect(page.locator("h1")).to_have_text("Vorgänge")
    expect(page.locator("[data-job]")).to_have_count(0)


@pytest.mark.browser
def test_how_work_ended_is_told_also_where_it_cannot_be_drawn(desk: Desk, page: Page) -> None:
    GO_ON.clear()
    page.goto(desk.url("/desk/probe"))
    page.get_by_role("button", name="Arbeit").click()
    page.get_by_role("button", name="Ja, los").click()
    strip = page.locator("#jobs [data-job]")
    expect(strip).to_contain_text("Erster Schritt")
    page.route("**/desk/jobs/*/strip", lambda route: route.abort())
    GO_ON.set()
    expect(strip.locator("[data-job-step]")).to_have_text("Fertig gerechnet.")
    expect(strip.get_by_role("progressbar")).to_have_count(0)
    expect(strip.get_by_role("button", name="Anhalten")).to_have_count(0)
    assert not [words for words in page.said if "antwortet nicht" in words]  # type: ignore[attr-defined]
    page.goto(desk.url("/desk/"))
    expect(strip).to_contain_text("Fertig gerechnet.")
    strip.get_by_role("button", name="Ausblenden").click()
    expect(strip).to_have_count(0)


@pytest.fixture
def at_work(desk: Desk, page: Page) -> Iterator[Locator]:
    """The strip of work that goes on until ``GO_ON``."""
    GO_ON.clear()
    page.goto(desk.url("/desk/probe"))
    page.get_by_role("button", name="Arbeit").click()
    page.get_by_role("button", name="Ja, los").click()
    strip = page.locator("#jobs [data-job]")
    expect(strip).to_contain_text("Erster Schritt")
    yield strip
    GO_ON.set()
    for job in desk.inner.jobs.all():
        job.ended.wait(60)
        desk.inner.jobs.dismiss(job.id)


@pytest.mark.browser
def test_a_question_that_nobody_answered_does_not_end_the_watching(at_work: Locator, page: Page) -> None:
    unanswered = 0

    def refuse(route: Route) -> None:
        nonlocal unanswered
        unanswered += 1
        route.abort()

    page.route("**/desk/jobs/*/state", refuse)
    expect(at_work.locator("[data-job-step]")).to_have_text("Der Begleiter antwortet nicht.")
    while unanswered < 2:
        page.wait_for_timeout(50)
    page.unroute("**/desk/jobs/*/state")
    expect(at_work.locator("[data-job-step]")).to_have_text("Erster Schritt", timeout=30_000)
    GO_ON.set()
    expect(at_work).to_contain_text("Fertig gerechnet.")
    page.said.clear()  # type: ignore[attr-defined]  # the browser's own words about the aborted ones


@pytest.mark.browser
def test_work_that_nobody_knows_any_more_is_said(at_work: Locator, desk: Desk, page: Page) -> None:
    desk.inner.jobs._all.clear()  # as after a new start of the companion
    expect(at_work).to_contain_text(
        "Diesen Vorgang gibt es nicht mehr. Der Begleiter wurde inzwischen neu gestartet."
    )
    expect(at_work.get_by_role("progressbar")).to_have_count(0)
    page.said.clear()  # type: ignore[attr-defined]


@pytest.mark.browser
@pytest.mark.usefixtures("at_work")
def test_a_page_that_waits_for_forgotten_work_is_asked_for_anew(desk: Desk, page: Page) -> None:
    page.goto(desk.url("/desk/probe/waiting"))
    expect(page.locator("#content")).to_contain_text("Wird gezählt.")
    desk.inner.jobs._all.clear()
    expect(page.locator("#content")).to_contain_text("Gezählt.")
    page.said.clear()  # type: ignore[attr-defined]


def test_a_job_says_how_it_ended_only_once_it_has() -> None:
    job = Job("id", "probe", "Probearbeit", result=Done("Fertig.", "/desk/", "Ansehen"))
    running = job.to_json()
    assert (running["message"], running["address"]) == ("", "")
    job.state = "done"
    assert (job.to_json()["message"], job.to_json()["address"]) == ("Fertig.", "/desk/")


@pytest.mark.browser
def test_a_form_takes_no_more_words_while_it_is_sent_and_again_once_that_has_failed(
    desk: Desk, page: Page
) -> None:
    page.goto(desk.url("/desk/probe"))
    form, word = page.locator("form[data-saves]"), page.get_by_label("Wort")
    # The next page does not come; a browser that waits for one answers nobody.
    page.evaluate("window.addEventListener('submit', window.hold = (event) => event.preventDefault())")
    word.fill("eins")
    page.get_by_role("button", name="Speichern").click()
    expect(form).to_have_attribute("aria-busy", "true")
    page.mouse.click(*middle_of(word))
    page.keyboard.type(" zwei")
    expect(word).to_have_value("eins")
    page.keyboard.press("Escape")
    expect(form).not_to_have_attribute("aria-busy", "true")
    page.mouse.click(*middle_of(word))
    page.keyboard.press("End")
    page.keyboard.type(" zwei")
    expect(word).to_have_value("eins zwei")
    page.evaluate("window.removeEventListener('submit', window.hold)")
    page.get_by_role("button", name="Speichern").click()
    expect(word).to_have_value("")


def middle_of(field: Locator) -> tuple[float, float]:
    box = field.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_who_wants_something_else_meanwhile_is_told_that_it_was_not_begun(desk: Desk, client: Client) -> None:
    GO_ON.clear()
    first = client.post("/desk/probe/work", {"quarter": "2026-Q1"})
    job = desk.inner.jobs.get(first.headers["Location"].rpartition("/")[2])
    try:
        same = client.post("/desk/probe/work", {"quarter": "2026-Q1"})
        assert "Es läuft noch" not in client.get(same.headers["Location"]).text
        other = client.post("/desk/probe/work", {"quarter": "2026-Q2"})
        assert other.headers["Location"] == first.headers["Location"]
        assert "Es läuft noch: Probearbeit." in client.get(other.headers["Location"]).text
        assert "Es läuft noch" not in client.get(other.headers["Location"]).text, "said once"
    finally:
        GO_ON.set()
    assert job.ended.wait(30)
    desk.inner.jobs.dismiss(job.id)


def test_work_can_be_stopped_and_its_failures_are_told(desk: Desk) -> None:
    jobs = desk.inner.jobs
    waiting = threading.Event()

    def endless(progress: Progress) -> Done:
        while True:
            progress(None, "wartet")
            waiting.wait(0.01)

    job = jobs.start("endless", "Endlos", endless)
    assert jobs.start("endless", "Endlos", endless) is job
    jobs.cancel(job.id)
    assert job.ended.wait(30)
    assert job.state == "cancelled"

    def failing(progress: Progress) -> Done:
        raise KontaktError("Der Ordner fehlt.", "Bitte anlegen.")

    def broken(progress: Progress) -> Done:
        raise ValueError("geheimes Wort")

    def full(progress: Progress) -> Done:
        raise OSError(errno.ENOSPC, "geheimes Wort", "/geheimer/pfad")

    for work, said in (
        (failing, "Der Ordner fehlt."),
        (broken, "Fehler aufgetreten"),
        (full, "Lesen oder Schreiben ist gescheitert (kein Platz mehr frei)."),
    ):
        job = jobs.start(work.__name__, "Arbeit", work)
        assert job.ended.wait(30)
        assert job.state == "failed"
        assert said in str(job.to_json())
        assert "geheim" not in str(job.to_json())
        assert job in jobs.news()
        assert job in jobs.news(), "stays until somebody puts it away"
        jobs.dismiss(job.id)
        assert job not in jobs.news()


def test_what_ended_is_told_once_and_the_last_ones_are_kept() -> None:
    jobs = Jobs()
    ended = [jobs.start(f"kind-{number}", "Arbeit", lambda _: Done("Fertig.")) for number in range(KEPT + 3)]
    for job in ended:
        assert job.ended.wait(30)
    silent = jobs.start("silent", "Leise", lambda _: Done("Gezählt."), lasting=False)
    assert silent.ended.wait(30)
    assert jobs.news() == jobs.past()[::-1]
    assert jobs.news() == []
    assert ended[-1] in jobs.past()
    assert len(jobs.past()) <= KEPT
    assert silent not in jobs.past()


@pytest.mark.browser
def test_typing_draws_the_region_again_and_is_not_lost_unasked(desk: Desk, page: Page) -> None:
    page.goto(desk.url("/desk/probe"))
    with page.expect_response("**/desk/unsaved"):
        page.get_by_label("Wort").fill("<b>Eltern</b>geld")
    expect(page.locator("#copy p")).to_have_text("<b>Eltern</b>geld")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with page.expect_response("**/desk/unsaved"):
        page.goto(desk.url("/desk/"))
    assert asked == ["beforeunload"]
    page.goto(desk.url("/desk/probe"))
    page.get_by_label("Wort").fill("x")
    with page.expect_navigation():  # not ended while the page is still leaving: Chromium then may not close
        page.keyboard.press("Control+s")
    assert asked == ["beforeunload"]


@pytest.mark.browser
def test_typed_text_stays_on_its_page_until_somebody_is_signed_in_again(desk: Desk, page: Page) -> None:
    page.goto(desk.url("/desk/probe"))
    word = page.get_by_label("Wort")
    word.fill("lange Arbeit")
    desk.inner.sessions._all.clear()  # eight hours later, or the companion was restarted
    page.keyboard.press("Control+s")
    expect(page.locator("#messages [role=alert]")).to_contain_text("Dein Text steht weiter auf dieser Seite.")
    expect(word).to_have_value("lange Arbeit")
    other = page.context.new_page()
    other.goto(desk.inner.links.address())
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/unsaved" not in answer.url
    ) as sent:
        page.keyboard.press("Control+s")
    assert (sent.value.url, sent.value.status) == (desk.url("/desk/probe"), 303)
    page.wait_for_load_state()
    other.goto(desk.inner.links.address())  # the page has a token of the session before now
    with page.expect_response(lambda answer: answer.url.endswith("/unsaved") and answer.status == 200):
        word.fill("noch mehr")
    # The page it leads to has to be there before the browser is closed, else Chromium may hang.
    with (
        page.expect_navigation(),
        page.expect_response(lambda answer: answer.url == desk.url("/desk/probe") and answer.status == 303),
    ):
        page.keyboard.press("Control+s")


def test_a_form_of_an_earlier_session_is_refused_with_a_way_that_works(desk: Desk) -> None:
    earlier = desk.client()
    earlier.csrf = desk.client().csrf
    refused = earlier.post("/desk/probe", {"word": "x"})
    assert (refused.status_code, "Bitte zurückgehen" in refused.text) == (403, True)
    earlier.csrf = earlier.get("/desk/token").json()["csrf"]
    assert earlier.post("/desk/probe", {"word": "x"}).status_code == 303
    earlier.http.cookies.clear()
    assert earlier.get("/desk/token").status_code == 401
    stranger = desk.client()
    stranger.http.headers["Sec-Fetch-Site"] = "same-site"  # a page at another port of this computer
    assert stranger.get("/desk/token").status_code == 403


@pytest.mark.browser
def test_a_table_is_sorted_and_narrowed_and_keys_are_listed(desk: Desk, page: Page) -> None:
    page.goto(desk.url("/desk/probe"))
    rows = page.locator("#list tbody tr:visible")
    page.get_by_role("button", name="Name").click()
    expect(rows).to_have_text(["Berlin", "Österreich", "Zürich"])
    page.get_by_role("button", name="Name").click()
    expect(rows).to_have_text(["Zürich", "Österreich", "Berlin"])
    page.keyboard.press("Alt+f")
    page.keyboard.type("ZÜ")
    expect(rows).to_have_text(["Zürich"])
    page.keyboard.press("Alt+h")
    expect(page.locator("#shortcuts")).to_contain_text("Alt+F")
    expect(page.locator("#shortcuts")).to_contain_text("Strg+S")
