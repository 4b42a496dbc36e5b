"""Whoever leaves the bank of the team works with the shipped one at once, everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.sharing.people import Person, write_person
from tests.desk.conftest import served_desk
from tests.desk.connected import done
from tests.sharing.conftest import make_team
from tests.sharing.team import Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    yield from make_team("folder", tmp_path)


def test_after_leaving_lists_and_a_new_working_bank_are_those_of_the_shipped_bank(
    team: Team, tmp_path: Path
) -> None:
    team.release()
    team.machine("worker").sync()
    with served_desk(None, tmp_path / "worker") as desk:
        desk.role("teamleitung")
        write_person(desk.data / "sharing", Person("Lea", "lead"))
        client = desk.client()
        assert "Pflegezeit für nahe Angehörige" in client.get("/desk/bank").text
        said = done(desk, client.post("/desk/publish/leave", {"x": "1"}))
        assert said == "Die Verbindung ist gelöst. Es gilt wieder die mitgelieferte Antwortbank."
        assert desk.inner.parts.active.origin == "shipped"
        listed = client.get("/desk/bank").text
        assert "Pflegezeit für nahe Angehörige" not in listed
        assert "elternzeit-anspruch-dauer" in listed
        assert client.post("/desk/bank/start", {"x": "1"}).status_code == 303
        assert (desk.data / "working_bank/answers/elternzeit/elternzeit-anspruch-dauer.md").is_file()
