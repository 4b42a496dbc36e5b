"""The door of the log: what is written, what is refused, what is forgotten."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from companion.codebook import load
from companion.contacts import ContactLog, FieldError, FrozenError, UnknownRowError
from companion.errors import KontaktError

TODAY = date(2026, 11, 24)


def test_a_contact_gets_what_follows_from_what_happened(log, new_uuid):
    row = log.add(
        {"uuid": new_uuid(), "plattform": "forum", "thema": "elternzeit", "mythos_id": "m-elternzeit"}
    )
    assert row.values["woche"] == "2026-W48"
    assert row.values["schicht"] == "vormittag"
    assert (row.values["format"], row.values["sichtbarkeit"]) == ("forenantwort", "oeffentlich")
    assert (row.values["modus"], row.values["anlass"]) == ("richtigstellen", "falschaussage")
    assert row.values["codebuch_version"] == load().version
    assert row.freezes_on == date(2026, 12, 8)


def test_given_values_win_over_derived_ones(log, new_uuid):
    row = log.add(
        {"uuid": new_uuid(), "plattform": "gutefrage", "raumtyp": "direktnachricht", "modus": "klaeren"}
    )
    assert (row.values["raumtyp"], row.values["sichtbarkeit"]) == ("direktnachricht", "oeffentlich")
    assert row.values["stufe"] == "klaerung"


def test_a_repeat_returns_the_first_row(log, new_uuid):
    key = new_uuid()
    first = log.add({"uuid": key, "thema": "rente"})
    again = log.add({"uuid": key.upper(), "thema": "steuer"})
    assert again.values == first.values
    assert (first.repeated, again.repeated) == (False, True)
    assert log.counts()["open"] == 1


def test_eight_threads_write_every_contact_once(log, new_uuid):
    keys = [new_uuid() for _ in range(100)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda key: log.add({"uuid": key}), keys * 2))
    assert log.counts()["open"] == 100
    assert sum(row.repeated for row in rows) == 100


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("thema", "Meine Chefin heißt Anna"),
        ("thema", 3),
        ("plattform", ["facebook"]),
        ("tag", "24.11.2026"),
        ("tag", "2026-02-30"),
        ("baustein_id", "Anna Schmidt"),
        ("baustein_id", "ab"),
        ("baustein_id", "elternzeit\n"),
        ("baustein_version", True),
        ("baustein_version", 0),
        ("woche", "2026-W48"),
        ("codebuch_version", 1),
        ("notiz", "Anna"),
        ("schicht", "09:30"),
    ],
)
def test_a_wrong_field_is_refused_whole_without_repeating_it(log, new_uuid, field, value):
    with pytest.raises(FieldError) as caught:
        log.add({"uuid": new_uuid(), "plattform": "facebook", field: value})
    assert caught.value.field == field
    assert "Anna" not in caught.value.message + caught.value.hint
    assert log.counts()["open"] == 0


@pytest.mark.parametrize("uuid", [None, 7, "", "Anna", "0" * 36])
def test_a_contact_needs_a_real_key(log, uuid):
    with pytest.raises(FieldError):
        log.add({"uuid": uuid})


def test_a_reaction_can_be_raised_until_the_row_freezes(log, new_uuid, clock):
    key = new_uuid()
    log.add({"uuid": key})
    assert log.change(key, {"reaktion": "danke"}).values["reaktion"] == "danke"
    assert log.freeze(TODAY + timedelta(days=13)) == 0
    log.change(key, {"reaktion": "nachfrage"})
    assert log.freeze(TODAY + timedelta(days=14)) == 1
    with pytest.raises(FrozenError):
        log.change(key, {"reaktion": "like"})
    with pytest.raises(FrozenError):
        log.undo(key)
    assert log.add({"uuid": key}).frozen
    assert (log.counts()["open"], log.counts()["frozen"]) == (0, 1)


def test_key_week_and_origin_cannot_be_changed_by_hand(log, new_uuid):
    key = new_uuid()
    log.add({"uuid": key})
    for field, value in [("uuid", new_uuid()), ("woche", "2026-W01"), ("herkunft", "arbeit")]:
        with pytest.raises(FieldError):
            log.change(key, {field: value})


def test_a_corrected_day_moves_the_week(log, new_uuid):
    key = new_uuid()
    log.add({"uuid": key})
    assert log.change(key, {"tag": "2026-11-20"}).values["woche"] == "2026-W47"


@pytest.mark.parametrize(
    ("start", "changes", "shift"),
    [
        ({"tag": "2026-11-21"}, {"tag": "2026-11-18", "schicht": "abend"}, "abend"),
        ({"tag": "2026-11-21"}, {"tag": "2026-11-22"}, "wochenende"),
        ({"tag": "2026-11-18", "schicht": "abend"}, {"tag": "2026-11-21"}, "wochenende"),
        ({"tag": "2026-11-18", "schicht": "abend"}, {"tag": "2026-11-20"}, "abend"),
        ({"tag": "2026-11-18", "schicht": "abend"}, {"schicht": "vormittag"}, "vormittag"),
    ],
)
def test_the_shift_follows_a_corrected_day(log, new_uuid, start, changes, shift):
    key = new_uuid()
    log.add({"uuid": key, **start})
    assert log.change(key, changes).values["schicht"] == shift
    assert log.open_rows()[0].values["schicht"] == shift


@pytest.mark.parametrize(
    ("start", "changes"),
    [
        ({"tag": "2026-11-21"}, {"tag": "2026-11-18"}),  # nobody knows what time it was
        ({"tag": "2026-11-21"}, {"schicht": "abend"}),
        ({"tag": "2026-11-18", "schicht": "abend"}, {"schicht": "wochenende"}),
        ({"tag": "2026-11-18", "schicht": "abend"}, {"tag": "2026-11-21", "schicht": "abend"}),
    ],
)
def test_a_shift_that_does_not_fit_the_day_is_asked_for(log, new_uuid, start, changes):
    key = new_uuid()
    before = log.add({"uuid": key, **start}).values
    with pytest.raises(FieldError) as caught:
        log.change(key, changes)
    assert caught.value.field == "schicht"
    assert log.open_rows()[0].values == before


@pytest.mark.parametrize(
    ("day", "given", "shift"),
    [
        ("2026-11-21", "abend", "wochenende"),
        ("2026-11-20", "abend", "abend"),
        ("2036-01-05", "wochenende", "vormittag"),  # a wrong clock: day and shift are those of now
        ("2026-11-20", "wochenende", "vormittag"),
    ],
)
def test_a_new_contact_is_never_refused_for_its_shift(log, new_uuid, day, given, shift):
    assert log.add({"uuid": new_uuid(), "tag": day, "schicht": given}).values["schicht"] == shift


def test_undo_removes_the_row_and_is_calm_about_unknown_keys(log, new_uuid):
    key = new_uuid()
    log.add({"uuid": key})
    log.undo(key)
    log.undo(key)
    assert log.open_rows() == []
    with pytest.raises(UnknownRowError):
        log.change(key, {"reaktion": "like"})


def test_open_rows_are_sorted_by_day_and_shift(log, new_uuid):
    for day, shift in [("2026-11-20", "abend"), ("2026-11-23", "vormittag"), ("2026-11-23", "abend")]:
        log.add({"uuid": new_uuid(), "tag": day, "schicht": shift})
    found = [(row.values["tag"], row.values["schicht"]) for row in log.open_rows()]
    assert found == [("2026-11-23", "abend"), ("2026-11-23", "vormittag"), ("2026-11-20", "abend")]


def test_a_contact_that_waited_keeps_its_own_day(log, new_uuid):
    row = log.add({"uuid": new_uuid(), "tag": "2026-11-21"})
    assert (row.values["tag"], row.values["schicht"]) == ("2026-11-21", "wochenende")


@pytest.mark.parametrize("day", ["2036-01-01", "1970-01-01"])
def test_an_impossible_day_from_a_wrong_clock_becomes_today(log, new_uuid, day):
    assert log.add({"uuid": new_uuid(), "tag": day}).values["tag"] == "2026-11-24"


def test_a_clock_set_back_loses_and_freezes_nothing(log, new_uuid, clock):
    log.add({"uuid": new_uuid()})
    clock.time = datetime(2026, 10, 1, 12)
    log.add({"uuid": new_uuid()})
    assert log.freeze(clock.time.date()) == 0
    clock.time = datetime(1970, 1, 1)
    with pytest.raises(KontaktError) as caught:
        log.add({"uuid": new_uuid()})
    assert (caught.value.code, caught.value.status) == ("clock_wrong", 503)
    assert log.freeze(clock.time.date()) == 0
    assert log.counts()["open"] == 2


def test_gaps_feedback_and_observations_count_once_per_key(log, new_uuid):
    key = new_uuid()
    assert log.add_gap(key, "rente", "facebook")
    assert not log.add_gap(key, "rente", "facebook")
    log.add_gap(new_uuid(), "rente", "facebook")
    log.add_feedback(new_uuid(), "elterngeld-plus", None, "veraltet")
    key = new_uuid()
    log.add_observation(key, "forum", 4)
    log.add_observation(key, "forum", 4)
    log.add_observation(new_uuid(), "forum")
    assert log.gap_counts() == [
        {"thema": "rente", "plattform": "facebook", "anzahl": 2, "zuletzt": "2026-W48"}
    ]
    assert log.counts() == {
        "open": 0, "frozen": 0, "gaps": 2, "feedback": 1, "own_posts": 0, "observations": 5,
    }  # fmt: skip


def test_own_posts_are_kept_apart_from_contacts(log, new_uuid):
    key = new_uuid()
    log.own_posts.add({"uuid": key, "plattform": "instagram", "thema": "elterngeld"})
    log.own_posts.change(key, {"reichweite_klasse": "201_1000", "reichweite_signal": "aufrufe"})
    assert (log.counts()["own_posts"], log.counts()["open"]) == (1, 0)


def test_freezing_drops_day_and_key_from_every_byte(log, path, new_uuid):
    keys = [new_uuid() for _ in range(40)]
    for number, key in enumerate(keys):
        log.add({"uuid": key, "tag": f"2026-11-{number % 9 + 1:02d}"})
    assert log.freeze(TODAY) == 40
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert not [key for key in keys if key.encode() in everything]
    assert b"2026-11-0" not in everything


def test_the_order_of_frozen_rows_tells_nothing(log, path, new_uuid):
    for number in range(60):
        log.add({"uuid": new_uuid(), "tag": "2026-11-02", "thema": "rente" if number < 30 else "steuer"})
        if number == 29:
            log.freeze(TODAY)
    log.freeze(TODAY)
    rows = sqlite3.connect(path).execute("SELECT thema FROM contacts_frozen ORDER BY rowid").fetchall()
    assert rows != sorted(rows)
    assert rows != sorted(rows, reverse=True)


def test_rows_older_than_two_years_are_deleted(log, path, new_uuid):
    log.add({"uuid": new_uuid()})
    log.add_gap(new_uuid(), "rente")
    log.freeze(TODAY + timedelta(days=20))
    assert (log.counts()["frozen"], log.counts()["gaps"]) == (1, 1)
    log.freeze(TODAY + timedelta(weeks=105))
    assert (log.counts()["frozen"], log.counts()["gaps"]) == (0, 0)
    assert b"2026-W48" not in path.read_bytes()


def test_a_log_opens_again_as_it_was(log, path, clock, new_uuid):
    key = new_uuid()
    log.add({"uuid": key, "thema": "rente"})
    log.close()
    again = ContactLog.open(path, load(), now=clock)
    assert [row.uuid for row in again.open_rows()] == [key]
    again.close()
