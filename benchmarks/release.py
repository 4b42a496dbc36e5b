"""The public release beside its peers: utility and time against a full-domain lattice and anjana, pycanon, and scale.

``python benchmarks/release.py`` compares on synthetic quarters; ``--scale 1000000 10000000`` times whole releases from
the pool (Parquet and CSV) with their peak memory; ``--read 100000000`` reads that many rows back with DuckDB.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from companion.codebook import load
from companion.config import settings
from companion.contacts.demo_contacts import contacts
from companion.export.anonymise import anonymise
from companion.export.anonymity import FIRST, names
from companion.export.ladder import Ladder, load_ladder
from companion.export.periods import Period
from companion.export.pool import Pool, Received
from companion.export.release import Wish, prepare, release
from companion.export.rows import create_table, enum_types
from companion.export.utility import Outcome

PERIOD = Period.parse("2026-Q3")
TODAY = date(2026, 11, 23)
SUPPRESSED = 0.05
"""Share of rows the lattice may leave out, as is usual (Samarati 2001)."""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds a call takes, and what it returns."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def fill(connection: duckdb.DuckDBPyConnection, rows: int, seed: int) -> None:
    """A table ``contacts`` with that many synthetic rows of one quarter."""
    rng = np.random.default_rng(seed)
    days = [PERIOD.thursdays[0] - timedelta(days=3) + timedelta(days=n) for n in range(7 * len(PERIOD.weeks))]
    create_table(connection, load(), "contacts")
    for start in range(0, rows, 500_000):
        part = min(500_000, rows - start)
        frame = pd.DataFrame(contacts(rng, load(), [days[n] for n in rng.integers(0, len(days), part)]))
        casts = ", ".join(
            f'CAST("{name}" AS {kind})'
            for name, kind in enum_types(load(), load().tables["contacts"]).items()
        )
        connection.register("part", frame)
        connection.execute(f"INSERT INTO contacts SELECT {casts} FROM part")
        connection.unregister("part")


def lattice(connection: duckdb.DuckDBPyConnection, ladder: Ladder) -> tuple[float, float]:
    """Best node of the full-domain lattice of the same recodings: loss and share of rows left out."""
    every = ", ".join(f'"{column}"' for column in ladder.columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE histogram AS SELECT {every}, sum(n) AS n FROM prepared GROUP BY ALL"
    )
    rows = connection.execute("SELECT sum(n) FROM histogram").fetchall()[0][0]
    possible = {
        c: connection.execute(f'SELECT count(DISTINCT "{c}") FROM prepared').fetchall()[0][0]
        for c in ladder.identifiers
    }
    kinds = {"thema": "thema NOT IN ('keine_angabe', 'nicht_anwendbar')", "reaktion": "reaktion <> 'offen'"}
    best = (1.0, 1.0)
    for node in itertools.product(*(range(len(levels)) for levels in ladder.recodings.values())):
        outputs = ", ".join(
            f"{ladder.expression(c, lv)} AS out_{c}" for c, lv in zip(ladder.identifiers, node, strict=True)
        )
        keys = ", ".join(f"out_{c}" for c in ladder.identifiers)
        varied = " AND ".join(
            f"count(DISTINCT {c}) FILTER (WHERE {where}) >= {ladder.l}" for c, where in kinds.items()
        )
        found = connection.execute(
            f"SELECT {keys}, sum(n) FROM (SELECT *, {outputs} FROM histogram) GROUP BY {keys} "
            f"HAVING coalesce(sum(n) FILTER (WHERE {FIRST}), 0) >= {ladder.k} AND {varied}"
        ).fetchall()
        kept = sum(line[-1] for line in found)
        if rows - kept > SUPPRESSED * rows:
            continue
        lost = sum(
            line[-1] * sum(ladder.loss(c, line[p], possible[c]) for p, c in enumerate(ladder.identifiers))
            for line in found
        )
        best = min(best, ((lost / len(ladder.identifiers) + rows - kept) / rows, 1 - kept / rows))
    return best


def anjana(connection: duckdb.DuckDBPyConnection, ladder: Ladder, patience: float) -> str:
    """What anjana makes of the same recodings, as a line; it counts rows, not first contacts, and knows no l here."""
    if shutil.which("uv") is None:
        return "anjana               not run: needs uv, which gives it an environment of its own"
    with tempfile.TemporaryDirectory() as name:
        table, levels, out = (Path(name) / file for file in ("in.csv", "levels.json", "out.csv"))
        identifiers = names(ladder.identifiers)
        connection.execute(
            f"COPY (SELECT {identifiers} FROM (SELECT {identifiers}, unnest(range(n)) FROM prepared)) "
            f"TO '{table}' (HEADER)"
        )
        values = {
            c: sorted(
                v
                for (v,) in connection.execute(
                    f'SELECT DISTINCT CAST("{c}" AS VARCHAR) FROM prepared'
                ).fetchall()
            )
            for c in ladder.identifiers
        }
        hierarchies = {
            c: [
                [ladder.recode(c, level, value) for value in values[c]]
                for level in range(len(ladder.recodings[c]))
            ]
            for c in ladder.identifiers
        }
        given = {"k": ladder.k, "suppressed_percent": 100 * SUPPRESSED, "levels": hierarchies}
        levels.write_text(json.dumps(given), encoding="utf-8")
        command = ["uv", "run", "-q", "--script", str(Path(__file__).with_name("release_anjana.py"))]
        try:
            done = subprocess.run(
                [*command, str(table), str(levels), str(out)],
                capture_output=True,
                text=True,
                check=True,
                timeout=patience,
            )
        except subprocess.TimeoutExpired:
            return f"anjana               not done in {patience:.0f} s"
        rows = connection.execute("SELECT sum(n) FROM prepared").fetchall()[0][0]
        kept = pd.read_csv(out, dtype=str)
        lost = sum(
            count * ladder.loss(c, str(value), len(values[c]))
            for c in ladder.identifiers
            for value, count in kept[c].value_counts().items()
        )
        loss = (lost / len(ladder.identifiers) + rows - len(kept)) / rows
    return f"anjana               {float(done.stdout):7.2f} s  loss {loss:.3f}  left out {1 - len(kept) / rows:.2%}"


def mean_loss(outcome: Outcome) -> float:
    """Mean loss over the quasi-identifiers."""
    return sum(outcome.loss.values()) / len(outcome.loss)


def compare(rows: int, patience: float) -> Iterator[str]:
    """Lines of the table for one size."""
    from pycanon import anonymity

    ladder = load_ladder()
    with duckdb.connect() as connection:
        fill(connection, rows, 1)
        prepare(connection, ladder, PERIOD)
        seconds, outcome = timed(lambda: anonymise(connection, load(), ladder))
        left = outcome.suppressed / outcome.rows
        yield f"{rows:>9,}  frozen ladder        {seconds:7.2f} s  loss {mean_loss(outcome):.3f}  left out {left:.2%}"
        slow, (loss, left) = timed(lambda: lattice(connection, ladder))
        ratio = f"{slow / seconds:.1f} times as long"
        yield f"{'':9}  full-domain lattice  {slow:7.2f} s  loss {loss:.3f}  left out {left:.2%}  {ratio}"
        yield f"{'':9}  {anjana(connection, ladder, patience)}"
        if rows <= 20_000:
            frame = connection.execute("SELECT * FROM released").df()
            firsts = frame[frame["kontaktart"] == "erstkontakt"].reset_index(drop=True)
            k_seconds, k = timed(lambda: anonymity.k_anonymity(firsts, list(ladder.identifiers)))
            yield f"{'':9}  pycanon, only checks {k_seconds:7.2f} s  k = {k}  {k_seconds / seconds:.2f} times as long"


def fill_pool(folder: Path, rows: int, part: int = 1_000_000) -> None:
    """A pool of batches with that many rows in one quarter."""
    quarters = dict.fromkeys(PERIOD.weeks, (PERIOD.year, PERIOD.quarter))
    for number in range(0, rows, part):
        with duckdb.connect() as connection:
            fill(connection, min(part, rows - number), number)
            batch = Received(
                f"{number // part:016x}", 1, str(PERIOD), "0" * 64, {"contacts": min(part, rows - number)}
            )
            Pool(folder).add(batch, connection, quarters)


def scale(rows: int) -> Iterator[str]:
    """Lines about whole releases of that many rows, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        fill_pool(Path(name) / "pool", rows)
        for kind in ("public", "internal"):
            command = [sys.executable, __file__, "--release", kind, "--folder", name]
            yield subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def one_release(kind: str, folder: Path) -> str:
    """Time and peak memory of one release."""
    wish = Wish(kind, PERIOD, folder / kind, formats=("parquet", "csv"))
    seconds, about = timed(lambda: release(settings(folder), load(), wish, TODAY))
    cpu = time.process_time()
    # Not ru_maxrss: on Linux it starts with what the calling process had in memory.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e9
    times = f"{seconds:6.1f} s ({cpu:.1f} s of CPU)"
    return f"{about.rows:>11,}  {kind:9} release, Parquet and CSV  {times}  peak {peak:.2f} GB"


