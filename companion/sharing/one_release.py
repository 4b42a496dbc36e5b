"""One step towards a release at a time on one machine.

Window, command and a second tab share the working bank, what was shown last and the proposal in the storage. Two who
presented at once would give one number to two banks, and the later one would lay its proposal over that of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from companion.config import Settings
from companion.errors import KontaktError
from companion.private_files import make_private_folder

LOCK_S = 60.0
"""So long one waits for another step; each takes seconds, a large bank on a slow storage longer."""


@contextmanager
def one_release_at_a_time(settings: Settings) -> Iterator[None]:
    """Nobody else presents, signs, publishes, renews or puts back from this machine meanwhile; not to be nested.

    Raises:
        KontaktError: somebody else still does (``release_busy``, 409); nothing was changed.
    """
    make_private_folder(settings.sharing)
    lock = FileLock(settings.sharing / "release.lock", timeout=LOCK_S, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise KontaktError(
            "Auf diesem Rechner wird gerade schon vorgelegt, unterschrieben oder veröffentlicht, in einem anderen "
            "Fenster oder mit einem Befehl.",
            "Warten, bis das fertig ist, dann noch einmal. Geändert wurde hier nichts.",
            code="release_busy",
            status=409,
        ) from None
    try:
        yield
    finally:
        lock.release()
