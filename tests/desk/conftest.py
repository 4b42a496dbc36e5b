"""A companion on a real socket with its desk, a signed-in Chromium page, and what every page is checked for.

def test_something(desk: Desk, page: Page) -> None:        # a module's companion, a fresh signed-in page
    desk.role("teamleitung")
    page.goto(desk.url("/desk/bank"))
    check_page(page)                                       # axe-core, console, sideways scrolling
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from flask import Blueprint
from playwright.sync_api import Browser, Page

from companion import server
from companion.app import create_app, make_parts
from companion.config import Settings
from companion.desk import desk_of
from companion.desk.desk import Desk as CompanionDesk
from companion.desk.preferences import Role
from tests.e2e.drivers.chromium import EXECUTABLE, shared_playwright
from tests.serving import serving

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

HOSTILE: dict[str, str] = {
    "script": "<script>document.title='getroffen'</script>",
    "attribute": '" onfocus="document.title=1" autofocus x="',
    "closing": "</textarea></title><img src=x onerror=document.title=1>",
    "template": "{{ 7 * 7 }}{% for x in () %}",
    "formula": '=HYPERLINK("http://evil.example";"klick")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "path": "../../../../etc/passwd",
    "yaml": "a: b\n---\n# c\n'\"",
    "huge": "Ü" * 60_000,
    "null": "a\x00b",
    "escape": "a\x1b[31mb",
    "turned": "a\u202etxt.exe",
    "zero width": "a\u200bb",
    "combining": "Z̸̛̤" * 50,
    "emoji": "👩‍👧‍👦" * 20,
    "spaces": " \t \n ",
    "line end": "a\r\nX-Evil: ja",
    "broken": "\ufffd\uffff",
}
"""What people, or programs in their name, may send in any field of any form. It is taken and shown as text, or refused
with a reason (400, 413, 422); never a defect (500), never markup."""


@dataclass
class Desk:
    """A served companion; `inner` is its living desk."""

    address: str
    inner: CompanionDesk
    data: Path

    def url(self, path: str) -> str:
        return self.address + path

    def role(self, role: Role) -> None:
        self.inner.preferences.choose_role(role)

    def client(self) -> Client:
        """Somebody signed in without a browser."""
        return Client(self)


class Client:
    """Sends what a signed-in page would send; for tests of forms without a browser."""

    def __init__(self, desk: Desk) -> None:
        self.address = desk.address
        self.http = requests.Session()
        self.http.headers.update({"Accept": "text/html", "Origin": desk.address})
        page = self.http.get(desk.inner.links.address(), timeout=60)
        found = re.search(r'<meta name="csrf" content="([\w-]+)">', page.text)
        assert found, page.text[:500]
        self.csrf = found.group(1)

    def get(self, path: str) -> requests.Response:
        return self.http.get(self.address + path, timeout=60)

    def post(self, path: str, fields: dict[str, str] | list[tuple[str, str]]) -> requests.Response:
        """Send a form; redirects are not followed."""
        pairs = [*(fields.items() if isinstance(fields, dict) else fields), ("csrf", self.csrf)]
        body = urlencode(pairs, errors="surrogatepass").encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.http.post(self.address + path, body, headers=headers, allow_redirects=False, timeout=60)

    def upload(
        self, path: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]]
    ) -> requests.Response:
        """Send a form with files."""
        fields = {**fields, "csrf": self.csrf}
        return self.http.post(
            self.address + path, data=fields, files=files, allow_redirects=False, timeout=120
        )


@contextmanager
def served_desk(
    bank: Path | None, data: Path, add: Callable[[CompanionDesk], Blueprint] | None = None
) -> Iterator[Desk]:
    """A companion with its desk, and with pages of the test's own."""
    data.mkdir(exist_ok=True)
    sock = server.bind(0)
    port = sock.getsockname()[1]
    parts = make_parts(Settings(data, port, bank), port)
    app = create_app(parts)
    if add:
        app.register_blueprint(add(desk_of(app)))
    parts.active.start()
    with serving(app, sock):
        yield Desk(f"http://127.0.0.1:{port}", desk_of(app), data)
    desk_of(app).close()
    parts.log.close()


@pytest.fixture(scope="module")
def desk(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One companion per test module, with the small bank."""
    with served_desk(small_bank, tmp_path_factory.mktemp("data")) as desk:
        yield desk


@pytest.fixture(scope="module")
def client(desk: Desk) -> Client:
    """Somebody signed in without a browser."""
    return desk.client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the desk."""
    with shared_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def new_page(new_page_of: Callable[..., Page], desk: Desk) -> Callable[..., Page]:
    """Makes signed-in pages, each in a context of its own; options as of ``Browser.new_context``."""
    return partial(new_page_of, desk)


@pytest.fixture
def new_page_of(browser: Browser) -> Iterator[Callable[..., Page]]:
    """The same for any computer."""
    contexts = []

    def make(desk: Desk, **options: object) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "de-DE", **options}
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.said = []  # type: ignore[attr-defined]
        page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
        # Every page works without scripts, in another way: nobody acts before those of a new page have begun.
        if options.get("java_script_enabled", True):
            page.add_locator_handler(
                page.locator("html:has(meta[name=csrf]):not([data-ready])"), lambda _: None
            )
        page.goto(desk.inner.links.address())
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A signed-in page, 1280×800, light."""
    return new_page()


def check_page(page: Page) -> None:
    """No accessibility fault, nothing in the console, nothing that scrolls sideways, a token in every form."""
    page.wait_for_load_state()  # without its styles a page has other faults
    page.evaluate(
        AXE.read_text(encoding="utf-8")
    )  # past the policy of the page, which forbids foreign script
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    faults = [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]]
    assert faults == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} scrolls sideways"
    tokenless = (
        "[...document.querySelectorAll('form[method=post]')].filter(f => !f.elements.csrf).map(f => f.action)"
    )
    assert page.evaluate(tokenless) == []
    assert page.said == [], page.url  # type: ignore[attr-defined]
