"""The bank in use and its matcher, always both of the same release.

They are swapped in one step: a request sees either the old pair or the new one. Building happens beside the
running service; a bank that cannot be built leaves the last good one in place.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from companion import __version__
from companion.bank.entry import Bank
from companion.bank.files import read_bank
from companion.bank.program import Update
from companion.config import Settings
from companion.errors import KontaktError
from companion.giving_way import background
from companion.memory import give_back
from companion.sharing.client import Client
from companion.sharing.in_use import Origin, bank_folder

if TYPE_CHECKING:
    from companion.matching.matcher import Matcher

log = logging.getLogger("kontakt")

WAIT_S = 8.0
"""How long a request waits for the first index; the extension gives a call up after ten seconds."""
RETRY_S = 30.0
"""After this time a failed build, or reading again for a new day, is tried again."""
WAITING = 4
"""So many requests may wait at once, so that half of the server's threads stay free."""


@dataclass(frozen=True)
class InUse:
    """A bank and the matcher built from it."""

    bank: Bank
    matcher: Matcher


class ActiveBank:
    """Holds the bank in use; thread-safe.

    Args:
        folder: where the bank lies.
        origin: how it came here.
        cache: folder for the matcher's index, may be deleted at any time.

    Raises:
        KontaktError: the bank does not check (``bank_invalid``).
    """

    def __init__(self, folder: Path, origin: Origin, cache: Path | None = None) -> None:
        self._cache = cache
        self._building = threading.Lock()
        self._asking = threading.Lock()
        self._ready = threading.Event()
        self._waiting = threading.BoundedSemaphore(WAITING)
        self._in_use: InUse | None = None
        self._failed = False
        self._tried_at = 0.0
        self._read_on = date.today()
        self._again_at = 0.0
        self.folder = folder
        self.origin: Origin = origin
        self.progress = 0.0
        self.bank = read_bank(folder)

    @property
    def ready(self) -> bool:
        """Whether suggestions can be made now."""
        return self._ready.is_set()

    @property
    def failed(self) -> bool:
        """Whether the last attempt to build the index broke off."""
        return self._failed

    @property
    def update(self) -> Update | None:
        """A newer version of the program that the signed bank speaks of; an unsigned one is not heard."""
        return self.bank.program.update_for(__version__) if self.origin == "synced" else None

    def start(self) -> threading.Thread:
        """Build the index of the bank in the background."""
        thread = threading.Thread(target=self._build_quietly, name="matcher", daemon=True)
        thread.start()
        return thread

    def use(self, folder: Path, origin: Origin) -> Bank:
        """Read, check and index another bank, then swap it in; the old one serves until then.

        Raises:
            KontaktError: the bank does not check; the old one stays.
        """
        self.renew(lambda: (folder, origin))
        return self.bank

    def renew(self, wanted: Callable[[], tuple[Path, Origin] | None]) -> bool:
        """As :meth:`use`, with the bank that is wanted once nothing else is being built; whether one was.

        Asked any sooner, who has waited for another bank to be built could put an older one in its place.

        Raises:
            KontaktError: the bank does not check; the old one stays.
        """
        with background(), self._building:
            named = wanted()
            if named is None:
                return False
            self._swap(read_bank(named[0]))
            self.folder, self.origin = named
        give_back()
        return True

    def get(self, today: date, wait_s: float = WAIT_S) -> InUse:
        """The bank and the matcher, waiting for the first index if need be.

        Raises:
            KontaktError: ``not_ready`` (503) while the index is being built, ``matcher_failed`` (503).
        """
        if not self._ready.is_set() and self._waiting.acquire(blocking=False):
            try:
                self._ready.wait(wait_s)
            finally:
                self._waiting.release()
        current = self._in_use
        if current is None:
            if self._failed:
                self._try_again()
                raise KontaktError(
                    "Die Vorschläge lassen sich gerade nicht vorbereiten.",
                    "Der Begleiter versucht es von selbst noch einmal. Bleibt es dabei, hilft 'kontakt doctor'.",
                    code="matcher_failed",
                    status=503,
                )
            raise KontaktError(
                f"Die Vorschläge werden noch vorbereitet ({self.progress:.0%}).",
                "Einen Augenblick Geduld, das Seitenfenster fragt von selbst noch einmal.",
                code="not_ready",
                status=503,
            )
        self._reread_if_due(today)
        return current

    def _swap(self, bank: Bank) -> None:
        # Imported here: the matcher's libraries take longer to load than the server to listen.
        from companion.matching.matcher import Matcher

        previous = self._in_use.matcher if self._in_use else None
        matcher = Matcher.build(bank, self._cache, self._note_progress, previous)
        self._in_use, self.bank, self._failed = InUse(bank, matcher), bank, False
        self.progress = 1.0
        self._ready.set()

    def _note_progress(self, share: float) -> None:
        if not self._ready.is_set():
            self.progress = min(max(share, self.progress), 1.0)

    def _build_quietly(self) -> None:
        self._tried_at = started = time.monotonic()
        try:
            with background(), self._building:
                if self._in_use is None:  # else a newer bank came first
                    self._swap(self.bank)
        except Exception as error:  # a defect or a full disk: say so, keep serving what works
            self._failed = self._in_use is None
            log.error("the index could not be built: %s", type(error).__name__)
        else:
            give_back()
            count, took = len(self.bank.entries), time.monotonic() - started
            log.info("index of %d entries ready after %.1f s", count, took)

    def _try_again(self) -> None:
        """A full disk may have room again: build once more, but not with every request."""
        with self._asking:
            if time.monotonic() - self._tried_at < RETRY_S:
                return
            self._tried_at = time.monotonic()
        self.start()

    def _reread_if_due(self, today: date) -> None:
        """Amounts change on a day, and a clock may have been wrong: look once a day, read again if need be."""
        with self._asking:
            if self._read_on == today or time.monotonic() < self._again_at:
                return
            if self.bank.is_filled_for(today):
                self._read_on = today
                return
            self._again_at = math.inf  # until it is known how this ends
        try:
            threading.Thread(target=self._reread, args=(today,), name="bank", daemon=True).start()
        except RuntimeError:  # the system gives no thread
            self._again_at = time.monotonic() + RETRY_S

    def _reread(self, today: date) -> None:
        try:
            self.renew(lambda: (self.folder, self.origin))
        except Exception as error:  # a full memory, a file that is locked: it may be good a moment later
            log.error("the bank could not be read again: %s", getattr(error, "code", type(error).__name__))
        else:
            self._read_on = today
        finally:
            self._again_at = time.monotonic() + RETRY_S


def take_over(settings: Settings, active: ActiveBank) -> bool:
    """Take the verified synchronised bank into use, or the shipped one after leaving; whether it was another one.

    One given by hand stays. So does what is in memory while this laptop is connected and its files cannot be read.

    Raises:
        KontaktError: it does not check; the bank in use stays.
    """

    def other() -> tuple[Path, Origin] | None:
        if settings.bank:
            return None
        folder, origin = bank_folder(settings)
        unreadable = origin == "shipped" and Client(settings).joined and active.folder.is_dir()
        return None if folder == active.folder or unreadable else (folder, origin)

    return active.renew(other)
