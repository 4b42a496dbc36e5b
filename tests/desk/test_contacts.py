"""*Kontakte*: figures that hide the few, cycles, deliveries, releases, report, rooms, feedback of the team."""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from requests import Response

from companion.contacts.calendar import week_of
from companion.contacts.demo_data import fill
from companion.desk.contacts import reading
from companion.desk.contacts.deliveries import entries_shown, taken_in
from companion.desk.contacts.outputs import NAME, Outputs
from companion.desk.contacts.releases import written
from companion.desk.contacts.rooms import free_code
from companion.errors import KontaktError
from companion.export.receive import Report
from companion.export.source import pool_of
from companion.report.loaded import Loaded
from tests.desk.conftest import HOSTILE, Client, Desk, check_page, served_desk
from tests.desk.connected import done

PASSPHRASE = "vier zufällige wörter"


@pytest.fixture(scope="module", autouse=True)
def rows(desk: Desk) -> None:
    """Synthetic contacts over the last year."""
    fill(desk.inner.parts.log.get(), desk.inner.parts.codebook, 4000, 1, date.today())
    desk.role("teamleitung")


def a_quarter_ago() -> str:
    day = date.today() - timedelta(days=110)
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


@pytest.mark.browser
def test_figures_and_charts_of_a_quarter(desk: Desk, new_page: Callable[..., Page]) -> None:
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        page.goto(desk.url(f"/desk/contacts?cycle={a_quarter_ago()}"))
        expect(page.get_by_role("heading", name="Kontakte je Woche")).to_be_visible()
        expect(page.locator(".chart svg rect")).not_to_have_count(0)
        expect(page.locator("svg.bar")).not_to_have_count(0)
        expect(page.get_by_text("Das sind Übungsdaten")).to_be_visible()
        check_page(page)


