"""Every save is kept, nothing is lost, nobody meets a conflict."""

from pathlib import Path

import pytest

from companion.bank.problem import BankInvalid
from companion.errors import UsageError
from companion.sharing.history import WorkingBank, duplicate
from tests.sharing.team import EDITOR, JURIST, LEAD
from tests.small_bank import write_small_bank

ID = "teilzeit-anspruch"


@pytest.fixture
def bank(tmp_path: Path) -> WorkingBank:
    (tmp_path / "source").mkdir()
    return WorkingBank.create(tmp_path / "working", write_small_bank(tmp_path / "source"), LEAD)


def edit(bank: WorkingBank, words: str, by: object = EDITOR) -> str:
    document = bank.document(ID)
    document.texts[""] = words
    revision = bank.save(document, by, "Text")  # type: ignore[arg-type]
    assert revision
    return revision.id


def test_one_commit_per_save_and_none_without_change(bank: WorkingBank) -> None:
    edit(bank, "Erstens.")
    edit(bank, "Zweitens.")
    assert bank.save(bank.document(ID), EDITOR, "nichts") is None
    states = list(bank.revisions(ID))
    assert [document.texts[""] for _, document in states[:2] if document] == ["Zweitens.", "Erstens."]
    assert [revision.author for revision, _ in states] == ["Edi", "Edi", "Lea"]


def test_an_earlier_state_comes_back_as_a_draft(bank: WorkingBank) -> None:
    original = bank.document(ID).texts[""]
    edit(bank, "Aus Versehen.")
    first = list(bank.revisions(ID))[-1][0]
    bank.restore(ID, first.id[:7], LEAD)
    document = bank.document(ID)
    assert document.texts[""] == original
    assert document.meta["status"] == "draft"
    assert len(list(bank.revisions(ID))) == 3
    with pytest.raises(UsageError):
        bank.restore(ID, "ffff", LEAD)


@pytest.mark.parametrize("left", ["index.lock", "refs/heads/master.lock"])
def test_what_a_killed_process_left_locked_is_no_obstacle(
    bank: WorkingBank, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.sharing.history.GIT_S", 0.2)
    (bank.folder / ".git" / left).write_bytes(b"half an ind")
    edit(bank, "Nach dem Absturz.")
    assert len(list(bank.revisions(ID))) == 2
    assert not (bank.folder / ".git" / left).exists()


def test_a_save_that_would_break_the_bank_leaves_everything(bank: WorkingBank) -> None:
    document = bank.document(ID)
    document.meta["questions"] = ["nur eine"]
    with pytest.raises(BankInvalid):
        bank.save(document, EDITOR, "kaputt")
    assert len(bank.document(ID).meta["questions"]) == 3
    assert len(list(bank.revisions(ID))) == 1


def test_changes_by_hand_are_taken_up(bank: WorkingBank) -> None:
    path = bank.folder / "answers/teilzeit/teilzeit-anspruch.md"
    path.write_text(path.read_text().replace("sechs Monaten", "6 Monaten"))
    (bank.folder / "answers/teilzeit/.teilzeit.md.swp").write_text("x")
    edit(bank, "Danach.", JURIST)
    notes = [(revision.author, revision.note) for revision, _ in bank.revisions(ID)]
    assert notes[:2] == [("Juri", "Text"), ("Juri", "Von Hand geändert")]
    assert bank.record(LEAD, "nichts") is None


def test_a_deleted_file_is_seen_and_can_come_back(bank: WorkingBank) -> None:
    (bank.folder / "answers/teilzeit/teilzeit-anspruch.md").unlink()
    assert bank.record(LEAD, "gelöscht")
    states = list(bank.revisions(ID))
    assert states[0][1] is None
    bank.restore(ID, states[1][0].id, LEAD)
    assert bank.document(ID).meta["status"] == "draft"


def test_duplicates_are_drafts_with_their_own_id(bank: WorkingBank) -> None:
    duplicate(bank, ID, "teilzeit-neu", EDITOR)
    copy = bank.document("teilzeit-neu")
    assert copy.meta["status"] == "draft"
    assert copy.texts == bank.document(ID).texts
    with pytest.raises(UsageError):
        duplicate(bank, ID, "teilzeit-neu", EDITOR)


def test_who_changed_the_words_since(bank: WorkingBank) -> None:
    published = bank.document(ID)
    edit(bank, "Von Edi.", EDITOR)
    edit(bank, "Von Juri.", JURIST)
    document = bank.document(ID)
    document.meta["status"] = "in_review"
    bank.save(document, LEAD, "nur der Stand")
    assert bank.changed_by({ID: published}) == {ID: ["Edi", "Juri"]}
    assert bank.changed_by({ID: bank.document(ID)}) == {ID: []}
    assert bank.changed_by({ID: None, "teilzeit-entwurf": None, "neu": None}) == {
        ID: ["Edi", "Juri", "Lea"],
        "teilzeit-entwurf": ["Lea"],
        "neu": [],
    }


def test_a_copy_of_a_read_only_bank_can_be_written(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    write_small_bank(source)
    paths = [source, *source.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        bank = WorkingBank.create(tmp_path / "working", source, LEAD)
    finally:
        for path in paths:
            path.chmod(0o755)
    assert all(path.stat().st_mode & 0o200 for path in bank.folder.rglob("*.md"))
    edit(bank, "Geht.")


def test_a_working_bank_is_not_made_over_something(bank: WorkingBank, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nicht leer"):
        WorkingBank.create(bank.folder, tmp_path / "source", LEAD)
    with pytest.raises(UsageError) as caught:
        WorkingBank(tmp_path / "source")
    assert caught.value.code == "no_working_bank"


def test_the_history_is_ordinary_git(bank: WorkingBank) -> None:
    from dulwich import porcelain

    edit(bank, "Gesichert.")
    status = porcelain.status(str(bank.folder))
    assert not status.unstaged
    assert not any(status.staged.values())
