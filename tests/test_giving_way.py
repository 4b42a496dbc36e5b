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
    threads = []

    def ask(number: int) -> None:
        with in_turn():
            served.append(number)

    with in_turn():
        for number in range(8):
            thread = threading.Thread(target=ask, args=(number,))
            thread.start()
            while len(giving_way._turn._cond._waiters) <= number:  # type: ignore[attr-defined]
                time.sleep(0.001)  # until it stands in the queue: being counted comes before
            threads.append(thread)
        assert served == []
    for thread in threads:
        thread.join(60)
    assert served == list(range(8))


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
