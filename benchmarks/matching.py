"""Quality and latency of the matcher beside what one would use instead, in one run.

    python benchmarks/matching.py [--bank DIR --posts FILE.jsonl [--ids IDS.tsv]]

Every method ranks the answers for the same posts. ``hit@1`` and ``hit@3`` are of the whole ranking, without any
threshold; ``shown@3`` is what remains if each method's own best threshold keeps nine of ten posts to which nothing fits
quiet. The time is per post, one process, one thread: of the processor, which a busy machine changes less, and of the
clock. How the matcher bears large banks: ``benchmarks/matching_scale.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from rapidfuzz import fuzz, process, utils
from Stemmer import Stemmer
from threadpoolctl import threadpool_limits

from companion.bank.entry import Bank, Entry
from companion.bank.files import read_bank
from companion.matching.labelled import LabelledPost, read_labelled
from companion.matching.language import embeddings
from companion.matching.matcher import Matcher, Post

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "matching"
Ranked = list[tuple[str, float]]
Times = tuple[Sequence[float], Sequence[float]]
"""Milliseconds of each query: of the processor, of the clock."""


def wordings(entry: Entry) -> list[str]:
    """Title, wordings and keywords."""
    return [entry.title, *entry.wordings, *entry.keywords]


def rapidfuzz_ranker(entries: Sequence[Entry], scorer: Callable[..., float]) -> Callable[[str], Ranked]:
    """``rapidfuzz.process`` over all wordings."""
    texts = [(e.id, w) for e in entries for w in wordings(e)]
    choices = [w for _, w in texts]

    def rank(query: str) -> Ranked:
        found = process.extract(query, choices, scorer=scorer, processor=utils.default_process, limit=40)
        best: dict[str, float] = {}
        for _, score, number in found:
            best.setdefault(texts[number][0], score)
        return list(best.items())[:3]

    return rank


def bm25_ranker(entries: Sequence[Entry]) -> Callable[[str], Ranked]:
    """``bm25s`` with a German stemmer."""
    stem = Stemmer("german").stemWords
    corpus = bm25s.tokenize(
        [" ".join([*wordings(e), e.text()]) for e in entries], stemmer=stem, show_progress=False
    )
    index = bm25s.BM25()
    index.index(corpus, show_progress=False)

    def rank(query: str) -> Ranked:
        tokens = bm25s.tokenize([query], stemmer=stem, show_progress=False)
        found, scores = index.retrieve(tokens, k=min(3, len(entries)), show_progress=False)
        return [(entries[int(i)].id, float(s)) for i, s in zip(found[0], scores[0], strict=True)]

    return rank


def fts5_ranker(entries: Sequence[Entry]) -> Callable[[str], Ranked]:
    """SQLite FTS5 with the trigram tokenizer, all trigrams of the post joined by OR."""
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table t using fts5(id unindexed, body, tokenize='trigram')")
    db.executemany(
        "insert into t values (?, ?)", [(e.id, " ".join([*wordings(e), e.text()])) for e in entries]
    )

    def rank(query: str) -> Ranked:
        plain = " ".join("".join(c if c.isalnum() else " " for c in query.lower()).split())[:600]
        grams = {plain[i : i + 3] for i in range(len(plain) - 2) if " " not in plain[i : i + 3]}
        if not grams:
            return []
        match = " OR ".join(f'"{g}"' for g in sorted(grams))
        rows = db.execute("select id, -bm25(t) from t where t match ? order by rank limit 3", (match,))
        return [(str(i), float(s)) for i, s in rows]

    return rank


def use_ranker(entries: Sequence[Entry]) -> Callable[[str], Ranked]:
    """Sentence embeddings alone: best wording by cosine."""
    owners = [e.id for e in entries for _ in [e.title, *e.wordings]]
    vectors = embeddings.encode([w for e in entries for w in [e.title, *e.wordings]])

    def rank(query: str) -> Ranked:
        scores = vectors @ embeddings.encode([query[:600]])[0]
        best: dict[str, float] = {}
        for number in np.argsort(-scores)[:60]:
            best.setdefault(owners[int(number)], float(scores[number]))
        return list(best.items())[:3]

    return rank


def kontakt_ranker(bank: Bank, today: date, shown: bool) -> Callable[[Post], Ranked]:
    """This product: the whole ranking, or only what is shown."""
    matcher = Matcher.build(bank)

    def rank(post: Post) -> Ranked:
        if shown:
            return [(s.entry_id, s.score) for s in matcher.suggest(post, today).answers]
        places = matcher.places(post, today)
        answers = [e for e in places if bank.entries[e].kind == "answer"]
        return [(e, 1.0) for e in sorted(answers, key=places.__getitem__)[:3]]

    return rank


def row(name: str, posts: Sequence[LabelledPost], ranks: Sequence[Ranked], times: Times, silent: bool) -> str:
    """One line of the table; ``silent``: the method itself decides what is shown."""
    wanted = [(p, r) for p, r in zip(posts, ranks, strict=True) if p.leading and p.answers]
    hit1 = np.mean([bool(r) and r[0][0] in p.answers for p, r in wanted])
    hit3 = np.mean([any(e in p.answers for e, _ in r[:3]) for p, r in wanted])
    nothing = sorted(r[0][1] if r else -1e9 for p, r in zip(posts, ranks, strict=True) if p.nothing_fits)
    bar = nothing[min(int(0.9 * len(nothing)), len(nothing) - 1)] if nothing else -1e9
    shown = np.mean([any(e in p.answers for e, _ in r[:3]) and (silent or r[0][1] > bar) for p, r in wanted])
    spent = " | ".join(f"{np.percentile(ms, share):.1f}" for ms in times for share in (50, 99))
    quiet = np.mean([v <= -1e9 for v in nothing]) if silent and nothing else 0.9
    if not silent and len({r[0][1] for r in ranks if r}) == 1:  # a ranking without scores
        return f"| {name} | {hit1:.3f} | {hit3:.3f} | – | – | {spent} |"
    return f"| {name} | {hit1:.3f} | {hit3:.3f} | {shown:.3f} | {quiet:.2f} | {spent} |"


def timed(rank: Callable[[Any], Ranked], queries: Sequence[Any]) -> tuple[list[Ranked], Times]:
    """Rankings and the time of each, after a short warm-up."""
    for query in queries[:5]:
        rank(query)
    ranks: list[Ranked] = []
    cpu, wall = [], []
    for query in queries:
        began, clock = time.process_time(), time.perf_counter()
        ranks.append(rank(query))
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    return ranks, (cpu, wall)


def compare(bank: Bank, posts: Sequence[LabelledPost]) -> None:
    """Print the table."""
    today = date.today()
    entries = [e for e in bank.suggestible(today) if e.kind == "answer"]
    queries = [f"{p.post.text} {p.post.context or ''}".strip() for p in posts]
    print(
        "| method | hit@1 | hit@3 | shown@3 | quiet | cpu p50 ms | cpu p99 ms | p50 ms | p99 ms |\n|"
        + 9 * " --- |"
    )
    for name, rank in (
        ("rapidfuzz WRatio", rapidfuzz_ranker(entries, fuzz.WRatio)),
        ("rapidfuzz token_set_ratio", rapidfuzz_ranker(entries, fuzz.token_set_ratio)),
        ("bm25s, German stemmer", bm25_ranker(entries)),
        ("SQLite FTS5 trigram", fts5_ranker(entries)),
        ("USE embeddings alone", use_ranker(entries)),
    ):
        print(row(name, posts, *timed(rank, queries), silent=False), flush=True)
    documents = [{"id": e.id, "text": e.text(), "wordings": wordings(e)} for e in entries]
    answer = subprocess.run(
        ["node", str(Path(__file__).with_name("matching_peers.mjs"))],
        input=json.dumps({"documents": documents, "queries": queries}),
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
    )
    for name, result in json.loads(answer.stdout).items():
        ranks = [[(str(i), float(s)) for i, s in found] for found in result["ranks"]]
        print(row(name, posts, ranks, (result["cpu"], result["ms"]), silent=False), flush=True)
    for name, shown in (("kontakt, whole ranking", False), ("kontakt, as shown", True)):
        rank = kontakt_ranker(bank, today, shown)
        print(row(name, posts, *timed(rank, [p.post for p in posts]), silent=shown), flush=True)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bank", type=Path, default=ROOT / "answer_bank")
    parser.add_argument("--posts", type=Path, default=DATA / "test.jsonl")
    parser.add_argument("--ids", type=Path)
    args = parser.parse_args()
    threadpool_limits(1)  # as in the companion
    bank = read_bank(args.bank)
    posts = read_labelled(args.posts, args.ids, {e.id: e.kind for e in bank.entries.values()})
    print(f"load of the machine (1, 5, 15 minutes): {os.getloadavg()}, {os.cpu_count()} cores")
    compare(bank, posts)


if __name__ == "__main__":
    main()
