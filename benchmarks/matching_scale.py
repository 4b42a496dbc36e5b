"""The matcher with large banks: first index, cached start, one changed entry, latency, memory.

    python benchmarks/matching_scale.py [ENTRIES …]        (170 and 10000 if none are given)

Banks are made up: five wordings an entry, mixed from the words of the shipped bank and of the test posts, and from
20,000 made-up ones. Each step runs in a process of its own that does nothing else. Times are of the processor, which a
busy machine changes less, and of the clock; the sentence encoder alone, for the first 200 characters of the same posts,
stands beside the matcher and tells how fast the machine was just then. ``first post`` counts from the beginning of the
cached start to the first suggestions, with loading the encoder. Memory is all that is resident, at most and at the end,
with what the index maps from its file and the system may drop; ``own`` is without these pages.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from companion.bank.entry import Bank
from companion.bank.files import read_bank
from companion.matching.labelled import LabelledPost, read_labelled
from companion.matching.language import embeddings
from companion.matching.matcher import Matcher

ROOT = Path(__file__).parent.parent
STEPS = ("first", "start", "change")


def made_up(bank: Bank, posts: Sequence[LabelledPost], count: int) -> Bank:
    """A bank of ``count`` entries with five wordings each, mixed from the words of real ones."""
    dice = random.Random(7)
    words = [w for p in posts for w in p.post.text.split()] + [
        w for e in bank.entries.values() for w in e.text().split()
    ]
    parts = [
        "ver",
        "ab",
        "kin",
        "ge",
        "bur",
        "ten",
        "schaft",
        "lei",
        "stung",
        "trag",
        "lung",
        "mie",
        "rech",
        "nung",
    ]
    extra = ["".join(dice.choices(parts, k=dice.randint(2, 4))) for _ in range(20000)]

    def text(length: int) -> str:
        return " ".join(dice.choice(words if dice.random() < 0.7 else extra) for _ in range(length))

    model = next(iter(bank.entries.values()))
    made = {}
    for number in range(count):
        kind = "correction" if number % 4 == 0 else "answer"
        made[f"e-{number:05}"] = replace(
            model,
            id=f"e-{number:05}",
            kind=kind,
            title=text(5),
            wordings=tuple(text(dice.randint(5, 12)) for _ in range(5)),
            keywords=tuple(text(1) for _ in range(4)),
            fact=text(12) if kind == "correction" else None,
            texts={"": text(70)},
        )
    return replace(bank, entries=made)


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def memory_mb() -> dict[str, float]:
    """The most memory this process has held; on Linux also what it holds now, and of that what is in no file."""
    took = {"peak MB": peak_mb()}
    rollup = Path("/proc/self/smaps_rollup")
    if rollup.exists():
        sizes = dict(line.split(":", 1) for line in rollup.read_text(encoding="ascii").splitlines()[1:])
        for name, size in (("held MB", "Rss"), ("own MB", "Anonymous")):
            took[name] = int(sizes[size].split()[0]) / 1e3
    return took


def per_post(rank: Callable[[LabelledPost], object], posts: Sequence[LabelledPost]) -> dict[str, float]:
    """Median and 99th percentile of one thread's processor time and of the clock, in ms; after a short warm-up."""
    for post in posts[:5]:
        rank(post)
    cpu, wall = [], []
    for post in posts:
        began, clock = time.thread_time(), time.perf_counter()
        rank(post)
        cpu.append((time.thread_time() - began) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    shares = {"cpu p50 ms": (cpu, 50), "cpu p99 ms": (cpu, 99), "p50 ms": (wall, 50), "p99 ms": (wall, 99)}
    return {name: float(np.percentile(values, share)) for name, (values, share) in shares.items()}


def timed_build(name: str, bank: Bank, cache: Path) -> tuple[Matcher, dict[str, float]]:
    """A matcher with what it took, in seconds of the processor and of the clock."""
    began, clock = time.process_time(), time.perf_counter()
    matcher = Matcher.build(bank, cache)
    took = {f"{name} cpu s": time.process_time() - began, f"{name} s": time.perf_counter() - clock}
    return matcher, took


def step(name: str, bank: Bank, posts: Sequence[LabelledPost], cache: Path) -> dict[str, float]:
    """One step, in a process of its own.

    ``first``: index from nothing. ``start``: the same bank again, up to the first suggestions and then over all posts.
    ``change``: one entry has got a further question.
    """
    today = date.today()
    if name == "first":
        return timed_build("first index", bank, cache)[1] | {"first index peak MB": peak_mb()}
    if name == "change":
        entry = next(iter(bank.entries.values()))
        asked = (*entry.wordings, "Und was ist, wenn das erst im Herbst so weit ist?")
        changed = replace(bank, entries={**bank.entries, entry.id: replace(entry, wordings=asked)})
        return timed_build("one entry changed", changed, cache)[1] | {"one entry changed peak MB": peak_mb()}
    began, clock = time.process_time(), time.perf_counter()
    matcher, took = timed_build("cached start", bank, cache)
    matcher.suggest(posts[0].post, today)
    took |= {"first post cpu s": time.process_time() - began, "first post s": time.perf_counter() - clock}
    took |= per_post(lambda post: matcher.suggest(post.post, today), posts)
    use = per_post(lambda post: embeddings.encode([post.post.text[:200]]), posts)
    return took | {"encoder alone cpu p50 ms": use["cpu p50 ms"]} | memory_mb()


def scale(sizes: Sequence[int]) -> None:
    """Print start, memory and latency for made-up banks, one line each."""
    named: list[str] = []
    for size in sizes:
        row: dict[str, float] = {"entries": size}
        with tempfile.TemporaryDirectory() as cache:
            for name in STEPS:
                command = [sys.executable, __file__, "--step", name, str(size), cache]
                done = subprocess.run(command, check=True, timeout=1800, stdout=subprocess.PIPE, text=True)
                row |= json.loads(done.stdout)
        if not named:
            named = list(row)
            print(f"| {' | '.join(named)} |\n|{' --- |' * len(named)}", flush=True)
        cells = [
            f"{row[name]:.0f}" if name == "entries" or "MB" in name else f"{row[name]:.1f}" for name in named
        ]
        print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", metavar="ENTRIES", default=[170, 10000])
    parser.add_argument("--step", nargs=3, metavar=("STEP", "ENTRIES", "CACHE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step is None:
        print(f"load of the machine (1, 5, 15 minutes): {os.getloadavg()}, {os.cpu_count()} cores")
        scale(args.sizes)
        return
    threadpool_limits(1)  # as in the companion
    name, size, cache = args.step
    bank = read_bank(ROOT / "answer_bank")
    kinds = {entry.id: entry.kind for entry in bank.entries.values()}
    posts = read_labelled(ROOT / "tests" / "data" / "matching" / "test.jsonl", None, kinds)
    print(json.dumps(step(name, made_up(bank, posts, int(size)), posts, Path(cache))))


if __name__ == "__main__":
    main()
