from __future__ import annotations

from companion.matching.german import tokenize
from companion.matching.words import Vocabulary, content_stems, stem

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
