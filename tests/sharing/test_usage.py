"""Usage per entry: sums, small numbers hidden."""

from companion.sharing.usage import gaps_of, hidden, usage_of

ROWS = [
    {"baustein_id": "a", "mythos_id": "nicht_anwendbar", "baustein_nutzung": "unveraendert"},
    {"baustein_id": "a", "mythos_id": "m", "baustein_nutzung": "angepasst"},
    {"baustein_id": "nicht_anwendbar", "mythos_id": "nicht_anwendbar", "baustein_nutzung": "luecke"},
]


def test_sums_per_entry_and_correction() -> None:
    found = usage_of(
        ROWS * 5,
        [{"entry_id": "a", "grund": "veraltet"}, {"entry_id": "b", "grund": "wortlaut", "anzahl": 7}],
    )
    assert (found["a"].used, found["a"].adapted, found["m"].adapted) == (10, 5, 5)
    assert found["a"].words() == "benutzt 10, davon angepasst 5, „veraltet“ unter 5"
    assert found["b"].words() == "benutzt 0, davon angepasst 0, „Wortlaut“ 7"
    assert "nicht_anwendbar" not in found


def test_small_numbers_cannot_be_told_apart() -> None:
    assert [hidden(count) for count in (0, 1, 4, 5)] == ["0", "unter 5", "unter 5", "5"]


def test_gaps_by_topic_the_most_frequent_first() -> None:
    rows = [{"thema": "rente"}, {"thema": "pflege_beruf", "anzahl": 3}]
    assert gaps_of(rows) == {"pflege_beruf": 3, "rente": 1}
