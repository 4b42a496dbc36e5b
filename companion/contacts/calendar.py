"""Days, ISO weeks and shifts: the only times a contact may have."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from companion.errors import KontaktError

EARLIEST_DAY = date(2025, 1, 1)
"""No contact of this project is older; a clock before it is wrong."""
SATURDAY = 5
WEEKEND = "wochenende"


def week_of(day: date) -> str:
    """ISO week of a day, like ``2026-W48`` (ISO 8601; the year is the week's, not the day's)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def weeks_before(day: date, weeks: int) -> str:
    """ISO week that lies ``weeks`` weeks before the week of ``day``."""
    return week_of(day - timedelta(weeks=weeks))


def shift_of(moment: datetime) -> str:
    """Code of the vocabulary ``schicht`` for a local time."""
    if moment.weekday() >= SATURDAY:
        return WEEKEND
    if moment.hour < 12:
        return "vormittag"
    return "nachmittag" if moment.hour < 18 else "abend"


def shift_fits(shift: str, day: date) -> bool:
    """Whether a shift can be one of a day: ``wochenende`` on Saturday and Sunday, and on no other."""
    return (shift == WEEKEND) == (day.weekday() >= SATURDAY)


def plausible_day(given: str | None, today: date) -> date:
    """The day a contact is filed under: the given one, or today where that cannot be right.

    A contact may wait in the browser for days, so earlier days are taken as they are. A day after today,
    or one before the project began, comes from a clock that has been mended since.

    Raises:
        KontaktError: this computer's own clock is before the project began (code ``clock_wrong``).
        ValueError: ``given`` is no day.
    """
    if today < EARLIEST_DAY:
        raise KontaktError(
            f"Die Uhr dieses Rechners steht auf {today:%d.%m.%Y}, das kann nicht stimmen.",
            "Datum und Uhrzeit stellen. Der Kontakt wartet solange im Browser.",
            code="clock_wrong",
            status=503,
        )
    day = date.fromisoformat(given) if given else today
    return day if EARLIEST_DAY <= day <= today else today
