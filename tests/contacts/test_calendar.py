"""Weeks and shifts at their edges."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from companion.contacts.calendar import shift_of, week_of, weeks_before


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ((2026, 1, 1), "2026-W01"),
        ((2027, 1, 1), "2026-W53"),
        ((2024, 12, 30), "2025-W01"),
        ((2026, 11, 23), "2026-W48"),
    ],
)
def test_the_week_is_the_iso_week_of_its_own_year(day, week):
    assert week_of(date(*day)) == week


def test_weeks_are_counted_back_over_the_year():
    assert weeks_before(date(2026, 1, 7), 2) == "2025-W52"


@pytest.mark.parametrize(
    ("moment", "shift"),
    [
        ((2026, 11, 23, 0, 0), "vormittag"),
        ((2026, 11, 23, 11, 59), "vormittag"),
        ((2026, 11, 23, 12, 0), "nachmittag"),
        ((2026, 11, 23, 17, 59), "nachmittag"),
        ((2026, 11, 23, 18, 0), "abend"),
        ((2026, 11, 28, 9, 0), "wochenende"),
        ((2026, 11, 29, 23, 59), "wochenende"),
    ],
)
def test_shifts_follow_the_working_day(moment, shift):
    assert shift_of(datetime(*moment)) == shift
