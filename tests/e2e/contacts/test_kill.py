"""Companion and browser side are killed at random moments: no contact is lost, none is doubled."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.started import ORIGIN, Companion

SENDER = Path(__file__).with_name("sender.mjs")
CONTACTS = 200
ROUNDS_OF_THE_BROWSER = 5
NODE = shutil.which("node")


class Sender:
    """The panel's code in a node process; everything it said is kept."""

    def __init__(self, storage: Path, companion: Companion, code: str, count: int) -> None:
        assert NODE
        command = [NODE, str(SENDER), str(storage), companion.address, ORIGIN, code, str(count)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.steps: list[dict] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        until = time.monotonic() + 30
        while not self.steps and self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)  # it pairs first; the kills begin when it logs

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            if line.endswith("\n"):
                self.steps.append(json.loads(line))

    def kill(self) -> list[dict]:
        self.process.kill()
        self.process.wait(10)
        self._reader.join(10)
        return self.steps

    def finished(self) -> bool:
        return bool(self.steps) and "finished" in self.steps[-1]


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.slow
@pytest.mark.timeout(400)
def test_nothing_is_lost_and_nothing_doubled(tmp_path, small_bank):
    """The expected rows are exactly those the panel said it keeps, give or take what was cut off in mid-word."""
    chance = random.Random(7)
    data, storage = tmp_path / "data", tmp_path / "storage.json"
    companion = Companion(data, small_bank)
    kills = 0
    said: list[list[dict]] = []
    code = companion.code()
    for number in range(ROUNDS_OF_THE_BROWSER):
        sender = Sender(storage, companion, code, CONTACTS // ROUNDS_OF_THE_BROWSER)
        code = ""
        last = number == ROUNDS_OF_THE_BROWSER - 1
        kills_now = 0
        until = time.monotonic() + 180
        while time.monotonic() < until:
            time.sleep(chance.uniform(0.1, 0.9))
            adds = sum(step.get("kept") == "add" for step in sender.steps)
            if kills_now < 2:
                companion.kill()
                kills_now += 1
                companion = Companion(data, small_bank, port=companion.port)
            elif sender.finished() or (not last and adds >= CONTACTS // ROUNDS_OF_THE_BROWSER):
                break
            assert sender.process.poll() in (None, 0), sender.process.stderr and sender.process.stderr.read()
        kills += kills_now
        said.append(sender.kill())
    try:
        assert sender.finished(), "the queue was not emptied"
        assert sender.steps[-1]["refused"] == 0
    finally:
        companion.stop()
    expected, possible = replay(said)
    rows = (
        sqlite3.connect(data / "contacts.sqlite3")
        .execute("SELECT uuid, reaktion FROM contacts_open")
        .fetchall()
    )
    stored = dict(rows)
    assert len(expected) > 0.8 * CONTACTS
    assert kills >= 10
    assert len(rows) == len(stored)
    assert set(expected) <= set(stored), f"lost: {len(set(expected) - set(stored))}"
    assert set(stored) <= possible, f"never logged: {len(set(stored) - possible)}"
    assert {key: stored[key] for key in expected} == expected


def replay(said: list[list[dict]]) -> tuple[dict[str, str], set[str]]:
    """Key → reaction of every row that must be there, and every key that may be there."""
    expected: dict[str, str] = {}
    possible: set[str] = set()
    for steps in said:
        for step in steps:
            key = step.get("uuid")
            if step.get("intent") == "add":
                possible.add(key)
            elif step.get("kept") == "add":
                expected[key] = "offen"
            elif step.get("kept") == "change" and key in expected:
                expected[key] = step["reaktion"]
            elif step.get("kept") == "undo":
                expected.pop(key, None)
                possible.discard(key)
        unsure = steps[-1] if steps and "intent" in steps[-1] else {}
        if unsure.get("intent") in ("undo", "change"):
            expected.pop(unsure["uuid"], None)
    return expected, possible
