"""Cycles have a question, changes and decisions, and are found by name or as a quarter."""

from __future__ import annotations

import pytest

from companion.errors import KontaktError, UsageError
from companion.report.cycles import Cycle, Cycles


@pytest.fixture
def cycles(tmp_path) -> Cycles:
    return Cycles(tmp_path / "cycles.json")


def test_a_cycle_is_kept_with_its_decisions(cycles):
    cycles.new(Cycle("herbst", "2026-W36", "2026-W43", "Helfen kürzere Antworten?", ("kürzen",)))
    cycles.decide("herbst", "auf 300 Zeichen kürzen")
    cycles.note_outreach("herbst", {"besuche": 420})
    found = cycles.get("herbst")
    assert (len(found.weeks), found.decisions, found.outreach) == (
        8,
        ("auf 300 Zeichen kürzen",),
        {"besuche": 420},
    )


def test_a_cycle_may_cross_the_year(cycles):
    cycles.new(Cycle("winter", "2026-W52", "2027-W02"))
    assert cycles.get("winter").weeks == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]


def test_a_quarter_is_a_cycle_without_a_question(cycles):
    assert cycles.get("2026-Q3").weeks[0] == "2026-W27"
    with pytest.raises(KontaktError) as caught:
        cycles.get("sommer")
    assert caught.value.code == "no_cycle"


@pytest.mark.parametrize(
    "cycle",
    [
        Cycle("Herbst 1", "2026-W36", "2026-W43"),
        Cycle("a", "2026-W43", "2026-W36"),
        Cycle("a", "2025-W53", "2026-W01"),
    ],
)
def test_a_cycle_that_cannot_be_is_refused(cycles, cycle):
    with pytest.raises(UsageError):
        cycles.new(cycle)
    assert cycles.all() == []


def test_cycles_do_not_overlap_so_that_reports_cannot_be_subtracted(cycles):
    cycles.new(Cycle("a", "2026-W36", "2026-W43"))
    with pytest.raises(KontaktError) as caught:
        cycles.new(Cycle("b", "2026-W43", "2026-W50"))
    assert caught.value.code == "cycle_overlaps"


def test_a_cycle_names_its_days(cycles):
    assert (cycles.get("2026-Q3").heading, cycles.get("2026-Q3").span) == (
        "3. Quartal 2026",
        "29.06. bis 27.09.2026",
    )
    assert Cycle("winter", "2026-W52", "2027-W02").span == "21.12.2026 bis 17.01.2027"


def test_a_name_is_given_once(cycles):
    cycles.new(Cycle("a", "2026-W36", "2026-W43"))
    with pytest.raises(KontaktError):
        cycles.new(Cycle("a", "2026-W44", "2026-W46"))