@pytest.mark.browser
def test_while_contacts_are_counted_the_page_says_so_and_goes_on_by_itself(
    small_bank: Path, tmp_path: Path, new_page_of: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a million contacts: reading is held up until the page was looked at."""
    go_on = threading.Event()

    def slow(*args: object, **options: object) -> Loaded:
        assert go_on.wait(120)
        return Loaded(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "Loaded", slow)
    with served_desk(small_bank, tmp_path / "data") as other:
        other.role("teamleitung")
        fill(other.inner.parts.log.get(), other.inner.parts.codebook, 400, 1, date.today())
        address = other.url(f"/desk/contacts?cycle={a_quarter_ago()}&plattform=facebook")
        page, plain = new_page_of(other), new_page_of(other, java_script_enabled=False)
        page.goto(address)
        expect(page.get_by_text("Die Kontakte werden gezählt")).to_be_visible()
        expect(page.get_by_role("progressbar", name="Kontakte zählen")).to_be_visible()
        check_page(page)
        plain.goto(address)
        expect(plain.get_by_role("link", name="Jetzt nachsehen")).to_be_visible()
        go_on.set()
        expect(page.get_by_role("heading", name="Kontakte je Woche")).to_be_visible()
        assert page.url == address
        expect(page.locator("[data-job]")).to_have_count(0)
        expect(plain.get_by_role("heading", name="Kontakte je Woche")).to_be_visible()
        assert plain.url == address


def test_what_keeps_contacts_from_being_counted_is_said_on_the_page(
    small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Loaded:
        raise KontaktError("Der Ordner ist weg.", "Bitte nachsehen.")

    with served_desk(small_bank, tmp_path / "data") as other:
        at = other.client()
        with monkeypatch.context() as context:
            context.setattr(reading, "Loaded", broken)
            said = at.get("/desk/contacts").text
            for job in other.inner.jobs.all():
                assert job.ended.wait(60)
            if "Die Kontakte werden gezählt" in said:
                said = at.get("/desk/contacts").text
            assert "Der Ordner ist weg." in said
        assert other.inner.jobs.news() == []
        assert "Der Ordner ist weg." not in at.get("/desk/contacts").text


def test_whose_contacts_these_are_is_said_by_role(desk: Desk, client: Client) -> None:
    """A Kontakter*in sees her own log, and no team; the lead sees the team's."""
    own, team = "Deine eigenen abgeschlossenen Kontakte; nur auf diesem Rechner.", "Zahlen des Teams"

    def said() -> tuple[bool, bool]:
        page = client.get("/desk/contacts").text
        return own in page, team in page

    desk.role("kontakter")
    until = time.monotonic() + 60
    while said() == (False, False) and time.monotonic() < until:
        time.sleep(0.05)  # the contacts are still being counted
    assert said() == (True, False)
    desk.role("teamleitung")
    assert said() == (False, True)


def test_no_cell_of_one_to_four_is_shown(client: Client, desk: Desk) -> None:
    for wish in ("", "&plattform=threads", "&thema=rente", f"&compare={a_quarter_ago()}"):
        address = f"/desk/contacts?cycle={a_quarter_ago()}{wish}"
        client.get(address)
        for job in desk.inner.jobs.all():
            assert job.ended.wait(60)  # else the contacts may still be being counted
        page = client.get(address).text
        counts = re.findall(r"%</td>\s*<td data-number>([^<]*)</td>", page)
        # On some days the made-up contacts of a platform are so few that all of it is hidden.
        assert counts or (wish and "So wenige Kontakte, dass ihre Zahl verborgen bleibt" in page)
        assert not {count.strip() for count in counts} & {"1", "2", "3", "4"}


def test_many_hidden_myths_are_said_in_one_sentence(client: Client, desk: Desk) -> None:
    client.get("/desk/contacts")
    for job in desk.inner.jobs.all():
        assert job.ended.wait(60)
    page = client.get(f"/desk/contacts?cycle={a_quarter_ago()}&plattform=threads").text
    (myths,) = re.findall(
        r'(?s)<section class="card panel" aria-labelledby="panel-myths">.*?</section>', page
    )
    assert myths.count("verborgen") == 1, myths
    assert re.search(r"\d+ (?:weitere )?bleiben verborgen", myths), myths


def test_one_filter_at_a_time(client: Client) -> None:
    answer = client.get(f"/desk/contacts?cycle={a_quarter_ago()}&plattform=threads&thema=rente")
    assert answer.status_code == 422
    assert "nur nach einer Angabe" in answer.text


def test_a_cycle_from_its_question_to_a_decision(client: Client, desk: Desk) -> None:
    fields = {
        "name": "Herbst",
        "first": week_of(date.today() - timedelta(weeks=8)),
        "last": week_of(date.today()),
    }
    fields |= {"question": "Helfen kürzere Antworten?", "changes": "Kürzer\nMit Jahr"}
    assert client.post("/desk/contacts/cycles", fields).status_code == 303
    again = client.post("/desk/contacts/cycles", fields)
    assert (again.status_code, "schon" in again.text) == (422, True)
    assert (
        client.post("/desk/contacts/cycles/herbst/decisions", {"decision": "Bleibt so."}).status_code == 303
    )
    assert client.post("/desk/contacts/cycles/herbst/outreach", {"besuche": "420"}).status_code == 303
    assert client.post("/desk/contacts/cycles/herbst/outreach", {"besuche": "viele"}).status_code == 422
    for way, name, value in (
        ("decisions", "decision", "Beschlossen\u202e"),
        ("outreach", "besuche", "10000001"),
    ):
        refused = client.post(f"/desk/contacts/cycles/herbst/{way}", {name: value})
        assert (refused.status_code, value in refused.text) == (422, True)
        assert f'href="#{name}-herbst"' in refused.text
        assert f'id="{name}-herbst"' in refused.text
        assert "<details open>" in refused.text
        assert week_of(date.today()) in refused.text, "the form for the next cycle is as it was"
    page = client.get("/desk/contacts/cycles").text
    for words in ("Helfen kürzere Antworten?", "<li>Mit Jahr</li>", "Bleibt so.", "420"):
        assert words in page


def test_rooms_are_added_changed_and_removed(client: Client) -> None:
    new = client.get("/desk/contacts/rooms/new").text
    assert 'value="fb-001"' in new
    room = {
        "code": "fb-001", "new": "1", "plattform": "facebook", "raumtyp": "gruppe_geschlossen",
        "groesse_klasse": "bis_500", "admin_status": "erlaubt", "links_erlaubt": "ja",
        "nachrichten_erlaubt": "nein", "pruefung_am": "2020-01-31",
    }  # fmt: skip
    assert client.post("/desk/contacts/rooms", room).status_code == 303
    assert client.post("/desk/contacts/rooms", room).status_code == 422, "the code is taken"
    listed = client.get("/desk/contacts/rooms").text
    assert "31.01.2020" in listed
    assert "fällig" in listed
    del room["new"]
    assert client.post("/desk/contacts/rooms", {**room, "admin_status": "entzogen"}).status_code == 303
    assert "entzogen" in client.get("/desk/contacts/rooms").text
    assert client.post("/desk/contacts/rooms/fb-001/remove", {"x": "1"}).status_code == 303
    assert client.get("/desk/contacts/rooms/fb-001").status_code == 404


def test_of_two_tabs_that_take_the_same_code_one_is_told(desk: Desk) -> None:
    """Both were offered the same free code: the room of the first one is not to be overwritten."""
    tabs = [desk.client() for _ in range(4)]
    sizes = ["bis_500", "501_2000", "2001_10000", "ueber_50000"]
    for code in [f"zz-{number:03d}" for number in range(1, 9)]:
        both, answers = threading.Barrier(len(tabs)), {}

        def save(
            tab: Client, size: str, both: threading.Barrier, answers: dict[str, Response], code: str
        ) -> None:
            room = {
                "code": code, "new": "1", "plattform": "facebook", "raumtyp": "gruppe_geschlossen",
                "groesse_klasse": size, "admin_status": "erlaubt", "links_erlaubt": "ja",
                "nachrichten_erlaubt": "nein",
            }  # fmt: skip
            both.wait()
            answers[size] = tab.post("/desk/contacts/rooms", room)

        threads = [
            threading.Thread(target=save, args=(tab, size, both, answers, code))
            for tab, size in zip(tabs, sizes, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken = [size for size, answer in answers.items() if answer.status_code == 303]
        told = [answer for answer in answers.values() if answer.status_code == 422]
        assert (len(taken), len(told)) == (1, 3)
        assert all("Diesen Code gibt es schon." in answer.text for answer in told)
        kept = next(room for room in desk.inner.parts.log.get().rooms.all() if room["code"] == code)
        assert kept["groesse_klasse"] == taken[0]


def test_the_next_free_code() -> None:
    assert free_code(["fb-001", "fb-003", "ig-001"], "facebook") == "fb-002"
    assert free_code([], "sonstige") == "so-001"


def test_contacts_travel_to_the_lead_and_become_release_and_report(
    client: Client, desk: Desk, tmp_path
) -> None:
    short = {"new_passphrase": "kurz", "new_passphrase_again": "kurz"}
    assert client.post("/desk/contacts/deliveries/key", short).status_code == 422
    key = {"new_passphrase": PASSPHRASE, "new_passphrase_again": PASSPHRASE}
    assert client.post("/desk/contacts/deliveries/key", key).status_code == 303
    page = client.get("/desk/contacts/deliveries").text
    public = re.search(r"age1[a-z0-9]{58}", page).group()
    storage = tmp_path / "lieferungen"
    storage.mkdir()
    wrong = {"to": str(storage), "keys": "age1falsch"}
    assert client.post("/desk/contacts/deliveries/destination", wrong).status_code == 422
    where = {"to": str(storage), "keys": public}
    assert client.post("/desk/contacts/deliveries/destination", where).status_code == 303
    assert "geliefert" in done(desk, client.post("/desk/contacts/deliveries/send", {"x": "1"}))
    assert "nichts Neues" in done(desk, client.post("/desk/contacts/deliveries/send", {"x": "1"}))
    bad = client.post("/desk/contacts/deliveries/collect", {"origin": str(storage), "passphrase": "falsch"})
    assert bad.status_code == 422
    collect = {"origin": str(storage), "passphrase": PASSPHRASE}
    assert "neue Lieferung" in done(desk, client.post("/desk/contacts/deliveries/collect", collect))
    assert pool_of(desk.inner.settings).batches()
    quarter = a_quarter_ago()
    sealed = {"kind": "internal", "period": quarter, "keys": ""}
    assert client.post("/desk/contacts/releases", sealed).status_code == 422, "unsealed for f-bb"
    done(desk, client.post("/desk/contacts/releases", {**sealed, "keys": public}))
    done(desk, client.post("/desk/contacts/releases", {"kind": "public", "period": quarter}))
    done(desk, client.post("/desk/contacts/report", {"cycle": quarter}))
    outputs = Outputs(desk.data / "outputs").all()
    assert {output.name.partition("-")[0] for output in outputs} == {"intern", "oeffentlich", "bericht"}
    intern = next(output for output in outputs if output.name.startswith("intern"))
    assert [name.endswith(".age") for name, _ in intern.files] == [True]
    archive = client.get(f"/desk/contacts/outputs/oeffentlich-{quarter}.zip")
    names = zipfile.ZipFile(io.BytesIO(archive.content)).namelist()
    assert any(name.endswith("risiko.md") for name in names)
    report = client.get(f"/desk/contacts/output-files/bericht-{quarter.lower()}/bericht-{quarter}.html")
    assert report.headers["Content-Disposition"].startswith("attachment")
    assert b"bungsdaten" in report.content
    removed = client.post(f"/desk/contacts/outputs/oeffentlich-{quarter}/remove", {"x": "1"})
    assert removed.status_code == 303
    assert client.get(f"/desk/contacts/outputs/oeffentlich-{quarter}.zip").status_code == 404


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (Report(known=2), "Es gab keine neuen Lieferungen, 2 schon bekannt."),
        (Report(), "Es gab keine neuen Lieferungen."),
        (Report(new=["a"], rows=3), "1 neue Lieferung."),
        (Report(new=["a", "b"], rows=30, known=1), "2 neue Lieferungen, 1 schon bekannt."),
        (
            Report(new=["a"], missing=["b"], refused=[KontaktError("Sie ist beschädigt.", "")]),
            "1 neue Lieferung. Es fehlt 1 Lieferung, bitte nachschicken lassen."
            " 1 wurde nicht übernommen: Sie ist beschädigt.",
        ),
        (Report(missing=["a", "b"]), "Es fehlen 2 Lieferungen, bitte"),
    ],
)
def test_a_job_names_deliveries_and_never_what_one_person_sent(report: Report, words: str) -> None:
    assert words in taken_in(report)
    assert "Eintr" not in taken_in(report)


def test_entries_of_one_delivery_or_of_few_contacts_stay_hidden() -> None:
    assert [entries_shown(1, 300), entries_shown(2, 4), entries_shown(2, 5)] == [None, None, 5]


def test_the_number_of_few_contacts_stays_hidden_beside_a_report() -> None:
    assert "verborgen" in written(3)
    assert "3" not in written(3)
    assert written(12) == "Der Bericht über 12 Kontakte ist fertig."


@pytest.mark.parametrize("name", ["../data", "bericht-..", "bericht-x/../..", "", ".oeffentlich-x.partial"])
def test_only_outputs_are_handed_out(tmp_path, name: str) -> None:
    (tmp_path / "geheim").write_text("x")
    outputs = Outputs(tmp_path / "outputs")
    for ask in (outputs.path, outputs.zipped, lambda n: outputs.file(n, "../geheim"), outputs.remove):
        with pytest.raises(KontaktError):
            ask(name)
    assert NAME.fullmatch("bericht-2026-q3")


def test_feedback_is_counted_and_few_remarks_stay_hidden(client: Client) -> None:
    cycle = {"name": "winter", "first": "2025-W40", "last": "2025-W47"}
    client.post("/desk/contacts/cycles", cycle)
    form = {"cycle": "winter", "vertrauen": "4", "remark": "Mehr Ruhe am Freitag."}
    for number in range(1, 6):
        assert client.post("/desk/contacts/feedback", form).status_code == 303
        assert ("Mehr Ruhe" in client.get("/desk/contacts/feedback").text) == (number == 5)
    assert client.post("/desk/contacts/feedback", {"cycle": "winter"}).status_code == 422


@pytest.mark.browser
def test_every_page_with_its_forms(desk: Desk, page: Page) -> None:
    for address in ("cycles", "deliveries", "releases", "rooms", "rooms/new", "feedback"):
        page.goto(desk.url(f"/desk/contacts/{address}"))
        check_page(page)


FORMS = {
    "cycles": {"name": "x", "first": "2026-W01", "last": "2026-W02", "question": "", "changes": ""},
    "cycles/herbst/decisions": {"decision": ""},
    "cycles/herbst/outreach": {"besuche": ""},
    "rooms": {"code": "", "new": "1", "plattform": "", "pruefung_am": ""},
    "feedback": {"cycle": "", "vertrauen": "", "remark": ""},
    "deliveries/destination": {"to": "", "keys": "", "user": "", "password": ""},
    "deliveries/collect": {"origin": "", "passphrase": ""},
    "releases": {"kind": "", "period": "", "keys": ""},
    "report": {"cycle": "", "compare": ""},
}


@pytest.mark.parametrize("path", FORMS)
def test_hostile_words_are_refused_or_taken_as_words(client: Client, path: str) -> None:
    for field in FORMS[path]:
        for value in HOSTILE.values():
            answer = client.post(f"/desk/contacts/{path}", {**FORMS[path], field: value})
            assert answer.status_code in (303, 400, 404, 413, 422), (field, value[:30], answer.text[:300])
            assert "<script>document" not in answer.text
    assert "<script>document" not in client.get("/desk/contacts/cycles").text
