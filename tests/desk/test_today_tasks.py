"""What *Heute* finds: each rule at its borders, on a real bank and real counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.bank.entry import Bank, Entry
from companion.bank.files import read_bank
from companion.bank.program import Update
from companion.desk.today import entries, laptop, team
from companion.desk.today.entries import FeedbackCount, GapCount
from companion.desk.today.tasks import HEADINGS, Task, Urgency, in_order, named
from companion.errors import KontaktError
from companion.limits import LOW_DISK
from companion.sharing.finding import Listed

TODAY = date(2026, 11, 30)
ONE = "elterngeld-zuverdienst"


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def names(tasks: Iterable[Task]) -> list[str]:
    return [task.name for task in tasks]


@pytest.fixture(scope="module")
def bank(small_bank: Path) -> Bank:
    """The small bank with one entry, so that every line is about it."""
    whole = read_bank(small_bank)
    return replace(whole, entries={ONE: whole.entries[ONE]}, released_on=day(-1))


def changed(bank: Bank, **facts: object) -> Bank:
    one: Entry = replace(bank.entries[ONE], **facts)  # type: ignore[arg-type]
    return replace(bank, entries={ONE: one})


def listed(status: str = "approved", review_by: date | None = None, title: str = "Titel") -> Listed:
    return Listed("x", "answer", title, "t", "T", status, 1, review_by, None, False, False)


def test_lines_come_by_urgency_and_every_urgency_has_a_heading() -> None:
    made = [Task("a", Urgency.SOME_TIME, ""), Task("b", Urgency.NOW, ""), Task("c", Urgency.NOW, "")]
    order = in_order(made)
    assert [(urgency, names(lines)) for urgency, lines in order.items()] == [
        (Urgency.NOW, ["b", "c"]),
        (Urgency.SOME_TIME, ["a"]),
    ]
    assert set(HEADINGS) == set(Urgency)


def test_names_are_told_up_to_three() -> None:
    assert named(["A"]) == "„A“"
    assert named(["A", "B", "C"]) == "„A“, „B“ und „C“"
    assert named(["A", "B", "C", "D", "E"]) == "„A“, „B“, „C“ und 2 weitere"


def test_only_what_is_in_review_waits() -> None:
    assert names(entries.waiting([listed("draft"), listed("approved")])) == []
    (task,) = entries.waiting([listed("in_review", title="Eins"), listed("in_review", title="Zwei")])
    assert (task.urgency, task.title) == (Urgency.NOW, "2 Bausteine warten auf die Prüfung")
    assert "„Eins“ und „Zwei“" in task.more


@pytest.mark.parametrize(("offset", "found"), [(-1, ["overdue"]), (0, ["due"]), (30, ["due"]), (31, [])])
def test_a_review_is_due_within_thirty_days(bank: Bank, offset: int, found: list[str]) -> None:
    assert names(entries.due(bank, [listed(review_by=day(offset))], TODAY)) == found
    assert names(entries.due(bank, [listed("retired", day(offset))], TODAY)) == []
    assert names(entries.due(changed(bank, review_by=day(offset)), None, TODAY)) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"valid_until": day(-1)}, ["expired"]),
        ({"valid_until": day(0)}, ["ending"]),
        ({"valid_until": day(31)}, []),
        ({"filled_until": day(30)}, ["amounts"]),
        ({"filled_until": day(31)}, []),
        ({"amounts_known": False}, ["amounts_missing"]),
        ({"amounts_known": False, "status": "draft"}, []),
        ({"valid_until": day(-1), "withdrawn": True}, []),
    ],
)
def test_what_runs_out_is_told(bank: Bank, facts: dict[str, object], found: list[str]) -> None:
    assert names(entries.running_out(changed(bank, **facts), TODAY)) == found


def gaps(now: int, then: int, week: int = 48) -> list[GapCount]:
    return [GapCount("pflege", f"2026-W{week}", now), GapCount("pflege", f"2026-W{week - 4}", then)]


@pytest.mark.parametrize(
    ("now", "then", "told"), [(4, 0, False), (5, 4, True), (5, 5, False), (40, 39, True)]
)
def test_gaps_are_told_when_they_grow_and_are_not_few(now: int, then: int, told: bool) -> None:
    assert bool(list(entries.growing(gaps(now, then), {"pflege": "Pflege"}, TODAY))) is told


def test_small_counts_of_gaps_are_hidden_and_old_ones_are_no_news() -> None:
    (task,) = entries.growing(gaps(5, 4), {"pflege": "Pflege"}, TODAY)
    assert "unter 5" in task.more
    assert "„Pflege“" in task.title
    assert list(entries.growing(gaps(50, 0, week=30), {}, TODAY)) == []
    assert list(entries.growing([], {}, TODAY)) == []
    across_the_year = [GapCount("pflege", "2026-W52", 9), GapCount("pflege", "2027-W01", 9)]
    (task,) = entries.growing(across_the_year, {}, date(2027, 1, 8))
    assert task.more.startswith("18 Fragen")


def test_feedback_counts_for_the_present_version_only(bank: Bank) -> None:
    def about(version: int, reason: str, count: int = 1, entry_id: str = ONE) -> FeedbackCount:
        return FeedbackCount(entry_id, version, reason, count)

    present = bank.entries[ONE].version
    assert (
        list(entries.feedback([about(present + 1, "veraltet"), about(1, "veraltet", 1, "weg")], bank)) == []
    )
    (task,) = entries.feedback([about(present, "veraltet", 7), about(present, "wortlaut", 2)], bank)
    assert task.urgency is Urgency.SOON
    assert task.more == "„veraltet“ 7, „Wortlaut“ unter 5."
    (mild,) = entries.feedback([about(present, "wortlaut", 9)], bank)
    assert mild.urgency is Urgency.SOME_TIME


JOINED = {"joined": True, "intact": True, "version": "7", "last": {"ok": True}}


@pytest.mark.parametrize(
    ("status", "age", "origin", "found"),
    [
        (JOINED, 0, "synced", []),
        (JOINED, 90, "synced", []),
        (JOINED, 91, "synced", ["old_bank"]),
        (JOINED, -1, "synced", ["clock"]),
        ({"joined": False}, 0, "shipped", ["not_joined"]),
        ({"joined": False}, 0, "folder", []),
        ({**JOINED, "intact": False}, 0, "synced", ["not_intact"]),
        ({**JOINED, "intact": False, "version": None}, 0, "shipped", []),
        ({**JOINED, "last": {"ok": False, "message": "Weg.", "hint": ""}}, 0, "synced", ["sync_failed"]),
    ],
)
def test_the_connection_is_told(
    bank: Bank, status: dict[str, object], age: int, origin: str, found: list[str]
) -> None:
    old = replace(bank, released_on=day(-age))
    for lead in (True, False):
        assert names(team.connection(status, origin, old, TODAY, lead)) == found


def test_a_bank_that_ran_out_leads_the_lead_to_where_it_is_renewed(bank: Bank) -> None:
    status = {**JOINED, "last": {"ok": False, "code": "bank_expired", "message": "Abgelaufen.", "hint": ""}}
    for lead, first in ((True, "desk_publish.publish"), (False, "desk_publish.sync")):
        (task,) = team.connection(status, "synced", bank, TODAY, lead)
        assert task.steps[0].endpoint == first


def test_a_damaged_connection_leads_to_where_the_invitation_is_taken(bank: Bank) -> None:
    last = {
        "ok": False,
        "code": "connection_damaged",
        "message": "Die Verbindung ist beschädigt.",
        "hint": "Neu.",
    }
    (task,) = team.connection({**JOINED, "last": last}, "synced", bank, TODAY, False)
    assert (task.title, task.more) == ("Die Verbindung ist beschädigt", "Neu.")
    assert [step.endpoint for step in task.steps] == ["desk_publish.connection"]


@pytest.mark.parametrize(
    ("expires", "how", "lead", "other"),
    [
        ({"timestamp": day(15)}, "by_hand", [], []),
        ({"timestamp": day(14)}, "by_hand", ["deadline_timestamp"], []),
        ({"timestamp": day(14)}, "keyring", [], []),
        ({"snapshot": day(-1)}, "by_hand", ["deadline_timestamp"], ["expired_bank"]),
        ({"targets": day(31)}, None, [], []),
        ({"targets": day(30)}, None, ["deadline_targets"], []),
        ({"root": day(0)}, None, ["deadline_root"], []),
    ],
)
def test_deadlines_are_told_in_time_to_who_can_mend_them(
    expires: dict[str, date], how: team.How | None, lead: list[str], other: list[str]
) -> None:
    days = {name: when.isoformat() for name, when in expires.items()}
    assert names(team.deadlines(days, how, TODAY, True)) == lead
    assert names(team.deadlines(days, None, TODAY, False)) == other


def test_signatures_are_told_to_whose_turn_it_is() -> None:
    half, none, both = (
        team.Seen(["lead"], ["jurist"]),
        team.Seen([], ["lead", "jurist"]),
        team.Seen(["lead"], []),
    )
    assert names(team.signatures(None, "jurist")) == []
    assert names(team.signatures(half, "jurist")) == ["sign"]
    assert names(team.signatures(half, "lead")) == ["signatures"]
    assert names(team.signatures(none, "lead")) == ["sign"]
    assert names(team.signatures(both, "lead")) == ["publish"]
    assert names(team.signatures(both, "jurist")) == []


def test_missing_deliveries_are_counted() -> None:
    assert names(team.deliveries([])) == []
    assert [task.title for task in team.deliveries(["a-0001", "b-0002"])] == ["2 Lieferungen fehlen"]


def test_the_laptop_tells_what_keeps_it_from_working() -> None:
    assert names(laptop.working(False, None, LOW_DISK)) == []
    problem = KontaktError("Das Kontaktbuch lässt sich nicht öffnen.", "Rechte prüfen.")
    found = list(laptop.working(True, problem, LOW_DISK - 1))
    assert names(found) == ["log", "matcher", "disk"]
    assert {task.urgency for task in found} == {Urgency.NOW}
    assert names(laptop.browser(0)) == ["browser"]
    assert names(laptop.browser(1)) == []
    assert names(laptop.program(None, "0.1.0")) == []
    assert [task.urgency for task in laptop.program(Update("0.2.0", True), "0.1.0")] == [Urgency.SOON]


@pytest.mark.parametrize(
    ("newest", "rows", "told"), [(day(-3), 9, False), (day(-4), 9, True), (None, 9, True), (None, 0, False)]
)
def test_an_old_backup_is_told_when_there_is_something_to_lose(
    newest: date | None, rows: int, told: bool
) -> None:
    assert bool(list(laptop.backup(newest, rows, TODAY))) is told


def test_undelivered_rows_are_told_with_what_is_missing() -> None:
    assert names(laptop.delivery(0, True)) == []
    assert names(laptop.delivery(3, True)) == ["undelivered"]
    assert names(laptop.delivery(1, False)) == ["no_destination"]


def test_rooms_are_told_two_weeks_before() -> None:
    def room(offset: int) -> dict[str, str]:
        return {"code": "fb-001", "pruefung_am": day(offset).isoformat()}

    assert names(laptop.rooms([room(15)], TODAY)) == []
    assert [task.urgency for task in laptop.rooms([room(14)], TODAY)] == [Urgency.SOME_TIME]
    assert [task.urgency for task in laptop.rooms([room(14), room(-1)], TODAY)] == [Urgency.SOON]
