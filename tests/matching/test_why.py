from __future__ import annotations

import pytest

from companion.matching.indexes.index import EntryIndex
from companion.matching.reading.post import Post, PostReading
from companion.matching.why import MOST, why


def words(text: str, index: EntryIndex, entry_id: str) -> tuple[str, ...]:
    row = [entry.id for entry in index.entries].index(entry_id)
    return why(PostReading(Post(text)), index, row)


@pytest.mark.parametrize(
    ("text", "entry_id", "expected"),
    [
        ("Hallo, wie viel PFLEGEGELD gibts da?", "pflegegeld", "PFLEGEGELD"),
        ("Die Umschulnug zahlt mir niemand", "bildungsgutschein", "Umschulnug"),
        ("Ich geh in EZ, sagt mal", "elternzeit-anmelden", "EZ"),
        ("Oma braucht Pflegegradwissen", "pflegegeld", "Pflegegradwissen"),
    ],
)
def test_words_are_named_as_they_stand_in_the_post(
    indexes: dict[str, EntryIndex], text: str, entry_id: str, expected: str
) -> None:
    assert expected in words(text, indexes["answer"], entry_id)


def test_words_that_speak_for_another_entry_are_not_named(indexes: dict[str, EntryIndex]) -> None:
    found = words("Pflegegeld und Bildungsgutschein", indexes["answer"], "pflegegeld")
    assert found == ("Pflegegeld",)


def test_nothing_is_named_where_nothing_speaks_for_it(indexes: dict[str, EntryIndex]) -> None:
    assert words("Was für ein schöner Tag", indexes["answer"], "pflegegeld") == ()


def test_words_stand_in_the_order_of_the_post_each_once_and_not_too_many(
    indexes: dict[str, EntryIndex],
) -> None:
    text = (
        "Agentur Weiterbildung Umschulung Kurs Bildungsgutschein Arbeitsamt umschulung kurs bezahlen bekomme"
    )
    found = words(text, indexes["answer"], "bildungsgutschein")
    assert len(found) == MOST
    assert len({word.lower() for word in found}) == len(found)
    places = [text.split().index(word) for word in found]
    assert places == sorted(places)
