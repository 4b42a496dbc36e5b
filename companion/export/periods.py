"""Quarters made of whole ISO weeks: the only spans that are ever released."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from companion.contacts.calendar import week_of
from companion.contacts.row import OPEN_DAYS
from companion.errors import KontaktError, UsageError


@dataclass(frozen=True, order=True)
class Period:
    """A quarter; a week belongs to the quarter of its Thursday, as it belongs to the year of its Thursday."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """A period from ``2026-Q3``.

        Raises:
            UsageError: it has another form.
        """
        found = re.fullmatch(r"(20[2-9][0-9])-Q([1-4])", text)
        if not found:
            raise UsageError(f"'{text[:20]}' ist kein Zeitraum.", "Ein Quartal hat die Form 2026-Q3.")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter}"

    @property
    def thursdays(self) -> list[date]:
        """The Thursday of every week of the quarter."""
        first = date(self.year, 3 * self.quarter - 2, 1)
        day = first + timedelta(days=(3 - first.weekday()) % 7)
        found = []
        while day.year == self.year and (day.month - 1) // 3 + 1 == self.quarter:
            found.append(day)
            day += timedelta(days=7)
        return found

    @property
    def weeks(self) -> list[str]:
        """The ISO weeks of the quarter in their order."""
        return [week_of(day) for day in self.thursdays]

    @property
    def months(self) -> dict[str, str]:
        """ISO week → month of its Thursday, ``2026-07``."""
        return {week_of(day): f"{day:%Y-%m}" for day in self.thursdays}

    @property
    def last_day(self) -> date:
        """The Sunday of the last week."""
        return self.thursdays[-1] + timedelta(days=3)

    @property
    def closed_on(self) -> date:
        """First day on which every row of the quarter is frozen."""
        return self.last_day + timedelta(days=OPEN_DAYS)

    def require_closed(self, today: date) -> None:
        """Do nothing if the quarter is over and its rows are frozen.

        Raises:
            KontaktError: it is not (code ``period_open``).
        """
        if today < self.closed_on:
            raise KontaktError(
                f"Der Zeitraum {self} ist noch nicht abgeschlossen.",
                f"Er lässt sich ab dem {self.closed_on:%d.%m.%Y} ausgeben, wenn alle Kontakte eingefroren sind.",
                code="period_open",
                status=409,
            )


def period_of(week: str) -> Period:
    """The quarter of an ISO week."""
    thursday = date.fromisocalendar(int(week[:4]), int(week[6:]), 4)
    return Period(thursday.year, (thursday.month - 1) // 3 + 1)
