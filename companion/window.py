"""``kontakt window``: the desk in a window of its own, or in the default browser where no web view is.

The companion that runs is used; else one is started as its own process, which goes on when the window is closed, so
that the side panel keeps working. The main thread belongs to the web view; everything that waits runs beside it.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from typing import Any

from filelock import FileLock, Timeout
from markupsafe import escape

from companion import autostart, running
from companion.config import Settings, shipped
from companion.desk.preferences import Preferences
from companion.errors import KontaktError
from companion.private_files import make_private_folder
from companion.web_view import WebView, find, to_front

START_S = 60.0
"""So long a companion may take to start."""
LOOK_S = 0.5
"""Seconds between two questions to the companion: is text unsaved, shall the window come to the front."""
ANSWER_S = 5.0
"""So long an answer to that may take before it is asked again."""
CALL_S = 30.0
"""So long a second start waits for the companion's word about the open window."""
SIZE = (1280, 800)
SMALLEST = (480, 400)
ICON = shipped("extension") / "icons" / "kontakt-128.png"
"""In the task bar (Linux; elsewhere the program's own)."""

WORDS = {
    "global.quitConfirmation": "Auf dieser Seite ist noch etwas nicht gespeichert. Trotzdem schließen?",
    "global.ok": "Schließen",
    "global.quit": "Schließen",
    "global.cancel": "Abbrechen",
    "global.saveFile": "Datei speichern",
}
"""German words for the dialogs of the web view."""


def begin(settings: Settings) -> subprocess.Popen[bytes] | None:
    """Start a companion as a process of its own; ``None`` if one runs, or if the system starts no process.

    To be called before the web view takes over: a process started beside its threads may fail (seen with Qt on Linux).
    """
    if running.find(settings) is not None:
        return None
    command = autostart.command(["--data", str(settings.data), "--port", str(settings.port)])
    command += ["--bank", str(settings.bank)] if settings.bank else []
    # On its own: closing the window or the terminal does not end it.
    alone: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        alone = {"creationflags": subprocess.DETACHED_PROCESS}
    quiet = subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, **alone)  # noqa: S603
    except OSError:
        return None  # companion_of says so, in the window if there is one


def companion_of(
    settings: Settings, begun: subprocess.Popen[bytes] | None = None, wait_s: float = START_S
) -> running.Running:
    """The companion of this data folder, waited for if it is just starting, be it here or with the login.

    Args:
        begun: its process, if it was begun here; it ends at once where another one holds the data folder.

    Raises:
        KontaktError: it did not start, and ``kontakt start`` tells why, or it runs and keeps silent.
    """
    until = time.monotonic() + wait_s
    while (found := running.find(settings)) is None:
        held = running.is_held(settings)  # by a companion, long before it answers
        if time.monotonic() > until or not (held or (begun is not None and begun.poll() is None)):
            raise running.silent() if running.keeps_silent(settings) else _not_started()
        time.sleep(0.1)
    return found


def _not_started() -> KontaktError:
    return KontaktError(
        "Der Begleiter ist nicht gestartet.",
        "'kontakt start' zeigt die Ursache.",
        code="not_started",
        status=503,
    )


def sign_in_address(companion: running.Running) -> str:
    """A fresh one-time address of the desk.

    Raises:
        KontaktError: the companion does not answer.
    """
    return str(running.call(companion, "POST", "/control/v1/desk-link")["address"])


