"""The list of files in ``docs/datenschutz/gespeicherte-daten.md`` against what a run of every role leaves behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion import window
from companion.cli import kontakt
from companion.codebook import load
from companion.config import Settings
from companion.contacts.opening import open_log
from companion.contacts.restoring import restore_backup
from companion.web_view import WebView
from scripts.stored_data import FILES, SHARED
from tests.desk.conftest import Client, Desk, served_desk
from tests.desk.connected import OWN, Connected, connect, done, release
from tests.export.conftest import closed_quarter
from tests.started import Companion
from tests.test_window import Library

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ENTRY = "teilzeit-anspruch"
FINISHED = timedelta(days=15)
CODE = "lieferungen/"
"""Name of the folder within the team's storage, as the list begins it."""


def call(data: Path, *arguments: object, given: str | None = None) -> str:
    """A command of ``kontakt`` on a data folder."""
    environment = {"KONTAKT_DATA": str(data), "KONTAKT_PASSPHRASE": OWN}
    result = CliRunner().invoke(
        kontakt, [*map(str, arguments)], env=environment, input=given, standalone_mode=False
    )
    assert result.exception is None, (arguments, result.exception, result.output)
    return result.output


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def patterns(rows: Iterable[tuple[str, ...]]) -> dict[str, re.Pattern[str]]:
    """Names of a list → what they stand for: ``…`` for anything, a folder for all in it."""
    names = [name for places, *_ in rows for name in places.split(", ")]
    return {
        name: re.compile(re.escape(name).replace("…", ".+") + (".+" if name.endswith("/") else ""))
        for name in names
    }


def compare(found: set[str], listed: dict[str, re.Pattern[str]]) -> tuple[list[str], list[str]]:
    """Files that are not listed, and names that stand for no file."""
    unlisted = sorted(file for file in found if not any(one.fullmatch(file) for one in listed.values()))
    unused = sorted(name for name, one in listed.items() if not any(one.fullmatch(file) for file in found))
    return unlisted, unused


def write(lead: Desk, client: Client) -> None:
    """What the lead does at the desk: type without saving, plan, collect, report, release."""
    page = {"page": "abcdefghijklmnopqrst", "title": "Noch nicht gespeichert"}
    assert client.post(f"/desk/bank/entry/{ENTRY}/draft", page).status_code < 400
    period = closed_quarter()
    call(lead.data, "contacts", "demo-data", "--rows", 400)
    call(lead.data, "cycle", "new", "herbst", "--from", "2026-W36", "--to", "2026-W43")
    call(lead.data, "cycle", "feedback", "herbst", given="5\n4\n3\n2\n1\nviel zu tun\n")
    done(lead, client.post("/desk/contacts/report", {"cycle": period}))
    out = lead.data.parent / "ausgabe"
    call(lead.data, "export", "--release", "internal", "--period", period, "--out", out, "--source", "log")


def lay_aside(data: Path) -> None:
    """A backup takes the place of the log; what it replaces stays beside it."""
    call(data, "contacts", "backup")
    restore_backup(data / "contacts.sqlite3", date.today(), load())


def deliver(worker: Path, lead: Path, key: str) -> None:
    """Finished contacts from the worker to the lead, through the storage of the bank."""
    call(worker, "contacts", "add", "thema=elterngeld", "plattform=facebook")
    call(worker, "contacts", "add", "--kind", "luecke", "thema=pflege_beruf")
    log = open_log(worker / "contacts.sqlite3", load())
    assert log.freeze(date.today() + FINISHED) == 1
    log.close()
    assert "geliefert" in call(worker, "batch", "drop", "--to", "team", "--seal", key)
    assert "1 neue Lieferung" in call(lead, "batch", "import", "--from", "team")


@pytest.fixture
def team(tmp_path: Path, small_bank: Path) -> Iterator[Connected]:
    with (
        served_desk(small_bank, tmp_path / "lead") as lead,
        served_desk(small_bank, tmp_path / "jurist") as jurist,
    ):
        base = tmp_path / "between"
        base.mkdir()
        yield connect(lead, jurist, base, small_bank)


def test_every_file_that_is_left_is_listed_and_every_listed_one_exists(
    team: Connected, start: Callable[..., Companion], small_bank: Path, tmp_path: Path
) -> None:
    lead, jurist, worker, storage = (
        team.lead.data,
        team.jurist.data,
        tmp_path / "worker",
        tmp_path / "between" / "storage",
    )
    release(team)
    call(lead, "bank", "edit", ENTRY, "--replace", "Nach sechs Monaten", "Nach mehr als sechs Monaten")
    call(lead, "bank", "submit", ENTRY)
    call(lead, "bank", "approve", "--yes")
    typed = {"entry_id": ENTRY, "decision": "comment", "words": "Noch nicht gesendet"}
    assert team.at_jurist.post("/desk/review/words", typed).status_code == 200
    shared = files_in(storage)
    call(worker, "bank", "join", team.invitation.decode())
    key = re.findall(r"age1\w+", call(lead, "batch", "key"))[0]
    write(team.lead, team.at_lead)  # before deliveries come in: from then on reports are about those
    deliver(worker, lead, key)

    companion = start(data=worker, bank=small_bank)
    companion.pair()
    window.open_window(Settings(worker, 0), WebView(Library()))
    found = files_in(worker)
    companion.stop()
    lay_aside(worker)

    for data in (lead, jurist, worker):
        found |= files_in(data)
    assert compare(found, patterns(FILES)) == ([], [])

    shared |= files_in(storage)
    listed = patterns(SHARED)
    unlisted, unused = compare(shared, {**listed, CODE: re.compile(f"{CODE}.+")})
    assert unlisted == []
    assert set(unused) <= {"publishing", *(name for name in listed if name.startswith(CODE))}
