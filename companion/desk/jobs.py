"""Long work in the background: started by a form, watched on any page, stopped by a click.

A job lives in memory and ends with the companion; whatever it does to files has to be whole or not at all.
"""

from __future__ import annotations

import logging
import secrets
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from companion.errors import KontaktError
from companion.memory import give_back
from companion.system_errors import reason, remedy

log = logging.getLogger("kontakt")

KEPT = 10
"""So many finished jobs are remembered; failed ones until somebody puts them away."""

State = Literal["running", "done", "failed", "cancelled"]


class Cancelled(Exception):  # noqa: N818 - no failure, a wish
    """Somebody stopped the job; raised by ``Progress`` and let through by the work."""


@dataclass(frozen=True)
class Done:
    """What a job came to.

    Attributes:
        message: a German sentence, shown where the progress was.
        address: where to look at the result, within the desk (``url_for``, made before the job starts).
        link: the words of that link.
    """

    message: str
    address: str = ""
    link: str = "Ergebnis ansehen"


@dataclass
class Job:
    """One piece of long work.

    Attributes:
        id: random, part of its address.
        kind: what there is only one of at a time, e.g. ``"publish"``.
        title: German words for what is being done.
        share: how much is done, 0 to 1; ``None`` while unknown.
        step: what is being done now.
        lasting: how it ended well is worth telling; without, only that it runs or failed.
        seen: somebody was told how it ended.
        stoppable: it has not begun to write what must be whole.
        asked: stands for the input it was begun with, to tell another wish from the same one sent twice.
        result, error: how it ended.
    """

    id: str
    kind: str
    title: str
    state: State = "running"
    share: float | None = None
    step: str = ""
    lasting: bool = True
    seen: bool = False
    asked: int = 0
    stoppable: bool = True
    result: Done | None = None
    error: KontaktError | None = None
    stop: threading.Event = field(default_factory=threading.Event, repr=False)
    ended: threading.Event = field(default_factory=threading.Event, repr=False)

    def to_json(self) -> dict[str, object]:
        """What the page shows, all of it of one moment: the work goes on in its own thread meanwhile."""
        state = self.state  # first: how it ended is there before it says that it has
        running = state == "running"
        error, result = (None, None) if running else (self.error, self.result)
        stoppable = self.stoppable
        return {
            "id": self.id,
            "title": self.title,
            "state": state,
            "share": self.share,
            "step": self.step,
            "stoppable": stoppable,
            "stopping": running and stoppable and self.stop.is_set(),
            "message": error.message if error else result.message if result else "",
            "hint": error.hint if error else "",
            "address": result.address if result else "",
            "link": result.link if result else "",
        }


class Progress:
    """How the work tells how far it is, and learns that it should stop."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, share: float | None, step: str = "") -> None:
        """Note how much is done (0 to 1, ``None``: unknown) and what comes now.

        Raises:
            Cancelled: somebody stopped the job.
        """
        self.check()
        self._job.share = None if share is None else min(max(share, 0.0), 1.0)
        self._job.step = step or self._job.step

    def check(self) -> None:
        """Go on, or not.

        Raises:
            Cancelled: somebody stopped the job.
        """
        if self._job.stoppable and self._job.stop.is_set():
            raise Cancelled

    def writes(self) -> None:
        """From here on nobody can stop it: what is being written has to be whole.

        Raises:
            Cancelled: somebody stopped the job before.
        """
        self.check()
        self._job.stoppable = False


Work = Callable[[Progress], Done]


class Jobs:
    """The running and the last finished jobs; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: dict[str, Job] = {}

    def start(self, kind: str, title: str, work: Work, *, lasting: bool = True, asked: int = 0) -> Job:
        """Begin in the background; while a job of the same kind runs, that one is returned and nothing begins.

        Args:
            kind: what there is only one of at a time.
            title: German words for what is being done.
            work: called in its own thread; it may not use the request. A ``KontaktError`` is shown as it is,
                of an ``OSError`` why the system refuses.
            lasting: whether how it ended well is worth telling.
            asked: stands for the input; a returned job with another one does not do what is wanted now.
        """
        with self._lock:
            for job in self._all.values():
                if job.kind == kind and job.state == "running":
                    return job
            for key in [key for key, old in self._all.items() if old.kind == kind and old.state == "done"]:
                if not self._all[key].lasting:
                    del self._all[key]
            job = Job(secrets.token_urlsafe(12), kind, title, lasting=lasting, asked=asked)
            self._all[job.id] = job
            finished = [key for key, old in self._all.items() if old.state not in ("running", "failed")]
            for key in finished[: max(0, len(finished) - KEPT)]:
                del self._all[key]
        threading.Thread(target=_run, args=(job, work), name=f"job-{kind}", daemon=True).start()
        return job

    def get(self, job_id: str) -> Job:
        """A job that is known.

        Raises:
            KontaktError: ``unknown_job`` (404).
        """
        job = self._all.get(job_id)
        if job is None:
            raise KontaktError(
                "Diesen Vorgang gibt es nicht mehr.",
                "Der Begleiter wurde inzwischen neu gestartet. Bitte nachsehen, ob noch etwas zu tun ist.",
                code="unknown_job",
                status=404,
            )
        return job

    def cancel(self, job_id: str) -> Job:
        """Ask a job to stop at its next step; one that writes already goes on.

        Raises:
            KontaktError: ``unknown_job`` (404).
        """
        job = self.get(job_id)
        if job.stoppable:
            job.stop.set()
        return job

    def dismiss(self, job_id: str) -> None:
        """Forget a finished job; a running one stays."""
        with self._lock:
            job = self._all.get(job_id)
            if job is not None and job.state != "running":
                del self._all[job_id]

    def all(self) -> list[Job]:
        """Running and finished jobs, newest last."""
        with self._lock:
            return list(self._all.values())

    def news(self) -> list[Job]:
        """What a page tells: what runs, what ended since a page was shown, and what failed until it is put away."""
        found = [job for job in self.all() if job.state in ("running", "failed") or not job.seen]
        for job in found:
            job.seen = job.state != "running"
        return [job for job in found if job.lasting or job.state in ("running", "failed")]

    def past(self) -> list[Job]:
        """What came to an end and is worth telling, newest first; failures are news until they are put away."""
        return [job for job in reversed(self.all()) if job.state in ("done", "cancelled") and job.lasting]

    def close(self, wait_s: float = 3.0) -> None:
        """Ask all to stop and wait a little for each."""
        for job in self.all():
            job.stop.set()
        for job in self.all():
            job.ended.wait(wait_s)


def _run(job: Job, work: Work) -> None:
    try:
        job.result = work(Progress(job))
        job.state = "done"
    except Cancelled:
        job.state = "cancelled"
    except KontaktError as error:
        job.error, job.state = error, "failed"
    except OSError as error:
        _log(error, "trouble with a file in a job")
        message = f"Lesen oder Schreiben ist gescheitert ({reason(error)})."
        job.error = KontaktError(message, remedy(error), code="storage", status=503)
        job.state = "failed"
    except Exception as error:
        _log(error, "defect in a job")
        job.error = KontaktError(
            "Dabei ist im Begleiter ein Fehler aufgetreten.",
            "Bitte noch einmal versuchen. Bleibt es dabei: 'kontakt doctor' aufrufen und den Fehler melden.",
            code="internal",
            status=500,
        )
        job.state = "failed"
    finally:
        job.ended.set()
        give_back()


def _log(error: Exception, what: str) -> None:
    """Only the kind and the place: the words of an error may quote anything."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s: %s at %s:%s", what, type(error).__name__, place.name, place.lineno)
