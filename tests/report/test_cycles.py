"""Cycles have a question, changes and decisions, and are found by name or as a quarter."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

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
        Cycle("--data", "2026-W36", "2026-W43"),
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


WEEKS = '"first_week": "2026-W36", "last_week": "2026-W43"'
DAMAGED = {
    "empty": "",
    "cut off": '[{"name": "herbst", "first_we',
    "an object": '{"name": "herbst"}',
    "a list of numbers": "[1]",
    "a number for a name": '[{"name": 3, "first_week": "2026-W36", "last_week": "2026-W43"}]',
    "no week": '[{"name": "herbst", "first_week": "gestern", "last_week": "2026-W43"}]',
    "a week that does not exist": '[{"name": "herbst", "first_week": "2025-W53", "last_week": "2026-W43"}]',
    "ends before it begins": '[{"name": "herbst", "first_week": "2026-W43", "last_week": "2026-W36"}]',
    "changes are no list": '[{"name": "a", ' + WEEKS + ', "changes": "x"}]',
    "figures are none": '[{"name": "a", ' + WEEKS + ', "outreach": {"besuche": "x"}}]',
    "figures of something else": '[{"name": "a", ' + WEEKS + ', "outreach": {"x": 1}}]',
    "an unknown key": '[{"name": "a", ' + WEEKS + ', "x": 1}]',
}  # fmt: skip


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_named_and_never_written_over(cycles, tmp_path, content):
    path = tmp_path / "cycles.json"
    path.write_text(content)
    for attempt in (
        cycles.all,
        lambda: cycles.get("herbst"),
        lambda: cycles.new(Cycle("winter", "2026-W44", "2026-W50")),
        lambda: cycles.decide("2026-Q3", "kürzen"),
        lambda: cycles.note_outreach("2026-Q3", {"besuche": 1}),
    ):
        with pytest.raises(KontaktError) as caught:
            attempt()
        assert caught.value.code == "cycles_unreadable"
        assert "cycles.json" in caught.value.message
        assert path.read_text() == content


def test_a_cycle_that_was_named_like_an_option_before_is_still_there(cycles, tmp_path):
    (tmp_path / "cycles.json").write_text('[{"name": "-a", ' + WEEKS + "}]")
    assert [cycle.name for cycle in cycles.all()] == ["-a"]


def test_a_file_of_an_earlier_version_is_read(cycles, tmp_path):
    """Figures and decisions came later; a file without them is whole."""
    (tmp_path / "cycles.json").write_text(
        '[{"name": "a", "first_week": "2026-W36", "last_week": "2026-W43", "question": "", "changes": [],'
        ' "decisions": []}]'
    )
    assert cycles.get("a") == Cycle("a", "2026-W36", "2026-W43")


def test_what_desk_and_command_note_at_once_is_all_kept(cycles, tmp_path):
    said = [f"Beschluss {number}" for number in range(24)]
    with ThreadPoolExecutor(8) as at_once:
        done = [
            at_once.submit(Cycles(tmp_path / "cycles.json").decide, "2026-Q3", decision) for decision in said
        ]
    assert [job.exception() for job in done] == [None] * len(said)
    assert sorted(cycles.get("2026-Q3").decisions) == sorted(said)


def test_of_two_cycles_that_would_overlap_only_one_begins(cycles, tmp_path):
    wanted = [Cycle(f"zyklus-{number}", "2026-W36", "2026-W43") for number in range(8)]
    with ThreadPoolExecutor(8) as at_once:
        done = [at_once.submit(Cycles(tmp_path / "cycles.json").new, cycle) for cycle in wanted]
    refused = [error.code for job in done if isinstance(error := job.exception(), KontaktError)]
    assert refused == ["cycle_overlaps"] * 7
    assert len(cycles.all()) == 1
