"""How long the list of entries takes to answer in a real browser; part of ``benchmarks/desk.py``."""

from __future__ import annotations

import socket
import statistics

from flask import Flask
from playwright.sync_api import CDPSession, Page

from tests.e2e.drivers.chromium import EXECUTABLE, shared_playwright
from tests.serving import serving

ROUNDS = 10
GOAL_MS = 100
INTERACTIONS = {
    "one letter more in the search": "SET('[data-filter]', {value: WORD})",
    "search emptied": "SET('[data-filter]', {value: ''})",
    "topic chosen": "SET('[data-key=topic]', {selectedIndex: 1 + TRY % 15})",
    "all topics": "SET('[data-key=topic]', {selectedIndex: 0})",
    "sorted by a column": "document.querySelectorAll('th button')[TRY % 6].click()",
}
"""What a person does in the list → the script that does it; an answer is drawn with the second frame after it."""

DRAWN = """TRY => new Promise((done) => {
  const WORD = ["a", "an", "ant", "antr", "antra", "antrag"][TRY % 6];
  const SET = (selector, values) => {
    const field = Object.assign(document.querySelector(selector), values);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  requestAnimationFrame(() => {
    window.began = performance.now();
    ACT;
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.began)));
  });
})"""

WHOLE = """TOTAL => new Promise((done) => {
  const look = () => {
    const words = document.querySelector("[data-filter-count]").textContent;
    const wanted = words ? parseInt(words) : TOTAL;
    if (document.querySelectorAll("#bank-entries tbody tr").length !== wanted) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.began)));
  };
  look();
})"""


def interactions(app: Flask, sock: socket.socket, address: str, page: str) -> None:
    """Print the table: script, layout and drawing.

    Args:
        app, sock: the companion.
        address: signs in.
        page: of the list.
    """
    with serving(app, sock), shared_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(address)
        tab.goto(page)
        tab.wait_for_selector("html[data-ready]")
        rows = tab.locator("#bank-entries tbody tr").count()
        session = tab.context.new_cdp_session(tab)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for name in INTERACTIONS:  # once unmeasured: the browser compiles
            measured(tab, session, name, 0, rows)
        found = [
            {name: measured(tab, session, name, number, rows) for name in INTERACTIONS}
            for number in range(ROUNDS)
        ]
        print(f"\nlist of {rows} entries in Chromium, milliseconds from the input to the drawn answer")
        print(
            f"{'interaction':34} {'clock':>8} {'slowest':>8} {'processor':>10} {'all rows':>9}  clock of {GOAL_MS}"
        )
        for name in INTERACTIONS:
            clock, processor, whole = zip(*(one[name] for one in found), strict=True)
            median = statistics.median(clock)
            print(
                f"{name:34} {median:8.1f} {max(clock):8.1f} {statistics.median(processor):10.1f}"
                f" {statistics.median(whole):9.1f}  {median / GOAL_MS:.0%}"
            )
        browser.close()


def measured(tab: Page, session: CDPSession, name: str, number: int, rows: int) -> tuple[float, float, float]:
    """One interaction: until it is drawn on the clock and of the processor, until every row is there on the clock."""
    before = worked(session)
    drawn = float(tab.evaluate(DRAWN.replace("ACT", INTERACTIONS[name]), number))
    processor = worked(session) - before
    return drawn, processor, float(tab.evaluate(WHOLE, rows))


def worked(session: CDPSession) -> float:
    """Milliseconds the main thread of the page has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(metric["value"]) for metric in metrics if metric["name"] == "ThreadTime")
