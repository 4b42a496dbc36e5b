"""Files are replaced and go while a page lists them: by the companion, by a command, by whoever tidies up."""

from __future__ import annotations

import io
import json
import shutil
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from companion.bank.files import inspect
from companion.bank.folder import NO_FILE
from companion.contacts.recovery import is_gone
from companion.desk.bank.room import BankRoom
from companion.desk.contacts.outputs import Outputs
from companion.desk.desk import Desk as CompanionDesk
from companion.desk.setting.logbook import copies
from companion.desk.today.facts import of_proposal
from companion.errors import KontaktError
from companion.export.source import pool_of
from companion.private_files import make_folders, replace_folder, write_bytes
from companion.sharing.client import Client as LaptopClient
from companion.sharing.history import WorkingBank
from companion.sharing.people import write_person
from tests.desk.conftest import Client, Desk, served_desk
from tests.sharing.team import LEAD, Team

REQUESTS = 40
LOOKS_AT_ONCE = 4000
ENTRY = "answers/teilzeit/teilzeit-anspruch.md"
FOLDER = "intern-2026-q1"


@pytest.fixture(scope="module")
def own(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The lead's computer, connected with a storage, with a working bank."""
    base = tmp_path_factory.mktemp("team")
    (base / "served").mkdir()
    team = Team(base, str(base / "served"), str(base / "served"))
    team.release()
    write_person(base / "lead/sharing", LEAD)
    WorkingBank.create(base / "lead/working_bank", small_bank, LEAD).close()
    with served_desk(small_bank, base / "lead") as desk:
        desk.role("teamleitung")
        yield desk


@pytest.fixture(scope="module")
def at(own: Desk) -> Client:
    return own.client()


def folder(path: Path, words: str) -> Path:
    """An output being made, with files at two depths."""
    for name in ("manifest.json", "daten/kontakte.csv"):
        make_folders((path / name).parent)
        (path / name).write_text(words, encoding="utf-8")
    return path


def outputs(data: Path) -> None:
    place = data / "outputs" / FOLDER
    for words in ("alt", "neu"):
        replace_folder(folder(data / "outputs" / f".{FOLDER}.partial", words), place)
    Outputs(data / "outputs").remove(FOLDER)


def backups(data: Path) -> None:
    for day in ("2026-01-01", "2026-01-02"):
        (data / "backups").mkdir(exist_ok=True)
        copy = data / "backups" / f"contacts-{day}.sqlite3"
        copy.write_bytes(b"copy")
        copy.unlink()


def batches(data: Path) -> None:
    place = data / "pool/batches/notes.txt"
    make_folders(place.parent)
    write_bytes(place, b"{}")
    write_bytes(place, b"{}")


def deliveries(data: Path) -> None:
    """As the handbook says it of a damaged one."""
    folder = data / "pool/batches"
    notes = [folder / f"{'0' * 16}-{number:04d}.json" for number in range(1, 21)]
    note, aside = notes[-1], notes[-1].with_suffix(".alt")
    if not aside.exists():
        make_folders(folder)
        for number, path in enumerate([*notes[:-1], aside], 1):
            manifest = {
                "pseudonym": "0" * 16,
                "sequence": number,
                "period": "2026-Q3",
                "digest": "",
                "rows": {},
            }
            path.write_text(json.dumps(manifest), encoding="utf-8")
    aside.rename(note)
    note.rename(aside)


def proposal(data: Path) -> None:
    shown = data / "sharing/presented.kontakt"
    write_bytes(shown, b"shown")
    shown.unlink()


def metadata(data: Path) -> None:
    """As leaving does, and the next fetching."""
    for name in ("targets", "snapshot", "timestamp"):
        path = data / f"sharing/client/metadata/{name}.json"
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)


def folders(data: Path) -> None:
    """As fetching a bank and making an index do."""
    new = data / "cache/.new-bank"
    make_folders(new / "answers/teilzeit")
    (new / "answers/teilzeit/text.md").write_text("Text", encoding="utf-8")
    shutil.rmtree(new)


def entry(data: Path) -> None:
    """Moves to another topic and back, as a command does while the desk is open."""
    here, there = data / "working_bank" / ENTRY, data / "working_bank/answers/elterngeld/teilzeit-anspruch.md"
    words = here.read_text(encoding="utf-8")
    write_bytes(there, words.replace("topic: teilzeit", "topic: elterngeld").encode())
    here.unlink()
    write_bytes(here, words.encode())
    there.unlink()


