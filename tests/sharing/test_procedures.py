"""The procedures of docs/antwortbank-verteilen.md beyond the everyday way, by the documented commands alone."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.bank.files import read_bank
from companion.errors import KontaktError
from companion.sharing.approving import present, sign_presented
from companion.sharing.client import current_bank_folder
from companion.sharing.exchange import withdraw_proposal
from companion.sharing.storage import open_storage
from tests.sharing.machines import ID, PASSPHRASES, Lap, Machine, release, seal_quickly

OTHER = "elterngeld-zuverdienst"
OLD, NEW = "Nach sechs Monaten im Betrieb", "Wenn du länger als sechs Monate dabei bist,"


@pytest.fixture
def lap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lap:
    (tmp_path / "share").mkdir()
    seal_quickly(monkeypatch)
    return Lap(tmp_path)


def of_worker(lap: Lap, entry_id: str, day: date) -> bool:
    """Whether an entry would be suggested on the worker's laptop on a day."""
    folder = current_bank_folder(lap.worker.settings)
    assert folder
    found = read_bank(folder, day).entries.get(entry_id)
    return bool(found and found.is_suggestible(day))


def test_fragments_earlier_versions_withdrawal_and_validity(lap: Lap) -> None:
    lead, working = lap.lead, lap.lead.data / "working_bank"

    # A sentence for several entries lies in one file; changed there, it holds everywhere.
    (working / "fragments").mkdir(exist_ok=True)
    (working / "fragments/stelle.md").write_text("Frag deine Arbeitsagentur.\n", encoding="utf-8")
    for entry_id, words in ((ID, OLD), (OTHER, "bis zu 32 Stunden")):
        lead("edit", entry_id, "--replace", words, f"{{{{baustein:stelle}}}} {words}")
        lead("submit", entry_id)
    lap.released()
    (working / "fragments/stelle.md").write_text("Frag deine Familienkasse.\n", encoding="utf-8")
    lead("save", "-m", "Zuständig ist die Familienkasse")
    lap.released()
    assert all("Frag deine Familienkasse." in lap.worker.entry(entry_id) for entry_id in (ID, OTHER))

    # An earlier version comes back, as a draft that needs its release again.
    states = [line for line in lead("history", ID).splitlines() if "Arbeitsbank angelegt" in line]
    earlier = re.match(r"[0-9a-f]{7}", states[0])
    assert earlier
    lead("restore", ID, earlier[0])
    lead("submit", ID)
    lap.released()
    assert lap.worker.entry().startswith(OLD)

    # What must go at once, goes with the next fetch.
    manifest = working / "bank.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + f"withdrawn: [{ID}]\n", encoding="utf-8")
    lap.released()
    assert not of_worker(lap, ID, date.today())

    # What is not valid any more goes by itself, also offline: the share is not there.
    lead("edit", OTHER, "--replace", "bis zu 32 Stunden", "bis zu 32 Wochenstunden")
    entry = next(working.glob(f"answers/*/{OTHER}.md"))
    last = date.today() + timedelta(days=3)
    entry.write_text(
        entry.read_text(encoding="utf-8").replace("review_by:", f"valid_until: {last}\nreview_by:"), "utf-8"
    )
    lead("save", "-m", "Gilt nicht mehr lange")
    lead("submit", OTHER)
    lap.released()
    (lap.base / "share").rename(lap.base / "away")
    assert of_worker(lap, OTHER, last)
    assert not of_worker(lap, OTHER, last + timedelta(days=1))
    assert "nicht erreichbar" in lap.worker("sync", fails=True)


def test_two_leads_publish_at_once_and_one_is_told(lap: Lap) -> None:
    second = Machine(lap.base, "lead-zwei")
    shutil.copytree(lap.lead.data, second.data)
    by_file = lap.base / "zweite.kontakt"
    lap.lead("edit", ID, "--replace", OLD, NEW)
    lap.lead("submit", ID)
    second("edit", OTHER, "--replace", "bis zu 32 Stunden", "höchstens 32 Stunden")
    second("submit", OTHER)
    lap.lead("approve", "--yes")
    second("approve", "--yes", "--file", by_file)
    lap.jurist("approve", "--yes")
    lap.jurist("approve", "--yes", "--file", by_file)
    lap.lead("publish")
    assert "Inzwischen hat jemand anderes veröffentlicht" in second("publish", "--file", by_file, fails=True)
    lap.worker("sync")
    assert lap.worker.entry().startswith(NEW)
    assert "höchstens" not in lap.worker.entry(OTHER)

    # As the table says: fetch, look, present anew. What the other one released stays.
    second("sync")
    release(second, lap.jurist)
    lap.worker("sync")
    assert "höchstens" in lap.worker.entry(OTHER)
    assert lap.worker.entry().startswith(NEW)


