"""From when on something is told that wants attention: the same for the doctor, *Heute* and whoever else looks."""

from __future__ import annotations

LOW_DISK = 500 * 1024**2
"""Bytes below which contacts soon could not be written down."""
OLD_BACKUP_DAYS = 3
"""A companion in use backs up every day; three days are a weekend."""
OLD_BANK_DAYS = 90
"""A quarter; an older bank of the team may be one that is not fetched any more."""
