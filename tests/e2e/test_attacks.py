"""Real attacks from a real browser: none of them gets data, pairs, or writes anything.

Chromium's own protection of local addresses is switched off, so that the companion stands alone.
"""

from __future__ import annotations

import http.server
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.drivers.chromium import EXECUTABLE, shared_playwright
from tests.small_bank import write_small_bank
from tests.started import Companion

pytestmark = pytest.mark.browser

EVIL = "https://evil.example/"
REBIND = "rebind.example"
PAGE = "<!doctype html><title>evil</title><p>evil</p>"

TRY = """async ({address, token, code}) => {
  const json = {"Content-Type": "application/json"};
  const auth = token ? {...json, Authorization: `Bearer ${token}`} : json;
  const text = {"Content-Type": "text/plain"};
  const plain = (path, body) => [path, {method: "POST", mode: "no-cors", headers: text, body}];
  const row = JSON.stringify({uuid: "0b7f2f3e-93a0-4c54-8d0f-3f6f3f0a4711"});
  const tries = {
    hello: ["/api/v1/hello", {}],
    hello_opaque: ["/api/v1/hello", {mode: "no-cors"}],
    status: ["/api/v1/status", {headers: auth}],
    openapi: ["/api/openapi.json", {}],
    page: ["/", {}],
    suggestions: ["/api/v1/suggestions", {method: "POST", headers: auth, body: '{"text": "Elterngeld"}'}],
    contact: ["/api/v1/contacts", {method: "POST", headers: auth, body: row}],
    contact_plain: plain("/api/v1/contacts", row),
    pairing: ["/api/v1/pairing", {method: "POST", headers: json, body: JSON.stringify({code, name: "evil"})}],
    pairing_plain: plain("/api/v1/pairing", JSON.stringify({code, name: "evil"})),
    code: ["/control/v1/pairing-code", {method: "POST", headers: json, body: "{}"}],
    code_plain: plain("/control/v1/pairing-code", "{}"),
    cookies: ["/api/v1/status", {credentials: "include"}],
  };
  const found = {};
  for (const [name, [path, options]] of Object.entries(tries)) {
    try {
      const answer = await fetch(address + path, options);
      found[name] = {status: answer.status, type: answer.type, body: await answer.text()};
    } catch (error) {
      found[name] = {status: 0, type: "error", body: ""};
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def companion(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Companion]:
    base = tmp_path_factory.mktemp("attacked")
    (base / "bank").mkdir()
    running = Companion(base / "data", write_small_bank(base / "bank")).pair().wait_ready()
    yield running
    running.stop()


EXTENSION = {
    "manifest.json": json.dumps(
        {
            "manifest_version": 3,
            "name": "evil",
            "version": "1",
            "host_permissions": ["http://127.0.0.1/*"],
            "background": {"service_worker": "worker.js"},
        }
    ),
    "worker.js": "chrome.runtime.onInstalled.addListener(() => undefined);",
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    base = tmp_path_factory.mktemp("evil")
    extension = base / "extension"
    extension.mkdir()
    for name, content in EXTENSION.items():
        (extension / name).write_text(content)
    with shared_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(base / "profile"),
            executable_path=EXECUTABLE,
            headless=True,
            args=[
                "--no-sandbox",
                f"--load-extension={extension}",
                f"--disable-extensions-except={extension}",
                "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
                f"--host-resolver-rules=MAP {REBIND} 127.0.0.1",
                "--allow-running-insecure-content",
            ],
        )

        def answer(route: Route) -> None:
            route.fulfill(body=PAGE, content_type="text/html")

        context.route("https://**/*", answer)
        yield context
        context.close()


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def attack(page: Any, companion: Companion, token: str = "") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = page.evaluate(
        TRY, {"address": companion.address, "token": token, "code": companion.code()}
    )
    return found


def check_nothing_happened(companion: Companion, found: dict[str, dict[str, Any]]) -> None:
    for name, answer in found.items():
        assert answer["status"] in (0, 401, 403, 404, 405, 415), (name, answer)
        if answer["body"]:
            assert set(json.loads(answer["body"])) == {"error"}, (name, answer)
    assert companion.request("GET", "/api/v1/contacts").json()["contacts"] == []
    assert json.loads((companion.data / "pairings.json").read_text())["browsers"][0]["name"] == "Test"
    assert len(json.loads((companion.data / "pairings.json").read_text())["browsers"]) == 1


def test_the_same_tries_succeed_where_they_may(companion: Companion) -> None:
    """The attack below is worth something only if the requests themselves are good."""
    assert companion.request("POST", "/api/v1/suggestions", {"text": "Elterngeld"}).status_code == 200
    one = str(uuid.uuid4())
    assert companion.request("POST", "/api/v1/contacts", {"uuid": one}).status_code == 201
    assert companion.request("DELETE", f"/api/v1/contacts/{one}").status_code == 204


@pytest.mark.parametrize("stolen", [False, True], ids=["no token", "stolen token"])
def test_an_evil_page(page: Page, companion: Companion, stolen: bool) -> None:
    page.goto(EVIL)
    check_nothing_happened(companion, attack(page, companion, companion.token if stolen else ""))


@contextmanager
def another_port() -> Iterator[str]:
    """Address of another program on this computer that serves a page."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("stolen", [False, True], ids=["no token", "stolen token"])
def test_a_page_on_another_loopback_port(page: Page, companion: Companion, stolen: bool) -> None:
    with another_port() as address:
        page.goto(address)
        check_nothing_happened(companion, attack(page, companion, companion.token if stolen else ""))


