"""Debian's Chromium with the extension loaded and its real side panel, driven by Playwright.

    with chromium(EXTENSION, pages) as browser:
        page = browser.open("https://www.facebook.com/groups/1/")
        panel = browser.side_panel(page)

No page leaves the machine: every https request is answered from `pages`. Requests to 127.0.0.1 are real.
"""

import contextlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, sync_playwright

from .pages import Pages

EXECUTABLE = shutil.which("chromium") or "/usr/bin/chromium"

_playwright: Playwright | None = None
_users = 0


@contextlib.contextmanager
def shared_playwright() -> Iterator[Playwright]:
    """Playwright's synchronous interface exists once per process; several browsers may share it."""
    global _playwright, _users
    if _playwright is None:
        _playwright = sync_playwright().start()
    _users += 1
    try:
        yield _playwright
    finally:
        _users -= 1
        if _users == 0:
            _playwright.stop()
            _playwright = None


class Chromium:
    """A running Chromium with the extension."""

    def __init__(self, playwright: Playwright, context: BrowserContext, profile: Path) -> None:
        self._playwright = playwright
        self._profile = profile
        self._panels: Browser | None = None
        self.context = context
        worker = (
            context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
        )
        self.worker = worker
        self.extension_id = self.worker.url.split("/")[2]

    def store(self, values: Mapping[str, Any]) -> None:
        """Write into the extension's `storage.local`."""
        self.worker.evaluate("values => chrome.storage.local.set(values)", dict(values))

    def open(self, url: str) -> Page:
        """A new tab in front that shows `url`."""
        page = self.context.new_page()
        page.goto(url)
        page.bring_to_front()
        return page

    def extension_page(self, path: str) -> Page:
        """A page of the extension as a tab."""
        return self.open(f"chrome-extension://{self.extension_id}/{path}")

    def click_icon(self, page: Page) -> None:
        """A click on the toolbar icon with `page` in front: a user's gesture, grants activeTab."""
        page.bring_to_front()
        assert self.context.browser is not None
        session = self.context.browser.new_browser_cdp_session()
        try:
            page_target = self.context.new_cdp_session(page).send("Target.getTargetInfo")["targetInfo"]
            tabs = session.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
            # A tab target and its page share address and title, but not the id.
            same = [t for t in tabs if t["url"] == page_target["url"]]
            attached = [t for t in same if t.get("title") == page_target.get("title")] or same
            session.send(
                "Extensions.triggerAction", {"id": self.extension_id, "targetId": attached[-1]["targetId"]}
            )
        finally:
            session.detach()

    def side_panel(self, page: Page, timeout: float = 30.0) -> Page:
        """The real side panel of the window, opened by a click on the icon. `timeout` in seconds.

        Raises TimeoutError if it does not open.
        """
        self.click_icon(page)
        port = (self._profile / "DevToolsActivePort").read_text().split()[0]
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            # The panel is no page of the first connection; a second one lists it like any page.
            browser = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            for candidate in (p for c in browser.contexts for p in c.pages):
                if candidate.url.startswith(f"chrome-extension://{self.extension_id}/panel/"):
                    self._panels = browser
                    return candidate
            browser.close()
            time.sleep(0.1)
        raise TimeoutError("the side panel did not open")

    def let_read(self, where: str) -> None:
        """The browser's own switch for all sites of the extension: "ON_CLICK" takes every permission for a host back,
        "ON_ALL_SITES" gives back what the manifest asks for."""
        menu = self.context.new_page()
        try:
            menu.goto("chrome://extensions/")
            menu.evaluate(
                "given => chrome.developerPrivate.updateExtensionConfiguration(given)",
                {"extensionId": self.extension_id, "hostAccess": where},
            )
        finally:
            menu.close()

    def close(self) -> None:
        """End the browser; a second call does nothing."""
        if self._panels is not None:
            with contextlib.suppress(Exception):
                self._panels.close()
            self._panels = None
        with contextlib.suppress(Exception):
            self.context.close()


def agree(profile: Path, extension_id: str, origin: str) -> None:
    """Note in a closed profile that a person agreed to an optional permission: headless Chromium cannot ask."""
    file = profile / "Default" / "Preferences"
    preferences = json.loads(file.read_text())
    kept = preferences["extensions"]["settings"][extension_id]
    for kind in ("active_permissions", "granted_permissions", "runtime_granted_permissions"):
        kept.setdefault(kind, {}).setdefault("explicit_host", []).append(origin)
    file.write_text(json.dumps(preferences))


@contextlib.contextmanager
def chromium(
    extension: Path,
    pages: Pages,
    size: tuple[int, int] = (1640, 900),
    arguments: tuple[str, ...] = (),
    profile: Path | None = None,
) -> Iterator[Chromium]:
    """A fresh Chromium that knows only `pages`; ended and its profile removed whatever happens.

    `size` is the outer window in CSS pixels; an open side panel takes about 360 of its width.
    A `profile` that is given stays, so that a test can close the browser and open it again.
    """

    def answer(route: Route) -> None:
        html = pages.html(route.request.url) if route.request.is_navigation_request() else None
        if html is None:
            route.fulfill(status=204, body="")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    with contextlib.ExitStack() as stack:
        if profile is None:
            profile = Path(tempfile.mkdtemp(prefix="kontakt-chromium-"))
            stack.callback(shutil.rmtree, profile, ignore_errors=True)
        playwright = stack.enter_context(shared_playwright())
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=EXECUTABLE,
            headless=True,
            no_viewport=True,
            args=[
                "--no-sandbox",
                f"--load-extension={extension}",
                f"--disable-extensions-except={extension}",
                "--remote-debugging-port=0",
                f"--window-size={size[0]},{size[1]}",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                *arguments,
            ],
        )
        context.route("https://**/*", answer)
        browser = Chromium(playwright, context, profile)
        stack.callback(browser.close)
        yield browser
