"""A whole report: 18 indicators, comparison, pictures with words, three files that say the same."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from companion.codebook import load
from companion.errors import KontaktError
from companion.report.build import build_report
from companion.report.cycles import Cycle, Cycles
from companion.report.files import write_report
from companion.report.render import as_csv, as_html, as_pdf
from companion.report.team import TeamFeedback

TODAY = date(2026, 11, 23)


@pytest.fixture
def report(demo_settings):
    cycles = Cycles(demo_settings.data / "cycles.json")
    cycles.new(Cycle("sommer", "2026-W20", "2026-W26"))
    cycles.decide("sommer", "Antworten <kürzen>")
    cycles.new(Cycle("herbst", "2026-W27", "2026-W39", "Helfen kürzere Antworten?", ("kürzen",)))
    cycles.note_outreach("herbst", {"besuche": 420})
    TeamFeedback(demo_settings.data / "team_feedback.json").add("herbst", {"zeit": 4}, "geheime Bemerkung")
    return build_report(demo_settings, load(), "herbst", "sommer", TODAY)


def test_all_18_indicators_are_there_with_base_and_comparison(report):
    assert [indicator.number for indicator in report.indicators] == list(range(1, 19))
    assert all(indicator.base for indicator in report.indicators)
    compared = [figure for indicator in report.indicators for figure in indicator.figures if figure.before]
    assert len(compared) > 60


def test_no_small_count_of_contacts_is_in_any_file(report):
    for indicator in report.indicators:
        if indicator.number not in (12, 14, 16, 17):  # entries, rooms and posts are no people
            for figure in indicator.figures:
                assert figure.count is None or figure.count == 0 or figure.count >= 5
                assert figure.before is None or figure.before.count in (None, 0) or figure.before.count >= 5


def test_the_page_loads_nothing_and_every_picture_has_words(report):
    page = as_html(report)

    class Reader(HTMLParser):
        loads: list[str]

        def handle_starttag(self, tag, attributes):
            found = dict(attributes)
            if tag in ("script", "link", "img", "iframe", "object") or found.get("src"):
                self.loads.append(tag)
            if tag == "a":
                assert found["href"].startswith("#")

    reader = Reader()
    reader.loads = []
    reader.feed(page)
    assert reader.loads == []
    assert "@import" not in page
    assert "url(http" not in page
    assert len(re.findall(r'role="img" aria-label="[^"]{40,}"', page)) == len(report.charts) >= 6


def test_words_of_the_lead_are_escaped_and_remarks_stay_out(report):
    page, table, pdf = as_html(report), as_csv(report), as_pdf(report)
    assert "Antworten &lt;kürzen&gt;" in page
    for content in (page.encode(), table.encode(), pdf):
        assert b"geheime Bemerkung" not in content
    assert "Helfen kürzere Antworten?" in page


def test_synthetic_rows_are_marked_in_every_file(report):
    assert report.synthetic
    assert "Erfundene Zahlen" in as_html(report)
    lines = list(csv.DictReader(io.StringIO(as_csv(report).removeprefix("\ufeff")), delimiter=";"))
    assert {line["synthetisch"] for line in lines} == {"ja"}
    assert b"%PDF" in as_pdf(report)[:8]


def test_the_csv_holds_every_figure(report):
    lines = list(csv.DictReader(io.StringIO(as_csv(report).removeprefix("\ufeff")), delimiter=";"))
    assert len(lines) == sum(len(indicator.figures) for indicator in report.indicators)
    total = next(line for line in lines if line["merkmal"] == "Kontakte gesamt")
    assert int(total["anzahl"]) == report.rows


def test_every_indicator_says_something_and_the_comparison_stands_in_words(report):
    assert all(len(indicator.sentence) > 20 for indicator in report.indicators)
    assert sum("Sommer" in indicator.sentence for indicator in report.indicators) >= 8
    assert len(report.tiles) == 6
    assert all("vorher" in tile.before for tile in report.tiles)
    page = as_html(report)
    assert all(
        line in page for line in ("Beschlossen nach Sommer", "Geplant für diesen Zyklus", "ohne Angabe")
    )


def test_colours_of_a_page_can_be_set_for_dark_mode(report):
    for chart in report.charts:
        assert "var(--chart-accent" in chart.page_svg
        assert "var(" not in chart.svg


def test_building_and_writing_tell_how_far_they_are(demo_settings, tmp_path):
    steps: list[tuple[str, float]] = []
    made = build_report(
        demo_settings, load(), "2026-Q3", None, TODAY, progress=lambda *step: steps.append(step)
    )
    files = write_report(made, tmp_path / "r" / "bericht.html", lambda *step: steps.append(step))
    assert sorted(path.suffix for path in files) == [".csv", ".html", ".pdf"]
    assert [share for _, share in steps].count(1.0) == 2
    (tmp_path / "file").write_text("")
    with pytest.raises(KontaktError) as caught:
        write_report(made, tmp_path / "file" / "bericht.html")
    assert caught.value.code == "report_unwritable"


def test_a_cycle_without_contacts_is_explained(demo_settings):
    with pytest.raises(KontaktError) as caught:
        build_report(demo_settings, load(), "2023-Q1", None, TODAY)
    assert caught.value.code == "cycle_empty"
