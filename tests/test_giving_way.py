"""Background work lets people through, and comes to its end all the same."""

from __future__ import annotations

import threading
import time

import pytest

from companion import giving_way
from companion.giving_way import answering, background, give_way, in_turn


def in_background(steps: list[str], begun: threading.Event) -> threading.Thread:
    def work() -> None:
        with background():
            begun.set()
            give_way()
            steps.append("went on")

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_it_waits_until_everybody_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_way, "PAUSE_S", 60)
    steps: list[str] = []
    begun = threading.Event()
    with answering():
        with answering():
            thread = in_background(steps, begun)
            assert begun.wait(60)
            steps.append("first answer")
        steps.append("second answer")
    thread.join(60)
    assert steps == ["first answer", "second answer", "went on"]


def test_it_goes_on_however_busy_the_service_is() -> None:
    steps: list[str] = []
    with answering():
        thread = in_background(steps, threading.Event())
        thread.join(60)
        assert steps == ["went on"]


def test_who_answers_never_waits_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_way, "PAUSE_S", threading.TIMEOUT_MAX)
    with answering():
        give_way()


def test_people_take_turns_in_the_order_of_coming() -> None:
    served: list[int] = []
    with in_turn():
        threads = [queued(served, number) for number in range(8)]
        assert served == []
    for thread in threads:
        thread.join(60)
    assert served == list(range(8))


def test_who_comes_as_a_turn_ends_does_not_go_before_those_who_wait() -> None:
    """Whoever waits is woken first and needs Python then, which the newcomer has."""
    for _ in range(20):
        served: list[int] = []
        with in_turn():
            threads = [queued(served, number) for number in range(2)]
        with in_turn():
            served.append(2)
        for thread in threads:
            thread.join(60)
        assert served == [0, 1, 2]


def queued(served: list[int], number: int) -> threading.Thread:
    """Somebody who asks, and stands in the queue behind as many others."""

    def ask() -> None:
        with in_turn():
            served.append(number)

    thread = threading.Thread(target=ask)
    thread.start()
    until = time.monotonic() + 60
    while len(giving_way._turn.queue) <= number and time.monotonic() < until:
        time.sleep(0.001)
    return thread


def test_a_turn_that_failed_is_over() -> None:
    with pytest.raises(ZeroDivisionError), in_turn():
        raise ZeroDivisionError
    with in_turn():
        pass


def test_nobody_waits_for_an_answer_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_way, "PAUSE_S", threading.TIMEOUT_MAX)
    with pytest.raises(ZeroDivisionError), answering():
        raise ZeroDivisionError
    with background():
        give_way()
