"""The commands ``start`` and ``pair`` as people use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from companion.api.pairings import Pairings
from companion.config import Settings, shipped
from companion.contacts.exclusive import only_writer
from companion.pairing_commands import spaced
from tests.started import Companion, kontakt

Start = Callable[..., Companion]


def test_start_prints_address_code_and_how_to_load_the_extension(start: Start, small_bank: Path) -> None:
    companion = start(bank=small_bank)
    lines = companion.output().splitlines()
    assert lines[1] == f"Adresse: {companion.address}"
    assert lines[2].startswith("Kopplungscode: ")
    assert f"Die Erweiterung liegt in: {shipped('extension')}" in lines
    assert "chrome://extensions" in companion.output()
    assert "about:debugging" in companion.output()


def test_the_code_of_the_start_pairs(start: Start, small_bank: Path) -> None:
    companion = start(bank=small_bank)
    line = next(line for line in companion.output().splitlines() if line.startswith("Kopplungscode: "))
    code = line.split(": ")[1][:7]
    answer = companion.request("POST", "/api/v1/pairing", {"code": code}, token="")
    assert answer.status_code == 200


def test_several_browsers_are_listed_and_revoked(start: Start, small_bank: Path) -> None:
    companion = start(bank=small_bank).pair(name="Chromium")
    first = companion.token
    companion.pair(origin="moz-extension://2f1d0c6e-0a6b-4a57-9b52-0c1f2c7b1d11", name="Firefox")
    listed = json.loads(kontakt("pair", "--list", "--json", data=companion.data).stdout)["browsers"]
    assert [item["name"] for item in listed] == ["Chromium", "Firefox"]
    assert set(listed[0]) == {"name", "origin", "paired_on", "last_seen_on"}
    assert "Firefox: gekoppelt am" in kontakt("pair", "--list", data=companion.data).stdout

    revoked = kontakt("pair", "--revoke", "Chromium", data=companion.data)
    assert revoked.returncode == 0
    assert companion.request("GET", "/api/v1/status").status_code == 200
    assert companion.request("GET", "/api/v1/status", token=first, origin=None).status_code == 401

    companion.stop()
    assert kontakt("pair", "--revoke", "Firefox", data=companion.data).returncode == 0
    assert "kein Browser" in kontakt("pair", "--list", data=companion.data).stdout


def test_nothing_is_revoked_behind_a_companion_that_does_not_answer_yet(tmp_path: Path) -> None:
    pairings = Pairings(tmp_path / "pairings.json")
    pairings.add("Firefox", "moz-extension://2f1d0c6e-0a6b-4a57-9b52-0c1f2c7b1d11", date(2026, 11, 24))
    with only_writer(Settings(tmp_path)):  # as it starts: it has read the list and will write it again
        result = kontakt("pair", "--revoke", "Firefox", data=tmp_path)
    assert (result.returncode, "läuft gerade ein Begleiter" in result.stderr) == (1, True)
    assert len(Pairings(tmp_path / "pairings.json").all()) == 1


def test_json(start: Start, small_bank: Path) -> None:
    companion = start(bank=small_bank)
    data = json.loads(kontakt("pair", "--json", data=companion.data).stdout)
    assert (len(data["code"]), data["seconds"], data["tries"]) == (6, 120, 5)


@pytest.mark.parametrize("args", [["pair"], ["pair", "--revoke", "x"]])
def test_without_a_companion_it_says_what_to_do(tmp_path: Path, args: list[str]) -> None:
    result = kontakt(*args, data=tmp_path)
    assert result.returncode == 1
    assert "Fehler: " in result.stderr
    assert "Was tun: " in result.stderr


@pytest.mark.parametrize("args", [["start", "--port", "99999"], ["start", "--nix"], ["pair", "--revoke"]])
def test_wrong_usage_ends_with_2(tmp_path: Path, args: list[str]) -> None:
    assert kontakt(*args, data=tmp_path).returncode == 2


@pytest.mark.parametrize("command", ["start", "pair"])
def test_help_has_an_example(command: str) -> None:
    assert f"Beispiel: kontakt {command}" in kontakt(command, "--help").stdout


def test_codes_are_spaced() -> None:
    assert spaced("012345") == "012 345"
