"""Pictures of every state of the panel: both browsers, light and dark, German; real extension, real companion.

    .venv/bin/python scripts/screenshots.py

Writes docs/screenshots/<browser>-<theme>.png (all states on one sheet) and docs/screenshots/panel/*.png (each state,
Chromium, light). The pages are made up (tests/e2e/panel/feed.py); nobody in them exists.
"""

from __future__ import annotations

import base64
import html
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from scripts.screenshots_stale import record  # noqa: E402
from scripts.stages import ChromiumStage, FirefoxStage, Stage  # noqa: E402
from tests.e2e.drivers.chromium import chromium  # noqa: E402
from tests.e2e.drivers.firefox import firefox  # noqa: E402
from tests.e2e.drivers.pages import Pages  # noqa: E402
from tests.e2e.panel.driving import foreign_server  # noqa: E402
from tests.e2e.panel.feed import CAKE, CHAT, DISMISSED, FORUM, GROUP, LONG, SICK, WORK, forum, group  # noqa: E402
from tests.started import Companion  # noqa: E402

OUT = ROOT / "docs" / "screenshots"
EXTENSION = ROOT / "extension"
STORY = "[data-ad-rendering-role=story_message]"
WAIT_S = 120.0


def until(stage: Stage, condition: str) -> None:
    """Wait until an expression is true in the panel.

    Raises:
        TimeoutError: it never was; the expression is named.
    """
    end = time.monotonic() + WAIT_S
    while not stage.panel(f"return Boolean({condition})"):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        time.sleep(0.1)


def read(stage: Stage, key: str, words: str) -> None:
    """Bring a post into view and wait for what the panel has to say about it."""
    stage.panel("document.querySelector('#tabs [data-page=read]').click()")
    stage.page(f"document.querySelector(`{key}`).scrollIntoView({{ block: 'center' }})")
    until(stage, f"document.querySelector('#post-text').textContent.includes('{words}')")
    until(
        stage,
        "document.querySelector('#list').childElementCount && !document.querySelector('[data-testid=show-waiting]')",
    )
    time.sleep(0.4)


def state(stage: Stage, name: str) -> None:
    """Wait for a state of the connection light."""
    until(stage, f"document.querySelector('#connection').dataset.state === '{name}'")


