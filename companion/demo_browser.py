"""A Chromium of its own for the demonstration: fresh profile, extension loaded, panel opened as by a click.

It is driven over two pipes (``--remote-debugging-pipe``), not over a port: no other program can reach it.
The commands are those of the Chrome DevTools Protocol, domains Extensions, Target and Runtime.
"""

from __future__ import annotations

import json
import os
import selectors
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from companion.errors import KontaktError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ANSWER_S = 30.0


def find() -> str:
    """Path of an installed browser of the Chromium family.

    Raises:
        KontaktError: ``no_browser``.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    found = found or next((path for path in PLACES if Path(path).exists()), None)
    if found is None:
        raise KontaktError(
            "Auf diesem Rechner ist kein Chromium, Chrome oder Edge zu finden.",
            "Chromium installieren (Debian: sudo apt-get install chromium), oder die Erweiterung von Hand laden.",
            code="no_browser",
        )
    return found


def has_screen() -> bool:
    """Whether a window can be shown."""
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


class DemoBrowser:
    """A running browser; every method waits until the browser has done it.

    Args:
        profile: empty folder for its profile.
        headless: without a window, for tests.

    Raises:
        KontaktError: no browser is installed, or it does not start.
    """

    def __init__(self, profile: Path, headless: bool = False) -> None:
        command = [
            find(),
            f"--user-data-dir={profile}",
            "--remote-debugging-pipe",
            "--enable-unsafe-extension-debugging",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=de",
            "--disable-features=Translate",
            "--window-size=1280,860",
            *(["--headless=new"] if headless else []),
            # As root, in a container, the sandbox cannot be set up.
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            "about:blank",
        ]
        to_browser, from_us = os.pipe()
        from_browser, to_us = os.pipe()

        def connect() -> None:
            # The browser reads from descriptor 3 and writes to 4; copies well above, since ours may have these numbers.
            import fcntl

            reading, writing = (fcntl.fcntl(one, fcntl.F_DUPFD, 10) for one in (to_browser, to_us))
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(  # noqa: S603 - the found browser with fixed switches
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=connect,
            close_fds=False,  # Python's own descriptors close themselves; 3 and 4 are to stay open
        )
        os.close(to_browser)
        os.close(to_us)
        self._writing, self._reading, self._last, self._received = from_us, from_browser, 0, b""

    def call(
        self, method: str, parameters: dict[str, Any] | None = None, session: str = ""
    ) -> dict[str, Any]:
        """One command of the DevTools protocol.

        Raises:
            KontaktError: ``browser_failed``, the browser refused it, ended or did not answer.
        """
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        try:
            os.write(self._writing, json.dumps(message).encode() + b"\0")
        except OSError:
            raise _failed() from None
        until = time.monotonic() + ANSWER_S
        while True:
            answer = json.loads(self._next(until))
            if answer.get("id") == self._last:
                if "error" in answer:
                    raise _failed()
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self, until: float) -> bytes:
        """The next message; events are messages too."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._reading, selectors.EVENT_READ)
            while b"\0" not in self._received:
                if not selector.select(max(until - time.monotonic(), 0)):
                    raise _failed()
                more = os.read(self._reading, 1 << 16)
                if not more:
                    raise _failed()
                self._received += more
        message, _, self._received = self._received.partition(b"\0")
        return message

    def load_extension(self, folder: Path) -> str:
        """Load the extension as it lies and return its id."""
        return str(self.call("Extensions.loadUnpacked", {"path": str(folder)})["id"])

    def store(self, extension: str, values: dict[str, Any]) -> None:
        """Put values into the extension's ``storage.local``, as soon as its worker has started."""
        script = f"globalThis.chrome?.storage.local.set({json.dumps(values)}).then(() => 'stored')"
        until = time.monotonic() + ANSWER_S
        while time.monotonic() < until:
            targets = self.call("Target.getTargets")["targetInfos"]
            for worker in (t for t in targets if t["type"] == "service_worker" and extension in t["url"]):
                if self._evaluate(worker["targetId"], script) == "stored":
                    return
            time.sleep(0.1)
        raise _failed()

    def _evaluate(self, target: str, script: str) -> Any:
        """The value of an expression in a page or worker, ``None`` if it threw."""
        session = str(self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"])
        try:
            expression = {"expression": script, "awaitPromise": True}
            return self.call("Runtime.evaluate", expression, session)["result"].get("value")
        finally:
            self.call("Target.detachFromTarget", {"sessionId": session})

    def show(self, url: str) -> None:
        """Show an address in the window that is open."""
        page = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")[
            "targetId"
        ]
        session = str(self.call("Target.attachToTarget", {"targetId": page, "flatten": True})["sessionId"])
        self.call(
            "Page.navigate", {"url": url}, session
        )  # as if typed: the guard refuses links from elsewhere
        self.call("Target.detachFromTarget", {"sessionId": session})
        ready = f"location.href === {json.dumps(url)} && document.readyState"
        until = time.monotonic() + ANSWER_S
        while time.monotonic() < until:
            if self._evaluate(page, ready) == "complete":
                return
            time.sleep(0.1)
        raise _failed()

    def click_icon(self, extension: str, url: str) -> None:
        """What a click on the extension's icon does: the panel opens and may read the page."""
        targets = self.call("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        tab = next(target for target in targets if target["url"] == url)
        self.call("Extensions.triggerAction", {"id": extension, "targetId": tab["targetId"]})

    def close(self) -> None:
        """End the browser."""
        for descriptor in (self._writing, self._reading):
            os.close(descriptor)
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def _failed() -> KontaktError:
    return KontaktError(
        "Der Browser für die Vorführung ließ sich nicht öffnen.",
        "Die Erweiterung von Hand laden und koppeln; wie das geht, steht oben.",
        code="browser_failed",
    )
