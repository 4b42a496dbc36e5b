"""The finished rows behind *Kontakte*, kept in memory; read anew beside everything else once they are others."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from datetime import date

from companion.desk.desk import Desk
from companion.desk.jobs import Done, Job, Progress
from companion.errors import KontaktError
from companion.export.source import pool_of
from companion.report.bank import bank_of
from companion.report.loaded import Loaded

BLINK_S = 0.05
"""So long a page waits for the rows; most teams' are read by then, and nobody sees that anything was done."""


class Reading:
    """The rows as they are now.

    Finished rows never change, so their numbers and the deliveries tell whether what was read still holds.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._latest: tuple[Hashable, Loaded | KontaktError] | None = None

    def get(self, wait_s: float = BLINK_S) -> Loaded | Job:
        """The rows, or the job that is reading them.

        Raises:
            KontaktError: they cannot be read; the next call tries again.
        """
        self._desk.parts.log.problem()  # open and migrate it; what is wrong with it is said on the first page
        found = self._take(self._stamp())
        if found is not None:
            return found
        job = self._desk.jobs.start("contacts-read", "Kontakte zählen", self._read, lasting=False)
        job.ended.wait(wait_s)
        return self._take(self._stamp()) or job

    def _take(self, stamp: Hashable) -> Loaded | None:
        with self._lock:
            if self._latest is None or self._latest[0] != stamp:
                return None
            found = self._latest[1]
            if isinstance(found, KontaktError):
                self._latest = None
                raise found
            return found

    def _read(self, progress: Progress) -> Done:
        stamp = self._stamp()
        found: Loaded | KontaktError
        try:
            bank_of(self._desk.settings, date.today())  # the titles of entries; kept by its shelf
            found = Loaded(
                self._desk.settings,
                self._desk.parts.codebook,
                progress=lambda step, share: progress(share, step),
            )
        except KontaktError as error:  # said by the page that asked
            found = error
        with self._lock:
            self._latest = stamp, found
        return Done("Gezählt.")

    def _stamp(self) -> Hashable:
        desk = self._desk
        try:
            counts = desk.parts.log.get().counts()
        except KontaktError:
            counts = {}
        rows = tuple(counts.get(name) for name in ("frozen", "own_posts", "gaps", "feedback", "observations"))
        return rows, tuple(batch.digest for batch in pool_of(desk.settings).batches())
