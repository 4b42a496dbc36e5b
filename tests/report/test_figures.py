"""Small figures stay hidden, whatever is shown beside them; intervals are Wilson's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from companion.report.figures import (
    SMALL,
    Figure,
    distribution,
    german_number,
    german_share,
    share,
    shares,
    wilson,
)


@given(st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_the_interval_is_that_of_scipy(pair):
    count, base = pair
    expected = binomtest(count, base).proportion_ci(method="wilson")
    assert wilson(count, base) == pytest.approx((expected.low, expected.high), abs=1e-6)


counts = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(0, 40), max_size=8)


@given(counts)
def test_no_small_count_is_shown_or_can_be_worked_out_from_the_total(found):
    total = sum(found.values())
    lines = distribution(found, total)
    assert all(not 0 < line.count < SMALL for line in lines if line.count is not None)
    hidden = [line.label for line in lines if line.hidden]
    shown = sum(line.count for line in lines if line.count is not None)
    if len(hidden) == 1:
        assert total - shown >= SMALL or total == found[hidden[0]] < SMALL
    assert total - shown == 0 or total - shown >= SMALL or total < SMALL or shown == 0


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_single_share_shows_neither_few_nor_all_but_few(count, more):
    line = share("x", count, count + more)
    if line.count is not None:
        assert count == 0 or count >= SMALL
        assert more == 0 or more >= SMALL
    else:
        assert line.base is None


def test_a_part_with_few_cases_takes_a_neighbour_along():
    lines = {
        line.label: line for line in shares({"a": (50, 500), "b": (2, 90), "c": (12, 100), "d": (30, 300)})
    }
    assert [label for label, line in lines.items() if line.hidden] == ["b", "c"]


def test_a_change_is_one_that_chance_does_not_explain():
    before = Figure("x", 100, 1000)
    assert Figure("x", 200, 1000, before=before).changed
    assert not Figure("x", 110, 1000, before=before).changed
    assert not Figure("x", hidden=True, before=before).changed


def test_numbers_are_german():
    assert german_number(1234567) == "1.234.567"
    assert german_number(1234.56, 1) == "1.234,6"
    assert german_share(0.1234) == "12,3\u00a0%"
    assert german_share(None) == "–"
