from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from companion.matching.language import words
from companion.matching.language.german import tokenize
from companion.matching.language.words import Vocabulary, content_stems, stem

KNOWN = Vocabulary(
    {stem(word) for word in ["kita", "platz", "absage", "elternzeit", "kuendigung", "antrag", "teilzeit"]}
)


def test_function_words_are_dropped_and_the_place_is_kept() -> None:
    assert content_stems(tokenize("Ich habe die Kündigung bekommen")) == [
        (stem("kuendigung"), "kuendigung", 3),
        (stem("bekommen"), "bekommen", 4),
    ]


def test_compounds_are_cut_at_known_words() -> None:
    assert KNOWN.parts("kitaplatz") == ("kita", "platz")
    assert stem("antrag") in KNOWN.parts("elternzeitantrag")
    assert KNOWN.parts("regenbogen") == ()


def test_typos_lead_to_the_nearest_known_word() -> None:
    assert KNOWN.correct("elternzait") == stem("elternzeit")
    assert KNOWN.correct("teilzet") == stem("teilzeit")


def test_short_words_numbers_and_far_words_are_not_corrected() -> None:
    assert KNOWN.correct("kite") is None
    assert KNOWN.correct("12345") is None
    assert KNOWN.correct("regenschirm") is None
    assert KNOWN.correct("teilzeit") is None


def test_no_stemmer_is_used_by_two_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its library forbids it: what it works out lies in the stemmer until it is read."""
    users: list[set[int]] = []
    together = threading.Barrier(4)

    class Watched:
        def __init__(self, *_: object) -> None:
            self.seen: set[int] = set()
            users.append(self.seen)

        def stemWord(self, word: str) -> str:
            self.seen.add(threading.get_ident())
            together.wait(60)
            return word

    monkeypatch.setattr(words, "Stemmer", Watched)
    stem.cache_clear()
    try:
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(stem, ["eins", "zwei", "drei", "vier"])) == ["eins", "zwei", "drei", "vier"]
    finally:
        stem.cache_clear()
    assert users
    assert all(len(seen) == 1 for seen in users)
