"""Pictures of every page of the desk, light and dark: ``python scripts/desk_screenshots.py [--only WORD]``.

A team lead's computer with synthetic contacts, connected with a jurist's over a folder: one release is published, the
next one waits for its signatures, which the jurist sees once the lead has signed. The set-up is shown as a Kontakter*in
goes through it, but for the steps of those who have a name. Everything is made up; nobody in it exists.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page  # noqa: E402

from companion import server  # noqa: E402
from companion.app import create_app, make_parts  # noqa: E402
from companion.config import Settings, shipped  # noqa: E402
from companion.contacts.calendar import week_of  # noqa: E402
from companion.contacts.demo_data import fill  # noqa: E402
from companion.desk import desk_of  # noqa: E402
from companion.desk.desk import Desk  # noqa: E402
from companion.desk.pages.setup import PREFERENCE as SETUP  # noqa: E402
from companion.report.cycles import Cycle, Cycles  # noqa: E402
from companion.sharing.approving import present, sign_presented  # noqa: E402
from companion.sharing.connecting import accept_invite  # noqa: E402
from companion.sharing.history import WorkingBank  # noqa: E402
from companion.sharing.people import Person, write_person  # noqa: E402
from companion.sharing.releasing import publish_signed  # noqa: E402
from companion.sharing.setup import init_trust, key_ring  # noqa: E402
from scripts.screenshots_stale import record  # noqa: E402
from tests.e2e.drivers.chromium import EXECUTABLE, shared_playwright  # noqa: E402
from tests.serving import serving  # noqa: E402

PASSPHRASE, SPARE = "vier zufällige wörter hier", "andere wörter im umschlag"
EDITED = "elternzeit-teilzeit-32h"
TALLEST = 1600
"""A longer page is cut here (pixels)."""
PAGES = {
    "today": "",
    "bank": "bank",
    "bank-topics": "bank/topics",
    "bank-try": "bank/try",
    "bank-new": "bank/new",
    "bank-entry": "bank/entry/{entry}",
    "bank-in-use": "bank/in-use/{entry}",
    "bank-history": "bank/entry/{entry}/history",
    "review": "review",
    "publish": "publish",
    "publish-connection": "publish/connection",
    "publish-invitation": "publish/invitation",
    "publish-keys": "publish/keys",
    "contacts": "contacts?cycle={quarter}",
    "contacts-cycles": "contacts/cycles",
    "contacts-deliveries": "contacts/deliveries",
    "contacts-releases": "contacts/releases",
    "contacts-rooms": "contacts/rooms",
    "contacts-feedback": "contacts/feedback",
    "contacts-room": "contacts/rooms/fb-001",
    "settings": "settings",
    "settings-browsers": "settings/browsers",
    "settings-log": "settings/log",
    "settings-doctor": "settings/doctor",
    "settings-privacy": "settings/privacy",
}
"""Name of the picture → address below ``/desk/``; what no longer exists is said and left out."""
OF_JURIST = {"review-jurist": "review"}
"""The same on the jurist's computer."""
NAMED_STEPS = ("name", "connect")
"""Steps of the set-up that are shown as at the lead's."""
SCHEMES = ("light", "dark")


@dataclass
class Computer:
    """A served companion."""

    desk: Desk
    settings: Settings


@contextmanager
def computer(data: Path) -> Iterator[Computer]:
    """Start a companion of its own."""
    sock = server.bind(0)
    port = sock.getsockname()[1]
    data.mkdir(parents=True, exist_ok=True)
    settings = Settings(data, port)
    parts = make_parts(settings, port)
    app = create_app(parts)
    with serving(app, sock):
        yield Computer(desk_of(app), settings)
    desk_of(app).close()
    parts.log.close()


@contextmanager
def folder_of_team() -> Iterator[Path]:
    """A folder whose name can be seen in pictures, the same every time.

    Raises:
        FileExistsError: another run is under way.
    """
    base = Path(tempfile.gettempdir()) / "beispiel-team"
    base.mkdir()
    try:
        yield base
    finally:
        shutil.rmtree(base)


def connect(lead: Settings, jurist: Settings, base: Path, texts: Path) -> str:
    """Set up both computers, publish a bank, edit one of its entries and give it to the review; returns its id."""
    write_person(jurist.sharing, Person("Juri Beispiel", "jurist"))
    public = key_ring(jurist).add("jurist", "Juri Beispiel", PASSPHRASE)
    who = Person("Lea Beispiel", "lead")
    write_person(lead.sharing, who)
    storage = base / "Ablage"
    storage.mkdir()
    invite = init_trust(
        lead, public, base / "reserve.key.age", (str(storage), None, None), who.name, PASSPHRASE, SPARE
    )
    accept_invite(jurist, invite.to_link())
    editor = Person("Edi Beispiel", "editor")
    bank = WorkingBank.create(lead.working_bank, texts, editor)
    for settings in (lead, jurist):
        sign_presented(settings, present(settings).signatures.fingerprint, PASSPHRASE)
    publish_signed(lead, PASSPHRASE)
    entry = EDITED if bank.has(EDITED) else sorted(bank.documents())[0]
    document = bank.document(entry)
    document.texts[""] = document.texts[""].replace(".", ". Frag im Zweifel deine Elterngeldstelle.", 1)
    document.meta["status"] = "in_review"
    bank.save(document, editor, f"{entry}: Hinweis ergänzt")
    bank.close()
    return entry


