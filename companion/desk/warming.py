"""Read once, beside everything else, what the first pages would otherwise wait for: working bank and its history."""

from __future__ import annotations

import logging
import threading
from datetime import date
from pathlib import Path

from companion.bank.shelf import shelf_of
from companion.errors import KontaktError
from companion.sharing.history import WorkingBank, is_working_bank

log = logging.getLogger("kontakt")


def warm(folder: Path) -> None:
    """Read a working bank and walk through its history; nothing is done where there is none.

    Args:
        folder: of the working bank.
    """
    if not is_working_bank(folder):
        return
    try:
        shelf_of(folder).reading(date.today())
        with WorkingBank(folder) as bank:
            bank.walk()
    except (KontaktError, OSError) as error:  # the page that needs it says so to a person
        log.info("the working bank could not be read ahead: %s", type(error).__name__)


def warm_in_background(folder: Path) -> threading.Thread:
    """The same beside everything else."""
    thread = threading.Thread(target=warm, args=(folder,), name="desk-warm", daemon=True)
    thread.start()
    return thread
