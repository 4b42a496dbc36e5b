"""Numbers read as Germans write them, wherever they come from."""

from decimal import Decimal

import pytest

from companion.german_numbers import german_number, german_percent


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (1234567, 0, "1.234.567"),
        (1234.56, 1, "1.234,6"),
        (Decimal("1234.50"), 2, "1.234,50"),
        (-0.5, 1, "-0,5"),
        (0, 0, "0"),
    ],
)
def test_numbers_are_german(value: float | Decimal, digits: int, expected: str) -> None:
    assert german_number(value, digits) == expected


def test_a_percent_sign_stays_with_its_number() -> None:
    assert german_percent(0.45) == "45\N{NO-BREAK SPACE}%"
    assert german_percent(0.1234, 1) == "12,3\N{NO-BREAK SPACE}%"
