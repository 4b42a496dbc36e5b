"""Browsers at work: each asks, searches, logs and undoes at its own steady pace, as a busy team would."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import requests

from tests.started import Companion

POSTS = (
    "Darf ich in der Elternzeit in Teilzeit arbeiten, und wie viele Stunden sind erlaubt?",
    "Wie viele Kinderkrankentage habe ich, wenn ich alleinerziehend bin?",
    "Meine Mutter braucht Pflege, bekomme ich frei?",
    "Wer Elterngeld bekommt, darf gar nicht arbeiten, das ist verboten.",
    "Hat jemand ein Rezept für Apfelkuchen mit Streuseln?",
    "danke dir",
    "Ich möchte nach sechs Jahren zu Hause wieder arbeiten. " * 20,
)


@dataclass
class Result:
    """What one or several browsers saw.

    Attributes:
        seconds: duration of every suggestion, in seconds.
        failures: answers that were neither 2xx nor a refusal that was meant.
        logged: keys of contacts that were acknowledged and not undone.
    """

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """Duration below which this share of the suggestions lies."""
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _browse(
    companion: Companion, number: int, per_second: float, until: float, least: int, result: Result
) -> None:
    chance = random.Random(number)
    session = requests.Session()
    session.headers.update({"Authorization": f"Bearer {companion.token}", "Origin": companion.origin})

    def ask(method: str, path: str, data: object = None) -> requests.Response | None:
        started = time.perf_counter()
        try:
            answer = session.request(method, companion.address + path, json=data, timeout=30)
        except requests.RequestException as error:
            result.failures.append(f"{method} {path}: {type(error).__name__}")
            return None
        if path.endswith("/suggestions"):
            result.seconds.append(time.perf_counter() - started)
        if answer.status_code >= 300:
            result.failures.append(f"{method} {path}: {answer.status_code}")
        return answer

    def suggest() -> None:
        ask(
            "POST",
            "/api/v1/suggestions",
            {"text": chance.choice(POSTS), "context": chance.choice([None, POSTS[0]])},
        )

    def log() -> None:
        key = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        answer = ask("POST", "/api/v1/contacts", {"uuid": key, "plattform": "facebook"})
        if answer is not None and answer.status_code == 201:
            if chance.random() < 0.3:
                ask("DELETE", f"/api/v1/contacts/{key}")
            else:
                result.logged.append(key)

    work: list[Callable[[], object]] = [suggest] * 6 + [
        log,
        lambda: ask("GET", "/api/v1/status"),
        lambda: ask("POST", "/api/v1/search", {"words": "elterngeld"}),
        lambda: ask("GET", "/api/v1/contacts") if chance.random() < 0.1 else ask("GET", "/api/v1/hello"),
    ]
    pause = 1 / per_second
    next_at = time.monotonic() + chance.random() * pause
    while (now := time.monotonic()) < until or (len(result.seconds) < least and not result.failures):
        if now < next_at:
            time.sleep(next_at - now)
        next_at += pause
        chance.choice(work)()


def load(companion: Companion, browsers: int, per_second: float, seconds: float, least: int = 0) -> Result:
    """Let so many browsers work for so long against a paired companion, each until it has asked at least so often."""
    until = time.monotonic() + seconds
    results = [Result() for _ in range(browsers)]
    threads = [
        threading.Thread(
            target=_browse, args=(companion, number, per_second, until, least, result), daemon=True
        )
        for number, result in enumerate(results)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = Result()
    for result in results:
        total.seconds += result.seconds
        total.failures += result.failures
        total.logged += result.logged
    return total
