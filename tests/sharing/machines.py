"""Laptops of lead, jurist and worker, each with a data folder of its own, driven by the documented commands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from click.testing import CliRunner

from companion.bank.files import read_bank
from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.client import current_bank_folder
from companion.sharing.commands import bank as commands

PASSPHRASES = {
    "KONTAKT_PASSPHRASE": "vier zufällige wörter",
    "KONTAKT_BACKUP_PASSPHRASE": "andere zufällige wörter",
}


class Machine:
    """One laptop."""

    def __init__(self, base: Path, name: str) -> None:
        self.data = base / name
        self.settings = Settings(self.data)

    def __call__(self, *args: object, fails: bool = False) -> str:
        environment = {**PASSPHRASES, "KONTAKT_DATA": str(self.data), "KONTAKT_STORAGE_PASSWORD": "geheim"}
        result = CliRunner().invoke(commands, [str(arg) for arg in args], env=environment)
        if fails:
            assert isinstance(result.exception, KontaktError), result.output
            return result.exception.message
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
