"""What is uploaded to the stores runs: the zips pass the linter and show their panel in both browsers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.build_extension import build
from scripts.build_policies import chromium_id, manifest
from tests.e2e.drivers.chromium import chromium
from tests.e2e.drivers.firefox import firefox
from tests.e2e.drivers.pages import Pages
from tests.started import ROOT

PANEL = "panel/panel.html"
CONNECTION = "[data-testid=connection]"


@pytest.fixture(scope="module")
def zips(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Chromium's and Firefox's zip."""
    first, second = sorted(build(tmp_path_factory.mktemp("dist")))
    return first, second


@pytest.fixture
def settings() -> Iterator[dict[str, object]]:
    """Settings with which no companion answers, whatever else runs on this computer."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        yield {"port": silent.getsockname()[1], "language": "de"}


def unpack(path: Path, into: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(into)
    return into


def test_the_linter_of_the_store_finds_no_error(zips: tuple[Path, Path], tmp_path: Path) -> None:
    web_ext = ROOT / "node_modules/.bin" / ("web-ext.cmd" if os.name == "nt" else "web-ext")
    command = [str(web_ext), "lint", "--output", "json", "--source-dir", str(unpack(zips[1], tmp_path))]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120)
    summary = json.loads(found.stdout)
    assert summary["errors"] == []
    assert found.returncode == 0
    # Chromium's own keys in the one manifest, and Android, for which it is not made; all else wants a look.
    assert {warning["code"] for warning in summary["warnings"]} <= {
        "BACKGROUND_SERVICE_WORKER_IGNORED",
        "KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION",
        "MANIFEST_PERMISSIONS",
        "UNSUPPORTED_API",
    }


@pytest.mark.browser
def test_chromium_loads_it(zips: tuple[Path, Path], tmp_path: Path, settings: dict[str, object]) -> None:
    with chromium(unpack(zips[0], tmp_path / "unpacked"), Pages()) as browser:
        assert browser.extension_id == chromium_id(manifest()["key"])
        browser.store(settings)
        panel = browser.extension_page(PANEL)
        expect(panel.locator(CONNECTION)).to_have_attribute("data-state", "not_running", timeout=20_000)


@pytest.mark.browser
def test_firefox_installs_the_zip_itself(zips: tuple[Path, Path], settings: dict[str, object]) -> None:
    with firefox(zips[1], Pages()) as browser:
        browser.extension_page(PANEL)
        browser.value("await browser.storage.local.set(arguments[0])", settings)
        browser.marionette.refresh()
        state = f"return document.querySelector('{CONNECTION}')?.dataset.state ?? ''"
        until = time.monotonic() + 60
        while (found := browser.value(state)) != "not_running":
            assert time.monotonic() < until, found
            time.sleep(0.1)