def log(data: Path) -> None:
    """As another program that puts a copy back does."""
    place = data / "aside.sqlite3"
    place.write_bytes(b"log")
    place.unlink()


@contextmanager
def changing(change: Callable[[Path], None], data: Path) -> Iterator[None]:
    """Somebody else is at it all the time meanwhile, and gets a turn often."""
    done, trouble = threading.Event(), []
    change(data)  # what it needs is made before anybody looks

    def replace() -> None:
        try:
            while not done.is_set():
                change(data)
        except Exception as error:  # the test itself is broken
            trouble.append(error)

    other, interval = threading.Thread(target=replace), sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    other.start()
    try:
        yield
    finally:
        done.set()
        other.join()
        sys.setswitchinterval(interval)
    assert trouble == []


@pytest.mark.parametrize(
    ("change", "page"),
    [
        (outputs, "/contacts/releases"),
        (outputs, f"/contacts/outputs/{FOLDER}.zip"),
        (outputs, f"/contacts/output-files/{FOLDER}/daten/kontakte.csv"),
        (folders, "/settings"),
        (backups, "/settings/log"),
        (batches, "/bank/topics"),
        (metadata, "/"),
        (entry, "/bank"),
    ],
)
def test_a_page_takes_what_is_there(own: Desk, at: Client, change: Callable[[Path], None], page: str) -> None:
    with changing(change, own.data):
        answers = [at.get(f"/desk{page}") for _ in range(REQUESTS)]
    assert {answer.status_code for answer in answers} <= {200, 404}


def test_an_output_that_is_replaced_is_taken_away_whole(own: Desk) -> None:
    """All of the old one or all of the new one: half of each would be wrong in silence."""
    kept = Outputs(own.data / "outputs")
    with changing(outputs, own.data):
        for _ in range(REQUESTS * 5):
            try:
                content = kept.zipped(FOLDER)
            except KontaktError as error:
                assert error.code == "unknown_output"  # noqa: PT017 - it may be gone or not
                continue
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                words = [archive.read(name) for name in archive.namelist()]
            assert words in ([b"alt", b"alt"], [b"neu", b"neu"])


LOOKS: dict[str, tuple[Callable[[Path], None], Callable[[CompanionDesk], object]]] = {
    "backups": (backups, lambda desk: copies(desk.settings.data / "backups")),
    "batches": (batches, lambda desk: BankRoom(desk).usage()),
    "deliveries": (deliveries, lambda desk: pool_of(desk.settings).batches()),
    "proposal": (proposal, lambda desk: of_proposal(desk)),
    "metadata": (metadata, lambda desk: LaptopClient(desk.settings).trusted("targets")),
    "log": (log, lambda desk: is_gone(desk.settings.data / "aside.sqlite3")),
}


@pytest.mark.parametrize(("change", "look"), LOOKS.values(), ids=LOOKS)
def test_whoever_looks_between_two_steps_finds_something_or_nothing(
    own: Desk, change: Callable[[Path], None], look: Callable[[CompanionDesk], object]
) -> None:
    """The moment is so short that a page meets it once in thousands of times; one in a team meets it every month."""
    with changing(change, own.data):
        for _ in range(LOOKS_AT_ONCE):
            look(own.inner)


def test_an_entry_that_moves_is_no_error_of_the_bank(own: Desk) -> None:
    """Else a save in that moment would be refused for a file that nobody misses."""
    with changing(entry, own.data):
        for _ in range(100):
            problems = inspect(own.data / "working_bank", date.today()).problems
            assert [problem for problem in problems if problem.message == NO_FILE[0]] == []


def test_two_windows_may_delete_an_output_at_once(own: Desk, at: Client) -> None:
    folder(own.data / "outputs" / FOLDER, "alt")
    others = [own.client() for _ in range(4)]
    answers: list[int] = []

    def remove(client: Client) -> None:
        answers.append(client.post(f"/desk/contacts/outputs/{FOLDER}/remove", {}).status_code)

    threads = [threading.Thread(target=remove, args=(client,)) for client in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {303, 404}
    assert not (own.data / "outputs" / FOLDER).exists()
