"""One code, two minutes, five tries, only while open."""

import pytest

from companion.api.pairing_window import OPEN_S, TRIES, PairingWindow
from companion.errors import KontaktError


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def window(clock: Clock) -> PairingWindow:
    return PairingWindow(clock)


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "000001"


def refused(window: PairingWindow, code: str) -> str:
    with pytest.raises(KontaktError) as caught:
        window.use(code)
    return caught.value.code


def test_closed_until_opened(window: PairingWindow) -> None:
    assert not window.is_open()
    assert refused(window, "") == "pairing_closed"


def test_six_digits_once(window: PairingWindow) -> None:
    code = window.open()
    assert len(code) == 6
    assert code.isdigit()
    window.use(code)
    assert not window.is_open()
    assert refused(window, code) == "pairing_closed"


def test_two_minutes(window: PairingWindow, clock: Clock) -> None:
    code = window.open()
    clock.now += OPEN_S - 0.1
    assert window.is_open()
    clock.now += 0.1
    assert not window.is_open()
    assert refused(window, code) == "pairing_closed"


def test_five_wrong_tries_close_it_even_for_the_right_code(window: PairingWindow) -> None:
    code = window.open()
    assert [refused(window, wrong(code)) for _ in range(TRIES)] == ["wrong_code"] * TRIES
    assert refused(window, code) == "too_many_tries"
    assert not window.is_open()
    window.use(window.open())


def test_the_fifth_try_may_be_right(window: PairingWindow) -> None:
    code = window.open()
    for _ in range(TRIES - 1):
        refused(window, wrong(code))
    window.use(code)


def test_a_new_code_voids_the_old_one(window: PairingWindow) -> None:
    first = window.open()
    second = window.open()
    while second == first:
        second = window.open()
    assert refused(window, first) == "wrong_code"
    window.use(second)


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "\ud800", "ä" * 6, "0" * 1000])
def test_odd_input_is_only_wrong(window: PairingWindow, code: str) -> None:
    window.open()
    assert refused(window, code) == "wrong_code"
