"""Three companions with their own data folders and a WebDAV server between them, by the documented commands alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.sharing import commands_keys, commands_release
from companion.sharing.commands import bank
from tests.sharing.machines import PASSPHRASES, Machine
from tests.sharing.servers import webdav
from tests.small_bank import write_small_bank

OLD, NEW = "Nach sechs Monaten im Betrieb", "Wenn du länger als sechs Monate dabei bist,"
ID = "teilzeit-anspruch"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "dav").mkdir()
    with webdav(tmp_path / "dav") as url:
        yield url


def test_keys_have_a_passphrase_and_the_storage_a_password() -> None:
    for module in (commands_keys, commands_release):
        source = Path(module.__file__).read_text(encoding="utf-8")
        assert set(re.findall(r"[^\"]*Passwor[^\"]*", source)) <= {"Passwort für die Ablage."}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_from_an_edited_sentence_to_the_worker(tmp_path: Path, address: str) -> None:
    (tmp_path / "source").mkdir()
    write_small_bank(tmp_path / "source")
    lead, jurist, worker = (Machine(tmp_path, name) for name in ("lead", "jurist", "worker"))

    # Once: keys, trust, the first bank.
    jurist("me", "--name", "Juri", "--role", "jurist")
    told = jurist("key", "--role", "jurist")
    lead("me", "--name", "Lea", "--role", "lead")
    public = jurist.data / "sharing/keys/jurist.pub.json"
    backup = tmp_path / "stick/reserve.key.age"
    shown = lead("trust-init", address, "--jurist", public, "--backup", backup, "--user", "team")
    fingerprint = re.search(r"(?:[0-9a-f]{4} ){4}[0-9a-f]{4}", told)
    assert fingerprint
    assert fingerprint.group() in shown
    assert "schon eine Antwortbank" in lead(
        "trust-init", address, "--jurist", public, "--backup", backup, "--user", "team", fails=True
    )
    lead("start-working", "--from", tmp_path / "source")
    assert "Es fehlt: Jurist*in" in lead("approve", "--yes")
    assert "Unterschrift" in lead("publish", fails=True)
    lead("invite", "--out", tmp_path / "einladung.json")
    jurist("join", tmp_path / "einladung.json", "--user", "team")
    jurist("approve", "--yes")
    lead("publish")
    words = lead("invite", "--words").split("\n", 1)[1].split()
    worker("join", *words, "--url", address, "--user", "team")
    assert worker.entry().startswith(OLD)

    # A sentence is edited, refused, edited again, approved by both, published.
    lead("edit", ID, "--replace", OLD, NEW)
    assert f"[-{OLD.split()[0]}-]" in lead("diff", ID)
    lead("submit", ID)
    lead("approve", "--yes")
    other = "elterngeld-zuverdienst"
    assert "gehört nicht zu dieser Vorlage" in jurist(
        "approve", "--comment", other, "Gut.", "--yes", fails=True
    )
    jurist("approve", "--refuse", ID, "--reason", "Bitte mit Quelle.", "--comment", ID, "Sonst gut.")
    assert "Abgelehnt" in lead("approve", "--yes", fails=True)
    assert "nichts geändert" in lead("approve", "--yes", fails=True), "what was refused is gone"
    assert "keine Vorlage" in jurist("approve", "--yes", fails=True)
    assert "Bitte mit Quelle." in lead("history", ID)
    assert "Anmerkung am" in lead("history", ID)
    lead("submit", ID)
    lead("approve", "--yes")
    shown = jurist("approve", "--yes")
    assert "GEÄNDERT: Anspruch auf Teilzeit" in shown
    assert "geschrieben von Lea" in shown
    assert NEW.split()[0] in shown
    lead("publish")
    assert "Neue Fassung" in worker("sync")
    assert worker.entry().startswith(NEW)
    status = json.loads(worker("status", "--json"))
    assert status["signed_by"] == ["jurist", "lead"]
    assert status["last"]["ok"]

    # The jurist's laptop is lost: a new one, a new key, confirmed by lead and backup; this time with a file.
    by_hand = tmp_path / "vorlage.kontakt"
    (second := Machine(tmp_path, "jurist-neu"))("me", "--name", "Juri", "--role", "jurist")
    second("key", "--role", "jurist")
    fresh = second.data / "sharing/keys/jurist.pub.json"
    assert "key-confirm" in lead("key-replace", "--new", fresh, "--out", tmp_path / "allein.json")
    done = lead("key-replace", "--new", fresh, "--backup", backup, "--out", tmp_path / "vertrauen.json")
    assert "Zwei von drei Schlüsseln haben unterschrieben." in done
    assert "key-confirm" not in done
    assert "neu freigeben" in lead("key-use", tmp_path / "vertrauen.json")
    assert "NEUER SCHLÜSSEL für Jurist*in" in lead("approve", "--yes", "--file", by_hand)
    assert "keine Vorlage" in jurist("approve", "--yes", fails=True)
    assert "nicht der gültige" in jurist("approve", "--yes", "--file", by_hand, fails=True)
    second("join", tmp_path / "einladung.json", "--user", "team")
    second("approve", "--yes", "--file", by_hand)
    lead("publish", "--file", by_hand)
    assert "Neue Fassung" in worker("sync")
    assert worker.entry().startswith(NEW)

    # No private key and no passphrase ever lay in the open.
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"PRIVATE KEY" not in content
            assert not any(secret.encode() in content for secret in PASSPHRASES.values())


def test_writing_by_commands(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    write_small_bank(tmp_path / "source")
    lead = Machine(tmp_path, "lead")
    assert "noch nicht festgelegt" in lead("start-working", "--from", tmp_path / "source", fails=True)
    lead("me", "--name", "Lea", "--role", "lead")
    assert "6 Einträge" in lead("start-working", "--from", tmp_path / "source")
    lead("edit", ID, "--replace", OLD, NEW)
    assert "steht nicht im Text" in lead("edit", ID, "--replace", OLD, NEW, fails=True)
    lead("comment", ID, "Bitte ansehen")
    lines = lead("history", ID).splitlines()
    assert len(lines) == 3
    assert "Kein Unterschied." in lead("diff", ID, lines[0][:7])
    lead("restore", ID, lines[1][:7])
    assert NEW not in (lead.data / "working_bank/answers/teilzeit/teilzeit-anspruch.md").read_text()
    lead("new", "teilzeit-neu", "--topic", "teilzeit", "--title", "Neu")
    assert "Neuer Eintrag" in lead("history", "teilzeit-neu")
    lead("duplicate", ID, "teilzeit-kopie")
    lead("retire", ID)
    assert "Nichts geändert." in lead("save")
    assert "benutzt 0" in lead("usage")
    assert "mitgelieferte" in Machine(tmp_path, "x")("status")


def test_every_command_has_help_with_an_example() -> None:
    for name, command in bank.commands.items():
        assert "Beispiel: kontakt bank" in (command.help or ""), name
