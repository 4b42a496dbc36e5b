"""Finding entries, what is due, coverage by topic, drafts from gaps."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.bank.shelf import shelf_of
from companion.errors import UsageError
from companion.sharing.editing import open_entry, save_entry
from companion.sharing.finding import Listed, coverage, draft_from_gap, find_in
from companion.sharing.history import WorkingBank
from companion.sharing.usage import Usage
from tests.sharing.team import EDITOR
from tests.small_bank import write_small_bank

TODAY = date.today()


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> WorkingBank:
    base = tmp_path_factory.mktemp("finding")
    (base / "source").mkdir()
    return WorkingBank.create(base / "working", write_small_bank(base / "source"), EDITOR)


def found_in(bank: WorkingBank, words: str = "", **narrowed: object) -> list[Listed]:
    return find_in(shelf_of(bank.folder).reading(TODAY), TODAY, words, **narrowed)  # type: ignore[arg-type]


def ids(bank: WorkingBank, words: str = "", **narrowed: object) -> list[str]:
    return [found.id for found in found_in(bank, words, **narrowed)]


def test_words_topic_kind_and_status_narrow(bank: WorkingBank) -> None:
    assert len(ids(bank)) == 6
    assert ids(bank, "anspruch TEILZEIT")[0] == "teilzeit-anspruch"
    assert "elterngeld-zuverdienst" in ids(bank, "dazuverdienen")
    assert ids(bank, "gibtesnicht") == []
    assert {found.topic for found in found_in(bank, topic="pflege")} == {"pflege"}
    assert all(found.topic_label == "Pflege" for found in found_in(bank, topic="pflege"))
    assert ids(bank, status="in_review") == []
    assert len(ids(bank, kind="answer")) + len(ids(bank, kind="correction")) == 6


def test_due_by_urgency_and_a_gap_becomes_a_draft(bank: WorkingBank) -> None:
    for entry_id, days in (("teilzeit-anspruch", 20), ("elterngeld-zuverdienst", -3)):
        opened = open_entry(bank, entry_id)
        opened.document.meta["review_by"] = TODAY + timedelta(days=days)
        save_entry(bank, opened.document, opened.based_on, EDITOR)
    assert ids(bank, due_within=30) == ["elterngeld-zuverdienst", "teilzeit-anspruch"]
    assert ids(bank, due_within=10) == ["elterngeld-zuverdienst"]

    draft = draft_from_gap(bank, "pflege", "Pflege und Minijob", EDITOR)
    assert draft.document.meta["status"] == "draft"
    assert "Pflege" in draft.document.meta["comment"]
    with pytest.raises(UsageError):
        draft_from_gap(bank, "rente", "x", EDITOR)

    rows = {row.topic: row for row in coverage(bank, TODAY, {"teilzeit-anspruch": Usage(3, 2)}, {"rente": 7})}
    assert (rows["teilzeit"].used, rows["teilzeit"].due) == (5, 1)
    assert rows["pflege"].statuses["draft"] == 1
    assert (rows["rente"].gaps, rows["rente"].label, sum(rows["rente"].statuses.values())) == (7, "Rente", 0)


def test_the_withdrawal_list_is_shown(bank: WorkingBank, tmp_path: Path) -> None:
    path = bank.folder / "bank.yaml"
    path.write_text(path.read_text() + "withdrawn: [teilzeit-anspruch]\n")
    assert [found.id for found in found_in(bank) if found.withdrawn] == ["teilzeit-anspruch"]
