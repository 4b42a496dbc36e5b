"""Server time of every page of the desk with a large bank and many contacts, beside a page that shows one sentence.

``python benchmarks/desk.py [--entries 1000] [--contacts 100000] [--states 300] [--laptops 0]`` prints a table: time of
this process on the processor and on the clock, median and slowest of the requests. No network lies between; "first" is
the very first request of a page, after what the companion reads in the background when it starts ("ahead"). Pages of
*Kontakte* are asked for another choice every time, so nothing that was kept answers them; counting the contacts
beforehand runs in the background of the first request and is told apart. With ``--laptops 20`` the contacts lie in the
pool, delivered by so many laptops, instead of in the log. With a browser (Chromium) a second table says how long the
list of entries takes from an input to the drawn answer, on the clock and of the processor (main thread of the page),
and until every row is there again; every round goes through all interactions, so each has something to do.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
from flask.testing import FlaskClient

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.desk_list import interactions  # noqa: E402
from companion import server  # noqa: E402
from companion.app import create_app, make_parts  # noqa: E402
from companion.bank.document import dump_document  # noqa: E402
from companion.bank.edit import path_of, template  # noqa: E402
from companion.codebook import load  # noqa: E402
from companion.config import Settings  # noqa: E402
from companion.contacts import ContactLog  # noqa: E402
from companion.contacts.demo_data import fill  # noqa: E402
from companion.desk import desk_of  # noqa: E402
from companion.export.periods import period_of  # noqa: E402
from companion.export.pool import Pool, Received  # noqa: E402
from companion.export.rows import load_from_log  # noqa: E402
from companion.report.overview import choices as offered  # noqa: E402
from companion.sharing.history import WorkingBank  # noqa: E402
from companion.sharing.people import Person, write_person  # noqa: E402
from tests.e2e.drivers.chromium import EXECUTABLE  # noqa: E402

PORT = 47999
LEA = Person("Lea", "lead")
REPEATS = 9
TRIVIAL = "/desk/signed-out"
GOAL_MS = 200
FURTHER = (
    "/desk/review",
    "/desk/publish",
    "/desk/publish/connection",
    "/desk/publish/keys",
    "/desk/contacts/cycles",
    "/desk/contacts/deliveries",
    "/desk/contacts/releases",
    "/desk/contacts/rooms",
    "/desk/contacts/feedback",
    "/desk/settings",
    "/desk/settings/browsers",
    "/desk/settings/log",
    "/desk/settings/doctor",
    "/desk/settings/privacy",
)
COUNTING = "data-reload-after"
"""What stands on the page of *Kontakte* while contacts are counted."""
WORDS = (
    "Antrag",
    "Frist",
    "Stelle",
    "Betrag",
    "Kind",
    "Pflege",
    "Arbeit",
    "Teilzeit",
    "Bescheid",
    "Rente",
    "Kurs",
)


def write_bank(folder: Path, entries: int) -> Path:
    """A synthetic bank whose entries all differ."""
    codes = load().vocabularies["thema"].codes
    topics = list(codes)[:20]
    folder.mkdir()
    rows = "".join(f"  {topic}: {topic}\n" for topic in topics)
    (folder / "bank.yaml").write_text(f"format: 1\ntitle: Messung\ntopics:\n{rows}", encoding="utf-8")
    for number in range(entries):
        kind = "correction" if number % 8 == 0 else "answer"
        first, second = WORDS[number % len(WORDS)], WORDS[number // len(WORDS) % len(WORDS)]
        title = f"{first} und {second}, Fall {number}"
        document = template(kind, topics[number % len(topics)], f"fall-{number}", title, date.today())
        document.meta["status"] = ("approved", "approved", "draft", "in_review")[number % 4]
        path = folder / path_of(document)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump_document(document), encoding="utf-8")
    return folder


def write_states(folder: Path, states: int) -> None:
    """A history as after some years of work: every state another entry, every tenth the one that is looked at."""
    bank = WorkingBank(folder)
    for number in range(states):
        entry_id = "fall-1" if number % 10 == 0 else f"fall-{number}"
        path, document = bank.file(entry_id)
        document.meta["comment"] = f"Stand {number}"
        path.write_text(dump_document(document), encoding="utf-8")
        bank.record(LEA, f"{entry_id}: bearbeitet")
    bank.close()


def deliver(data: Path, laptops: int) -> None:
    """Move the contacts of the log into the pool, as delivered by so many laptops."""
    book, everything = load(), ["contacts"]
    with duckdb.connect() as connection:
        load_from_log(connection, book, data / "contacts.sqlite3", None, everything)
        connection.execute("ALTER TABLE contacts RENAME TO everybody")
        weeks = [week for (week,) in connection.execute("SELECT DISTINCT woche FROM everybody").fetchall()]
        quarters = {week: (period_of(week).year, period_of(week).quarter) for week in weeks}
        for number in range(laptops):
            connection.execute(
                f"CREATE OR REPLACE TABLE contacts AS SELECT * FROM everybody WHERE rowid % {laptops} = {number}"
            )
            rows = connection.execute("SELECT count(*) FROM contacts").fetchall()[0][0]
            batch = Received(f"{number:016x}", 1, "2026", f"{number:064x}", {"contacts": rows})
            Pool(data / "pool").add(batch, connection, quarters)
    for file in data.glob("contacts.sqlite3*"):
        file.unlink()


def choices(today: date) -> dict[str, Callable[[int], str]]:
    """Name → address of the n-th choice of *Kontakte*, no two alike."""
    filters = offered(load())
    topics, platforms = list(filters["thema"]), list(filters["plattform"])
    quarters = [
        f"{day.year}-Q{(day.month - 1) // 3 + 1}" for day in (today - timedelta(days=d) for d in (110, 200))
    ]
    base = f"/desk/contacts?cycle={quarters[0]}"
    return {
        "/desk/contacts, a topic": lambda n: f"{base}&thema={topics[n % len(topics)]}",
        "/desk/contacts, a platform": lambda n: f"{base}&plattform={platforms[n % len(platforms)]}",
        "/desk/contacts, compared": lambda n: f"{base}&compare={quarters[1]}&thema={topics[n % len(topics)]}",
    }


def count_contacts(client: FlaskClient) -> tuple[float, float]:
    """Ask for *Kontakte* until counted: milliseconds on the clock of the first page, of the processor for all."""
    cpu, wall = time.process_time(), time.perf_counter()
    page = asked(client, "/desk/contacts")
    first = (time.perf_counter() - wall) * 1000
    while COUNTING in page:
        time.sleep(0.05)
        page = asked(client, "/desk/contacts")
    return first, (time.process_time() - cpu) * 1000


def measure(ask: Callable[[int], object]) -> tuple[list[float], list[float]]:
    """Milliseconds of processor and of the clock, the first request first; called with its number."""
    processor, clock = [], []
    for number in range(REPEATS + 1):
        cpu, wall = time.process_time(), time.perf_counter()
        ask(number)
        processor.append((time.process_time() - cpu) * 1000)
        clock.append((time.perf_counter() - wall) * 1000)
    return processor, clock


def signed_in(client: FlaskClient, address: str) -> None:
    """Use a one-time link, as a browser does."""
    host = f"127.0.0.1:{PORT}"
    client.environ_base["HTTP_HOST"] = host
    client.environ_base["HTTP_ORIGIN"] = f"http://{host}"
    client.environ_base["HTTP_ACCEPT"] = "text/html"
    answer = client.get(address.partition(host)[2], base_url=f"http://{host}")
    assert answer.status_code == 303, answer.status_code


def asked(client: FlaskClient, page: str) -> str:
    """One page, whole.

    Raises:
        RuntimeError: it is not shown.
    """
    answer = client.get(page, base_url=f"http://127.0.0.1:{PORT}")
    if answer.status_code != 200:
        raise RuntimeError(f"{page}: {answer.status_code}")
    return answer.get_data(as_text=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--states", type=int, default=300)
    parser.add_argument("--laptops", type=int, default=0, help="deliver the contacts to the pool")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir()
        bank = write_bank(folder / "bank", chosen.entries)
        log = ContactLog.open(data / "contacts.sqlite3", load())
        fill(log, load(), chosen.contacts, 1, date.today())
        log.close()
        if chosen.laptops:
            deliver(data, chosen.laptops)
        write_person(data / "sharing", LEA)
        WorkingBank.create(data / "working_bank", bank, LEA).close()
        write_states(data / "working_bank", chosen.states)
        parts = make_parts(Settings(data, PORT, bank), PORT)
        app = create_app(parts)
        desk = desk_of(app)
        desk.preferences.choose_role("teamleitung")
        client = app.test_client()
        signed_in(client, desk.links.address())
        cpu = time.process_time()
        parts.log.get()
        desk.warm().join()
        ahead = (time.process_time() - cpu) * 1000
        known = {rule.rule for rule in app.url_map.iter_rules()}
        pages = [TRIVIAL, "/desk/", "/desk/bank", "/desk/bank/topics", "/desk/bank/try", "/desk/bank/new"]
        pages += [f"/desk/bank/entry/fall-1{rest}" for rest in ("", "/history")]
        pages += [page for page in FURTHER if page in known]
        asks: dict[str, Callable[[int], object]] = {
            page: (lambda _, page=page: asked(client, page)) for page in pages
        }
        asks |= {name: (lambda n, of=of: asked(client, of(n))) for name, of in choices(date.today()).items()}
        print(f"{chosen.entries} entries, {chosen.contacts} contacts, {chosen.states} states; milliseconds")
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        counted: tuple[float, float] | None = None
        print(f"ahead, in the background of the start: {ahead:.0f} of the processor")
        print(
            f"{'page':34} {'first':>8} {'processor':>10} {'slowest':>8} {'clock':>8}  of the goal of {GOAL_MS}"
        )
        for page, ask in asks.items():
            if page.startswith("/desk/contacts,") and not counted:
                counted = count_contacts(client)
            processor, clock = measure(ask)
            rest = processor[1:]
            median = statistics.median(rest)
            print(
                f"{page:34} {processor[0]:8.1f} {median:10.1f} {max(rest):8.1f} {statistics.median(clock[1:]):8.1f}"
                f"  {median / GOAL_MS:.0%}"
            )
        if counted:
            print(f"first page of Kontakte, which says that they are counted: {counted[0]:.0f} on the clock")
            print(f"counting them, in its background: {counted[1]:.0f} of the processor")
        if Path(EXECUTABLE or "").is_file():
            host = f"http://127.0.0.1:{PORT}"
            interactions(app, server.bind(PORT), desk.links.address(), f"{host}/desk/bank")
        desk.close()
        parts.log.close()


if __name__ == "__main__":
    main()
