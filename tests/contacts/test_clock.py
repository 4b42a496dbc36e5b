"""A clock that is wrong for a while costs nothing: no row, no backup, no order among the backups."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from companion.codebook import load
from companion.contacts.backup import KEEP, backup_folder, backups, day_of, make_backup
from companion.contacts.clock import BELIEVED_AFTER, long_step
from companion.contacts.opening import open_log
from companion.contacts.store import Store

TODAY = date(2026, 11, 24)


def days(*numbers: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("used", "step"),
    [
        ([], None),
        (days(1, 2, 3), None),
        (days(0), None),
        (days(60, 120, 180), None),
        (days(61), days(61)[0]),
        (days(365, 366, 367), days(365)[0]),
        (days(1, 2, 3, 365), days(365)[0]),
        (days(1, 2, 3, 4, 365), None),
        (days(-400, -1, 1), None),
    ],
)
def test_a_date_after_a_long_step_is_believed_once_it_was_met_on_some_days(used, step):
    assert long_step(used, TODAY) == step


def frozen_weeks(file: Path) -> list[str]:
    return [week for (week,) in sqlite3.connect(file).execute("SELECT woche FROM contacts_frozen ORDER BY 1")]


def test_a_clock_a_year_ahead_deletes_nothing_and_says_so(path, clock, new_uuid):
    clock.time = datetime(2025, 3, 3, 9)
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid()})
    log.close()
    for day in (18, 19, 20, 23, 24):
        clock.time = datetime(2026, 11, day, 9)
        open_log(path, load(), now=clock).close()
    for day in (24, 25, 26):
        clock.time = datetime(2027, 11, day, 9)
        log = open_log(path, load(), now=clock)
        assert len(log.notices) == 1
        assert log.notices[0].startswith(
            f"Zuletzt lief kontakt am 24.11.2026, jetzt zeigt dieser Rechner den {day}.11.2027. Stimmt das, ist nichts "
        )
        log.close()
    clock.time = datetime(2026, 11, 25, 9)
    log = open_log(path, load(), now=clock)
    assert log.notices == ()
    log.close()
    for file in (path, *backups(backup_folder(path))):
        assert frozen_weeks(file) in (["2025-W10"], [])
    assert frozen_weeks(path) == frozen_weeks(backups(backup_folder(path))[0]) == ["2025-W10"]


def test_after_a_real_pause_the_old_rows_go_on_the_fifth_day(path, clock, new_uuid):
    clock.time = datetime(2025, 3, 3, 9)
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid()})
    log.close()
    kept = []
    for day in range(24, 24 + BELIEVED_AFTER):
        clock.time = datetime(2027, 11, day, 9)
        open_log(path, load(), now=clock).close()
        kept.append(len(frozen_weeks(path)))
    assert kept == [1] * (BELIEVED_AFTER - 1) + [0]
    assert [frozen_weeks(file) for file in backups(backup_folder(path))] == [[]] * (BELIEVED_AFTER + 1)


def test_a_log_damaged_after_a_day_ahead_comes_back_from_the_latest_backup(path, clock, new_uuid):
    for moment in (datetime(2027, 11, 24, 9), datetime(2026, 11, 24, 9), datetime(2026, 11, 25, 9)):
        clock.time = moment
        log = open_log(path, load(), now=clock)
        log.add({"uuid": new_uuid()})
        log.close()
    open_log(path, load(), now=clock).close()
    clock.time = datetime(2026, 11, 26, 9)
    open_log(path, load(), now=clock).close()
    path.write_bytes(b"\0" * 5000)
    log = open_log(path, load(), now=clock)
    assert "aus der Sicherung vom 26.11.2026" in log.notices[0]
    assert len(log.open_rows()) == 3
    log.close()


def test_before_the_project_began_no_backup_is_pushed_out(path, clock, new_uuid):
    log = open_log(path, load(), now=clock)
    log.add({"uuid": new_uuid()})
    log.close()
    before = [file.read_bytes() for file in backups(backup_folder(path))]
    clock.time = datetime(1970, 1, 1, 1)
    open_log(path, load(), now=clock).close()
    assert [file.read_bytes() for file in backups(backup_folder(path))] == before


@given(st.lists(st.integers(0, 40), min_size=1, max_size=14))
@example([30, 30, 5, 6, 5, 30])
@settings(max_examples=40, deadline=None)
def test_whatever_the_clock_told_the_last_backups_are_kept_in_the_order_they_were_made(told):
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "log.sqlite3", load())
        place = Path(folder) / "backups"
        for number, day in enumerate(told):
            with store.writing() as connection:
                connection.execute(f"PRAGMA user_version = {number}")
            make_backup(store, place, TODAY + timedelta(days=day))
        store.close()
        found = [
            sqlite3.connect(path).execute("PRAGMA user_version").fetchone()[0] for path in backups(place)
        ]
        last_of_a_day = [list(run)[-1][0] for _, run in groupby(enumerate(told), key=lambda made: made[1])]
        assert found == last_of_a_day[::-1][:KEEP]
        assert day_of(backups(place)[0]) == TODAY + timedelta(days=told[-1])
