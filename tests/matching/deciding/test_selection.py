from __future__ import annotations

import numpy as np
import pytest

from companion.matching.deciding import model as learned
from companion.matching.deciding.linear import LinearModel
from companion.matching.deciding.selection import ANSWERS, LEAST_FURTHER, Choice, further
from companion.matching.deciding.signals import Comparison, compare
from companion.matching.indexes.index import EntryIndex
from companion.matching.language.embeddings import EmbeddingStore
from companion.matching.reading.post import Post, PostReading
from tests.matching.conftest import ENTRIES, make_entry

TWINS = tuple(
    make_entry(
        f"elternzeit-{name}",
        title="Elternzeit anmelden",
        topic="elternzeit",
        wordings=("Wie melde ich Elternzeit an?",),
    )
    for name in ("a", "b", "c")
)


@pytest.fixture(scope="module")
def index() -> EntryIndex:
    return EntryIndex([*TWINS, *(e for e in ENTRIES if e.kind == "answer")], EmbeddingStore())


def compared(index: EntryIndex, text: str) -> Comparison:
    return compare(PostReading(Post(text)), index)


def choice(index: EntryIndex, text: str, scores: dict[str, float], odds: float = 2.0) -> Choice:
    found = compared(index, text)
    values = np.array([scores.get(index.entries[int(row)].id, -5.0) for row in found.rows])
    return Choice(index, found, values, odds)


def names(index: EntryIndex, text: str, scores: dict[str, float]) -> list[str]:
    """Ids of the first and of what the shipped model shows beside it."""
    found = compared(index, text)
    ranked = choice(index, text, scores)
    places = [ranked.place(0), *(place for place, _ in further(ranked, learned.load().further))]
    return [index.entries[int(found.rows[place])].id for place in places]


def constant(odds: float) -> LinearModel:
    """A model that says the same of every answer."""
    size = len(learned.load().further.names)
    return LinearModel(learned.load().further.names, *(np.zeros(size),) * 2, np.ones(size), odds)


def test_the_best_ranked_is_chosen_first(index: EntryIndex) -> None:
    ranked = choice(index, "Pflegegeld", {"pflegegeld": 3.0, "elternzeit-a": 1.0})
    assert index.entries[ranked.place(0)].id == "pflegegeld"
    assert (ranked.chosen, 0 in ranked.open()) == ([0], False)


def test_a_second_need_comes_before_another_entry_of_the_first_subject(index: EntryIndex) -> None:
    scores = {"elternzeit-a": 6.0, "elternzeit-b": 5.6, "elternzeit-c": 5.5, "pflegegeld": 5.4}
    text = "Wie melde ich Elternzeit an? Und wie viel Pflegegeld bekommt Opa?"
    assert names(index, text, scores)[:2] == ["elternzeit-a", "pflegegeld"]


def test_a_second_need_comes_before_a_variant_ranked_just_above_it(index: EntryIndex) -> None:
    scores = {"elternzeit-a": 6.0, "elternzeit-b": 5.6, "pflegegeld": 5.5, "elternzeit-c": 5.4}
    text = "Wie melde ich Elternzeit an? Und wie viel Pflegegeld bekommt Opa?"
    assert names(index, text, scores)[:2] == ["elternzeit-a", "pflegegeld"]


def test_a_far_worse_entry_is_not_shown(index: EntryIndex) -> None:
    assert names(index, "Wie melde ich Elternzeit an?", {"elternzeit-a": 12.0}) == ["elternzeit-a"]


def test_a_second_need_has_a_probability_of_its_own(index: EntryIndex) -> None:
    text = "Wie melde ich Elternzeit an? Und wie viel Pflegegeld bekommt Opa?"
    alone = {"elternzeit-a": 11.0, "pflegegeld": 10.8}
    crowded = alone | {"elternzeit-b": 10.79, "elternzeit-c": 10.79}
    of_one, of_many = (further(choice(index, text, s), learned.load().further)[0] for s in (alone, crowded))
    assert of_one == of_many
    assert of_one[1] > 0.3


def test_what_a_chosen_answer_is_about_no_longer_counts_as_uncovered(index: EntryIndex) -> None:
    text = "Wie melde ich Elternzeit an? Und wie viel Pflegegeld bekommt Opa?"
    ranked = choice(index, text, {"elternzeit-a": 3.0, "elternzeit-b": 2.0, "pflegegeld": 1.0})
    twin, other = ranked.features(1), ranked.features(2)
    assert twin["uncovered"] == 0 < other["uncovered"]
    assert (twin["same_topic"], other["same_topic"]) == (1, 0)
    assert twin["alike"] == pytest.approx(1, abs=1e-4)
    assert other["alike"] < 0.9
    assert (twin["behind"], twin["place"], other["behind"], other["place"]) == (1, 1, 2, 2)
    ranked.choose(2)
    assert ranked.features(2)["uncovered"] == 0


def test_no_more_than_asked_none_twice_and_none_below_the_bar(index: EntryIndex) -> None:
    likely = further(choice(index, "Elternzeit", {}), constant(1.0))
    assert len(likely) == ANSWERS - 1
    assert len({place for place, _ in likely}) == len(likely)
    assert further(choice(index, "Elternzeit", {}), constant(1.0), most=1) == []
    bar = float(np.log(LEAST_FURTHER / (1 - LEAST_FURTHER)))
    assert further(choice(index, "Elternzeit", {}), constant(bar - 0.01)) == []


def test_a_single_entry_has_nothing_beside_it() -> None:
    index = EntryIndex(TWINS[:1], EmbeddingStore())
    assert further(choice(index, "Elternzeit", {}), constant(5.0)) == []
