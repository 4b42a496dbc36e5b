"""The demonstration: a newcomer sees suggestions without an account and without a step by hand."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion import server
from companion.api import training_page
from companion.app import create_app, make_parts
from companion.config import Settings
from companion.demo import open_browser, scratch_folder
from companion.demo_browser import DemoBrowser
from tests.serving import serving
from tests.started import KONTAKT, SOURCES

pytestmark = [pytest.mark.browser, pytest.mark.skipif(sys.platform == "win32", reason="driven over pipes")]

LOOK = """JSON.stringify({
  state: document.querySelector('[data-testid="connection"]')?.dataset.state ?? '',
  text: document.querySelector('[data-testid="post-text"]')?.textContent ?? '',
  shown: [...document.querySelectorAll('[data-testid="answer"], [data-testid="correction"]')].map((c) => c.dataset.id),
})"""

WANTED = [
    "elternzeit-teilzeit-32h",
    "mythos-elternzeit-kein-arbeiten",
    "kind-krank-tage",
    "kuendigungsschutzklage",
    "minijob-grenze",
    "",
    "pflege-10-tage",
    "wiedereinstieg",
]
"""What fits each post of the thread; amounts change with the year, so beginnings of ids."""


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[DemoBrowser, str]]:
    """The browser of the demonstration beside a companion with the shipped bank, and the thread's address."""
    with scratch_folder() as data, scratch_folder() as profile:
        sock = server.bind(0)
        port = sock.getsockname()[1]
        parts = make_parts(Settings(data, port), port)
        parts.active.start().join(120)
        with serving(create_app(parts, (training_page,)), sock):
            browser = open_browser(parts, f"http://127.0.0.1:{port}", profile, headless=True)
            try:
                yield browser, f"http://127.0.0.1:{port}/uebung"
            finally:
                browser.close()
        parts.log.close()


def target(browser: DemoBrowser, part: str) -> str:
    for _ in range(400):
        for found in browser.call("Target.getTargets")["targetInfos"]:
            if part in found["url"] and found["type"] == "page":
                return str(found["targetId"])
        time.sleep(0.1)
    raise AssertionError(f"no page {part}")


def until(
    look: Callable[[], dict[str, object]], holds: Callable[[dict[str, object]], bool]
) -> dict[str, object]:
    for _ in range(400):
        found = look()
        if holds(found):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_the_panel_is_open_connected_and_follows_the_thread(demo: tuple[DemoBrowser, str]) -> None:
    browser, address = demo
    panel, page = target(browser, "/panel/panel.html"), target(browser, address)

    def look() -> dict[str, object]:
        return json.loads(browser._evaluate(panel, LOOK))  # type: ignore[no-any-return]

    until(look, lambda seen: seen["state"] == "ok")
    posts = json.loads(
        browser._evaluate(
            page,
            "JSON.stringify([...document.querySelectorAll('article')].map((a) => a.lastElementChild.textContent))",
        )
    )
    assert len(posts) == len(WANTED)
    for number, (words, wanted) in enumerate(zip(posts, WANTED, strict=True)):
        browser._evaluate(
            page, f"document.querySelectorAll('article')[{number}].scrollIntoView({{block: 'center'}})"
        )
        start = words[:60]
        until(look, lambda seen, start=start: start in str(seen["text"]))  # type: ignore[misc]
        if wanted:
            until(look, lambda seen, wanted=wanted: wanted in str(seen["shown"]))  # type: ignore[misc]


def test_the_command_leaves_nothing_behind(tmp_path: Path, small_bank: Path) -> None:
    # Chromium puts a socket there, whose path may have no more than 107 characters.
    short = Path(tempfile.mkdtemp(prefix="k"))
    output = tmp_path / "output"
    environment = {
        **os.environ,
        "PYTHONPATH": SOURCES,
        "TMPDIR": str(short),
        "PYTHONIOENCODING": "utf-8",
    }
    with output.open("wb") as file:
        process = subprocess.Popen(
            [*KONTAKT, "demo", "--headless", "--port", "0", "--bank", str(small_bank)],
            stdout=file,
            stderr=file,
            env=environment,
        )
    try:
        for _ in range(1200):
            if "im Browser geöffnet" in output.read_text() or process.poll() is not None:
                break
            time.sleep(0.1)
        said = output.read_text()
        assert "im Browser geöffnet" in said
        assert re.search(r"Adresse: http://127\.0\.0\.1:\d+", said)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait(10)
    assert "Die Vorführung ist beendet." in output.read_text()
    assert [path.name for path in short.iterdir() if path.name.startswith("kontakt-uebung")] == []
    shutil.rmtree(short)


def test_without_a_screen_it_says_so_and_goes_on(tmp_path: Path, small_bank: Path) -> None:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    environment |= {"PYTHONPATH": SOURCES, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        [*KONTAKT, "demo", "--port", "0", "--bank", str(small_bank)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any("keinen Bildschirm" in line for line in lines)
        assert process.poll() is None
        process.terminate()
        assert process.wait(60) == 0
