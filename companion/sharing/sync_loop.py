"""Keeps the bank up to date in the background: never in the way, never in a hurry when nothing answers."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from pathlib import Path

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.client import Client
from companion.sharing.renewal import renew_if_due

log = logging.getLogger("kontakt")

INTERVAL_S = 10 * 60.0
LONGEST_S = 4 * 3600.0
JITTER = 0.1
"""Share by which a wait is varied, so that a team's laptops do not ask all at once."""


class SyncLoop:
    """Synchronises on start, then at intervals, with back-off after failures.

    Args:
        settings: of the companion; nothing happens while no invitation was accepted.
        on_change: called with the folder of a new verified bank, in the thread of the loop.
        interval_s: seconds between two attempts that succeed.
    """

    def __init__(
        self, settings: Settings, on_change: Callable[[Path], object], interval_s: float = INTERVAL_S
    ) -> None:
        self._settings = settings
        self._client = Client(settings)
        self._on_change = on_change
        self._interval_s = interval_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bank-sync", daemon=True)
        self.failures = 0
        self.step = ""
        self.share = 0.0

    def start(self) -> SyncLoop:
        """Begin in the background."""
        self._thread.start()
        return self

    def stop(self, timeout_s: float = 5.0) -> None:
        """End the loop; a download that is under way is left behind and cleaned up next time."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def wait_s(self) -> float:
        """Seconds until the next attempt: the interval, doubled with every failure, up to four hours."""
        wait: float = min(self._interval_s * 2 ** min(self.failures, 20), max(LONGEST_S, self._interval_s))
        return wait * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret

    def attempt(self) -> bool:
        """One attempt; whether another bank is in use now. Failures are counted and logged, never raised."""
        if not self._client.joined:
            return False
        try:
            changed = self._synced()
        except KontaktError as error:
            self.failures += 1
            log.warning("bank not synchronised: %s", error.code)
            return False
        except Exception as error:  # a defect must not end the loop; the bank in use stays
            self.failures += 1
            log.error("bank not synchronised: %s", type(error).__name__)
            return False
        self.failures = 0
        folder = self._client.bank_folder() if changed else None
        if folder is None:
            return False
        try:
            self._on_change(folder)
        except Exception as error:  # the old bank serves on
            log.error("new bank not taken into use: %s", type(error).__name__)
            return False
        return True

    def _synced(self) -> bool:
        """Synchronise, and on the lead's machine renew what would run out or has; whether the bank is another one."""
        before = self._client.current().get("sha256")
        try:
            changed = self._client.sync(self._note).changed
        except KontaktError as error:
            # The lead was away for longer than the timestamp lasts: renewing is what mends it.
            if error.code != "bank_expired" or not renew_if_due(self._settings):
                raise
            return self._client.sync(self._note).changed or self._client.current().get("sha256") != before
        try:
            renew_if_due(self._settings)
        except KontaktError as error:
            log.warning("timestamp not renewed: %s", error.code)
        return changed

    def _note(self, step: str, share: float) -> None:
        self.step, self.share = step, share

    def _run(self) -> None:
        while not self._stop.is_set():
            self.attempt()
            self._stop.wait(self.wait_s())