def open_window(
    settings: Settings, view: WebView | None = None, browse: Callable[[str], object] = webbrowser.open
) -> str:
    """Show the desk until its window is closed; call from the main thread.

    Args:
        settings: where things lie.
        view: the web view; found by itself if ``None``.
        browse: opens an address in the default browser.

    Returns:
        ``"window"``, ``"browser"`` (no web view here), ``"front"`` (a window was open and came to the front), or
        ``"open"`` (one is open and does not answer; the browser is used).

    Raises:
        KontaktError: no companion runs and none could be started.
    """
    make_private_folder(settings.data)
    only = FileLock(settings.data / "window.lock", timeout=0)
    try:
        only.acquire()
    except Timeout:
        companion = companion_of(settings, begin(settings))
        if running.call(companion, "POST", "/control/v1/desk-windows", timeout_s=CALL_S)["done"]:
            return "front"
        browse(sign_in_address(companion))
        return "open"
    try:
        begun = begin(settings)
        view = view or find()
        if view is not None and _show(view, settings, begun):
            return "window"
        browse(sign_in_address(companion_of(settings, begun)))
        return "browser"
    finally:
        only.release()


def _show(view: WebView, settings: Settings, begun: subprocess.Popen[bytes] | None) -> bool:
    """Run the window; ``False`` when the system has no web view after all."""
    library = view.library
    preferences = Preferences(settings.data / "window.json")
    width, height = _size(preferences.get("size"))
    library.settings["OPEN_EXTERNAL_LINKS_IN_BROWSER"] = True
    library.settings["ALLOW_DOWNLOADS"] = True
    window = library.create_window(
        "kontakt",
        html=WAITING,
        width=width,
        height=height,
        min_size=SMALLEST,
        text_select=True,
        zoomable=True,
    )
    seen: dict[str, Any] = {"size": [width, height], "maximized": False}

    def resized(new_width: int, new_height: int) -> None:
        seen["size"] = [int(new_width), int(new_height)]

    closed = threading.Event()

    def enter() -> None:
        process = begun
        while not closed.is_set():
            try:
                companion = companion_of(settings, process)
                made = running.call(companion, "POST", "/control/v1/desk-link")
                window.load_url(made["address"])
                follow(companion, f"/control/v1/desk-windows/{made['window']}")
            except KontaktError as error:
                if window.confirm_close:
                    return  # the companion ended: leave the page with its text as it is
                window.load_html(FAILED.format(message=escape(error.message), hint=escape(error.hint)))
                process = None
                while not closed.wait(LOOK_S) and running.find(settings) is None:
                    pass

    def follow(companion: running.Running, path: str) -> None:
        """Until the window is closed or the companion has ended; one that is only busy keeps its page."""
        while not closed.wait(LOOK_S):
            try:
                asked = running.call(companion, "POST", path, timeout_s=ANSWER_S)
            except KontaktError:
                if running.is_held(settings):
                    continue
                raise
            window.confirm_close = asked["unsaved"]
            if asked["to_front"]:
                to_front(window, seen["maximized"])

    window.events.resized += resized
    window.events.maximized += lambda: seen.update(maximized=True)
    window.events.restored += lambda: seen.update(maximized=False)
    try:
        # pywebview runs the function in a thread of its own once its loop has begun.
        library.start(enter, localization=WORDS, gui=view.gui, private_mode=True, icon=str(ICON))
    except library.errors.WebViewException:
        return False
    finally:
        closed.set()
    with contextlib.suppress(KontaktError):  # a full disk is no reason to end with an error
        preferences.put("size", seen["size"])
    return True


def _size(stored: object) -> tuple[int, int]:
    """A remembered size that makes sense, or the usual one."""
    if isinstance(stored, list) and len(stored) == 2 and all(isinstance(part, int) for part in stored):
        width, height = stored
        if SMALLEST[0] <= width <= 10_000 and SMALLEST[1] <= height <= 10_000:
            return width, height
    return SIZE


_FRAME = (
    '<!doctype html><html lang="de"><meta charset="utf-8"><title>kontakt</title>'
    "<style>:root{{color-scheme:light dark}}body{{font:1rem/1.5 system-ui,sans-serif;margin:3rem}}</style>"
)
WAITING = _FRAME.format() + "<h1>kontakt</h1><p>Der Begleiter wird gestartet …</p>"
FAILED = (
    _FRAME
    + "<h1>kontakt</h1><p>{message}</p><p>{hint}</p><p>Dieses Fenster macht dann von selbst weiter.</p>"
)