def read(rows: int) -> Iterator[str]:
    """Lines about reading that many pooled rows: one million of a quarter, linked often."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        part = min(rows, 1_000_000)
        fill_pool(folder / "pool", part, part)
        (file,) = (folder / "pool" / "data").rglob("*.parquet")
        for number in range(1, rows // part):
            (file.parent / f"{number:020}.parquet").hardlink_to(file)
        source = f"read_parquet('{folder}/pool/data/contacts/*/*/*.parquet')"
        for what, query in {
            "count by week and platform": f"SELECT woche, plattform, count(*) FROM {source} GROUP BY ALL",
            "one week, topic by reaction": f"SELECT thema, reaktion, count(*) FROM {source} "
            "WHERE woche = '2026-W30' GROUP BY ALL",
        }.items():
            seconds, _ = timed(lambda query=query: duckdb.sql(query).fetchall())
            yield f"{rows // part * part:>11,}  {what:30} {seconds:6.2f} s"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[300, 3_000, 20_000, 100_000])
    parser.add_argument("--patience", type=float, default=300, help="seconds anjana may take for one size")
    parser.add_argument("--scale", type=int, nargs="*", default=[])
    parser.add_argument("--read", type=int, nargs="*", default=[])
    parser.add_argument("--release", choices=["public", "internal"])
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.release:
        print(one_release(given.release, given.folder))
        return
    beside = functools.partial(compare, patience=given.patience)
    for work, sizes in ((beside, given.rows), (scale, given.scale), (read, given.read)):
        for size in sizes:
            for line in work(size):
                print(line, flush=True)


if __name__ == "__main__":
    main()
