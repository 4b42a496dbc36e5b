"""The bank beside the contacts: what its entries are called."""

from __future__ import annotations

from datetime import date

from companion.bank.entry import Bank
from companion.bank.files import assemble
from companion.bank.problem import errors_in
from companion.bank.shelf import shelf_of
from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.in_use import bank_folder


def bank_of(settings: Settings, today: date) -> Bank | None:
    """The bank this laptop uses; a report can do without."""
    try:
        folder, _ = bank_folder(settings)
        reading = shelf_of(folder).reading(today)
    except (KontaktError, OSError):
        return None
    return None if errors_in(reading.problems) else assemble(reading, folder)
