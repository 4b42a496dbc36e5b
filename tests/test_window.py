"""The window: which companion it uses, what it remembers, and what happens where no web view is."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from filelock import FileLock

from companion import autostart, running, window
from companion.config import Settings
from companion.errors import KontaktError
from companion.web_view import WebView
from tests.started import Companion


class NoWebView(Exception):
    """What the library raises where the system has none."""


class Library:
    """Stands where pywebview stands: keeps what it was told and runs the function in a thread of its own."""

    def __init__(self, broken: bool = False, while_open: Callable[[Library], None] | None = None) -> None:
        self.while_open = while_open
        self.settings: dict[str, object] = {}
        self.errors = type("errors", (), {"WebViewException": NoWebView})
        self.shown: list[str] = []
        self.options: dict[str, Any] = {}
        self.confirm_close = False
        self.events = type("events", (), {name: _Event() for name in ("resized", "maximized", "restored")})()
        self.moves: list[str] = []
        self._broken = broken

    def create_window(self, title: str, **options: Any) -> Library:
        self.options = options
        return self

    def load_url(self, address: str) -> None:
        self.shown.append(address)

    load_html = load_url

    def restore(self) -> None:
        self.moves.append("restore")

    def maximize(self) -> None:
        self.moves.append("maximize")

    def show(self) -> None:
        self.moves.append("show")

    def start(self, entered: Callable[[], None], **options: Any) -> None:
        if self._broken:
            raise NoWebView
        thread = threading.Thread(target=entered, daemon=True)
        thread.start()
        until = time.monotonic() + 90
        while not self.shown and time.monotonic() < until:
            time.sleep(0.02)
        self.events.resized.tell(900, 700)
        if self.while_open:
            self.while_open(self)


class _Event:
    def __init__(self) -> None:
        self._all: list[Callable[..., object]] = []

    def __iadd__(self, handler: Callable[..., object]) -> _Event:
        self._all.append(handler)
        return self

    def tell(self, *args: object) -> None:
        for handler in self._all:
            handler(*args)


def test_it_uses_the_running_companion_and_remembers_its_size(
    start: Callable[..., Companion], small_bank: Path
) -> None:
    companion = start(bank=small_bank)
    settings = Settings(companion.data, 0)

    def typing(library: Library) -> None:
        http = requests.Session()
        page = http.get(library.shown[0], headers={"Accept": "text/html"}, timeout=60)
        assert "<h1>Willkommen</h1>" in page.text
        token = page.text.partition('name="csrf" content="')[2].partition('"')[0]
        for unsaved in (True, False):
            answer = http.post(
                f"{companion.address}/desk/unsaved",
                json={"unsaved": unsaved},
                headers={"X-CSRF": token, "Origin": companion.address},
                timeout=60,
            )
            assert answer.json() == {"unsaved": unsaved}
            until = time.monotonic() + 60
            while library.confirm_close is not unsaved and time.monotonic() < until:
                time.sleep(0.02)
            assert library.confirm_close is unsaved

    library = Library(while_open=typing)
    assert window.open_window(settings, WebView(library)) == "window"
    assert library.shown[0].startswith(f"{companion.address}/desk/sign-in/")
    again = Library()
    window.open_window(settings, WebView(again))
    assert (again.options["width"], again.options["height"]) == (900, 700)
    assert len({*library.shown, *again.shown}) == 2


def test_without_a_web_view_the_browser_opens(start: Callable[..., Companion], small_bank: Path) -> None:
    companion = start(bank=small_bank)
    opened: list[str] = []
    said = window.open_window(Settings(companion.data, 0), WebView(Library(broken=True)), opened.append)
    assert (said, len(opened)) == ("browser", 1)
    assert requests.get(opened[0], timeout=60).status_code == 200


def test_a_second_start_brings_the_open_window_to_the_front(
    start: Callable[..., Companion], small_bank: Path
) -> None:
    settings = Settings(start(bank=small_bank).data, 0)
    said: list[str] = []

    def second_start(library: Library) -> None:
        library.events.maximized.tell()
        said.append(window.open_window(settings, WebView(Library()), lambda address: said.append(address)))
        until = time.monotonic() + 60  # the window takes the wish first and moves then
        while len(library.moves) < 3 and time.monotonic() < until:
            time.sleep(0.02)

    library = Library(while_open=second_start)
    assert window.open_window(settings, WebView(library)) == "window"
    assert (said, library.moves) == (["front"], ["restore", "maximize", "show"])


def test_a_window_that_does_not_answer_is_no_dead_end(
    start: Callable[..., Companion], small_bank: Path
) -> None:
    companion = start(bank=small_bank)
    opened: list[str] = []
    library = Library()
    with FileLock(companion.data / "window.lock"):
        said = window.open_window(Settings(companion.data, 0), WebView(library), opened.append)
    assert (said, len(opened), library.shown) == ("open", 1, [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that halts a process")
def test_it_keeps_its_page_beside_a_busy_companion_and_goes_on_with_the_next_one(
    start: Callable[..., Companion], small_bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "ANSWER_S", 0.3)
    companion = start(bank=small_bank)
    unanswered = 0
    call = running.call

    def counted(*args: Any, **options: Any) -> dict[str, Any]:
        nonlocal unanswered
        try:
            return call(*args, **options)
        except KontaktError:
            unanswered += 1
            raise

    monkeypatch.setattr(running, "call", counted)

    def through_it_all(library: Library) -> None:
        companion.process.send_signal(signal.SIGSTOP)
        wait_until(lambda: unanswered >= 3)
        companion.process.send_signal(signal.SIGCONT)
        assert len(library.shown) == 1
        companion.kill()
        wait_until(lambda: len(library.shown) == 2)
        assert "läuft kein Begleiter" in library.shown[1]
        assert "von selbst weiter" in library.shown[1]
        again = start(data=companion.data, bank=small_bank)
        wait_until(lambda: len(library.shown) == 3)
        assert library.shown[2].startswith(f"{again.address}/desk/sign-in/")

    library = Library(while_open=through_it_all)
    assert window.open_window(Settings(companion.data, 0), WebView(library)) == "window"


def wait_until(so: Callable[[], bool]) -> None:
    """At most a minute."""
    until = time.monotonic() + 60
    while not so():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_companion_is_started_where_none_runs(small_bank: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path, 0, small_bank)
    library = Library()
    assert window.open_window(settings, WebView(library)) == "window"
    found = running.find(settings)
    assert found is not None  # it goes on after the window
    try:
        assert f":{found.port}/desk/sign-in/" in library.shown[0]
    finally:
        import os

        os.kill(found.pid, signal.SIGTERM)


def test_on_windows_the_companion_is_cut_off_from_the_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``CREATE_NO_WINDOW`` says nothing beside ``DETACHED_PROCESS``, by the documentation of ``CreateProcess``."""
    given: dict[str, Any] = {}
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "DETACHED_PROCESS", 8, raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **options: given.update(options))
    monkeypatch.setattr(autostart, "command", lambda options: ["kontakt", *options])
    window.begin(Settings(tmp_path, 0))
    assert given["creationflags"] == 8
    assert "start_new_session" not in given


