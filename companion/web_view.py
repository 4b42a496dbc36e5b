"""The system's web view, where there is one that really starts, and how its window is brought to the front."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from typing import Any, NamedTuple

from companion import autostart

PROBE_S = 60.0
"""So long looking for a web view may take on a slow laptop."""
WEBVIEW2 = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
"""Key of the Edge runtime in the registry; its value ``pv`` is the version.

Documented by Microsoft in "Distribute your app and the WebView2 Runtime"."""
PROBE = "--probe"
"""Hidden option of ``kontakt window``: say which web view starts here, and end."""


class WebView(NamedTuple):
    """What shows windows.

    Attributes:
        library: pywebview.
        gui: which of its platforms works here; ``None`` where the system has only one.
    """

    library: Any
    gui: str | None = None


def find() -> WebView | None:
    """The web view of this system; ``None`` where it is missing."""
    if sys.platform == "win32" and not _has_webview2():
        return None  # the fallback there is Internet Explorer, which cannot show these pages
    gui = None
    if sys.platform.startswith("linux"):
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            return None
        gui = _ask_another_process()
        if gui is None:
            return None
    try:
        return WebView(importlib.import_module("webview"), gui)
    except ImportError:
        return None


def probe() -> str | None:
    """Start GTK or Qt and say which one started (Linux).

    To be called in a process of its own: Qt ends the whole process when a library of the system is missing.
    """
    order = ("qt", "gtk") if "KDE_FULL_SESSION" in os.environ else ("gtk", "qt")
    return next((gui for gui in order if _starts(gui)), None)


def _starts(gui: str) -> bool:
    try:
        if gui == "gtk":
            gi = importlib.import_module("gi")
            gi.require_version("Gtk", "3.0")
            gi.require_version("WebKit2", "4.1")
            importlib.import_module("gi.repository.WebKit2")
        else:
            importlib.import_module("qtpy.QtWebEngineCore")
            importlib.import_module("qtpy.QtWidgets").QApplication([])
    except Exception:  # whatever a binding raises: it does not work here
        return False
    return True


def _ask_another_process() -> str | None:
    command = [*autostart.program(), "window", PROBE]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PROBE_S)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    # What it said counts, not how it ended: a crash while Qt is taken down says nothing about windows.
    return next((word for word in reversed(done.stdout.split()) if word in ("gtk", "qt")), None)


def _has_webview2() -> bool:
    """Whether the Edge runtime is installed, for this account or for all."""
    if sys.platform == "win32":
        import winreg

        for root, software in (
            (winreg.HKEY_CURRENT_USER, "Software"),
            (winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\WOW6432Node"),
            (winreg.HKEY_LOCAL_MACHINE, "SOFTWARE"),
        ):
            try:
                with winreg.OpenKey(root, rf"{software}\{WEBVIEW2}") as key:
                    version = winreg.QueryValueEx(key, "pv")[0]
            except OSError:
                continue
            if isinstance(version, str) and version not in ("", "0.0.0.0"):  # noqa: S104 - no address
                return True
    return False


def to_front(window: Any, maximized: bool) -> None:
    """Show a window that lies behind others or is minimised.

    Args:
        window: of pywebview.
        maximized: whether it fills the screen; restoring alone would shrink it.
    """
    window.restore()
    if maximized:
        window.maximize()
    window.show()
