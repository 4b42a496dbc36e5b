"""The time in which a browser may be paired: one six-digit code, two minutes, five tries."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable

from companion.errors import KontaktError

OPEN_S = 120
TRIES = 5


class PairingWindow:
    """Closed until someone at this computer asks for a code; thread-safe.

    Args:
        clock: seconds that never go back, so that a changed system clock opens nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._code = ""
        self._until = 0.0
        self._tries = 0

    def open(self) -> str:
        """A new code of six digits; an earlier one is void from now on."""
        with self._lock:
            self._code = f"{secrets.randbelow(1_000_000):06d}"
            self._until = self._clock() + OPEN_S
            self._tries = TRIES
            return self._code

    def is_open(self) -> bool:
        """Whether a right code would be accepted now."""
        with self._lock:
            return bool(self._code) and self._tries > 0 and self._clock() < self._until

    def close(self) -> None:
        """The code is void from now on."""
        with self._lock:
            self._code = ""

    def use(self, code: str) -> None:
        """Accept the right code once and close.

        Raises:
            KontaktError: ``pairing_closed`` (403), ``too_many_tries`` (429) or ``wrong_code`` (403).
        """
        with self._lock:
            if not self._code or self._clock() >= self._until:
                self._code = ""
                raise KontaktError(
                    "Der Code ist abgelaufen oder schon benutzt.",
                    "Bitte mit 'kontakt pair' einen neuen holen; er gilt zwei Minuten.",
                    code="pairing_closed",
                    status=403,
                )
            if self._tries <= 0:
                raise KontaktError(
                    "Fünfmal war der Code falsch, er gilt nicht mehr.",
                    "Bitte mit 'kontakt pair' einen neuen holen.",
                    code="too_many_tries",
                    status=429,
                )
            self._tries -= 1
            if not hmac.compare_digest(code.encode("utf-8", "replace"), self._code.encode()):
                raise KontaktError(
                    "Dieser Code stimmt nicht.",
                    f"Bitte noch einmal ablesen; es bleiben {self._tries} Versuche."
                    if self._tries
                    else "Bitte mit 'kontakt pair' einen neuen holen.",
                    code="wrong_code",
                    status=403,
                )
            self._code = ""
