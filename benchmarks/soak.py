"""Eight browsers with four requests a second each, beside a team that publishes: errors, times, memory.

``python -m benchmarks.soak [--minutes 10]`` prints a line a minute and the result; exit 1 if an error occurred, if
p99 of the suggestions is above 100 ms, or if memory grew by more than a tenth after the first minute. Linux only.
Beside it, in a process of their own, lead and jurist change a sentence, sign and publish again and again; the measured
companion fetches each bank over WebDAV, indexes and swaps it; and a cycle report of 100,000 contacts is written.
The peer measured in the same run is ``GET /api/v1/hello``, the cheapest route of the same server.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

from companion.config import shipped
from tests.load import Result, load
from tests.sharing.machines import Machine, release, set_up
from tests.sharing.servers import webdav
from tests.started import Companion, kontakt

LIMIT_S = 0.1
GROWTH = 1.10


def memory_mb(companion: Companion) -> float:
    """Resident memory of the companion in MB."""
    for line in Path(f"/proc/{companion.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def hello_s(companion: Companion, times: int = 50) -> float:
    """Median seconds of the cheapest route."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        companion.request("GET", "/api/v1/hello")
        found.append(time.perf_counter() - started)
    return sorted(found)[times // 2]


ID = "brueckenteilzeit"
WORDINGS = ("Klug, dass du gleich an den Rückweg denkst.", "Gut, dass du den Rückweg gleich mitdenkst.")
PAUSE_S = 20


def team(folder: Path, ready: Event, stop: Event, published: Synchronized[int]) -> None:
    """What the others of the team do meanwhile; the worker's data folder joins before ``ready`` is set."""
    # Laptops of their own, that only share their processor with the measured one here; so they give way to it.
    os.nice(15)
    (folder / "dav").mkdir()
    with webdav(folder / "dav") as address:
        lead, jurist, worker = (Machine(folder, name) for name in ("lead", "jurist", "worker"))
        worker("join", set_up(lead, jurist, address, folder, shipped("answer_bank")), "--user", "team")
        pool = folder / "pool"
        kontakt("contacts", "demo-data", "--rows", 100_000, "--seed", 1, data=pool, timeout=300)
        ready.set()
        while not stop.wait(PAUSE_S):
            old, new = WORDINGS[published.value % 2], WORDINGS[(published.value + 1) % 2]
            lead("edit", ID, "--replace", old, new)
            lead("submit", ID)
            release(lead, jurist)
            fetched = kontakt("bank", "sync", data=worker.data)
            written = kontakt(
                "report", "--period", "2026-Q3", "--out", folder / "bericht.html", data=pool, timeout=300
            )
            if fetched.returncode or written.returncode:
                raise SystemExit(fetched.stderr + written.stderr)
            published.value += 1


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--alone", action="store_true", help="without the other work beside it")
    options = parser.parse_args()
    if not sys.platform.startswith("linux"):
        sys.exit("reads /proc: Linux only")
    folder = Path(tempfile.mkdtemp(prefix="kontakt-soak-"))
    here = get_context("spawn")
    ready, stop, published = here.Event(), here.Event(), here.Value("i", 0)
    others = here.Process(target=team, args=(folder, ready, stop, published))
    if not options.alone:
        others.start()
        while not ready.wait(1):
            if not others.is_alive():
                sys.exit("the team could not be set up")
    companion = Companion(folder / "worker").pair().wait_ready()
    total, memory = Result(), []
    print("minute  suggestions  p50 ms  p99 ms  errors  memory MB")
    try:
        for minute in range(max(1, round(options.minutes))):
            part = load(companion, 8, 4, 60 if options.minutes >= 1 else options.minutes * 60)
            total.seconds += part.seconds
            total.failures += part.failures
            memory.append(memory_mb(companion))
            print(
                f"{minute + 1:6}  {len(part.seconds):11}  {part.percentile(0.5) * 1000:6.1f}  "
                f"{part.percentile(0.99) * 1000:6.1f}  {len(part.failures):6}  {memory[-1]:9.0f}",
                flush=True,
            )
        peer = hello_s(companion)
        is_well = options.alone or others.is_alive()
    finally:
        stop.set()
        companion.stop()
        if not options.alone:
            others.join(180)
        shutil.rmtree(folder, ignore_errors=True)
    p50, p99 = total.percentile(0.5), total.percentile(0.99)
    print(f"all: {len(total.seconds)} suggestions, p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms")
    print(f"p50 is {p50 / peer:.1f} times that of hello ({peer * 1000:.1f} ms)")
    print(f"errors {len(total.failures)}; memory {memory[0]:.0f} → {memory[-1]:.0f} MB")
    for failure in sorted(set(total.failures))[:10]:
        print(f"  {failure}")
    if not options.alone:
        print(
            f"meanwhile {published.value} banks were published, fetched and swapped in, and as many reports written"
        )
    good = is_well and not total.failures and p99 <= LIMIT_S and memory[-1] <= memory[0] * GROWTH
    return 0 if good else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.TimeoutExpired:
        sys.exit("the machine is too busy")
