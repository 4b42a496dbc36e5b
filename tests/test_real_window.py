"""The window as people have it: pywebview with Qt on a screen, the real companion behind it."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from companion import running
from companion.config import Settings
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person, write_person
from tests.started import KONTAKT, SOURCES

if not sys.platform.startswith("linux"):
    pytest.skip("the screen without a monitor is an X server", allow_module_level=True)

from tests.real_window import Inside, free_port, screen, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
LEA = Person("Lea", "lead")


def test_the_window_on_a_screen(small_bank: Path, tmp_path: Path) -> None:
    data, log = tmp_path / "data", tmp_path / "opened"
    data.mkdir()
    write_person(data / "sharing", LEA)
    WorkingBank.create(data / "working_bank", small_bank, LEA).close()
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {log}\n', encoding="utf-8")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    port, settings = free_port(), Settings(data, 0, small_bank)
    with screen() as shown:
        environment = {
            **os.environ,
            "DISPLAY": shown.name,
            "WAYLAND_DISPLAY": "",
            "PYTHONPATH": SOURCES,
            "BROWSER": str(browser),
            "QTWEBENGINE_DISABLE_SANDBOX": "1",  # tests may run as root, where Chromium's sandbox does not start
            "QTWEBENGINE_REMOTE_DEBUGGING": f"127.0.0.1:{port}",
        }
        command = [*KONTAKT, "window", "--data", str(data), "--bank", str(small_bank), "--port", "0"]

        def start() -> subprocess.Popen[str]:
            pipe = subprocess.PIPE
            return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)

        process = start()
        try:
            page = Inside(port, "/desk/")
            until(
                lambda: page.value("document.querySelector('h1')?.textContent") == "Willkommen",
                "the first page",
            )
            (window,) = shown.windows("kontakt")
            assert (window.get_geometry().width, window.get_geometry().height) == (1280, 800)
            assert page.value("[innerWidth, innerHeight]") == [1280, 800]

            # Copying works, from the page and into it.
            page.go("/desk/bank/try")
            page.value("getSelection().selectAllChildren(document.querySelector('h1'))")
            page.edit("copy")
            page.value("document.querySelector('textarea').focus()")
            page.edit("paste")
            assert page.value("document.querySelector('textarea').value") == page.value(
                "document.querySelector('h1').textContent"
            )

            # A link to elsewhere opens in the browser of the system; the desk stays.
            page.value("document.querySelector('textarea').value = ''")
            page.go("/desk/bank/in-use/elterngeld-zuverdienst")
            address = page.value("document.querySelector('a[target=_blank]').href")
            page.value("document.querySelector('a[target=_blank]').click()")
            until(log.exists, "the browser")
            assert log.read_text(encoding="utf-8").strip() == address
            assert page.value("location.pathname") == "/desk/bank/in-use/elterngeld-zuverdienst"

            # A second start opens nothing: the window that is there comes to the front.
            cover = shown.cover()
            assert shown.is_above(cover, window)
            second = start()
            said, wrong = second.communicate(timeout=120)
            assert (second.returncode, "liegt jetzt vorn" in said) == (0, True), said + wrong
            until(lambda: shown.is_above(window, cover), "the window in front")
            assert len(shown.windows("kontakt")) == 1
            cover.destroy()

            # Closing asks as long as something would be lost, and only then.
            page.go("/desk/bank/new")
            page.value("document.querySelector('[name=title]').focus()")
            page.ask("Input.insertText", text="Noch nicht gespeichert")
            until(lambda: page.value("document.documentElement.dataset.told") == "true", "the companion told")
            let_the_window_look(settings)
            shown.close(window)
            (question,) = until(
                lambda: [other for other in shown.windows("kontakt") if other.id != window.id], "a question"
            )
            shown.close(question)  # no
            until(lambda: len(shown.windows("kontakt")) == 1, "the question gone")
            assert page.value("document.querySelector('[name=title]').value") == "Noch nicht gespeichert"
            page.value(
                "{ const { form } = document.querySelector('[name=title]'); "
                "form.topic.value = 'pflege'; form.requestSubmit(); }"
            )
            until(lambda: page.value("location.pathname").startswith("/desk/bank/entry/"), "the new entry")
            let_the_window_look(settings)
            window.configure(width=1000, height=700)
            shown.display.sync()
            until(lambda: page.value("innerWidth") == 1000, "the new size")
            page.close()
            shown.close(window)
            said, wrong = process.communicate(timeout=120)
            assert (process.returncode, "Der Begleiter läuft weiter" in said) == (0, True), said + wrong
            assert json.loads((data / "window.json").read_text(encoding="utf-8"))["size"] == [1000, 700]
        finally:
            if process.poll() is None:
                process.kill()
            if not process.stderr.closed:  # what it said, if the test falls
                print(*process.communicate(timeout=60), log.read_text() if log.exists() else "no browser")
            found = running.find(settings)
            if found is not None:
                os.kill(found.pid, signal.SIGTERM)
        assert found is not None, "the companion goes on without the window"


def let_the_window_look(settings: Settings) -> None:
    """Until the window has asked the companion whether text is unsaved, and has taken the answer in."""
    companion = running.find(settings)
    assert companion is not None
    for _ in range(2):  # it takes a wish and the answer at once; with the second wish the first is done
        answer = running.call(companion, "POST", "/control/v1/desk-windows", timeout_s=60)
        assert answer["done"]
