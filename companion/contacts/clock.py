"""Whether the date of this computer may be believed before anything is deleted for its age.

A clock that stands a year ahead for one morning would delete rows that were to be kept for another year, in the log
and in every backup. The days of the backups tell when this computer was used before: after a long step to a later day,
deleting waits until the new date has been met on several days. Freezing waits for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

LONG_STEP = timedelta(days=60)
"""Days without kontakt that are no wonder: a holiday, an illness, months of other work."""
BELIEVED_AFTER = 5
"""Days on which a date after a long step was met, from which on it is believed; fewer than backups are kept."""


def long_step(days: Iterable[date], today: date) -> date | None:
    """The last day before a step of more than ``LONG_STEP`` after which the date is not yet believed.

    Args:
        days: on which kontakt was used before, in any order; those after today came from a clock that was wrong.
        today: local day.

    Returns:
        ``None`` if today may be believed.
    """
    met = 1
    later = today
    for day in sorted({day for day in days if day < today}, reverse=True):
        if later - day > LONG_STEP:
            return day
        met += 1
        if met >= BELIEVED_AFTER:
            return None
        later = day
    return None
