"""What somebody else published comes into the working bank; own words are never lost and never win unseen."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import pytest

from companion.bank.edit import read_document
from companion.sharing.catching_up import begin, catch_up, keep_base
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from companion.sharing.release import documents
from companion.sharing.review import notes
from tests.small_bank import write_small_bank

ME = Person("Lea", "lead")
TEILZEIT, ELTERNGELD, PFLEGE = (
    "answers/teilzeit/teilzeit-anspruch.md",
    "answers/elterngeld/elterngeld-zuverdienst.md",
    "answers/pflege/pflegezeit-angehoerige.md",
)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    (tmp_path / "published").mkdir()
    return write_small_bank(tmp_path / "published")


@pytest.fixture
def bank(tmp_path: Path, published: Path) -> WorkingBank:
    return begin(tmp_path / "working", published, ME)


def change(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_to_take_when_nothing_was_published_elsewhere(bank: WorkingBank, published: Path) -> None:
    change(bank.folder, TEILZEIT, "sechs Monaten", "acht Monaten")
    bank.record(ME, "geändert")
    assert catch_up(bank, published, ME) == []
    assert "acht Monaten" in bank.document("teilzeit-anspruch").texts[""]


@pytest.mark.parametrize("cut", ["shutil.copytree", "shutil.rmtree", "os.replace"])
def test_what_it_rests_on_outlives_a_power_cut(
    bank: WorkingBank, published: Path, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    module, name = cut.split(".")
    work = getattr(importlib.import_module(module), name)

    def dies(*args: object, **more: object) -> None:
        if name == "rmtree" and Path(str(args[0])).name == "published":
            (bank.folder / ".git/published" / TEILZEIT).unlink()  # what it came to
            raise KeyboardInterrupt
        if name != "rmtree" and Path(str(args[1])).name == "published":
            raise KeyboardInterrupt
        work(*args, **more)
        if name == "copytree":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cut, dies)
        with pytest.raises(KeyboardInterrupt):
            keep_base(bank, published)
    change(published, TEILZEIT, "sechs Monaten", "acht Monaten")  # by another machine, after the cut
    assert catch_up(bank, published, ME) == [
        "Von anderer Stelle veröffentlicht und hier übernommen: 1 Eintrag."
    ]
    assert "acht Monaten" in bank.document("teilzeit-anspruch").texts[""]


def test_what_was_published_from_here_and_never_noted_is_no_clash(bank: WorkingBank, published: Path) -> None:
    for folder in (bank.folder, published):
        change(folder, TEILZEIT, "sechs Monaten", "acht Monaten")
    change(bank.folder, TEILZEIT, "status: approved", "status: in_review")
    change(published, TEILZEIT, "status: approved", "status: approved\nversion: 2")
    bank.record(ME, "geändert")
    assert catch_up(bank, published, ME) == []
    meta = bank.document("teilzeit-anspruch").meta
    assert (meta["status"], meta["version"]) == ("approved", 2)
    assert notes(bank, "teilzeit-anspruch") == []


def test_changed_new_moved_and_removed_entries_are_taken(bank: WorkingBank, published: Path) -> None:
    change(published, TEILZEIT, "sechs Monaten", "acht Monaten")
    moved = published / "answers/teilzeit" / Path(PFLEGE).name
    shutil.move(published / PFLEGE, moved)
    change(published, "answers/teilzeit/" + moved.name, "topic: pflege", "topic: teilzeit")
    (published / ELTERNGELD).unlink()
    new = (
        (published / TEILZEIT)
        .read_text(encoding="utf-8")
        .replace("id: teilzeit-anspruch", "id: teilzeit-neu")
    )
    (published / "answers/teilzeit/teilzeit-neu.md").write_text(new, encoding="utf-8")
    (published / "fragments").mkdir()
    (published / "fragments/stelle.md").write_text("Frag deine Arbeitsagentur.", encoding="utf-8")
    change(published, TEILZEIT, "Nach acht", "{{baustein:stelle}} Nach acht")
    told = catch_up(bank, published, ME)
    assert told == ["Von anderer Stelle veröffentlicht und hier übernommen: 3 Einträge."]
    assert bank.documents() == documents(published)
    assert (bank.folder / "fragments/stelle.md").is_file()
    assert not (bank.folder / PFLEGE).exists()
    assert bank.record(ME, "nichts offen") is None
    assert catch_up(bank, published, ME) == []


def test_where_both_changed_the_own_words_stay_as_a_draft(bank: WorkingBank, published: Path) -> None:
    change(bank.folder, TEILZEIT, "sechs Monaten", "sieben Monaten")
    bank.record(ME, "geändert")
    change(published, TEILZEIT, "sechs Monaten", "acht Monaten")
    (told,) = catch_up(bank, published, ME)
    assert "kontakt bank diff teilzeit-anspruch" in told
    own = bank.document("teilzeit-anspruch")
    assert "sieben Monaten" in own.texts[""]
    assert own.meta["status"] == "draft"
    assert "anderswo" in notes(bank, "teilzeit-anspruch")[-1].words.casefold()
    # The next time nothing is new: the person has been told and decides.
    assert catch_up(bank, published, ME) == []


def test_where_both_changed_a_fragment_the_own_one_is_kept_aside(bank: WorkingBank, published: Path) -> None:
    for folder in (bank.folder, published):
        (folder / "fragments").mkdir(exist_ok=True)
        (folder / "fragments/stelle.md").write_text("Arbeitsagentur", encoding="utf-8")
    bank.record(ME, "Baustein")
    keep_base(bank, published)
    (bank.folder / "fragments/stelle.md").write_text("Jobcenter", encoding="utf-8")
    bank.record(ME, "Baustein")
    (published / "fragments/stelle.md").write_text("Familienkasse", encoding="utf-8")
    (told,) = catch_up(bank, published, ME)
    assert (bank.folder / "fragments/stelle.md").read_text(encoding="utf-8") == "Familienkasse"
    (aside,) = (bank.folder / "reviews").glob("*stelle*")
    assert aside.read_text(encoding="utf-8") == "Jobcenter"
    assert aside.name in told


def test_the_list_of_withdrawals_is_taken_and_the_stamp_of_a_release_is_no_change(
    bank: WorkingBank, published: Path
) -> None:
    manifest = published / "bank.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "version: '2026.11.29-2'\n", encoding="utf-8")
    assert catch_up(bank, published, ME) == []
    assert "2026.11.29-2" not in (bank.folder / "bank.yaml").read_text(encoding="utf-8")
    manifest.write_text(
        manifest.read_text(encoding="utf-8") + "withdrawn: [teilzeit-anspruch]\n", encoding="utf-8"
    )
    catch_up(bank, published, ME)
    assert "withdrawn: [teilzeit-anspruch]" in (bank.folder / "bank.yaml").read_text(encoding="utf-8")


def test_what_was_deleted_here_stays_deleted(bank: WorkingBank, published: Path) -> None:
    (bank.folder / TEILZEIT).unlink()
    bank.record(ME, "gelöscht")
    change(published, TEILZEIT, "sechs Monaten", "acht Monaten")
    catch_up(bank, published, ME)
    assert read_document(bank.folder, "teilzeit-anspruch") is None