def scenes(
    stage: Stage, companion: Companion, restart: Callable[[], Companion]
) -> list[tuple[str, str, bytes]]:
    """Walk through all states; returns file name, caption and picture of each."""
    shots: list[tuple[str, str, bytes]] = []

    def shot(name: str, caption: str) -> None:
        time.sleep(0.3)
        shots.append((name, caption, stage.picture()))

    def tab(name: str) -> None:
        stage.panel(f"document.querySelector('#tabs [data-page={name}]').click()")

    stage.store({"port": companion.port})
    state(stage, "not_paired")
    shot("not-paired", "noch nicht gekoppelt")
    stage.panel(f"document.querySelector('[data-testid=pairing-code]').value = '{companion.code()}'")
    stage.click("[data-testid=pairing-submit]")
    state(stage, "ok")
    until(stage, "!document.querySelector('#connection-words').textContent.includes('vorbereitet')")
    read(stage, f"#work {STORY}", "Mein Chef")
    shot("suggestions", "Richtigstellung zuerst, dann Antworten")
    stage.panel("document.querySelector('#list .answer .quiet').click()")
    until(stage, "document.querySelector('#list textarea')")
    time.sleep(0.5)
    stage.panel(
        "document.querySelector('#list textarea').closest('article').scrollIntoView({ block: 'start' })"
    )
    shot("opened", "geöffnete Karte")
    stage.panel(
        "document.dispatchEvent(new content.KeyboardEvent('keydown', { key: 'Escape' }));"
        "document.querySelector('main').scrollTo(0, 0)"
    )
    stage.click("#list .answer [data-testid=copy]")
    until(stage, "document.querySelector('.done')")
    stage.panel("document.querySelector('main').scrollTo(0, 0)")
    shot("copied", "kopiert und notiert, rückgängig")
    stage.panel("document.querySelector('.done [data-testid=change]').click()")
    shot("correct", "zwei Klicks zum Berichtigen")
    read(stage, "#work [data-number='100'] div[dir]", "verboten")
    stage.panel("document.querySelector('#context-toggle').click()")
    shot("comment", "Kommentar mit seinem Bezug")
    read(stage, f"#dismissed {STORY}", "Brief")
    until(stage, "document.querySelector('#notice').hidden")
    shot("red", "rot: nur verweisen")
    read(stage, f"#sick {STORY}", "Kind krank")
    shot("overdue", "Prüfung überfällig")
    stage.panel(
        "document.querySelector('#list').dispatchEvent(new content.PointerEvent('pointermove', { bubbles: true }))"
    )
    stage.page(f"document.querySelector('#long {STORY}').scrollIntoView({{ block: 'center' }})")
    until(stage, "document.querySelector('[data-testid=show-waiting]')")
    shot("waiting", "nichts bewegt sich unter dem Zeiger")
    stage.panel(
        "document.querySelector('#list-region').dispatchEvent(new content.PointerEvent('pointerleave'))"
    )
    read(stage, f"#cake {STORY}", "Apfelkuchen")
    shot("empty", "lieber nichts als etwas Falsches")
    stage.panel("document.querySelector('[data-testid=nothing-fits]').click()")
    shot("gap", "Lücke melden")
    stage.panel("document.querySelector('.gap .choices button').click()")
    until(stage, "document.querySelector('#notice').hidden")
    tab("search")
    stage.panel(
        "const field = document.querySelector('#search-field'); field.value = 'elterngeld zuverdienst';"
        "field.dispatchEvent(new content.Event('input'))"
    )
    until(stage, "document.querySelector('#page-search article')")
    shot("search", "Suchen von Hand")
    tab("contacts")
    until(stage, "document.querySelector('[data-testid=open-contact]')")
    stage.panel("document.querySelector('[data-testid=open-contact] summary').click()")
    shot("contacts", "offene Kontakte")
    tab("more")
    shot("more", "Einstellungen")
    stage.panel(
        "document.body.dispatchEvent(new content.KeyboardEvent('keydown', { key: '?', bubbles: true }))"
    )
    shot("help", "Tasten und Datenschutz")
    read(stage, f"#work {STORY}", "Mein Chef")
    stage.panel("document.querySelector('#connection').click()")
    shot("details", "verbunden, mit Einzelheiten")
    stage.panel("document.querySelector('#connection').click()")
    companion.kill()
    stage.click("#list .correction [data-testid=copy]")
    state(stage, "not_running")
    time.sleep(1.5)  # what waits is told only if it stays
    shot("not-running", "Begleiter läuft nicht, ein Kontakt wartet")
    again = restart()
    state(stage, "ok")
    until(stage, "document.querySelector('#queued').dataset.count === '0'")
    try:
        go_wrong(stage, again, shot)
    finally:
        again.stop()
    return shots


def go_wrong(stage: Stage, companion: Companion, shot: Callable[[str, str], None]) -> None:
    """Pages that are not read, and what may stand between the panel and the companion."""

    def hint(words: str) -> None:
        until(stage, f"document.querySelector('#post-hint').textContent.includes('{words}')")

    def greet_by(answer: str, kind: str, name: str, file: str, caption: str) -> None:
        with foreign_server(answer, kind) as server:
            stage.store({"port": server.port})
            state(stage, name)
            shot(file, caption)

    until(stage, "!document.querySelector('#connection-words').textContent.includes('vorbereitet')")
    stage.panel("document.querySelector('#tabs [data-page=read]').click()")
    stage.store({"mode": "selection"})
    hint("Markiere")
    shot("selection", "Nur Auswahl: noch ist nichts markiert")
    stage.store({"mode": "viewed"})
    stage.go(CHAT)
    hint("Private Bereiche")
    shot("private", "Nachrichten werden nie gelesen")
    stage.go(FORUM)
    hint("Symbolleiste")
    shot("unread-site", "eine Seite, die noch nicht gelesen wird")
    greet_by(
        "<h1>Drucker</h1>", "text/html", "foreign_server", "foreign-server", "ein anderes Programm antwortet"
    )
    greeting = json.dumps({"app": "kontakt-companion", "protocol": 2, "install": "x", "paired": True})
    greet_by(
        greeting,
        "application/json",
        "version_mismatch",
        "version-mismatch",
        "zwei Stände, die nicht zusammenpassen",
    )
    stage.store({"port": companion.port})
    state(stage, "ok")
    stage.go(GROUP)
    until(stage, "document.querySelector('#post').dataset.kind === 'post'")
    stage.block()
    state(stage, "blocked_by_browser")
    hint("fehlt die Erlaubnis")
    shot("blocked", "der Browser lässt nichts zu")


