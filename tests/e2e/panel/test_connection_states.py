"""Each of the six states is shown for its true cause, and its remedy leads out of it."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.drivers.chromium import Chromium
from tests.e2e.panel.driving import BANK, WAIT_MS, expect_state, foreign_server, pair, part
from tests.e2e.panel.feed import GROUP
from tests.started import Companion, kontakt

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def panel(browser: Chromium) -> Page:
    """The side panel, not paired."""
    return browser.side_panel(browser.open(GROUP))


def shows(panel: Page, *words: str) -> None:
    for word in words:
        expect(panel.locator("#trouble")).to_contain_text(word, timeout=WAIT_MS)


def test_not_running(browser: Chromium, panel: Page, tmp_path: Path) -> None:
    stopped = Companion(tmp_path / "data", bank=BANK)
    browser.store({"port": stopped.port})
    expect_state(panel, "not_paired")
    stopped.stop()
    expect_state(panel, "not_running")
    shows(panel, "Der Begleiter läuft nicht.", "Starte den Begleiter: ‚kontakt window‘ oder ‚kontakt start‘.")


def test_foreign_server(browser: Chromium, panel: Page) -> None:
    greeting = {"app": "another-app", "protocol": 1, "install": "x", "paired": True}
    for answer, kind in (
        ("<h1>Hier wohnt jemand anderes</h1>", "text/html"),
        (json.dumps(greeting), "application/json"),
    ):
        with foreign_server(answer, kind) as server:
            browser.store({"port": server.port})
            expect_state(panel, "foreign_server")
            shows(panel, f"Auf dem Anschluss {server.port} antwortet ein anderes Programm.")
        expect_state(panel, "not_running")


def test_version_mismatch_names_the_older_side(browser: Chromium, panel: Page) -> None:
    for protocol, older in ((0, "Der Begleiter ist älter"), (2, "Die Erweiterung ist älter")):
        greeting = {"app": "kontakt-companion", "protocol": protocol, "install": "x", "paired": True}
        with foreign_server(json.dumps(greeting), "application/json") as server:
            browser.store({"port": server.port})
            expect_state(panel, "version_mismatch")
            shows(panel, older, "Aktualisiere")


def test_not_paired_wrong_code_right_code_revoked(
    browser: Chromium, panel: Page, companion: Companion
) -> None:
    browser.store({"port": companion.port})
    expect_state(panel, "not_paired")
    shows(panel, "sechs Ziffern")
    part(panel, "pairing-code").fill("12")
    part(panel, "pairing-submit").click()
    shows(panel, "genau sechs Ziffern")
    code = companion.code()
    part(panel, "pairing-code").fill(f"{(int(code) + 1) % 1_000_000:06d}")
    part(panel, "pairing-submit").click()
    expect(panel.locator("#pairing-error")).not_to_be_empty(timeout=WAIT_MS)
    part(panel, "pairing-code").fill(f"{code[:3]} {code[3:]}")
    part(panel, "pairing-code").press("Enter")
    expect_state(panel, "ok")
    expect(panel.locator("#trouble")).to_be_hidden()
    assert "Chromium" in kontakt("pair", "--list", data=companion.data).stdout
    assert kontakt("pair", "--revoke", "Chromium", data=companion.data).returncode == 0
    expect_state(panel, "not_paired")
    pair(panel, companion)


def test_ok_shows_the_age_of_the_bank_and_its_facts_on_demand(panel: Page) -> None:
    light = part(panel, "connection")
    expect(light).to_have_text("verbunden · Antwortbank von heute", timeout=WAIT_MS)
    light.click()
    shows(panel, "Antwortbank der Paneltests", "5 Bausteine", "1 Baustein")
    part(panel, "check-again").click()
    expect_state(panel, "ok")
    light.click()
    expect(panel.locator("#trouble")).to_be_hidden()


def test_another_program_gets_no_token_of_a_paired_panel(
    browser: Chromium, panel: Page, companion: Companion
) -> None:
    with foreign_server("<h1>Hier wohnt jemand anderes</h1>", "text/html") as server:
        browser.store({"port": server.port})
        expect_state(panel, "foreign_server")
        assert set(server.asked) == {None}
        browser.store({"port": companion.port})
        expect_state(panel, "ok")


def test_a_companion_with_another_data_folder_counts_as_not_paired(
    browser: Chromium, panel: Page, companion: Companion, tmp_path: Path
) -> None:
    other = Companion(tmp_path / "other", bank=BANK)
    try:
        browser.store({"port": other.port})
        expect_state(panel, "not_paired")
        browser.store({"port": companion.port})
        expect_state(panel, "ok")
    finally:
        other.stop()


def test_an_open_panel_comes_back_after_a_restart_and_learns_of_the_new_bank(
    browser: Chromium, panel: Page, tmp_path: Path
) -> None:
    bank = shutil.copytree(BANK, tmp_path / "bank")
    first = Companion(tmp_path / "data", bank=bank)
    browser.store({"port": first.port})
    expect_state(panel, "not_paired")
    pair(panel, first)
    first.kill()
    settings = bank / "bank.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"2026.11"', '"2026.12"\nreleased_on: 2026-01-02'), encoding="utf-8")
    second = Companion(tmp_path / "data", bank=bank, port=first.port)
    try:
        expect(part(panel, "connection")).to_contain_text("Tage alt", timeout=20_000)
        expect_state(panel, "ok")
    finally:
        second.stop()


def test_a_clock_that_is_behind_is_named_with_what_to_do_until_it_is_right(
    browser: Chromium, panel: Page, tmp_path: Path
) -> None:
    bank = shutil.copytree(BANK, tmp_path / "bank")
    manifest = bank / "bank.yaml"
    text = manifest.read_text(encoding="utf-8")
    later = date.today() + timedelta(days=3)
    manifest.write_text(f"{text}released_on: {later}\n", encoding="utf-8")
    first = Companion(tmp_path / "data", bank=bank)
    browser.store({"port": first.port})
    expect_state(panel, "not_paired")
    pair(panel, first)
    light = part(panel, "connection")
    expect(light).to_have_text("verbunden · Datum des Rechners prüfen", timeout=WAIT_MS)
    expect(panel.locator("#trouble")).to_be_hidden()
    light.click()
    shows(panel, "Das Datum hier liegt vor dem der Antwortbank.", "Uhrzeit und Datum des Rechners prüfen")
    light.click()
    first.kill()
    manifest.write_text(text, encoding="utf-8")  # as if the clock had caught up with the release
    second = Companion(tmp_path / "data", bank=bank, port=first.port)
    try:
        expect(light).to_have_text("verbunden · Antwortbank von heute", timeout=20_000)
    finally:
        second.stop()
