"""One-time links into the desk: random, good for one use and one minute."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable

from companion.errors import KontaktError

VALID_S = 60
MOST = 20


class Links:
    """The links that were made and not used yet; thread-safe.

    Args:
        host: ``127.0.0.1:PORT`` of the companion.
        clock: seconds that never go back.
    """

    def __init__(self, host: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._host = host
        self._clock = clock
        self._lock = threading.Lock()
        self._until: dict[str, tuple[float, str]] = {}

    def address(self, window: str = "") -> str:
        """A new address that signs in whoever opens it first; ``window`` becomes the session's."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._until = {key: kept for key, kept in self._until.items() if kept[0] > now}
            while len(self._until) >= MOST:
                del self._until[next(iter(self._until))]
            self._until[_key(token)] = now + VALID_S, window
        return f"http://{self._host}/desk/sign-in/{token}"

    def use(self, token: str) -> str:
        """Accept a token once; the window it was made for.

        Raises:
            KontaktError: ``link_used`` (403): unknown, used or too old, which is not told apart.
        """
        with self._lock:
            until, window = self._until.pop(_key(token), (0.0, ""))
        if until <= self._clock():
            raise KontaktError(
                "Dieser Link gilt nicht mehr: Er öffnet kontakt nur einmal und nur eine Minute lang.",
                "Bitte kontakt neu öffnen: 'kontakt window' starten.",
                code="link_used",
                status=403,
            )
        return window


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
