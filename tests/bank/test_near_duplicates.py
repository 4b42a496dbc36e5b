"""Nearly equal questions of two entries are found, against a comparison of all pairs."""

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from companion.bank.check import check_bank
from companion.bank.near_duplicates import NEARLY_SAME, SAME_WORDS, _pairs
from tests.bank.conftest import ANSWER, write_to

WORDS = st.lists(
    st.sampled_from(["ich", "darf", "mit", "elterngeld", "arbeiten", "teilzeit"]), min_size=1, max_size=7
)


def test_nearly_equal_questions_of_two_entries_are_named(folder: Path) -> None:
    other = ANSWER.replace("elterngeld-zuverdienst", "arbeiten-erlaubt").replace(
        "  - Darf ich mit Elterngeld arbeiten?", "  - Darf ich arbeiten mit Elterngeld"
    )
    for old, new in (
        ("Wie viele Stunden sind neben dem Elterngeld drin?", "Was ist die Grenze?"),
        ("elterngeld und teilzeit geht das", "und sonst"),
    ):
        other = other.replace(old, new)
    write_to(folder, "answers/elterngeld/arbeiten-erlaubt.md", other)
    (problem,) = check_bank(folder, date(2026, 11, 23))
    assert "Darf ich arbeiten mit Elterngeld" in problem.message
    assert problem.line == 7


@settings(max_examples=200)
@given(st.lists(WORDS.map(" ".join), max_size=12))
def test_the_quick_search_finds_what_comparing_all_finds(texts: list[str]) -> None:
    brute = {
        (right, left)
        for right in range(len(texts))
        for left in range(right)
        if fuzz.token_sort_ratio(texts[left], texts[right]) >= NEARLY_SAME
        and len(set(texts[left].split()) & set(texts[right].split()))
        >= SAME_WORDS * len(set(texts[left].split()) | set(texts[right].split()))
    }
    assert set(_pairs(texts)) == brute
