"""Who goes first: people take turns, and background work pauses while somebody waits for an answer.

Python runs one thread at a time. Suggestions worked out side by side would all be late; one after the other, most
are early. A bank that is read and indexed beside the service would hold up every suggestion of
that second several times as long as it takes. So such work asks at short intervals whether somebody waits, and then
lets them go first; each time only for a moment, so that it comes to its end however busy the service is.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

PAUSE_S = 0.02
"""So long one pause lasts at most: about one suggestion."""


class _Turns:
    """A lock that is handed over: who comes later never goes first, which neither lock nor semaphore promises."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self.queue: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self.queue.append(mine)
        mine.acquire()  # until whoever goes hands over

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self.queue:
                self.queue.popleft().release()
            else:
                self._taken = False


_changed = threading.Condition()
_waiting = 0
_turn = _Turns()
_here = threading.local()


@contextmanager
def answering() -> Iterator[None]:
    """Somebody waits for what is done inside."""
    global _waiting
    with _changed:
        _waiting += 1
    try:
        yield
    finally:
        with _changed:
            _waiting -= 1
            if not _waiting:
                _changed.notify_all()


@contextmanager
def in_turn() -> Iterator[None]:
    """As :func:`answering`, one after the other in the order of coming."""
    with answering(), _turn:
        yield


@contextmanager
def background() -> Iterator[None]:
    """What this thread does inside gives way."""
    _here.gives_way = True
    try:
        yield
    finally:
        _here.gives_way = False


def is_background() -> bool:
    """Whether this thread gives way; threads that do a part of its work have to be told."""
    return getattr(_here, "gives_way", False)


def give_way() -> None:
    """Pause for a moment if this is background work and somebody waits; to be called every few milliseconds."""
    if _waiting and is_background():
        with _changed:
            _changed.wait_for(lambda: not _waiting, PAUSE_S)
