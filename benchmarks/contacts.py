"""Speed and size of the contact log beside plain sqlite3 with the same durability.

``python benchmarks/contacts.py [--rows 1000000]`` prints a table; times are wall-clock on this machine.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from companion.codebook import load
from companion.contacts import ContactLog
from companion.contacts.demo_data import fill
from companion.contacts.opening import open_log

INSERTS = 1000
CONTACT = {
    "plattform": "facebook",
    "thema": "elternzeit",
    "baustein_id": "elternzeit-arbeiten",
    "baustein_version": 2,
}


def timed(work: Callable[[], object]) -> float:
    """Seconds a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def our_inserts(folder: Path) -> float:
    """Seconds for INSERTS contacts through the log."""
    log = ContactLog.open(folder / "ours.sqlite3", load())
    seconds = timed(lambda: [log.add({"uuid": str(uuid.uuid4()), **CONTACT}) for _ in range(INSERTS)])
    log.close()
    return seconds


def plain_inserts(folder: Path) -> float:
    """Seconds for as many rows of the same columns through sqlite3 alone: WAL, FULL, one commit each, no CHECKs."""
    columns = list(load().tables["contacts"].columns)
    connection = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"CREATE TABLE contacts ({', '.join(columns)}, PRIMARY KEY (uuid))")
    row = [load().complete("contacts", CONTACT).get(name, "2026-W48") for name in columns]
    marks = ", ".join("?" * len(columns))

    def insert() -> None:
        for _ in range(INSERTS):
            connection.execute("BEGIN")
            connection.execute(f"INSERT INTO contacts VALUES ({marks})", [str(uuid.uuid4()), *row[1:]])
            connection.execute("COMMIT")

    seconds = timed(insert)
    connection.close()
    return seconds


def at_scale(folder: Path, rows: int) -> dict[str, str]:
    """Times with that many frozen rows in the file."""
    path = folder / "large.sqlite3"
    log = ContactLog.open(path, load())
    found = {"demo-data": f"{timed(lambda: fill(log, load(), rows, 1, date.today())):.1f} s"}
    log.close()
    found["size"] = f"{path.stat().st_size / 1e6 * 1e6 / rows:.0f} MB per million rows"
    later = datetime.now() + timedelta(days=1)
    (folder / "backups").mkdir(exist_ok=True)
    found["start (check, freeze, backup)"] = (
        f"{timed(lambda: open_log(path, load(), now=lambda: later).close()):.1f} s"
    )
    log = ContactLog.open(path, load())
    found["list of open rows"] = f"{timed(log.open_rows) * 1000:.1f} ms"
    found["one contact"] = f"{timed(lambda: log.add({'uuid': str(uuid.uuid4()), **CONTACT})) * 1000:.1f} ms"
    found["freeze"] = f"{timed(lambda: log.freeze(date.today() + timedelta(days=14))):.1f} s"
    found["counts"] = f"{timed(log.counts) * 1000:.0f} ms"
    log.close()
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, ours = plain_inserts(folder), our_inserts(folder)
        print(f"SQLite {sqlite3.sqlite_version}, {INSERTS} contacts, one commit each, WAL + FULL")
        print(f"  plain sqlite3        {INSERTS / plain:8.0f} contacts/s")
        print(f"  ContactLog           {INSERTS / ours:8.0f} contacts/s   {ours / plain:.2f} times as long")
        print(f"{rows:,} rows".replace(",", "."))
        for what, value in at_scale(folder, rows).items():
            print(f"  {what:32} {value}")


if __name__ == "__main__":
    main()