def test_what_is_signed_is_what_lies_there(lap: Lap) -> None:
    lead, jurist, secret = lap.lead, lap.jurist, PASSPHRASES["KONTAKT_PASSPHRASE"]

    def signed(machine: Machine, fingerprint: str) -> list[str] | str:
        try:
            return list(sign_presented(machine.settings, fingerprint, secret).missing)
        except KontaktError as error:
            return error.code

    lead("edit", ID, "--replace", OLD, NEW)
    lead("submit", ID)
    lead("approve", "--yes")
    seen = present(jurist.settings).signatures.fingerprint
    lead("edit", OTHER, "--replace", "bis zu 32 Stunden", "höchstens 32 Stunden")
    lead("submit", OTHER)
    assert signed(lead, present(lead.settings, fresh=True).signatures.fingerprint) == ["jurist"]
    assert signed(jurist, seen) == "presented_changed", "the lead has laid another one in its place since"
    now = present(jurist.settings).signatures.fingerprint
    assert now == present(lead.settings).signatures.fingerprint != seen
    assert signed(jurist, now) == []
    assert signed(lead, now) == [], "in another tab once more: the jurist's signature stays"
    lead("publish")

    lead("edit", ID, "--replace", NEW, OLD)
    lead("submit", ID)
    lead("approve", "--yes")
    seen = present(jurist.settings).signatures.fingerprint
    withdraw_proposal(open_storage(str(lap.base / "share")), 3)
    assert signed(jurist, seen) == "presented_changed"


def test_lost_machine_lost_stick_and_stolen_timestamp(lap: Lap) -> None:
    trust = lap.base / "vertrauen.json"
    lap.new_sentence(OLD, NEW)

    # The lead's machine is lost: a new one, two new keys, signed by jurist and stick.
    fresh = Machine(lap.base, "lead-neu")
    fresh("me", "--name", "Lea", "--role", "lead")
    fresh("key", "--role", "lead")
    fresh("key", "--role", "online")
    fresh("join", lap.invitation)
    fresh("start-working")
    keys = fresh.data / "sharing/keys"
    lap.jurist(
        "key-replace",
        *("--new", keys / "lead.pub.json", "--new", keys / "online.pub.json"),
        *("--backup", lap.stick, "--out", trust),
    )
    fresh("key-use", trust)
    lost, lap.lead = lap.lead, fresh
    lap.released()
    lap.new_sentence(NEW, "Wer länger als ein halbes Jahr dabei ist,")
    lost("sync")
    lost("edit", OTHER, "--replace", "bis zu 32 Stunden", "gelogen")
    lost("submit", OTHER)
    assert "nicht der gültige" in lost("approve", "--yes", fails=True)

    # The stick is lost: a new backup key, signed by lead and jurist; no new signature on the bank.
    stick = lap.base / "zweiter/reserve.key.age"
    clean = Machine(lap.base, "sauber")
    clean("key", "--role", "backup", "--out", stick)
    lap.lead("key-replace", "--new", stick.with_name("reserve.pub.json"), "--out", trust)
    lap.jurist("key-confirm", trust)
    assert "publish --renew" in lap.lead("key-use", trust)
    lap.lead("publish", "--renew")
    lap.worker("sync")

    # The timestamp key is stolen.
    lap.lead("key", "--role", "online", "--replace")
    lap.lead("key-replace", "--new", keys / "online.pub.json", "--out", trust)
    lap.jurist("key-confirm", trust)
    lap.lead("key-use", trust)
    lap.lead("publish", "--renew")
    lap.worker("sync")
    lap.new_sentence("Wer länger als ein halbes Jahr dabei ist,", OLD)
    assert json.loads(lap.worker("status", "--json"))["signed_by"] == ["jurist", "lead"]


def test_a_set_up_that_could_not_write_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_quickly(monkeypatch)
    lead, jurist = Machine(tmp_path, "lead"), Machine(tmp_path, "jurist")
    jurist("me", "--name", "Juri", "--role", "jurist")
    jurist("key", "--role", "jurist")
    lead("me", "--name", "Lea", "--role", "lead")
    (tmp_path / "datei").write_text("kein Ordner")
    (tmp_path / "share").mkdir()
    public, backup = jurist.data / "sharing/keys/jurist.pub.json", tmp_path / "stick/reserve.key.age"
    given = ("--jurist", public, "--backup", backup)
    assert "nicht erreichbar" in lead("trust-init", tmp_path / "datei/bank", *given, fails=True)
    assert not backup.exists()
    assert "Eingerichtet" in lead("trust-init", tmp_path / "share", *given)
    assert backup.is_file()
    assert "gibt es hier nicht" in jurist("join", tmp_path / "einladung.json", fails=True)
