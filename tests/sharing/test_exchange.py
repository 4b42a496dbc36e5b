"""What the jurist answers reaches the lead, whatever happens meanwhile and whatever version each of them has."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from companion.config import Settings
from companion.sharing import proposing
from companion.sharing.approving import answer_presented, present
from companion.sharing.exchange import Answer, get_proposal, put_proposal
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person, write_person
from companion.sharing.proposing import take_up_answers
from companion.sharing.review import notes, submit
from companion.sharing.storage import NotThere, Unreachable
from tests.sharing.team import EDITOR, JURIST, LEAD, Team

ONE, TWO = "teilzeit-anspruch", "pflegezeit-angehoerige"


class Table:
    """A lead and a jurist with a proposal between them, in which two entries have changed."""

    def __init__(self, team: Team) -> None:
        self.storage = team.storage
        team.release()
        self.lead, self.jurist = Settings(team.base / "lead"), Settings(team.base / "jurist")
        write_person(self.lead.sharing, LEAD)
        write_person(self.jurist.sharing, JURIST)
        self.bank = WorkingBank.create(self.lead.working_bank, team.working.folder, EDITOR)
        team.working = self.bank
        for entry_id in (ONE, TWO):
            team.edit(f"Neuer Wortlaut von {entry_id}.", entry_id)
        proposal = team.propose()
        self.number = proposal.number
        put_proposal(self.storage, proposal)
        self.fingerprint = present(self.jurist).signatures.fingerprint

    def answer(self, entry_id: str, words: str, decision: Any = "refused") -> None:
        """The jurist says something."""
        answer_presented(self.jurist, self.fingerprint, [Answer(entry_id, JURIST.name, words, decision)])

    def take_up(self) -> list[str]:
        """The lead reads it; the words."""
        return [answer.words for answer in take_up_answers(self.lead, self.number, LEAD)]

    def status(self, entry_id: str) -> object:
        return self.bank.document(entry_id).meta["status"]

    def said(self, entry_id: str) -> list[str]:
        return [note.words for note in notes(self.bank, entry_id)]


@pytest.fixture
def table(folder_team: Team) -> Table:
    return Table(folder_team)


def test_answers_are_taken_up_once_and_in_order(table: Table) -> None:
    table.answer(ONE, "Die Frist fehlt.")
    table.answer(ONE, "Und die Quelle.", "comment")
    assert table.take_up() == ["Die Frist fehlt.", "Und die Quelle."]
    assert (table.status(ONE), table.said(ONE)) == ("draft", ["Die Frist fehlt.", "Und die Quelle."])
    assert get_proposal(table.storage, table.number) is None, "nobody signs what was refused"
    assert table.take_up() == []
    assert table.said(ONE) == ["Die Frist fehlt.", "Und die Quelle."]


def test_a_refusal_that_comes_while_another_is_taken_up_is_not_lost(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.answer(ONE, "Die Frist fehlt.")
    refuse: Callable[..., Any] = proposing.refuse

    def meanwhile(*given: Any) -> Any:
        monkeypatch.undo()
        table.answer(TWO, "Das stimmt nicht mehr.")
        return refuse(*given)

    monkeypatch.setattr(proposing, "refuse", meanwhile)
    assert table.take_up() == ["Die Frist fehlt."]
    assert table.take_up() == ["Das stimmt nicht mehr."]
    assert (table.status(ONE), table.status(TWO)) == ("draft", "draft")


def test_two_computers_of_the_jurist_may_answer_at_once(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk and a command are two processes, and no lock of one holds the other."""
    write: Callable[..., Any] = table.storage.__class__.write

    def meanwhile(*given: Any) -> Any:
        monkeypatch.undo()
        table.answer(TWO, "Zweite.")
        return write(*given)

    monkeypatch.setattr(table.storage.__class__, "write", meanwhile)
    table.answer(ONE, "Erste.")
    assert sorted(table.take_up()) == ["Erste.", "Zweite."]


