"""Who is signed in: a table in memory that ends with the companion, and one cookie that means nothing elsewhere."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from flask import Request, Response, g

IDLE_S = 8 * 60 * 60
"""Without a request for so long, a session ends."""
MOST = 20
"""So many sessions at once; the one unused for longest makes room."""

Tone = Literal["success", "note", "warning"]


@dataclass
class Session:
    """One signed-in window or browser.

    Attributes:
        csrf: the token that every form of this session carries.
        used_at: when it last asked, in seconds of the store's clock.
        window: random name of the window it belongs to, empty for a browser.
        unsaved: whether its page holds text that would be lost.
        flashes: sentences for the next page, see ``flash``.
    """

    csrf: str
    used_at: float
    window: str = ""
    unsaved: bool = False
    flashes: list[tuple[Tone, str]] = field(default_factory=list)


def _key(cookie: str) -> str:
    # Looking up a hash says nothing about the identifier, however long the comparison takes.
    return hashlib.sha256(cookie.encode("utf-8", "surrogateescape")).hexdigest()


class Sessions:
    """All sessions of one companion; thread-safe.

    Args:
        port: part of the cookie's name, since browsers share cookies between the ports of 127.0.0.1.
        clock: seconds that never go back.
    """

    def __init__(self, port: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.cookie = f"kontakt_desk_{port}"
        self._clock = clock
        self._lock = threading.Lock()
        self._all: dict[str, Session] = {}

    def begin(self, response: Response, window: str = "") -> Session:
        """A new session, whose cookie is set on the response."""
        value = secrets.token_urlsafe(32)
        session = Session(secrets.token_urlsafe(32), self._clock(), window)
        with self._lock:
            self._drop_old()
            if len(self._all) >= MOST:
                self._all.pop(min(self._all, key=lambda key: self._all[key].used_at))
            self._all[_key(value)] = session
        # Not "Secure": the companion speaks plain http on 127.0.0.1, and no cookie leaves this computer.
        response.set_cookie(self.cookie, value, path="/desk", httponly=True, samesite="Strict")
        return session

    def find(self, incoming: Request) -> Session | None:
        """The session of a request, if it has one that has not ended."""
        key = _key(incoming.cookies.get(self.cookie, ""))
        with self._lock:
            self._drop_old()
            session = self._all.get(key)
            if session is not None:
                session.used_at = self._clock()
            return session

    def unsaved(self, window: str) -> bool:
        """Whether the page in that window holds text that would be lost."""
        with self._lock:
            return any(session.window == window and session.unsaved for session in self._all.values())

    def end(self, incoming: Request, response: Response) -> None:
        """Sign out."""
        with self._lock:
            self._all.pop(_key(incoming.cookies.get(self.cookie, "")), None)
        response.delete_cookie(self.cookie, path="/desk", httponly=True, samesite="Strict")

    def _drop_old(self) -> None:
        latest = self._clock() - IDLE_S
        for key in [key for key, session in self._all.items() if session.used_at < latest]:
            del self._all[key]


def current() -> Session | None:
    """The session of the request being handled, if somebody is signed in."""
    found: Session | None = g.get("desk_session")
    return found


def flash(text: str, tone: Tone = "success") -> None:
    """Say one sentence on the next page that is shown, in a live region: what was done, and what follows.

    Raises:
        RuntimeError: nobody is signed in.
    """
    session = current()
    if session is None:
        raise RuntimeError("flash needs a session")
    session.flashes.append((tone, text))


def take_flashes() -> list[tuple[Tone, str]]:
    """The waiting sentences; they are shown once."""
    session = current()
    if session is None:
        return []
    waiting, session.flashes = session.flashes, []
    return waiting