def bank_with_an_overdue_entry(folder: Path) -> Path:
    """The shipped bank; what it says on sick children is overdue."""
    bank = shutil.copytree(ROOT / "answer_bank", folder / "bank")
    for entry in (bank / "answers" / "kind_krank").glob("*.md"):
        lines = entry.read_text(encoding="utf-8").splitlines(keepends=True)
        entry.write_text(
            "".join("review_by: 2026-10-31\n" if line.startswith("review_by:") else line for line in lines),
            encoding="utf-8",
        )
    return bank


def sheet(path: Path, shots: list[tuple[str, str, bytes]], theme: str) -> None:
    """All pictures on one sheet, drawn by Chromium."""
    figures = "".join(
        f'<figure><img src="data:image/png;base64,{base64.b64encode(png).decode()}">'
        f"<figcaption>{html.escape(caption)}</figcaption></figure>"
        for _, caption, png in shots
    )
    ground, ink = ("#fff", "#222") if theme == "light" else ("#000", "#eee")
    style = (
        f"body{{margin:16px;background:{ground};color:{ink};font:15px system-ui}}"
        "main{display:grid;grid-template-columns:repeat(6,max-content);gap:20px}figure{margin:0}"
        "img{border:1px solid #8888;display:block}figcaption{padding:6px 0}"
    )
    page = f"<!doctype html><style>{style}</style><main>{figures}</main>"
    address = "https://sheet.example/"
    with chromium(EXTENSION, Pages.of({address: page}), size=(2400, 1200)) as browser:
        browser.open(address).screenshot(path=path, full_page=True)


def walk(browser_name: str, theme: str, folder: Path, bank: Path) -> list[tuple[str, str, bytes]]:
    """All states in one browser and theme."""
    pages = Pages.of(
        {GROUP: group(WORK, DISMISSED, SICK, CAKE, LONG), FORUM: forum(WORK.text), CHAT: group(WORK)}
    )
    companion = Companion(folder / f"{browser_name}-{theme}", bank=bank)
    settings = {"language": "de", "theme": theme}

    def restart() -> Companion:
        return Companion(companion.data, bank=bank, port=companion.port)

    try:
        if browser_name == "chromium":
            with chromium(EXTENSION, pages) as browser:
                browser.store(settings)
                return scenes(ChromiumStage(browser), companion, restart)
        with firefox(EXTENSION, pages) as fox:
            stage = FirefoxStage(fox)
            stage.store(settings)
            return scenes(stage, companion, restart)
    finally:
        companion.stop()


def main() -> None:
    """Make all pictures anew."""
    (OUT / "panel").mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or ["chromium-light", "chromium-dark", "firefox-light", "firefox-dark"]
    with tempfile.TemporaryDirectory() as temporary:
        bank = bank_with_an_overdue_entry(Path(temporary))
        for name in wanted:
            browser_name, theme = name.split("-")
            shots = walk(browser_name, theme, Path(temporary), bank)
            sheet(OUT / f"{name}.png", shots, theme)
            if name == "chromium-light":
                for file, _, png in shots:
                    (OUT / "panel" / f"{file}.png").write_bytes(png)
                record(OUT / "panel" / f"{file}.png" for file, _, _ in shots)
            record([OUT / f"{name}.png"])
            print(f"{name}: {len(shots)} states")


if __name__ == "__main__":
    main()
