from __future__ import annotations

import numpy as np
import pytest

from companion.matching.embeddings import EmbeddingStore
from companion.matching.index import EntryIndex
from companion.matching.post import Post, PostReading
from companion.matching.selection import ANSWERS, cover
from companion.matching.signals import Comparison, compare
from tests.matching.conftest import ENTRIES, make_entry

TWINS = tuple(
    make_entry(f"elternzeit-{name}", title="Elternzeit anmelden", wordings=("Wie melde ich Elternzeit an?",))
    for name in ("a", "b", "c")
)


@pytest.fixture(scope="module")
def index() -> EntryIndex:
    return EntryIndex([*TWINS, *(e for e in ENTRIES if e.kind == "answer")], EmbeddingStore())


def compared(index: EntryIndex, text: str) -> Comparison:
    return compare(PostReading(Post(text)), index)


def chosen(index: EntryIndex, comparison: Comparison, scores: list[float], most: int = ANSWERS) -> list[str]:
    places = cover(index, comparison, np.array(scores), most)
    return [index.entries[int(comparison.rows[place])].id for place in places]


def test_the_best_stands_first_and_none_twice(index: EntryIndex) -> None:
    found = compared(index, "Elternzeit anmelden")
    scores = np.linspace(0, 1, len(found.rows))
    names = chosen(index, found, scores.tolist())
    assert names[0] == index.entries[int(found.rows[-1])].id
    assert len(set(names)) == len(names) == ANSWERS


def test_a_second_need_comes_before_another_entry_of_the_first_subject(index: EntryIndex) -> None:
    found = compared(index, "Wie melde ich Elternzeit an? Und wie viel Pflegegeld bekommt Opa?")
    of_twins = {"elternzeit-a": 6.0, "elternzeit-b": 5.9, "elternzeit-c": 5.8, "pflegegeld": 5.2}
    scores = [of_twins.get(index.entries[int(row)].id, 0.0) for row in found.rows]
    assert chosen(index, found, scores)[:2] == ["elternzeit-a", "pflegegeld"]


def test_a_far_worse_entry_does_not_come_in_for_its_subject_alone(index: EntryIndex) -> None:
    found = compared(index, "Wie melde ich Elternzeit an?")
    of_twins = {"elternzeit-a": 20.0, "elternzeit-b": 19.0, "elternzeit-c": 18.0}
    scores = [of_twins.get(index.entries[int(row)].id, 0.0) for row in found.rows]
    assert chosen(index, found, scores) == ["elternzeit-a", "elternzeit-b", "elternzeit-c"]


def test_no_more_than_asked_and_nothing_of_nothing(index: EntryIndex) -> None:
    found = compared(index, "Elternzeit")
    scores = [1.0] * len(found.rows)
    assert len(chosen(index, found, scores, most=1)) == 1
    assert cover(index, found.only(np.zeros(len(found.rows), dtype=bool)), np.zeros(0)) == []