@pytest.mark.parametrize("step", ["withdraw_proposal", "refuse", "after_refuse", "taken"])
def test_a_lead_killed_between_two_steps_takes_up_every_answer_in_the_end(
    table: Table, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    table.answer(ONE, "Die Frist fehlt.")
    table.answer(TWO, "Das stimmt nicht mehr.")
    name = step.removeprefix("after_")
    real: Callable[..., Any] = getattr(proposing, name)

    def killed(*given: Any) -> Any:
        if step.startswith("after_"):
            real(*given)
        raise SystemExit(137)

    with monkeypatch.context() as patched:
        patched.setattr(proposing, name, killed)
        with pytest.raises(SystemExit):
            table.take_up()
    left = table.take_up()
    assert left[-1] == "Das stimmt nicht mehr."
    assert get_proposal(table.storage, table.number) is None
    assert (table.status(ONE), table.status(TWO)) == ("draft", "draft")
    assert (table.said(ONE), table.said(TWO)) == (["Die Frist fehlt."], ["Das stimmt nicht mehr."])
    assert table.take_up() == []


def test_the_same_words_refuse_a_second_time(table: Table) -> None:
    table.answer(ONE, "Bitte mit Quelle.")
    table.take_up()
    submit(table.bank, ONE, EDITOR)
    table.answer(ONE, "Bitte mit Quelle.")
    assert table.take_up() == ["Bitte mit Quelle."]
    assert (table.status(ONE), len(table.said(ONE))) == ("draft", 2)


# --- one of both works with an older version of the program: one file for all answers, which the lead emptied ---------


def old_place(table: Table) -> list[dict[str, str]]:
    try:
        found: list[dict[str, str]] = json.loads(
            table.storage.read(f"proposals/{table.number}.answers.json", 10**6)
        )
    except NotThere:
        return []
    return found


def old_jurist(table: Table, entry_id: str, words: str) -> None:
    row = {"entry_id": entry_id, "name": JURIST.name, "words": words, "decision": "refused"}
    table.storage.write(
        f"proposals/{table.number}.answers.json", json.dumps([*old_place(table), row]).encode()
    )


def test_answers_of_an_older_program_are_taken_up_too(table: Table) -> None:
    old_jurist(table, ONE, "Die Frist fehlt.")
    table.answer(TWO, "Das stimmt nicht mehr.")
    assert sorted(table.take_up()) == ["Das stimmt nicht mehr.", "Die Frist fehlt."]
    assert (table.status(ONE), table.status(TWO)) == ("draft", "draft")
    assert (table.take_up(), old_place(table)) == ([], [])


def test_an_answer_of_an_older_program_that_comes_meanwhile_is_not_lost(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_jurist(table, ONE, "Die Frist fehlt.")
    refuse: Callable[..., Any] = proposing.refuse

    def meanwhile(*given: Any) -> Any:
        monkeypatch.undo()
        old_jurist(table, TWO, "Das stimmt nicht mehr.")
        return refuse(*given)

    monkeypatch.setattr(proposing, "refuse", meanwhile)
    assert table.take_up() == ["Die Frist fehlt."]
    assert table.take_up() == ["Das stimmt nicht mehr."]


def test_a_lead_with_an_older_program_reads_the_answers_too(table: Table) -> None:
    table.answer(ONE, "Die Frist fehlt.")
    table.answer(TWO, "Das stimmt nicht mehr.")
    assert [row["words"] for row in old_place(table)] == ["Die Frist fehlt.", "Das stimmt nicht mehr."]


def test_what_a_deputy_has_taken_up_is_taken_up_nowhere_else(table: Table, folder_team: Team) -> None:
    """Else the second computer of the lead would withdraw the new proposal of the first."""
    table.answer(ONE, "Die Frist fehlt.")
    table.take_up()
    put_proposal(table.storage, folder_team.propose(unchanged=True))
    folder_team.machine("deputy")
    deputy = replace(table.lead, data=table.lead.data.with_name("deputy"))
    WorkingBank.create(deputy.working_bank, table.bank.folder, EDITOR).close()
    assert take_up_answers(deputy, table.number, Person("Dea", "lead")) == []
    assert get_proposal(table.storage, table.number) is not None
    assert old_place(table) == []


def test_an_answer_to_a_share_that_is_away_fails(table: Table, tmp_path: Path) -> None:
    (tmp_path / "served").rename(tmp_path / "away")
    with pytest.raises(Unreachable):
        table.answer(ONE, "Die Frist fehlt.")
    assert not (tmp_path / "served").exists()


def test_foreign_files_beside_the_answers_are_left_alone(table: Table, tmp_path: Path) -> None:
    table.answer(ONE, "Die Frist fehlt.")
    folder = tmp_path / "served" / "proposals" / f"{table.number}.answers"
    for name in ("desktop.ini", "notiz.txt", "x.json"):
        (folder / name).write_text("kein JSON")
    assert table.take_up() == ["Die Frist fehlt."]
    assert (folder / "x.json").read_text() == "kein JSON"
