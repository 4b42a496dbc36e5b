"""What visitors meet: axe-core finds nothing, the console stays empty, search works, nothing leaves the site."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.drivers.chromium import EXECUTABLE, shared_playwright

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with shared_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=["--no-sandbox"])
        yield browser
        browser.close()


def one_of_each(site: Path) -> list[str]:
    paths = [""]  # 404.html names its style sheet by the published address, which does not exist here
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        if (folder / "index.html").exists():
            paths.append(f"{folder.name}/")
        inner = sorted(folder.glob("*/index.html"))
        paths += [f"{folder.name}/{inner[0].parent.name}/"] if inner else []
    return paths


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_fault_or_a_word_in_the_console(
    browser: Browser, address: str, site: Path, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 390, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in one_of_each(site):
        page.goto(address + path)
        page.add_script_tag(path=AXE)
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
    assert said == []
    context.close()


def test_search_runs_under_the_strict_policy_and_asks_nobody_else(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: foreign.append(request.url) if not request.url.startswith(address) else None,
    )
    page.goto(address + "suche/")
    page.get_by_label("Suchwort oder Frage").fill("Elternzeit")
    expect(page.locator("#suchstand")).to_contain_text("Treffer")
    page.locator("#treffer a").first.click()
    page.wait_for_url(re.compile("/antworten/|/richtigstellungen/"))
    expect(page.locator("h1")).to_be_visible()
    assert foreign == []
    context.close()


def test_no_search_word_reaches_the_web_server(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "material/")
    page.get_by_role("search").get_by_role("searchbox").fill("Elterngeld Zwillinge")
    page.get_by_role("search").get_by_role("button").click()
    expect(page.locator("#suchstand")).to_contain_text("Treffer")
    expect(page.get_by_label("Suchwort oder Frage")).to_have_value("Elterngeld Zwillinge")
    page.get_by_label("Suchwort oder Frage").fill("Brückenteilzeit")
    expect(page.locator("#treffer a").first).to_contain_text("Brückenteilzeit")
    page.locator("#treffer a").first.click()
    expect(page.locator("article h1")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Suchwort oder Frage")).to_have_value("Brückenteilzeit")
    sent = [unquote(urlsplit(url)._replace(fragment="").geturl()) for url in asked]
    assert [url for url in sent if "Zwillinge" in url or "Elterngeld" in url or "Brücken" in url] == []
    context.close()


def test_without_javascript_everything_can_be_reached(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "suche/")
    page.locator("noscript a").first.click()
    page.locator("main .plain a").first.click()
    expect(page.locator(".evidence")).to_contain_text("Nachlesen")
    context.close()
