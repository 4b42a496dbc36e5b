"""Steps that stories of the desk share: what lead and jurist click, and the worker's delivery."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.desk.conftest import Desk
from tests.desk.connected import OWN
from tests.started import kontakt


def job_of(page: Page, button: str, said: str) -> None:
    """Press a button that starts long work and wait for what it came to; then put it away."""
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/desk/jobs/*")
    job = page.locator(f'[data-job="{page.url.rpartition("/")[2]}"]')
    expect(job.locator("[data-job-step]")).to_contain_text(said, timeout=120_000)
    job.get_by_role("button", name="Ausblenden").click()
    expect(job).to_have_count(0)


def go(page: Page, desk: Desk, path: str) -> None:
    """Open a page below ``/desk/``."""
    page.goto(desk.url(f"/desk/{path}"))


def key_of_deliveries(page: Page, desk: Desk) -> str:
    """The lead makes the key that deliveries are sealed with; its public half."""
    go(page, desk, "contacts/deliveries")
    page.get_by_label("Passphrase", exact=True).fill(OWN)
    page.get_by_label("Passphrase wiederholen").fill(OWN)
    page.get_by_role("button", name="Schlüssel anlegen").click()
    return page.locator("code.key").inner_text()


def deliver(worker: Path, *options: object) -> None:
    """The worker's delivery, as the desk or the command starts it."""
    result = kontakt("batch", "drop", *options, data=worker)
    assert result.returncode == 0, result.stderr
    assert "geliefert" in result.stdout


def collect(page: Page, desk: Desk, folder: Path) -> None:
    """The lead takes in what was delivered."""
    go(page, desk, "contacts/deliveries")
    page.get_by_label("Woher").fill(str(folder))
    page.get_by_label("Passphrase deines Schlüssels").fill(OWN)
    job_of(page, "Aufnehmen", "1 neue Lieferung")
