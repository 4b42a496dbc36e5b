"""Laptops of lead, jurist and worker, each with a data folder of its own, driven by the documented commands."""

from __future__ import annotations

import datetime as clock
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.bank.files import read_bank
from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.client import Client, current_bank_folder
from companion.sharing.commands import bank as commands
from companion.sharing.storage import Unreachable
from companion.sharing.trust import expiry
from tests.small_bank import write_small_bank

ID = "teilzeit-anspruch"

PASSPHRASES = {
    "KONTAKT_PASSPHRASE": "vier zufällige wörter",
    "KONTAKT_BACKUP_PASSPHRASE": "andere zufällige wörter",
}


class Machine:
    """One laptop."""

    def __init__(self, base: Path, name: str) -> None:
        self.data = base / name
        self.settings = Settings(self.data)

    def __call__(self, *args: object, fails: bool = False, says: str | None = None) -> str:
        """Run ``kontakt bank …``.

        Args:
            args: words of the command.
            fails: it ends with an error; its message and what to do are returned.
            says: what is typed at its question; anything but yes ends it.
        """
        environment = {**PASSPHRASES, "KONTAKT_DATA": str(self.data), "KONTAKT_STORAGE_PASSWORD": "geheim"}
        result = CliRunner().invoke(commands, [str(arg) for arg in args], says, env=environment)
        if fails:
            assert isinstance(result.exception, KontaktError), result.output
            return f"{result.exception.message} {result.exception.hint}"
        if says not in (None, "j\n"):
            assert isinstance(result.exception, SystemExit), result.output
            return result.output
        assert result.exception is None, (args, result.exception, result.output)
        return result.output

    def entry(self, entry_id: str = "teilzeit-anspruch") -> str:
        """The text that would be suggested here."""
        folder = current_bank_folder(self.settings)
        assert folder
        found = read_bank(folder).entries[entry_id]
        assert found.is_suggestible(date.today())
        return found.text()


def set_up(lead: Machine, jurist: Machine, address: str, base: Path, bank: Path) -> Path:
    """Keys, trust, working bank and the first release, as docs/antwortbank-verteilen.md says; the invitation."""
    jurist("me", "--name", "Juri", "--role", "jurist")
    jurist("key", "--role", "jurist")
    lead("me", "--name", "Lea", "--role", "lead")
    public = jurist.data / "sharing/keys/jurist.pub.json"
    lead(
        "trust-init",
        address,
        "--jurist",
        public,
        "--backup",
        base / "stick/reserve.key.age",
        "--user",
        "team",
    )
    lead("start-working", "--from", bank)
    invitation = base / "einladung.json"
    lead("invite", "--out", invitation)
    jurist("join", invitation, "--user", "team")
    release(lead, jurist)
    return invitation


def release(lead: Machine, jurist: Machine) -> None:
    """Both sign, the lead publishes."""
    lead("approve", "--yes")
    jurist("approve", "--yes")
    lead("publish")


class QuickAge:
    """Seals for tests that open keys dozens of times; test_keys.py proves the real seal, a second of work each."""

    class DecryptError(Exception):
        pass

    class passphrase:
        @staticmethod
        def encrypt(content: bytes, secret: str) -> bytes:
            return json.dumps([secret[::-1], content.hex()]).encode()

        @staticmethod
        def decrypt(content: bytes, secret: str) -> bytes:
            known, hidden = json.loads(content)
            if known != secret[::-1]:
                raise QuickAge.DecryptError
            return bytes.fromhex(hidden)


class Lap:
    """The machines of one team, set up and with a first release."""

    def __init__(self, base: Path) -> None:
        self.base = base
        (base / "source").mkdir()
        write_small_bank(base / "source")
        self.lead, self.jurist, self.worker = (Machine(base, name) for name in ("lead", "jurist", "worker"))
        self.stick = base / "stick/reserve.key.age"
        self.invitation = set_up(self.lead, self.jurist, str(base / "share"), base, base / "source")
        self.worker("join", self.invitation)

    def released(self) -> None:
        """Both sign what is there, the worker fetches it."""
        release(self.lead, self.jurist)
        assert "Neue Fassung" in self.worker("sync")

    def new_sentence(self, old: str, new: str) -> None:
        """Shows that the whole way works (again), with the machines that are in use now."""
        self.lead("edit", ID, "--replace", old, new)
        self.lead("submit", ID)
        self.released()
        assert new in self.worker.entry()


def seal_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use that seal."""
    for module in ("companion.sharing.keys", "companion.passphrase"):
        monkeypatch.setattr(f"{module}.pyrage", QuickAge)


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """What is signed here was signed so long ago, and what is fetched here was fetched then."""

    class Then(clock.datetime):
        @classmethod
        def now(cls, tz: clock.tzinfo | None = None) -> clock.datetime:  # type: ignore[override]
            return clock.datetime.now(tz) - clock.timedelta(days=days)

    module = type("M", (), {"datetime": Then, "timezone": clock.timezone})
    with pytest.MonkeyPatch.context() as past:
        past.setattr("companion.sharing.publish.expiry", lambda lasts: expiry(lasts - days))
        past.setattr("companion.sharing.proposal.expiry", lambda lasts, now: expiry(lasts - days, now))
        past.setattr("tuf.ngclient._internal.trusted_metadata_set.datetime", module)
        past.setattr("tuf.api._payload.datetime", Then)
        yield


@contextmanager
def lid_closed() -> Iterator[None]:
    """The machine sleeps before it fetches what it has published."""

    def sync(client: Client) -> None:
        raise Unreachable

    with pytest.MonkeyPatch.context() as lid:
        lid.setattr(Client, "sync", sync)
        yield
