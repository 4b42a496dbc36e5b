"""Which bank a companion works with: one given by hand, else the verified synchronised one, else the shipped one.

A synchronised bank is kept up to date in the background. One that does not check is left aside; the last good bank
keeps working, and people are told.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from pathlib import Path

from companion.api.active_bank import ActiveBank, take_over
from companion.config import Settings
from companion.sharing.client import Client
from companion.sharing.in_use import first_that_checks
from companion.sharing.sync_loop import SyncLoop

log = logging.getLogger("kontakt")

AGAIN_S = 60.0
"""After this time a bank that could not be taken into use is tried again."""


def open_bank(settings: Settings) -> ActiveBank:
    """Read the bank to work with.

    Raises:
        KontaktError: the bank given by hand, or the shipped one, does not check (``bank_invalid``).
    """
    return first_that_checks(
        settings,
        lambda folder, origin: ActiveBank(folder, origin, settings.cache),
        left_aside=lambda error: log.error("the synchronised bank is left aside: %s", error.code),
    )


class BankKeeper:
    """Keeps the bank in use up to date: synchronises, and notices ``kontakt bank sync`` and ``leave``.

    Args:
        settings: with a bank given by hand nothing is done.
        active: where a newer bank is swapped in.
        look_every_s: seconds between two looks at what a command may have changed.
    """

    def __init__(self, settings: Settings, active: ActiveBank, look_every_s: float = 3.0) -> None:
        self._settings = settings
        self._active = active
        self._look_every_s = look_every_s
        self._stop = threading.Event()
        self._loop = SyncLoop(settings, lambda _: take_over(settings, active))
        self._watch = threading.Thread(target=self._look, name="bank-watch", daemon=True)

    def start(self) -> BankKeeper:
        """Begin in the background."""
        if not self._settings.bank:
            self._loop.start()
            self._watch.start()
        return self

    def stop(self) -> None:
        """End both threads."""
        self._stop.set()
        if not self._settings.bank:
            self._loop.stop()
            self._watch.join(5)

    def _look(self) -> None:
        folder = Client(self._settings).folder
        seen, again_at = [-1], 0.0
        while not self._stop.wait(self._look_every_s):
            # The connection too: leaving removes one file after the other, and a look may fall in between.
            now = [_changed_at(folder / name) for name in ("current.json", "connection.json", "root.json")]
            if now == seen and time.monotonic() < again_at:
                continue
            seen, again_at = now, math.inf
            try:
                take_over(self._settings, self._active)
            except Exception as error:  # a full memory, a file that is locked: it may be good a minute later
                again_at = time.monotonic() + AGAIN_S
                log.error(
                    "the synchronised bank is left aside: %s", getattr(error, "code", type(error).__name__)
                )


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
