"""``kontakt demo``: a companion for practice, a browser with the extension, a made-up thread.

Nothing of it touches the real log: data folder and browser profile are thrown away at the end, unless a data
folder is given.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from companion.api import training_page
from companion.api.parts import Parts
from companion.config import Settings, shipped
from companion.demo_browser import DemoBrowser, has_screen
from companion.errors import KontaktError
from companion.service import Started, serve

Say = Callable[[str], None]


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone afterwards, whatever a browser that is still ending writes into it."""
    folder = Path(tempfile.mkdtemp(prefix="kontakt-uebung-"))
    try:
        yield folder
    finally:
        for _ in range(5):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.3)


def open_browser(parts: Parts, address: str, profile: Path, headless: bool = False) -> DemoBrowser:
    """A browser with the extension loaded, paired and its panel open beside the thread.

    Raises:
        KontaktError: there is no browser, or it does not do as told.
    """
    browser = DemoBrowser(profile, headless)
    try:
        extension = browser.load_extension(shipped("extension"))
        token = parts.pairings.add("Vorführung", f"chrome-extension://{extension}", date.today())
        port = int(address.rpartition(":")[2])
        pairing = {"token": token, "install": parts.pairings.install}
        browser.store(extension, {"port": port, "pairing": pairing, "language": "de"})
        browser.show(f"{address}/uebung")
        browser.click_icon(extension, f"{address}/uebung")
    except BaseException:
        browser.close()
        raise
    return browser


def run(settings: Settings, greet: Callable[[Started], None], say: Say, headless: bool = False) -> None:
    """Run the demonstration until its window is closed or the command is ended; call from the main thread.

    Args:
        settings: data folder and port.
        greet: prints what ``kontakt start`` prints.
        say: prints a line.
        headless: a browser without a window, for tests.
    """
    opened: list[DemoBrowser] = []
    ending = threading.Event()

    def show(started: Started, profile: Path) -> None:
        try:
            if sys.platform == "win32":
                raise KontaktError(
                    "Unter Windows lädt die Vorführung die Erweiterung nicht von selbst.",
                    "Die Erweiterung wie oben beschrieben laden und koppeln.",
                )
            if not headless and not has_screen():
                raise KontaktError(
                    "Hier gibt es keinen Bildschirm für einen Browser.",
                    "Auf einem Rechner mit Fenstern aufrufen.",
                )
            browser = open_browser(started.parts, started.address, profile, headless)
        except KontaktError as error:
            say(f"\n{error.message} {error.hint}\nDer Übungsfaden liegt unter {started.address}/uebung")
            return
        opened.append(browser)
        say(
            "\nDer Übungsfaden ist im Browser geöffnet; die Erweiterung ist dort schon geladen und gekoppelt. "
            "Das Fenster schließen beendet die Vorführung."
        )
        browser.process.wait()
        if not ending.is_set():
            os.kill(os.getpid(), signal.SIGTERM)

    with scratch_folder() as profile:

        def started(what: Started) -> None:
            greet(what)
            threading.Thread(target=show, args=(what, profile), daemon=True).start()

        try:
            serve(settings, started, (training_page,))
        finally:
            ending.set()
            for browser in opened:
                browser.close()
