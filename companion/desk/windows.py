"""How a second ``kontakt window`` reaches the window that is already open: through the companion both know."""

from __future__ import annotations

import threading


class Windows:
    """Wishes to come to the front, until the window takes them; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wishes: list[threading.Event] = []

    def call(self, wait_s: float) -> bool:
        """Ask the open window to come to the front; whether it did within ``wait_s`` seconds."""
        taken = threading.Event()
        with self._lock:
            self._wishes.append(taken)
        if not taken.wait(wait_s):
            with self._lock:
                if taken in self._wishes:
                    self._wishes.remove(taken)
        return taken.is_set()

    def called(self) -> bool:
        """Whether somebody asked since the last time; the wish is taken."""
        with self._lock:
            wishes, self._wishes = self._wishes, []
            for taken in wishes:
                taken.set()
        return bool(wishes)
