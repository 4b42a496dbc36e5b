"""An entry as the panel shows it."""

from datetime import date
from pathlib import Path

import pytest

from companion.api import cards
from companion.bank.files import read_bank

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("platform", "channel"),
    [
        ("facebook", "facebook"),
        ("instagram", "instagram"),
        ("threads", "threads"),
        ("gutefrage", "forum"),
        ("", "forum"),
    ],
)
def test_channels(platform: str, channel: str) -> None:
    assert cards.channel_of(platform) == channel


def test_overdue_is_said(small_bank: Path) -> None:
    bank = read_bank(small_bank)
    entry = bank.entries["teilzeit-anspruch"]
    assert cards.facts(entry, bank, TODAY)["overdue"] is False
    assert cards.facts(entry, bank, date(2100, 1, 1))["overdue"] is True


def test_the_age_of_a_bank_is_never_negative(small_bank: Path) -> None:
    bank = read_bank(small_bank)
    assert cards.bank_age(bank, date(2000, 1, 1))["age_days"] == 0
