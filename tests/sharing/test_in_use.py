"""Every command asks the bank that the panel asks, and says which one that is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from companion.cli import main
from companion.config import Settings, shipped
from companion.sharing.client import Client
from companion.sharing.history import WorkingBank
from tests.sharing.machines import days_ago
from tests.sharing.team import LEAD, Team
from tests.small_bank import QUESTION, write_small_bank


class Laptop:
    """Runs commands on one data folder."""

    def __init__(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("KONTAKT_DATA", str(data))
        self.settings = Settings(data)
        self._capsys = capsys

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        self._capsys.readouterr()
        ended = 0
        try:
            main([str(word) for word in words])
        except SystemExit as end:
            ended = int(end.code or 0)
        out, self.err = self._capsys.readouterr()
        assert ended == code, self.err
        return out


@pytest.fixture
def worker(
    folder_team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Laptop:
    """A laptop that has fetched the bank of the team."""
    folder_team.release()
    folder_team.machine("worker").sync()
    return Laptop(tmp_path / "worker", monkeypatch, capsys)


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Laptop:
    """A laptop that nobody has connected yet."""
    return Laptop(tmp_path / "new", monkeypatch, capsys)


def test_match_and_evaluate_ask_the_bank_of_the_team(worker: Laptop, tmp_path: Path) -> None:
    assert [found["id"] for found in json.loads(worker("match", QUESTION, "--json"))["answers"]] == [
        "elterngeld-zuverdienst"
    ]
    assert worker.err.startswith("Antwortbank: die gemeinsame, Fassung ")
    assert "Arbeiten während des Elterngeldbezugs" in worker("match", QUESTION)
    posts = tmp_path / "posts.jsonl"
    posts.write_text(
        json.dumps({"id": "a", "text": QUESTION, "expected": ["elterngeld-zuverdienst"]}), "utf-8"
    )
    assert json.loads(worker("evaluate", "--posts", posts, "--json"))["answer_hit1"] == 1.0
    assert worker.err.startswith("Antwortbank: die gemeinsame, Fassung ")


def test_a_bank_given_by_hand_comes_first_and_is_not_explained(worker: Laptop, small_bank: Path) -> None:
    worker("match", "Rezept für Pizza", "--bank", small_bank)
    worker("bank", "list", "--bank", small_bank)
    assert worker.err == ""


def test_without_any_other_the_shipped_one_is_asked(new: Laptop) -> None:
    assert json.loads(new("match", "Darf ich in der Elternzeit arbeiten?", "--json"))["answers"]
    assert new.err.startswith("Antwortbank: die mitgelieferte, Fassung ")
    assert "gemeinsame" not in new.err
    new("bank", "list")
    assert new.err == "Antwortbank: die mitgelieferte.\n"


def test_a_bank_of_the_team_that_cannot_be_used_is_not_left_aside_in_silence(worker: Laptop) -> None:
    folder = Client(worker.settings).bank_folder()
    assert folder
    (folder / "bank.yaml").write_text("verändert", encoding="utf-8")
    worker("match", "Darf ich in der Elternzeit arbeiten?")
    assert worker.err.startswith("Antwortbank: die mitgelieferte, Fassung ")
    assert "Die gemeinsame" in worker.err
    assert "kontakt doctor" in worker.err


def test_lists_checks_and_tables_are_those_of_the_bank_of_the_team(worker: Laptop, tmp_path: Path) -> None:
    assert worker("bank", "list").endswith("5 Einträge\n"), "the draft is not published"
    assert worker.err == "Antwortbank: die gemeinsame.\n"
    assert "0 Fehler" in worker("bank", "check")
    assert worker.err == "Antwortbank: die gemeinsame.\n"
    assert worker("bank", "export", tmp_path / "bank.csv").startswith("5 Einträge")
    assert len(json.loads(worker("bank", "list", "--json"))) == 5


def test_where_texts_are_written_the_working_bank_is_listed(worker: Laptop, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    WorkingBank.create(worker.settings.working_bank, write_small_bank(tmp_path / "other"), LEAD).close()
    assert worker("bank", "list").endswith("6 Einträge\n")
    assert worker.err == "Antwortbank: die Arbeitsbank.\n"


def test_what_was_signed_is_not_written_into(worker: Laptop) -> None:
    before = Client(worker.settings).bank_folder()
    worker("bank", "new", "neu", "--topic", "teilzeit", code=2)
    assert "Die gemeinsame Antwortbank wird nicht von Hand verändert." in worker.err
    assert "start-working" in worker.err
    assert Client(worker.settings).bank_folder() == before


def test_the_history_says_what_holds_where_no_texts_are_written(worker: Laptop) -> None:
    told = worker("bank", "history", "teilzeit-anspruch")
    assert "teilzeit-anspruch: „Anspruch auf Teilzeit“" in told
    assert f"Fassung 1, freigegeben, geprüft am {date.today():%d.%m.%Y}, zu prüfen bis 31.12.2099." in told
    assert "Rechner der Teamleitung" in told
    worker("bank", "history", "gibt-es-nicht", code=2)
    assert "gibt-es-nicht" in worker.err


def test_a_working_bank_begins_with_the_bank_in_use(worker: Laptop) -> None:
    worker("bank", "me", "--name", "Lea", "--role", "lead")
    assert "5 Einträge" in worker("bank", "start-working")
    assert "Arbeitsbank angelegt" in worker("bank", "history", "teilzeit-anspruch")


def test_without_a_bank_of_the_team_it_begins_with_the_shipped_one(new: Laptop) -> None:
    assert "start-working" in new("bank", "history", "elternzeit-anspruch-dauer")
    new("bank", "me", "--name", "Lea", "--role", "lead")
    new("bank", "start-working")
    begun = new.settings.working_bank / "bank.yaml"
    assert begun.read_bytes() == (shipped("answer_bank") / "bank.yaml").read_bytes()


def joined(team: Team, laptop: Laptop, minimum: int = 0) -> None:
    """Connected, and nothing fetched: the network was away, or the companion has not run since."""
    Client(laptop.settings).join(team.invite(minimum))
    laptop("bank", "me", "--name", "Lea", "--role", "lead")


def test_connected_and_not_fetched_yet_the_bank_of_the_team_is_fetched_first(
    folder_team: Team, new: Laptop
) -> None:
    folder_team.edit("Der Satz des Teams.")
    folder_team.release()
    joined(folder_team, new)
    assert "5 Einträge" in new("bank", "start-working")
    entry = new.settings.working_bank / "answers/teilzeit/teilzeit-anspruch.md"
    assert "Der Satz des Teams." in entry.read_text(encoding="utf-8")
    assert Client(new.settings).bank_folder()


@pytest.mark.parametrize("why", ["away", "expired", "tampered"])
def test_what_cannot_be_fetched_is_not_replaced_by_the_shipped_one(
    folder_team: Team, new: Laptop, why: str, small_bank: Path
) -> None:
    team = folder_team
    with days_ago(31 if why == "expired" else 0):
        team.release()
    joined(team, new)
    if why == "away":
        Path(team.url).rename(team.base / "unplugged")
    elif why == "tampered":
        for path in (team.base / "served/targets").iterdir():
            path.write_bytes(path.read_bytes()[:-1] + b"x")
    new("bank", "start-working", code=1)
    assert "Es wurde keine Arbeitsbank angelegt" in new.err
    assert "noch nicht da" in new.err
    said = {
        "away": "nicht erreichbar",
        "expired": "publish --renew",
        "tampered": "nicht die, die freigegeben",
    }
    assert said[why] in new.err
    assert "Danach noch einmal." in new.err
    assert not new.settings.working_bank.exists()
    # A bank that is named is taken, connected or not.
    assert "6 Einträge" in new("bank", "start-working", "--from", small_bank)


def test_before_the_first_release_the_working_bank_begins_with_the_shipped_one(
    folder_team: Team, new: Laptop
) -> None:
    joined(folder_team, new)
    new("bank", "start-working")
    begun = new.settings.working_bank / "bank.yaml"
    assert begun.read_bytes() == (shipped("answer_bank") / "bank.yaml").read_bytes()


def test_an_empty_storage_is_not_the_first_release_if_the_invitation_knows_one(
    folder_team: Team, new: Laptop
) -> None:
    joined(folder_team, new, minimum=3)
    new("bank", "start-working", code=1)
    assert "obwohl die Einladung eine nennt" in new.err
    assert not new.settings.working_bank.exists()


def test_what_was_fetched_serves_without_the_network(worker: Laptop, folder_team: Team) -> None:
    Path(folder_team.url).rename(folder_team.base / "unplugged")
    worker("bank", "me", "--name", "Lea", "--role", "lead")
    assert "5 Einträge" in worker("bank", "start-working")
