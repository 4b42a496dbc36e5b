"""A screen without a monitor, the windows on it, and the page inside a Qt window as its DevTools protocol shows it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import requests
import websocket
from Xlib import X
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage

WAIT_S = 90.0

Found = TypeVar("Found")


def until(ask: Callable[[], Found], what: str) -> Found:
    """Ask until the answer is true."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        found = ask()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"never: {what}")


class Screen:
    """An X server of its own, 1600×1000."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.display = Display(name)

    def windows(self, title: str) -> list[Any]:
        """Shown top-level windows of that title, the lowest first."""
        found = []
        for window in self.display.screen().root.query_tree().children:
            try:
                if window.get_wm_name() == title and window.get_attributes().map_state == X.IsViewable:
                    found.append(window)
            except Exception:
                continue
        return found

    def cover(self) -> Any:
        """A window of somebody else above all others."""
        root = self.display.screen().root
        window = root.create_window(0, 0, 1600, 1000, 0, self.display.screen().root_depth)
        window.set_wm_name("cover")
        window.map()
        window.configure(stack_mode=X.Above)
        self.display.sync()
        return window

    def is_above(self, upper: Any, lower: Any) -> bool:
        """Whether one window hides another."""
        order = [window.id for window in self.display.screen().root.query_tree().children]
        return order.index(upper.id) > order.index(lower.id)

    def close(self, window: Any) -> None:
        """What the cross in the corner does."""
        delete = self.display.intern_atom("WM_DELETE_WINDOW")
        kind = self.display.intern_atom("WM_PROTOCOLS")
        window.send_event(ClientMessage(window=window, client_type=kind, data=(32, [delete, 0, 0, 0, 0])))
        self.display.flush()


@contextmanager
def screen() -> Iterator[Screen]:
    """Start and end the X server."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            found = Screen(f":{number.readline().strip()}")
        yield found
        found.display.close()
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    """A port for Qt's DevTools, below those that systems give out by themselves: nothing takes it until Qt does."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port


class Inside:
    """The page in a window; Qt offers it on a port when ``QTWEBENGINE_REMOTE_DEBUGGING`` names one."""

    def __init__(self, port: int, part: str) -> None:
        self._port, self._number = port, 0
        try:
            target = until(lambda: next((page for page in self.pages() if part in page["url"]), None), part)
        except AssertionError as error:
            raise AssertionError(f"{error}; shown: {self.pages()}") from None
        self._socket = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=WAIT_S)

    def pages(self) -> list[dict[str, str]]:
        """All pages of the process."""
        try:
            found = requests.get(f"http://127.0.0.1:{self._port}/json", timeout=10).json()
        except requests.RequestException:
            return []
        return [page for page in found if page["type"] == "page"]

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol."""
        answer = self._answer(method, params)
        assert "error" not in answer, answer
        return dict(answer["result"])

    def value(self, script: str) -> Any:
        """What an expression comes to on the page, as by a person's own act; waits for a page that is replaced."""
        asked = {"expression": script, "returnByValue": True, "userGesture": True}

        def answered() -> dict[str, Any] | None:
            answer = self._answer("Runtime.evaluate", asked)
            return None if "context" in answer.get("error", {}).get("message", "") else answer

        answer = until(answered, "a page that stays")
        assert "error" not in answer, answer
        return answer["result"]["result"].get("value")

    def _answer(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                return dict(answer)

    def go(self, path: str) -> None:
        """Open another page of the desk and wait for its scripts."""
        self.value(f"location.assign({json.dumps(path)})")
        ready = f"location.pathname === {json.dumps(path)} && 'ready' in document.documentElement.dataset"
        until(lambda: self.value(ready), path)

    def edit(self, command: str) -> None:
        """A command of the keyboard: ``copy``, ``paste``, ``selectAll``."""
        self.ask("Input.dispatchKeyEvent", type="keyDown", key="x", commands=[command])
        self.ask("Input.dispatchKeyEvent", type="keyUp", key="x")

    def close(self) -> None:
        """Let go of it."""
        self._socket.close()