def furnish(desk: Desk) -> str:
    """Contacts, cycles and rooms; returns a closed quarter."""
    log, today = desk.parts.log.get(), date.today()
    fill(log, desk.parts.codebook, 4000, 1, today)
    cycles = Cycles(desk.settings.data / "cycles.json")
    first, last = today - timedelta(weeks=20), today - timedelta(weeks=13)
    changes = ("Instagram: höchstens 300 Zeichen", "Jede Antwort nennt das Jahr")
    question = "Helfen kürzere Antworten auf Instagram?"
    cycles.new(Cycle("sommer", week_of(first), week_of(last), question, changes))
    cycles.decide("sommer", "Kürzere Antworten bleiben, auf Facebook ändern wir nichts.")
    rooms: list[dict[str, Any]] = [
        {
            "code": "fb-001",
            "plattform": "facebook",
            "raumtyp": "gruppe_geschlossen",
            "admin_status": "erlaubt",
        },
        {"code": "fb-002", "plattform": "facebook", "raumtyp": "gruppe_offen", "admin_status": "angefragt"},
        {
            "code": "ig-001",
            "plattform": "instagram",
            "raumtyp": "seite_profil_fremd",
            "admin_status": "abgelehnt",
        },
    ]
    for room in rooms:
        log.rooms.put(room, today)
    day = today - timedelta(days=110)
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def new_page(browser: Browser, scheme: str) -> Page:
    """A page as wide as the window of ``kontakt window``."""
    return browser.new_page(
        viewport={"width": 1280, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="de-DE",
    )


def shoot(page: Page, out: Path, name: str, address: str, scheme: str) -> None:
    """One picture of one page."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        print(
            f"{name}: {address} answers {answer.status if answer else 'nothing'}, left out", file=sys.stderr
        )
        return
    page.wait_for_selector("html[data-ready]:not(:has([data-reload-after]))")  # contacts are counted
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": 1280, "height": min(max(height, 800), TALLEST)})
    picture = out.resolve() / f"{name}-{scheme}.png"
    page.screenshot(path=picture)
    page.set_viewport_size({"width": 1280, "height": 800})
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--output", picture, "--", picture], check=True)  # noqa: S603, S607
    record([picture])


def shoot_setup(page: Page, newcomer: Desk, out: Path, scheme: str) -> None:
    """The first page of a new computer and each step of its set-up."""
    host = f"http://{newcomer.parts.guard.host}/desk"
    page.goto(newcomer.links.address())
    shoot(page, out, "setup-role", f"{host}/", scheme)
    newcomer.preferences.put(SETUP, "begun")
    for step in ("name", "connect", "browser", "done"):
        newcomer.preferences.choose_role("teamleitung" if step in NAMED_STEPS else "kontakter")
        shoot(page, out, f"setup-{step}", f"{host}/setup", scheme)
        if step != "done":
            with page.expect_navigation():
                page.get_by_role("button", name="Überspringen").click()


def main() -> int:
    """Write ``NAME-light.png`` and ``NAME-dark.png``; return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots" / "desk")
    options.add_argument("--only", default="", help="part of a picture's name")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with folder_of_team() as base, computer(base / "kontakt") as lead, computer(base / "jurist") as jurist:
        entry = connect(lead.settings, jurist.settings, base, shipped("answer_bank"))
        quarter = furnish(lead.desk)
        lead.desk.preferences.choose_role("teamleitung")
        jurist.desk.preferences.choose_role("jurist")
        lead.desk.shown.keep(present(lead.settings))
        lead.desk.parts.active.start().join()
        with shared_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=EXECUTABLE,
                args=["--no-sandbox", "--lang=de"],
                env={**os.environ, "LANGUAGE": "de"},  # how a field writes a day
            )

            def shoot_all(desk: Desk, pages: Mapping[str, str], scheme: str) -> None:
                wanted = {name: path for name, path in pages.items() if chosen.only in name}
                page = new_page(browser, scheme)
                page.goto(desk.links.address())
                for name, path in wanted.items():
                    where = path.format(entry=entry, quarter=quarter)
                    shoot(page, chosen.out, name, f"http://{desk.parts.guard.host}/desk/{where}", scheme)

            for scheme in SCHEMES:
                shoot_all(lead.desk, PAGES, scheme)
                if "setup" in chosen.only or chosen.only in "setup":
                    with computer(base / f"new-{scheme}") as newcomer:
                        shoot_setup(new_page(browser, scheme), newcomer.desk, chosen.out, scheme)
            seal = present(lead.settings).signatures.fingerprint
            sign_presented(lead.settings, seal, PASSPHRASE)  # now it lies ready for the jurist
            jurist.desk.shown.keep(present(jurist.settings))
            for scheme in SCHEMES:
                shoot_all(jurist.desk, OF_JURIST, scheme)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
