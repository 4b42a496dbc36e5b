"""The two players of page cases: real Chromium by Playwright, real Firefox by Marionette."""

import json
from typing import Any

from playwright.sync_api import Page

from ..drivers.chromium import Chromium
from ..drivers.firefox import Firefox
from .play import RESET, SCROLL, SELECT, SELECT_ON


class ChromiumPlayer:
    """Plays in one tab; a second tab in the back listens."""

    def __init__(self, browser: Chromium) -> None:
        self.browser = browser
        self.listener = browser.extension_page("harness/harness.html")
        self.page: Page = browser.open("about:blank")
        self.shown: str | None = None

    def load(self, url: str) -> None:
        """Show a page afresh, the pointer outside of it."""
        self.shown = None
        self.page.goto(url)
        self.shown = url

    def watch(self, mode: str) -> None:
        """Connect anew, as a panel that was just opened."""
        self.listener.evaluate("() => harness.disconnect()")
        self.page.mouse.move(0, 0)
        self.page.evaluate(f"() => {{ {RESET} }}")
        self.listener.evaluate("mode => harness.connect(mode)", mode)

    def act(self, do: str, at: str | None) -> None:
        """Do what a person does."""
        if at is None:
            return
        target = self.page.locator(at).first
        if do == "scroll":
            target.evaluate(SCROLL)
        elif do == "select":
            target.evaluate(SELECT)
        elif do == "select on":
            target.evaluate(SELECT_ON)
        elif do == "click":
            target.click(timeout=3000)
        elif do == "hover":
            target.hover(timeout=3000)
        elif do == "focus":
            target.focus(timeout=3000)

    def beside(self, file: str, name: str, argument: object) -> Any:
        """Call a function of a harness file in the isolated world of the tab in front, where the reader runs."""
        return self.listener.evaluate("given => harness.beside(...given)", [file, name, argument])

    def item(self) -> dict[str, Any] | None:
        """What the reader said last."""
        said: dict[str, Any] | None = self.listener.evaluate("() => harness.item")
        return said


class FirefoxPlayer:
    """Plays in one tab; a second tab in the back listens."""

    def __init__(self, browser: Firefox) -> None:
        self.browser = browser
        self.listener = browser.extension_page("harness/harness.html")
        self.tab = browser.open("about:blank")
        self.shown: str | None = None

    def load(self, url: str) -> None:
        """Show a page afresh, the pointer outside of it."""
        self.shown = None
        self.browser.marionette.navigate(url)
        self.shown = url

    def watch(self, mode: str) -> None:
        """Connect anew, as a panel that was just opened."""
        self.browser.talk_to(self.listener)
        self.browser.value("window.harness.disconnect()")
        self.browser.talk_to(self.tab)
        self.browser.point(0, 0)
        self.browser.value(RESET)
        self.browser.talk_to(self.listener)
        self.browser.value("await window.harness.connect(arguments[0])", mode)
        self.browser.talk_to(self.tab)

    def act(self, do: str, at: str | None) -> None:
        """Do what a person does."""
        if at is None:
            return
        find = "const e = document.querySelector(arguments[0]);"
        if do == "scroll":
            self.browser.value(f"{find} ({SCROLL})(e)", at)
        elif do == "select":
            self.browser.value(f"{find} ({SELECT})(e)", at)
        elif do == "select on":
            self.browser.value(f"{find} ({SELECT_ON})(e)", at)
        elif do == "focus":
            self.browser.value(f"{find} e.focus()", at)
        else:
            x, y = self.browser.value(
                f"{find} const s = e.getBoundingClientRect();"
                "const under = document.elementFromPoint(s.left + s.width / 2, s.top + s.height / 2);"
                "if (!e.contains(under)) e.scrollIntoView({block: 'center'});"
                "const b = e.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2];",
                at,
            )
            (self.browser.click_at if do == "click" else self.browser.point)(x, y)

    def beside(self, file: str, name: str, argument: object) -> Any:
        """Call a function of a harness file in the isolated world of the tab in front, where the reader runs."""
        self.browser.talk_to(self.listener)
        try:
            call = "return JSON.stringify(await window.harness.beside(...arguments))"
            return json.loads(self.browser.value(call, file, name, argument))
        finally:
            self.browser.talk_to(self.tab)

    def item(self) -> dict[str, Any] | None:
        """What the reader said last."""
        self.browser.talk_to(self.listener)
        said = self.browser.value("return JSON.stringify(window.harness.item)")
        self.browser.talk_to(self.tab)
        item: dict[str, Any] | None = json.loads(said or "null")
        return item
