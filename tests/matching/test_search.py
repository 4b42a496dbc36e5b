from __future__ import annotations

import pytest

from companion.matching.indexes.index import EntryIndex
from companion.matching.language.embeddings import EmbeddingStore
from companion.matching.reading.post import Post, PostReading
from companion.matching.search import search_index
from tests.matching.conftest import ENTRIES, make_entry

INDEX = EntryIndex([entry for entry in ENTRIES if entry.kind == "answer"], EmbeddingStore())


def found(words: str, index: EntryIndex = INDEX) -> list[tuple[str, float]]:
    rows = search_index(PostReading(Post(words)), index)
    return [(index.entries[row].id, likeness) for row, likeness in rows]


@pytest.mark.parametrize(
    "typed", ["kitaplatz", "kitapl", "platz", "kitaplazt"], ids=["whole", "beginning", "part", "typo"]
)
def test_a_word_is_found_whole_begun_inside_and_misspelt(typed: str) -> None:
    assert found(typed)[0][0] == "kitaplatz-anspruch"


def test_the_nearer_a_word_is_typed_the_higher_the_likeness() -> None:
    likeness = [found(typed)[0][1] for typed in ("minijob", "minij", "minijop")]
    assert likeness == sorted(likeness, reverse=True)
    assert all(0 < value <= 1 for value in likeness)


def test_every_typed_word_counts() -> None:
    both, one = dict(found("pflegegrad umschulung")), dict(found("pflegegrad"))
    assert both["pflegegeld"] < one["pflegegeld"]
    assert "bildungsgutschein" in both


def test_best_first_and_nothing_for_strangers() -> None:
    values = [likeness for _, likeness in found("elternzeit mail frist")]
    assert values == sorted(values, reverse=True)
    assert found("xyzzy") == []
    assert found("") == []


@pytest.mark.parametrize(
    "typed",
    [
        "apfelkuchen",
        "Rezept",
        "führerschein",  # Schein
        "hundesteuer",
        "mietgutschein",  # a known last part alone tells no subject
        "auto",  # automatisch
        "kurz",  # Kurs
        "der die das",
        "wie",
    ],
)
def test_nothing_is_listed_for_what_the_bank_does_not_treat(typed: str) -> None:
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["hund", "Hunde", "hund hund"])
def test_a_whole_word_of_another_subject_is_no_beginning(typed: str) -> None:
    amount = make_entry("zuschuss", title="Hundert Euro Zuschuss", wordings=("Wer bekommt hundert Euro?",))
    index = EntryIndex([amount, *INDEX.entries], EmbeddingStore())
    assert found(typed, index) == []
    assert [entry for entry, _ in found("hunder", index)] == ["zuschuss"]


def test_a_subject_outside_the_field_is_found_where_the_bank_treats_it() -> None:
    tax = make_entry("hundesteuer", title="Hundesteuer", wordings=("Was kostet ein Hund?",))
    assert found("hunde", EntryIndex([tax, *INDEX.entries], EmbeddingStore()))[0][0] == "hundesteuer"


def test_only_entries_that_hold_a_good_part_of_what_was_typed_are_listed() -> None:
    assert [entry for entry, _ in found("pflegekasse xylophon")] == ["pflegegeld"]
    assert found("pflegekasse xylophon quarz zirkel jodeln") == []


def test_a_word_is_found_by_what_it_means() -> None:
    assert not INDEX.vocabulary.stems & {"kindergart"}
    assert found("kindergarten")[0][0] == "kitaplatz-anspruch"


def test_an_empty_bank_finds_nothing() -> None:
    assert found("elternzeit", EntryIndex([], EmbeddingStore())) == []
