"""Small figures stay hidden, whatever is shown beside them; intervals are Wilson's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from companion.report.figures import Figure, german_number, german_share, wilson
from companion.report.indicators import _base
from companion.report.render import rows_text


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


def test_few_contacts_are_not_numbered_where_a_report_says_what_it_rests_on():
    for few in (_base(3), rows_text(3)):
        assert "verborgen" in few
        assert "3" not in few
    assert (_base(12), rows_text(12)) == ("12 Kontakte", "12 abgeschlossene")
