"""Questions of two entries that say nearly the same: the entries would compete for the same posts.

Candidates are found by prefix filtering over word sets (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant
2007, "All-Pairs"): two sets with Jaccard similarity ``t`` must share one of the first ``n - ceil(t·n) + 1``
words in the order of rarity. That keeps the check quick for banks of any size.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from companion.bank.document import Document
from companion.bank.entry import Entry
from companion.bank.files import Reading
from companion.bank.problem import Problem

SAME_WORDS = 0.6
"""Jaccard similarity of the word sets from which two wordings are compared closely."""
NEARLY_SAME = 92
"""``token_sort_ratio`` from which two wordings are reported."""
_WORD = re.compile(r"\w+")


def near_duplicates(reading: Reading) -> list[Problem]:
    """Warnings for nearly equal wordings of different entries of the same kind, one per pair of entries."""
    wordings = [
        (path, entry.kind, number, wording)
        for path, entry in reading.entries.items()
        if entry.status != "retired"
        for number, wording in enumerate(entry.wordings)
    ]
    problems = {}
    for left, right in _pairs([wording for *_, wording in wordings]):
        (path, kind, number, wording), (other, other_kind, _, near) = wordings[left], wordings[right]
        if path == other or kind != other_kind or (other, path) in problems or (path, other) in problems:
            continue
        key = "questions" if kind == "answer" else "claims"
        line, other_id = reading.documents[path].line(key, number), reading.entries[other].id
        problems[path, other] = _problem(path, line, key, wording, other_id, near)
    return list(problems.values())


def near_others(path: str, entry: Entry, document: Document, reading: Reading) -> list[Problem]:
    """The same warnings for one entry that is being written, compared with all others of the bank."""
    others = [
        (other.id, wording)
        for place, other in reading.entries.items()
        if place != path and other.kind == entry.kind and other.status != "retired"
        for wording in other.wordings
    ]
    folded = [_folded(wording) for _, wording in others]
    key = "questions" if entry.kind == "answer" else "claims"
    found = []
    for number, wording in enumerate(entry.wordings):
        own = _folded(wording)
        near = process.extractOne(own, folded, scorer=fuzz.token_sort_ratio, score_cutoff=NEARLY_SAME)
        if near and _alike(own, near[0]):
            other_id, other_wording = others[near[2]]
            found.append(_problem(path, document.line(key, number), key, wording, other_id, other_wording))
    return found


def _folded(wording: str) -> str:
    return " ".join(_WORD.findall(wording.casefold()))


def _alike(left: str, right: str) -> bool:
    words, others = set(left.split()), set(right.split())
    return len(words & others) >= SAME_WORDS * len(words | others)


def _problem(path: str, line: int, key: str, wording: str, other_id: str, near: str) -> Problem:
    return Problem(
        path,
        line,
        key,
        f"„{wording}“ steht fast gleich in {other_id}: „{near}“.",
        "Die Einträge verdrängen sich; eine Formulierung ändern oder beide zusammenlegen.",
        "warning",
    )


def _pairs(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Index pairs of nearly equal texts, each once, the later one first."""
    sets = [frozenset(_WORD.findall(text.casefold())) for text in texts]
    frequency = Counter(word for words in sets for word in words)
    folded = [_folded(text) for text in texts]
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(sets):
        ordered = sorted(words, key=lambda word: (frequency[word], word))
        prefix = ordered[: len(ordered) - math.ceil(SAME_WORDS * len(ordered)) + 1]
        candidates = {other for word in prefix for other in by_word[word]}
        for other in sorted(candidates):
            if len(words & sets[other]) < SAME_WORDS * len(words | sets[other]):
                continue
            if fuzz.token_sort_ratio(folded[index], folded[other]) >= NEARLY_SAME:
                yield index, other
        for word in prefix:
            by_word[word].append(index)