def test_dns_rebinding(page: Page, companion: Companion) -> None:
    """The name of the attacker points to this computer: for the browser it is one origin."""
    answer = page.goto(f"http://{REBIND}:{companion.port}/")
    assert answer is not None
    assert answer.status == 403
    found = page.evaluate(TRY, {"address": "", "token": companion.token, "code": companion.code()})
    check_nothing_happened(companion, found)
    # The policy of the refusal already forbids its script to ask; the guard refuses what is asked all the same.
    for path in ("/api/v1/hello", "/api/openapi.json", "/api/v1/status"):
        answer = page.goto(f"http://{REBIND}:{companion.port}{path}")
        assert answer is not None
        assert answer.status == 403


def test_a_frame(page: Page, companion: Companion) -> None:
    page.goto(EVIL)
    page.evaluate(
        """address => new Promise(resolve => {
          const frame = document.createElement('iframe');
          frame.onload = frame.onerror = resolve;
          frame.src = address + '/';
          document.body.append(frame);
          setTimeout(resolve, 3000);
        })""",
        companion.address,
    )
    for frame in page.frames[1:]:
        assert "Der Begleiter" not in frame.content()


def test_a_form_a_picture_and_a_script(page: Page, companion: Companion) -> None:
    page.goto(EVIL)
    loaded = page.evaluate(
        """address => Promise.all(['img', 'script', 'link'].map(kind => new Promise(resolve => {
          const element = document.createElement(kind);
          element.onload = () => resolve(kind + ' loaded');
          element.onerror = () => resolve('');
          if (kind === 'link') { element.rel = 'stylesheet'; element.href = address + '/'; }
          else element.src = address + '/api/v1/hello';
          document.head.append(element);
        })))""",
        companion.address,
    )
    assert loaded == ["", "", ""]
    page.evaluate(
        """([address, code]) => {
          const form = document.createElement('form');
          form.method = 'POST'; form.action = address + '/api/v1/pairing'; form.enctype = 'text/plain';
          const field = document.createElement('input');
          field.name = '{"code": "' + code + '", "x": "'; field.value = '"}';
          form.append(field); document.body.append(form); form.submit();
        }""",
        [companion.address, companion.code()],
    )
    page.wait_for_url(f"{companion.address}/**")
    check_nothing_happened(companion, {"form": {"status": 403, "body": page.inner_text("body")}})


@pytest.mark.parametrize("stolen", [False, True], ids=["no token", "stolen token"])
def test_another_extension(browser: BrowserContext, companion: Companion, stolen: bool) -> None:
    """It may talk to 127.0.0.1 as ours may. With a stolen token it can still write nothing and ask for nothing."""
    worker = (
        browser.service_workers[0] if browser.service_workers else browser.wait_for_event("serviceworker")
    )
    script = TRY.replace("JSON.stringify({code, name", "JSON.stringify({code: 'x', name")
    values = {"address": companion.address, "token": companion.token if stolen else "", "code": ""}
    found = worker.evaluate(script, values)
    for public in ("hello", "hello_opaque", "openapi", "page", "cookies"):
        found.pop(public)  # without an Origin: as open as to any program of this computer, and without data
    if stolen:
        found.pop("status")  # a GET carries no Origin; who has the token may read the status
    check_nothing_happened(companion, found)


ASK_THE_DESK = """async address => {
  const found = {};
  const form = {method: "POST", body: new URLSearchParams({role: "jurist"})};
  const tries = {page: {}, opaque: {mode: "no-cors"}, form, plain_form: {...form, mode: "no-cors"}};
  for (const [name, options] of Object.entries(tries)) {
    const path = name.endsWith("form") ? "/desk/role" : "/desk/";
    try {
      const answer = await fetch(address + path, {...options, credentials: "include"});
      found[name] = await answer.text();
    } catch { found[name] = ""; }
  }
  return found;
}"""
SEND_A_FORM = """address => {
  const form = document.createElement('form');
  form.method = 'POST'; form.action = address + '/desk/role';
  const field = document.createElement('input');
  field.name = 'role'; field.value = 'jurist';
  form.append(field); document.body.append(form); form.submit();
}"""


def test_a_signed_in_desk_is_of_no_use_to_other_pages(
    browser: BrowserContext, page: Page, companion: Companion
) -> None:
    """Cookies know no ports: from another port of this computer the desk's cookie goes along, and must not help."""
    secret = json.loads((companion.data / "running.json").read_text())["secret"]
    asked = requests.post(
        f"{companion.address}/control/v1/desk-link",
        json={},
        headers={"Authorization": f"Bearer {secret}"},
        timeout=30,
    )
    page.goto(asked.json()["address"])
    chosen = page.locator("input[name=role][value=jurist]")
    expect(chosen).to_have_count(1)
    with another_port() as address:
        for evil_address in (address, EVIL):
            evil = browser.new_page()
            evil.goto(evil_address)
            assert set(evil.evaluate(ASK_THE_DESK, companion.address).values()) == {""}
            evil.evaluate(SEND_A_FORM, companion.address)
            evil.wait_for_url(f"{companion.address}/**")
            assert "Heute" not in evil.content()
            evil.close()
    page.goto(f"{companion.address}/desk/")
    expect(chosen).to_have_count(1)  # nobody chose: it is still asked
    # From its own page the same choice is taken: the session lives, and the tries above were good requests.
    chosen.check(force=True)
    page.locator("form:has(input[name=role]) button").click()
    expect(chosen).to_have_count(0)
