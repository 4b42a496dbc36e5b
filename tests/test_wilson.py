"""The interval of a share is the one that SciPy gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from companion.wilson import wilson


@given(st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_the_interval_is_that_of_scipy(pair: tuple[int, int]) -> None:
    count, base = pair
    expected = binomtest(count, base).proportion_ci(method="wilson")
    assert wilson(count, base) == pytest.approx((expected.low, expected.high), abs=1e-6)
