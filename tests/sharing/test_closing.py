"""Whoever opens the working bank closes it: an open repository holds files that Windows will not let anybody remove."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.errors import KontaktError
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from tests.sharing.machines import Machine, release, seal_quickly, set_up

ID = "teilzeit-anspruch"


@pytest.fixture
def left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[WorkingBank]]:
    """The working banks that were opened and not closed yet."""
    banks: list[WorkingBank] = []
    begin, close = WorkingBank.__init__, WorkingBank.close

    def opened(bank: WorkingBank, folder: Path) -> None:
        begin(bank, folder)
        banks.append(bank)

    def closed(bank: WorkingBank) -> None:
        close(bank)
        banks[:] = [other for other in banks if other is not bank]

    monkeypatch.setattr(WorkingBank, "__init__", opened)
    monkeypatch.setattr(WorkingBank, "close", closed)
    yield banks
    assert banks == []


def test_what_was_opened_is_closed_also_when_something_fails(
    tmp_path: Path, small_bank: Path, left_open: list[WorkingBank]
) -> None:
    WorkingBank.create(tmp_path / "a", small_bank, Person("Lea", "lead")).close()
    bank = WorkingBank(tmp_path / "a")
    assert left_open == [bank]
    with pytest.raises(KontaktError), bank:
        bank.document("gibt-es-nicht")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_commands_and_releases_close_the_working_bank(
    tmp_path: Path, small_bank: Path, left_open: list[WorkingBank], monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_quickly(monkeypatch)
    lead, jurist = Machine(tmp_path, "lead"), Machine(tmp_path, "jurist")
    (tmp_path / "storage").mkdir()
    set_up(lead, jurist, str(tmp_path / "storage"), tmp_path, small_bank)
    assert left_open == []
    lead("edit", ID, "--replace", "Nach sechs Monaten", "Nach einem halben Jahr")
    lead("edit", ID, "--replace", "steht nicht da", "x", fails=True)
    lead("comment", ID, "Bitte ansehen")
    lead("new", "teilzeit-neu", "--topic", "teilzeit")
    for words in (
        ("save",),
        ("history", ID),
        ("diff", ID),
        ("duplicate", ID, "teilzeit-kopie"),
        ("submit", ID),
    ):
        lead(*words)
        assert left_open == [], words
    lead("approve", "--yes")
    jurist("approve", "--refuse", ID, "--reason", "Bitte mit Quelle.")
    lead("approve", "--yes", fails=True)
    assert left_open == []
    lead("submit", ID)
    release(lead, jurist)