def test_a_companion_that_cannot_start_is_explained_in_the_window(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    library = Library()
    window.open_window(Settings(tmp_path / "data", 0, tmp_path / "bank"), WebView(library))
    assert "nicht gestartet" in library.shown[0]


def test_a_companion_that_the_login_is_just_starting_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds the lock and has not announced itself; the one begun here ends at once, because one runs already."""
    settings = Settings(tmp_path, 0)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(60)
    asked: list[float] = []
    passed = [0.0]

    def sleep(seconds: float) -> None:
        passed[0] += seconds

    monkeypatch.setattr(window, "time", SimpleNamespace(monotonic=lambda: passed[0], sleep=sleep))

    def find(_: Settings) -> running.Running | None:
        asked.append(passed[0])
        return running.Running(1, 1, "x") if len(asked) > 5 else None

    monkeypatch.setattr(running, "find", find)
    with FileLock(settings.lock):
        assert window.companion_of(settings, ended, 60).port == 1
        assert len(asked) == 6
        asked.clear()
        monkeypatch.setattr(running, "find", lambda _: asked.append(0.0))
        with pytest.raises(KontaktError, match="nicht gestartet"):
            window.companion_of(settings, ended, 0.5)
        assert len(asked) > 2, "until it has taken too long"
    asked.clear()
    with pytest.raises(KontaktError, match="nicht gestartet"):
        window.companion_of(settings, ended, 3600)
    assert len(asked) <= 2, "nobody holds the lock: nothing to wait for"


def test_a_system_that_starts_no_process_is_explained_in_the_window(
    small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autostart, "command", lambda options: [str(tmp_path / "missing"), *options])
    library = Library()
    assert window.open_window(Settings(tmp_path / "data", 0, small_bank), WebView(library)) == "window"
    assert "nicht gestartet" in library.shown[0]
