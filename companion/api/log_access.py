"""The way to the contact log, also while its disk is full or its file locked.

A log that cannot be opened does not keep suggestions from working: contacts are answered with 503, the
extension keeps them, and opening is tried again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from companion.contacts.log import ContactLog
from companion.contacts.store import explained
from companion.errors import KontaktError

log = logging.getLogger("kontakt")

T = TypeVar("T")

RETRY_S = 5.0


class LogAccess:
    """Opens the log once and hands it out; thread-safe.

    Args:
        opener: opens and migrates the log, raising ``KontaktError`` or what disk and SQLite raise when it cannot.
        clock: seconds that never go back.
    """

    def __init__(self, opener: Callable[[], ContactLog], clock: Callable[[], float] = time.monotonic) -> None:
        self._opener = opener
        self._clock = clock
        self._lock = threading.Lock()
        self._log: ContactLog | None = None
        self._error: KontaktError | None = None
        self._tried_at = -RETRY_S

    def get(self) -> ContactLog:
        """The open log.

        While one tries to open it, which may take seconds, all others are told why it could not be opened before.

        Raises:
            KontaktError: why it cannot be opened; the status says that asking again may help.
        """
        before = self._error
        if not self._lock.acquire(blocking=before is None) and before is not None:
            raise before
        try:
            if self._log is not None:
                if self._log.store.is_there():
                    return self._log
                log.warning("the contact log was deleted or replaced; it is opened again")
                self._log.close()
                self._log = None
            if self._error is not None and self._clock() - self._tried_at < RETRY_S:
                raise self._error
            try:
                with explained():
                    self._log = self._opener()
            except KontaktError as error:
                self._tried_at = self._clock()
                self._error = KontaktError(
                    error.message, error.hint, code=error.code, status=max(error.status, 503)
                )
                log.error("the contact log could not be opened: %s", error.code)
                raise self._error from error
            self._error = None
            return self._log
        finally:
            self._lock.release()

    def problem(self) -> KontaktError | None:
        """Why the log cannot be used now, or ``None``."""
        try:
            self.get()
        except KontaktError as error:
            return error
        return None

    def notices(self) -> tuple[str, ...]:
        """What a person should know about the log: restored from a backup, a backup that failed."""
        return self._log.notices if self._log is not None else ()

    def exchange(self, work: Callable[[], T]) -> T:
        """Close the log, let its file be exchanged, and open it again with the next use; contacts wait so long.

        Raises:
            KontaktError: what the work raises; the log is opened again all the same.
        """
        with self._lock:
            if self._log is not None:
                self._log.close()
                self._log = None
            self._error = None
            return work()

    def close(self) -> None:
        """Close the log if it is open."""
        with self._lock:
            if self._log is not None:
                self._log.close()
                self._log = None
