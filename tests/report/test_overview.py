"""The views of the desk: small cells hidden, with a filter and beside another cycle."""

from __future__ import annotations

from datetime import date

import pytest

from companion.codebook import load
from companion.config import settings
from companion.errors import KontaktError, UsageError
from companion.report.loaded import Loaded
from companion.report.overview import MANY_HIDDEN, Only, choices, overview
from tests.report.conftest import TODAY


@pytest.fixture(scope="module")
def here(demo_report_folder):
    return settings(demo_report_folder)


@pytest.fixture(scope="module")
def loaded(here):
    return Loaded(here, load())


def test_a_quarter_beside_another(here, loaded):
    found = overview(here, loaded, "2026-Q3", TODAY, compare="2026-Q2")
    assert [panel.name for panel in found.panels] == [
        "weeks", "platforms", "topics", "reactions", "myths", "gaps",
    ]  # fmt: skip
    assert found.synthetic
    assert all(panel.sentence.endswith(".") for panel in found.panels)
    assert all(panel.scale for panel in found.panels[:4])
    assert sum(f.count or 0 for f in found.platforms.figures) <= found.rows
    assert any(figure.before for figure in found.platforms.figures)
    for panel in found.panels:
        assert all(figure.count is None or figure.count == 0 or figure.count >= 5 for figure in panel.figures)


def test_a_filter_and_the_whole_cannot_be_subtracted(here, loaded):
    whole = overview(here, loaded, "2026-Q3", TODAY)
    for column, codes in choices(load()).items():
        for code in list(codes)[:4]:
            part = overview(here, loaded, "2026-Q3", TODAY, only=Only(column, code))
            assert part.rows is None or part.rows == 0 or part.rows >= 5
            for big, small in zip(whole.panels, part.panels, strict=True):
                everyone = {figure.label: figure.count for figure in big.figures}
                for figure in small.figures:
                    if figure.count is not None and everyone.get(figure.label) is not None:
                        rest = everyone[figure.label] - figure.count
                        assert rest == 0 or rest >= 5


def test_only_known_filters(here, loaded):
    for only in (Only("plattform", "x' OR '1'='1"), Only("lebenslage", "elternteil")):
        with pytest.raises(UsageError):
            overview(here, loaded, "2026-Q3", date(2026, 11, 23), only=only)


def test_weeks_that_are_not_finished_are_named_and_left_out(here, loaded):
    panel = overview(here, loaded, "2026-Q4", TODAY).weeks
    assert panel.figures[-1].label == "2026-W45", "its Sunday, 8 November, is 15 days ago"
    assert panel.sentence.endswith("KW\u00a046 bis 53 sind noch nicht abgeschlossen.")
    assert "(0)" not in panel.sentence
    whole = overview(here, loaded, "2026-Q4", date(2027, 1, 16)).weeks
    assert whole.sentence.endswith("KW\u00a053 ist noch nicht abgeschlossen.")
    early = overview(here, loaded, "2027-Q1", TODAY).weeks
    assert early.figures == ()
    assert early.sentence.endswith("KW\u00a01 bis 12 sind noch nicht abgeschlossen.")


def test_what_weeks_leave_out_is_not_told_by_the_total(here, loaded):
    for only in (None, *(Only("plattform", code) for code in choices(load())["plattform"])):
        found = overview(here, loaded, "2026-Q4", TODAY, only=only)
        shown = sum(figure.count or 0 for figure in found.weeks.figures)
        assert found.rows is None or not 0 < found.rows - shown < 5


def test_a_quarter_needs_no_cycles(demo_settings):
    """Its weeks stand in the calendar; a damaged list of cycles does not keep its figures away."""
    (demo_settings.data / "cycles.json").write_text('[{"name": "her')
    rows = Loaded(demo_settings, load())
    assert overview(demo_settings, rows, "2026-Q3", TODAY, compare="2026-Q2").rows
    with pytest.raises(KontaktError) as caught:
        overview(demo_settings, rows, "herbst", TODAY)
    assert caught.value.code == "cycles_unreadable"


def test_many_hidden_lines_are_said_once_and_tell_no_more_than_they_did(here, loaded):
    """What is drawn follows from the figures: the shown ones as they are, of the hidden ones their number alone."""
    said = set()
    for column, codes in choices(load()).items():
        for only in (None, *(Only(column, code) for code in codes)):
            for panel in overview(here, loaded, "2026-Q3", TODAY, only=only).panels[1:]:
                hidden = [figure for figure in panel.figures if figure.hidden]
                if len(hidden) < MANY_HIDDEN:
                    assert (panel.lines, panel.withheld) == (panel.figures, "")
                    continue
                assert panel.lines == tuple(figure for figure in panel.figures if not figure.hidden)
                assert str(len(hidden)) in panel.withheld
                assert "verborgen" in panel.withheld
                assert not any(figure.label in panel.withheld for figure in hidden)
                said.add((panel.name, len(hidden), bool(panel.lines), panel.withheld))
    assert "myths" in {name for name, *_ in said}
    assert len({words for *_, words in said}) == len({(number, some) for _, number, some, _ in said})
