"""Ways out at the desk: nothing is fetched yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.config import Settings
from companion.sharing.client import Client
from companion.sharing.history import WorkingBank
from companion.sharing.invite import read_invite
from companion.sharing.people import Person
from tests.desk.conftest import served_desk
from tests.desk.connected import Connected, connect, done, failed, release
from tests.sharing.machines import seal_quickly

ENTRY, NEW = "teilzeit-anspruch", "Ein Satz, der danach hinausging."


@pytest.fixture
def team(small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connected]:
    """Lead and jurist are connected; nothing is published yet."""
    seal_quickly(monkeypatch)
    (tmp_path / "between").mkdir()
    with (
        served_desk(small_bank, tmp_path / "lead") as lead,
        served_desk(small_bank, tmp_path / "jurist") as jurist,
    ):
        yield connect(lead, jurist, tmp_path / "between", small_bank)


def edit(team: Connected, words: str) -> None:
    bank = WorkingBank(team.lead.data / "working_bank")
    document = bank.document(ENTRY)
    document.texts[""] = words
    document.meta["status"] = "in_review"
    bank.save(document, Person("Edi", "editor"), "Text")
    bank.close()


def test_a_working_bank_begins_with_the_bank_of_the_team_also_if_it_is_not_here_yet(
    team: Connected, tmp_path: Path
) -> None:
    edit(team, NEW)
    release(team)
    storage, away = tmp_path / "between/storage", tmp_path / "between/away"
    with served_desk(None, tmp_path / "new") as new:
        new.role("teamleitung")
        at_new = new.client()
        at_new.post("/desk/publish/person", {"name": "Lea", "person_role": "lead"})
        Client(Settings(new.data)).join(read_invite(team.invitation.decode()))
        storage.rename(away)
        assert failed(new, at_new.post("/desk/bank/start", {"x": "1"})) == "team_bank_missing"
        assert not (new.data / "working_bank").exists()
        away.rename(storage)
        said = done(new, at_new.post("/desk/bank/start", {"x": "1"}))
        assert said.startswith("Die Arbeitsfassung ist angelegt.")
        assert NEW in (new.data / f"working_bank/answers/teilzeit/{ENTRY}.md").read_text(encoding="utf-8")
        assert new.inner.parts.active.origin == "synced"
        answer = at_new.post("/desk/bank/start", {"x": "1"})
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith("/desk/bank")
