"""What a person does with the panel: pair, bring a post into view, look at the list."""

from __future__ import annotations

import http.server
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.drivers.chromium import Chromium
from tests.started import Companion

EXTENSION = Path(__file__).parents[3] / "extension"
BANK = Path(__file__).parent / "bank"
WAIT_MS = 20_000


def part(page: Page | Locator, name: str) -> Locator:
    """The visible part of the panel with that ``data-part``."""
    return page.locator(f'[data-testid="{name}"]')


def expect_state(panel: Page, state: str) -> None:
    """Wait until the connection light shows that state."""
    expect(part(panel, "connection")).to_have_attribute("data-state", state, timeout=WAIT_MS)


def pair(panel: Page, companion: Companion) -> None:
    """Type the six digits."""
    part(panel, "pairing-code").fill(companion.code())
    part(panel, "pairing-submit").click()
    expect_state(panel, "ok")


def paired_panel(browser: Chromium, page: Page, companion: Companion) -> Page:
    """The real side panel of a browser that was not paired before."""
    browser.store({"port": companion.port})
    panel = browser.side_panel(page)
    pair(panel, companion)
    return panel


def bring_into_view(page: Page, selector: str) -> None:
    """Scroll until the element lies in the middle of the window."""
    page.locator(selector).evaluate("element => element.scrollIntoView({block: 'center'})")


def read_post(page: Page, panel: Page, key: str, words: str) -> None:
    """Scroll to the words of a post of the feed and wait until the panel shows them."""
    bring_into_view(page, f"#{key} [data-ad-rendering-role=story_message]")
    expect(part(panel, "post-text")).to_contain_text(words, timeout=WAIT_MS)


def card(panel: Page, entry_id: str) -> Locator:
    """The suggestion with that id on the reading page."""
    return panel.locator(f'#list [data-id="{entry_id}"]')


def contacts(companion: Companion) -> list[dict[str, Any]]:
    """The open contacts as they lie in the SQLite file."""
    with sqlite3.connect(f"file:{companion.data / 'contacts.sqlite3'}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM contacts_open")]


def until(ask: Callable[[], object], wanted: object, seconds: float = 30) -> None:
    """Ask until the answer is as wanted: what a click does to the log takes its way through the queue."""
    end = time.monotonic() + seconds
    while (got := ask()) != wanted:
        assert time.monotonic() < end, f"{got!r} instead of {wanted!r}"
        time.sleep(0.05)


def count(companion: Companion, table: str) -> int:
    """Number of rows of a table of the log."""
    with sqlite3.connect(f"file:{companion.data / 'contacts.sqlite3'}?mode=ro", uri=True) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@dataclass(frozen=True)
class ForeignServer:
    """Another program on a port of this machine.

    Attributes:
        port: where it listens.
        asked: the ``Authorization`` of every request it got, ``None`` for one without.
    """

    port: int
    asked: list[str | None]


@contextmanager
def foreign_server(answer: str, content_type: str) -> Iterator[ForeignServer]:
    """Another program that answers every GET with the same page."""
    asked: list[str | None] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers["Authorization"])
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, *_: object) -> None:
            """Keep the test output clean."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield ForeignServer(server.server_port, asked)
    finally:
        server.shutdown()
        server.server_close()
