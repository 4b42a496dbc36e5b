"""Log, undo, reaction and freeze in any order, against a model made of two dictionaries."""

from __future__ import annotations

import tempfile
import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from companion.codebook import load
from companion.contacts import ContactLog, FrozenError, UnknownRowError

REACTIONS = sorted(load().vocabularies["reaktion"].codes)
TOPICS = sorted(load().vocabularies["thema"].codes)


class LogMachine(RuleBasedStateMachine):
    keys = Bundle("keys")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.time = datetime(2026, 11, 24, 9)
        self.open: dict[str, dict] = {}
        self.frozen: list[tuple[str, str]] = []
        self.spent: set[str] = set()
        self.connect()

    def connect(self) -> None:
        self.log = ContactLog.open(Path(self.folder.name) / "c.sqlite3", load(), now=lambda: self.time)

    @rule(target=keys)
    def new_key(self) -> str:
        return str(uuid.uuid4())

    @rule(key=keys, topic=st.sampled_from(TOPICS), days_ago=st.integers(0, 20))
    def add(self, key: str, topic: str, days_ago: int) -> None:
        day = (self.time.date() - timedelta(days=days_ago)).isoformat()
        row = self.log.add({"uuid": key, "thema": topic, "tag": day})
        assert row.repeated == (key in self.open or key in self.spent)
        assert row.frozen == (key in self.spent)
        if not row.repeated:
            self.open[key] = {"thema": topic, "tag": day, "reaktion": "offen"}

    @rule(key=keys, reaction=st.sampled_from(REACTIONS))
    def react(self, key: str, reaction: str) -> None:
        if key in self.open:
            self.log.change(key, {"reaktion": reaction})
            self.open[key]["reaktion"] = reaction
        else:
            with pytest.raises(FrozenError if key in self.spent else UnknownRowError):
                self.log.change(key, {"reaktion": reaction})

    @rule(key=keys)
    def undo(self, key: str) -> None:
        if key in self.spent:
            with pytest.raises(FrozenError):
                self.log.undo(key)
        else:
            self.log.undo(key)
            self.open.pop(key, None)

    @rule(days=st.integers(-3, 9))
    def time_passes(self, days: int) -> None:
        self.time += timedelta(days=days)

    @rule()
    def freeze(self) -> None:
        until = (self.time.date() - timedelta(days=14)).isoformat()
        due = [key for key, row in self.open.items() if row["tag"] <= until]
        assert self.log.freeze(self.time.date()) == len(due)
        for key in due:
            row = self.open.pop(key)
            self.frozen.append((row["thema"], row["reaktion"]))
            self.spent.add(key)

    @rule()
    def restart(self) -> None:
        self.log.close()
        self.connect()

    @invariant()
    def open_rows_are_those_of_the_model(self) -> None:
        if hasattr(self, "log"):
            found = {
                row.uuid: {name: row.values[name] for name in ("thema", "tag", "reaktion")}
                for row in self.log.open_rows()
            }
            assert found == self.open

    @invariant()
    def frozen_rows_are_those_of_the_model(self) -> None:
        if hasattr(self, "log"):
            with self.log.store.reading() as connection:
                found = connection.execute("SELECT thema, reaktion FROM contacts_frozen").fetchall()
            assert sorted(found) == sorted(self.frozen)

    def teardown(self) -> None:
        if hasattr(self, "log"):
            self.log.close()
            self.folder.cleanup()


TestLogMachine = LogMachine.TestCase
TestLogMachine.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
