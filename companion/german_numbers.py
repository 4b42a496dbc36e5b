"""Numbers as Germans write them: a comma for the decimals, a dot for the thousands."""

from __future__ import annotations

from decimal import Decimal

_SWAPPED = str.maketrans(",.", ".,")


def german_number(value: float | Decimal, digits: int = 0) -> str:
    """``1234.5`` as ``1.234,5`` with one decimal digit; rounded, by default to a whole number."""
    return f"{value:,.{digits}f}".translate(_SWAPPED)


def german_percent(share: float, digits: int = 0) -> str:
    """``0.45`` as ``45 %`` that stays on one line."""
    return f"{german_number(100 * share, digits)}\N{NO-BREAK SPACE}%"
