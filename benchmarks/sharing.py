"""Publishing and synchronising a bank, beside ``git clone`` and ``git pull`` of the same files.

``python benchmarks/sharing.py [--sizes 200 2000 20000] [--no-edits]`` prints a table. Ours: python-tuf over HTTP on
this machine, with both signatures, verification, unpacking and the check of every entry. git: ``file://`` (no network,
nothing signed, nothing checked), bytes as packed. Processor time is what holds on a busy machine; compare the rows,
not machines.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from companion.sharing.client import Client
from tests.sharing.servers import http
from tests.sharing.team import EDITOR, Team

TOPICS = ("elterngeld", "pflege", "teilzeit")


def entry(number: int) -> tuple[str, str]:
    """Path and content of one invented entry of usual length."""
    topic = TOPICS[number % 3]
    name = f"eintrag-{number:05d}"
    sentence = (
        f"Satz {number} einer Antwort mit einer Bedingung, einem nächsten Schritt und einer Stelle dafür. "
    )
    text = f"""---
id: {name}
kind: answer
title: Eintrag {number}
topic: {topic}
questions:
  - Erste Frage zu Eintrag {number}?
  - Zweite Frage zu Eintrag {number} mit ein paar Worten mehr?
  - und die dritte zu {number}
keywords: [Stichwort{number}]
legal_basis: [BEEG § {number % 30}]
sources: [{{title: Familienportal, url: "https://familienportal.de/{number}"}}]
review_by: 2099-12-31
status: approved
---
{sentence * 5}

## instagram
{sentence * 2}
"""
    return f"answers/{topic}/{name}.md", text


def fill(folder: Path, size: int) -> None:
    """Write further entries into a bank."""
    for number in range(size):
        path, text = entry(number)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def timed(work: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds by the clock and seconds of processor time (with children), and the result of a call."""
    start, begin = time.perf_counter(), sum(os.times()[:4])
    result = work()
    return (time.perf_counter() - start, sum(os.times()[:4]) - begin), result


def git(*args: object, folder: Path | None = None) -> None:
    """Run git quietly."""
    command = [
        "git",
        "-c",
        "user.name=b",
        "-c",
        "user.email=b@example.org",
        "-c",
        "gc.auto=0",
        *map(str, args),
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def packed(folder: Path) -> int:
    """Bytes of objects in a clone."""
    return sum(path.stat().st_size for path in (folder / ".git/objects").rglob("*") if path.is_file())


def row(size: int, what: str, seconds: tuple[float, float], requests: object, received: float) -> None:
    """One line of the table."""
    print(
        f"{size:>7}  {what:<34} {seconds[0]:>8.2f} s {seconds[1]:>8.2f} s"
        f" {requests!s:>9} {received / 1000:>11,.1f} kB"
    )


def three_edits(size: int, team: Team, worker: Client) -> None:
    """A release with three changed entries, as the worker gets it."""
    team.lead.sync()
    for number in range(3):
        team.edit("Ein neuer Wortlaut.", entry(number)[0].split("/")[2].removesuffix(".md"))
    team.release()
    seconds, outcome = timed(worker.sync)
    row(size, "ours: three edits", seconds, outcome.requests, outcome.received)


def measure(size: int, base: Path, edits: bool) -> None:
    """All figures for one size."""
    served = base / "served"
    served.mkdir()
    with http(served) as url:
        team = Team(base, url, str(served))
        fill(team.working.folder, size)
        team.working.record(EDITOR, "Einträge")
        seconds, proposal = timed(lambda: team.sign(team.propose()))
        row(size, "ours: build, examine twice, sign", seconds, "-", len(proposal.content))
        seconds, _ = timed(lambda: team.publisher.publish(proposal, team.keys["online"]))
        row(size, "ours: publish", seconds, "-", len(proposal.content))
        worker = team.machine("worker")
        for what in ("first sync", "no change"):
            seconds, outcome = timed(worker.sync)
            row(size, f"ours: {what}", seconds, outcome.requests, outcome.received)
        if edits:
            three_edits(size, team, worker)
    origin, clone = base / "origin", base / "clone"
    origin.mkdir()
    fill(origin, size)
    git("init", "-q", ".", folder=origin)

    def commit(note: str) -> None:
        git("add", "-A", folder=origin)
        git("commit", "-q", "-m", note, folder=origin)

    seconds, _ = timed(lambda: commit("all"))
    row(size, "git: add and commit", seconds, "-", packed(origin))
    seconds, _ = timed(lambda: git("clone", "-q", f"file://{origin}", clone))
    before = packed(clone)
    row(size, "git: clone", seconds, "-", before)
    seconds, _ = timed(lambda: git("pull", "-q", folder=clone))
    row(size, "git: pull, no change", seconds, "-", packed(clone) - before)
    for number in range(3):
        (origin / entry(number)[0]).write_text(entry(number)[1] + "Neu.\n", encoding="utf-8")
    commit("three")
    seconds, _ = timed(lambda: git("pull", "-q", folder=clone))
    row(size, "git: pull, three edits", seconds, "-", packed(clone) - before)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2000, 20000])
    parser.add_argument(
        "--no-edits", action="store_true", help="leave out the release after three edits, which takes longest"
    )
    given = parser.parse_args()
    print(f"{'entries':>7}  {'step':<34} {'clock':>10} {'processor':>10} {'requests':>9} {'bytes':>14}")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            measure(size, Path(scratch), not given.no_edits)


if __name__ == "__main__":
    main()
