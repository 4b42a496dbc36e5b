"""Which text a channel gets, and on which days an entry may be suggested."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.bank.document import HEADINGS
from companion.bank.entry import CHANNELS, Entry
from companion.bank.fields import ID

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def entry(**changes: Any) -> Entry:
    values: dict[str, Any] = {
        "id": "eintrag",
        "kind": "answer",
        "title": "Titel",
        "topic": "thema",
        "wordings": ("a", "b", "c"),
        "keywords": (),
        "ampel": "gruen",
        "legal_basis": (),
        "sources": (),
        "referral": (),
        "valid_from": None,
        "valid_until": None,
        "review_by": date(2027, 1, 1),
        "reviewed_on": None,
        "version": 1,
        "status": "approved",
        "comment": "",
        "verdict": None,
        "fact": None,
        "why_believed": None,
        "texts": {"": "allgemein"},
    }
    return Entry(**{**values, **changes})


ORDER = {
    ("facebook", "sie"): ["facebook sie", "facebook", "sie", ""],
    ("facebook", "du"): ["facebook", ""],
    (None, "sie"): ["sie", ""],
    (None, "du"): [""],
}


@pytest.mark.parametrize(("channel", "address"), ORDER)
def test_a_missing_variant_falls_back_in_order(channel: str | None, address: Any) -> None:
    order = ORDER[channel, address]
    for start in range(len(order)):
        texts = {name: name or "allgemein" for name in (*order[start:], "")}
        assert entry(texts=texts).text(channel, address) == (order[start] or "allgemein")


@given(st.sets(st.sampled_from(HEADINGS)))
def test_every_channel_always_has_a_text(headings: set[str]) -> None:
    full = entry(texts={"": "allgemein", **{name: name for name in headings}})
    for channel, address in product((None, *CHANNELS), ("du", "sie")):
        text = full.text(channel, address)
        assert text == "allgemein" or text in headings
        assert text == "allgemein" or text == "sie" or text.split()[0] == channel


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_nothing_is_suggested_outside_its_window(first: date | None, last: date | None, today: date) -> None:
    found = entry(valid_from=first, valid_until=last)
    assert found.is_suggestible(today) == ((first or date.min) <= today <= (last or date.max))
    assert entry(filled_from=first, filled_until=last).is_suggestible(today) == found.is_suggestible(today)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "draft"},
        {"status": "in_review"},
        {"status": "retired"},
        {"withdrawn": True},
        {"amounts_known": False},
    ],
)
def test_only_released_entries_are_suggested(change: dict[str, Any]) -> None:
    assert entry().is_suggestible(TODAY)
    assert not entry(**change).is_suggestible(TODAY)


def test_overdue_from_the_day_after() -> None:
    due = entry(review_by=TODAY)
    assert not due.is_overdue(TODAY)
    assert due.is_overdue(TODAY + timedelta(days=1))
    assert due.is_suggestible(TODAY + timedelta(days=1))


def test_an_id_begins_with_a_letter_or_digit_as_the_log_wants_it() -> None:
    assert [bool(ID.fullmatch(entry_id)) for entry_id in ("minijob", "3-tage", "-minijob")] == [
        True,
        True,
        False,
    ]
