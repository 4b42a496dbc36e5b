"""Background work lets people through, and comes to its end all the same."""

from __future__ import annotations

import threading

import pytest

from companion import giving_way
from companion.giving_way import answering, background, give_way


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


def test_nobody_waits_for_an_answer_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_way, "PAUSE_S", threading.TIMEOUT_MAX)
    with pytest.raises(ZeroDivisionError), answering():
        raise ZeroDivisionError
    with background():
        give_way()
