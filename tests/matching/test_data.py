"""The reviewed data files, and the labelled posts against the shipped bank."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from companion.bank.files import read_bank
from companion.config import shipped
from companion.matching.deciding import model
from companion.matching.deciding.model import PAIR_NAMES
from companion.matching.language import lexicon
from companion.matching.language.german import tokenize
from companion.matching.resources import lines, pairs, text

POSTS = Path(__file__).parent.parent / "data" / "matching"


def test_every_line_of_the_word_lists_has_a_meaning() -> None:
    for name in ("words.txt", "emoji.txt"):
        assert all(meaning for _, meaning in pairs(name))


def test_a_short_form_means_one_thing_only() -> None:
    written = [key for key, _ in pairs("words.txt")]
    assert sorted(k for k in set(written) if written.count(k) > 1) == []


def test_concept_names_are_plain_and_patterns_are_not_empty() -> None:
    for line in lines("lexicon.txt"):
        name, colon, patterns = line.partition(":")
        assert colon
        assert name.replace("_", "").isalnum()
        assert patterns.split()


def test_no_concept_has_a_pattern_twice() -> None:
    found = [
        (name, pattern)
        for name, _, patterns in (line.partition(":") for line in lines("lexicon.txt"))
        for pattern in patterns.split()
    ]
    assert sorted(pair for pair, times in Counter(found).items() if times > 1) == []


def test_the_weights_fit_the_signals() -> None:
    raw = json.loads(text("weights.json"))
    assert {n for kind in raw["ranker"].values() for n in kind} <= set(PAIR_NAMES)
    loaded = model.load()
    assert loaded.answer_weights.min() >= 0
    assert 0 < loaded.show_answer < 1
    assert 0 < loaded.show_claim < 1


LEARNED = ("train.jsonl", "indirect.jsonl", "short.jsonl")
MEASURED = ("test.jsonl", "voices.jsonl", "pairs.jsonl", "statements.jsonl")


@pytest.mark.parametrize("name", [*LEARNED, *MEASURED])
def test_labelled_posts_name_entries_of_the_shipped_bank(name: str) -> None:
    entries = read_bank(shipped("answer_bank")).entries
    posts = [json.loads(line) for line in (POSTS / name).read_text("utf-8").splitlines()]
    assert len({post["id"] for post in posts}) == len(posts)
    assert sorted({e for post in posts for e in post["expected"]} - set(entries)) == []


def test_no_post_is_in_training_and_test() -> None:
    learned, measured = (
        {
            json.loads(line)["text"]
            for name in names
            for line in (POSTS / name).read_text("utf-8").splitlines()
        }
        for names in (LEARNED, MEASURED)
    )
    assert not learned & measured


def test_every_entry_of_the_shipped_bank_speaks_of_a_concept() -> None:
    lex = lexicon.load()
    bare = [
        entry.id
        for entry in read_bank(shipped("answer_bank")).entries.values()
        if not any(
            not lex.outside[hit.concept]
            for w in (entry.title, *entry.wordings, *entry.keywords)
            for hit in lex.find_in(tokenize(w))
        )
    ]
    assert bare == []
