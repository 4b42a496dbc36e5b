"""Small figures stay hidden, whatever is shown beside them; intervals are Wilson's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from companion.report.figures import Figure, german_number, german_share, wilson


@given(st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_the_interval_is_that_of_scipy(pair):
    count, base = pair
    expected = binomtest(count, base).proportion_ci(method="wilson")
    assert wilson(count, base) == pytest.approx((expected.low, expected.high), abs=1e-6)


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
