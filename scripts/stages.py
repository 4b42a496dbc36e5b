"""A browser with the panel open beside a page: the stage on which pictures are taken."""

from __future__ import annotations

import base64
import json
from typing import Any, Protocol

from tests.e2e.drivers.chromium import Chromium
from tests.e2e.drivers.firefox import Firefox
from tests.e2e.panel.feed import GROUP


class Stage(Protocol):
    """A browser with the panel open beside a page."""

    def page(self, script: str) -> Any:
        """Run a script body in the page."""

    def panel(self, script: str) -> Any:
        """Run a script body in the panel."""

    def click(self, selector: str) -> None:
        """Press something in the panel as a person does."""

    def store(self, values: dict[str, Any]) -> None:
        """Settings of the extension."""

    def go(self, url: str) -> None:
        """Another page in the same tab."""

    def block(self) -> None:
        """Take back the permission to talk to this machine, as a person can."""

    def picture(self) -> bytes:
        """The panel as PNG."""


class ChromiumStage:
    """The real side panel."""

    def __init__(self, browser: Chromium) -> None:
        self.browser = browser
        self.store = browser.store
        self.tab = browser.open(GROUP)
        self.side = browser.side_panel(self.tab)

    def page(self, script: str) -> Any:
        """Run a script body in the page."""
        return self.tab.evaluate(f"async () => {{ {script} }}")

    def panel(self, script: str) -> Any:
        """Run a script body in the panel; ``content`` is its window, as in Firefox."""
        return self.side.evaluate(f"async () => {{ const content = window; {script} }}")

    def click(self, selector: str) -> None:
        """A real click, and the pointer leaves again."""
        self.side.locator(selector).first.click()
        self.side.mouse.move(180, 5)

    def go(self, url: str) -> None:
        """Another page in the same tab."""
        self.tab.goto(url)

    def block(self) -> None:
        """Take back every permission for a host."""
        self.browser.let_read("ON_CLICK")

    def picture(self) -> bytes:
        """What is to be seen without scrolling."""
        return self.side.screenshot()


class FirefoxStage:
    """The real sidebar."""

    def __init__(self, browser: Firefox) -> None:
        self.fox = browser
        browser.open(GROUP)
        browser.click_icon()
        browser.in_sidebar("return 1")
        browser.chrome(
            "const window = Services.wm.getMostRecentWindow('navigator:browser');"
            "window.document.querySelector('#sidebar-box').style.width = '320px';"
        )

    def page(self, script: str) -> Any:
        """Run a script body in the page."""
        return self.fox.value(script)

    def panel(self, script: str) -> Any:
        """Run a script body in the panel."""
        return self.fox.in_sidebar(script)

    def store(self, values: dict[str, Any]) -> None:
        """Settings of the extension."""
        self.fox.in_sidebar(f"await browser.storage.local.set({json.dumps(values)})")

    def go(self, url: str) -> None:
        """Another page in the same tab."""
        self.fox.marionette.navigate(url)

    def block(self) -> None:
        """Take back every permission for a host."""
        known = self.fox.in_sidebar("return browser.runtime.getManifest().host_permissions.join(' ')")
        self.fox.revoke(*str(known).split())

    def click(self, selector: str) -> None:
        """A click that counts as a person's."""
        self.fox.in_sidebar(
            f"const target = document.querySelector(`{selector}`);"
            "const undo = content.windowUtils.setHandlingUserInput(true);"
            "try { target.click(); } finally { undo.destruct(); }"
        )

    def picture(self) -> bytes:
        """What is to be seen without scrolling."""
        address = self.fox.chrome(
            """
            const window = Services.wm.getMostRecentWindow("navigator:browser");
            const inner = window.SidebarController.browser.contentDocument.querySelector("#webext-panels-browser");
            const image = await inner.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, "white");
            const canvas = window.document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
            canvas.width = image.width;
            canvas.height = image.height;
            canvas.getContext("2d").drawImage(image, 0, 0);
            return canvas.toDataURL("image/png");
            """
        )
        return base64.b64decode(str(address).split(",")[1])
