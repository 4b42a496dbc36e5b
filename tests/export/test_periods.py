"""Quarters of whole ISO weeks."""

from __future__ import annotations

from datetime import date

import pytest

from companion.errors import KontaktError, UsageError
from companion.export.periods import Period, period_of


def test_every_week_belongs_to_exactly_one_quarter():
    weeks = [week for year in (2025, 2026, 2027) for q in (1, 2, 3, 4) for week in Period(year, q).weeks]
    assert len(weeks) == len(set(weeks)) == 52 + 53 + 52
    assert all(week in period_of(week).weeks for week in weeks)


def test_the_edges_of_a_quarter():
    period = Period.parse("2026-Q3")
    assert (period.weeks[0], period.weeks[-1], len(period.weeks)) == ("2026-W27", "2026-W39", 13)
    assert period.months["2026-W27"] == "2026-07"
    assert (period.last_day, period.closed_on) == (date(2026, 9, 27), date(2026, 10, 11))


def test_a_quarter_is_closed_when_its_last_row_is_frozen():
    Period.parse("2026-Q3").require_closed(date(2026, 10, 11))
    with pytest.raises(KontaktError) as caught:
        Period.parse("2026-Q3").require_closed(date(2026, 10, 10))
    assert (caught.value.code, "11.10.2026" in caught.value.hint) == ("period_open", True)


@pytest.mark.parametrize("text", ["2026", "2026-3", "2026-Q5", "Q3-2026", "2026-Q3 ", ""])
def test_another_form_is_refused(text):
    with pytest.raises(UsageError):
        Period.parse(text)
