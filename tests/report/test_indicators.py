"""Each indicator counts what the domain guide says, shown on a handful of rows whose answer is known."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import pytest

from companion.codebook import load
from companion.config import settings
from companion.contacts import ContactLog
from companion.report.counting import Rows
from companion.report.cycles import Cycles
from companion.report.indicators import contact_indicators

TODAY = date(2026, 11, 23)


@pytest.fixture
def indicators(tmp_path):
    """36 contacts: 20 informing with thanks, 10 referring without reaction, 6 correcting of which none is closed."""
    log = ContactLog.open(tmp_path / "contacts.sqlite3", load(), now=lambda: datetime(2026, 8, 4, 9))
    common = {"tag": "2026-08-04", "dauer_klasse": "6_15", "kontaktart": "erstkontakt"}
    for number in range(20):
        more = {"reaktion": "danke", "baustein_id": "elterngeld-plus", "baustein_nutzung": "angepasst"}
        log.add({"uuid": str(uuid.uuid4()), **common, "plattform": "facebook", "thema": "elterngeld", **more})
        if number < 6:
            log.add_gap(str(uuid.uuid4()), "rente", "facebook")
    for _ in range(10):
        more = {
            "modus": "verweisen",
            "verweisziel": "jobcenter",
            "reaktion": "keine",
            "kontaktart": "folgekontakt",
        }
        log.add({"uuid": str(uuid.uuid4()), **common, "plattform": "forum", "thema": "rente", **more})
    for _ in range(6):
        more = {"mythos_id": "m-rente", "baustein_nutzung": "luecke", "dauer_klasse": "keine_angabe"}
        log.add({"uuid": str(uuid.uuid4()), **common, "plattform": "forum", "thema": "rente", **more})
    log.freeze(TODAY)
    log.close()
    rows = Rows.read(settings(tmp_path), load(), Cycles(tmp_path / "cycles.json").get("2026-Q3"))
    yield {i.number: i for i in contact_indicators(rows, {"m-rente": "Rente mit 63"})}
    rows.close()


def line(indicator, label):
    found = [figure for figure in indicator.figures if figure.label == label]
    assert len(found) == 1, [figure.label for figure in indicator.figures]
    return found[0]


@pytest.mark.parametrize(
    ("number", "label", "count", "base"),
    [
        (1, "Kontakte gesamt", 36, None),
        (1, "Plattform: anderes Forum", 16, 36),
        (2, "Erstkontakt", 26, 36),
        (3, "Verweis", 10, 36),
        (4, "Thema: Elterngeld", 20, 36),
        (4, "Säule: Rahmenthemen (Geld, Versicherung, Steuern)", 16, 36),
        (5, "mit sichtbarer Reaktion", 20, 30),
        (6, "zustimmend (Like, Danke, geteilt)", 20, 30),
        (7, "gesamt", 0, 30),
        (8, "mit Verweis", 10, 36),
        (8, "Ziel: Jobcenter", 10, 10),
        (9, "Richtigstellungen", 6, None),
        (9, "Mythos: Rente mit 63", 6, 6),
        (10, "mit Baustein", 20, 36),
        (10, "kein passender Baustein", 6, 36),
        (10, "gemeldete Lücken: Rente", 6, 6),
        (11, "angepasst", 20, 36),
        (15, "alle: 6 bis 15 Minuten", 30, 30),
    ],
)
def test_an_indicator_counts_what_it_says(indicators, number, label, count, base):
    found = line(indicators[number], label)
    assert (found.count, found.base) == (count, base)


def test_every_indicator_names_its_base_and_what_is_missing(indicators):
    assert sorted(indicators) == [*range(1, 12), 13, 15]
    assert all(indicator.base and indicator.how for indicator in indicators.values())
    assert indicators[5].missing == pytest.approx(6 / 36)
    assert indicators[15].missing == pytest.approx(6 / 36)
    assert line(indicators[15], "Kontakte je Stunde, Team").text == "6,0"
