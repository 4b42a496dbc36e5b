"""What an institution sets by a real policy file reaches the reader and the panel and cannot be changed there.

The file names an extension of this test alone, so that no other browser of this machine takes it for its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import expect

from tests.e2e.drivers.chromium import chromium
from tests.e2e.drivers.firefox import firefox
from tests.e2e.drivers.pages import Pages
from tests.e2e.panel.driving import EXTENSION, WAIT_MS, bring_into_view, expect_state, part, until
from tests.e2e.panel.feed import GROUP, WORK, group
from tests.started import Companion

pytestmark = pytest.mark.browser

CHROMIUM = Path("/etc/chromium/policies/managed")
FIREFOX = Path("/usr/lib/mozilla/managed-storage")
ADDON = "kontakt-policy-test@kontakt.example"


@contextmanager
def installed(folder: Path, name: str, content: dict[str, Any]) -> Iterator[None]:
    """A policy file for as long as the browser runs; skipped where nobody may write there, except in CI."""
    file = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")
    except PermissionError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no right to write {folder}")
    try:
        yield
    finally:
        file.unlink()


@pytest.fixture
def copy(tmp_path: Path) -> tuple[Path, str]:
    """The extension under an identity of its own: its folder and its id in Chromium."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    folder = shutil.copytree(EXTENSION, tmp_path / "extension")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["key"] = base64.b64encode(der).decode()
    manifest["browser_specific_settings"]["gecko"]["id"] = ADDON
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder, "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(der).hexdigest()[:32])


@pytest.fixture
def companion(tmp_path: Path) -> Iterator[Companion]:
    started = Companion(tmp_path / "data", bank=Path(__file__).parent / "panel" / "bank")
    yield started
    started.stop()


PAGES = Pages.of({GROUP: group(WORK)})


def test_chromium_follows_a_policy_file(copy: tuple[Path, str], companion: Companion) -> None:
    folder, extension_id = copy
    preset = {"mode": "selection", "port": companion.port, "sites": {"instagram": False}}
    policy = {"3rdparty": {"extensions": {extension_id: preset}}}
    with installed(CHROMIUM, f"kontakt-test-{os.getpid()}.json", policy), chromium(folder, PAGES) as browser:
        assert browser.extension_id == extension_id
        browser.store({"language": "de", "mode": "viewed", "sites": {"instagram": True}})
        page = browser.open(GROUP)
        panel = browser.side_panel(page)
        expect_state(panel, "not_paired")  # the port of the policy: nobody else set it
        bring_into_view(page, f"#{WORK.key} [data-ad-rendering-role=story_message]")
        expect(panel.locator("#post-hint")).to_contain_text("Markiere Text", timeout=4 * WAIT_MS)
        expect(part(panel, "post")).to_have_attribute("data-kind", "none")
        panel.locator("[data-page=more]").click()
        expect(panel.locator("input[name=mode][value=viewed]")).to_be_disabled(timeout=WAIT_MS)
        expect(panel.locator("input[name=mode][value=selection]")).to_be_checked()


def test_firefox_follows_a_managed_storage_manifest(copy: tuple[Path, str], companion: Companion) -> None:
    folder, _ = copy
    preset = {"mode": "selection", "port": companion.port, "sites": {"facebook": False}}
    manifest = {"name": ADDON, "description": "presets of a test", "type": "storage", "data": preset}
    with installed(FIREFOX, f"{ADDON}.json", manifest), firefox(folder, PAGES) as fox:
        fox.open(GROUP)
        fox.click_icon()
        fox.in_sidebar("await browser.storage.local.set({ language: 'de', mode: 'viewed' })")
        state = "return document.querySelector('[data-testid=connection]').dataset.state"
        until(lambda: fox.in_sidebar(state), "not_paired", seconds=20)
        presets = "return JSON.stringify((await browser.storage.local.get('presets')).presets)"
        until(lambda: json.loads(fox.in_sidebar(presets) or "{}"), preset, seconds=20)
        fixed = (
            "document.querySelector('[data-page=more]')?.click();"  # the panel draws itself anew with the presets
            "return document.querySelector('input[name=mode][value=viewed]')?.disabled"
        )
        until(lambda: fox.in_sidebar(fixed), True, seconds=20)
