"""How sure a share is: the interval of E. B. Wilson (JASA 22, 1927)."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964
"""Quantile of the normal distribution for 95 %."""


def wilson(count: int, base: int) -> tuple[float, float]:
    """95 % score interval of a share, both ends from 0 to 1.

    Args:
        count: how many of the base.
        base: out of how many, at least 1.
    """
    share, z2 = count / base, _Z * _Z
    middle = (share + z2 / (2 * base)) / (1 + z2 / base)
    half = _Z * sqrt(share * (1 - share) / base + z2 / (4 * base * base)) / (1 + z2 / base)
    return max(0.0, middle - half), min(1.0, middle + half)
