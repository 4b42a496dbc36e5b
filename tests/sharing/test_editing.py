"""Two people at one entry: nothing is lost, and who comes second sees both versions."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from companion.bank.document import Document
from companion.errors import UsageError
from companion.sharing.editing import (
    PUBLISHED,
    EditConflict,
    compare_states,
    create_entry,
    history_of,
    merge,
    open_entry,
    replace_words,
    save_entry,
    state_of,
    suggest_id,
)
from companion.sharing.history import WorkingBank
from companion.sharing.review import comment, submit
from tests.sharing.team import EDITOR, LEAD
from tests.small_bank import write_small_bank

ID = "teilzeit-anspruch"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> WorkingBank:
    """One working bank for all tests here; each takes what it finds."""
    base = tmp_path_factory.mktemp("editing")
    (base / "source").mkdir()
    return WorkingBank.create(base / "working", write_small_bank(base / "source"), EDITOR)


def changed(document: Document, text: str = "", **meta: object) -> Document:
    found = deepcopy(document)
    found.meta |= meta
    if text:
        found.texts[""] = text
    return found


def test_the_second_save_shows_both_and_loses_nothing(bank: WorkingBank) -> None:
    edi, lea = open_entry(bank, ID), open_entry(bank, ID)
    save_entry(bank, changed(edi.document, "Edis Text."), edi.based_on, EDITOR)
    with pytest.raises(EditConflict) as caught:
        save_entry(bank, changed(lea.document, "Leas Text."), lea.based_on, LEAD)
    conflict = caught.value
    assert conflict.by
    assert conflict.by.author == EDITOR.name
    assert conflict.clashes == ("Text",)
    assert (conflict.mine.texts[""], conflict.theirs.texts[""]) == ("Leas Text.", "Edis Text.")
    assert conflict.base
    assert conflict.base.texts[""] == edi.document.texts[""]
    assert bank.document(ID).texts[""] == "Edis Text."
    assert EDITOR.name in conflict.message
    # After a look at both, the choice is saved; the other version stays in the history.
    saved = save_entry(bank, conflict.mine, conflict.based_on, LEAD)
    assert saved.revision
    assert bank.document(ID).texts[""] == "Leas Text."
    assert [state.revision.author for state in history_of(bank, ID)[0]][:2] == [LEAD.name, EDITOR.name]


def test_changes_in_different_places_come_together(bank: WorkingBank) -> None:
    edi, lea = open_entry(bank, ID), open_entry(bank, ID)
    save_entry(bank, changed(edi.document, title="Edis Titel"), edi.based_on, EDITOR)
    with pytest.raises(EditConflict) as caught:
        save_entry(bank, changed(lea.document, "Leas zweiter Text."), lea.based_on, LEAD)
    assert caught.value.clashes == ()
    save_entry(bank, caught.value.merged, caught.value.based_on, LEAD)
    now = bank.document(ID)
    assert (now.meta["title"], now.texts[""]) == ("Edis Titel", "Leas zweiter Text.")


def test_saving_after_oneself_or_a_mere_change_of_status_is_no_conflict(bank: WorkingBank) -> None:
    opened = open_entry(bank, ID)
    saved = save_entry(bank, changed(opened.document, "Eins."), opened.based_on, LEAD)
    submit(bank, ID, LEAD)
    again = save_entry(
        bank, changed(opened.document, "Zwei.", status="approved", version=99), saved.based_on, LEAD
    )
    assert again.revision
    now = bank.document(ID)
    assert now.meta["status"] == "draft"
    assert now.meta.get("version") == opened.document.meta.get("version")
    assert save_entry(bank, now, "no such base", LEAD).revision is None
    with pytest.raises(EditConflict):
        save_entry(bank, changed(now, "Drei."), "no such base", LEAD)


def test_a_change_by_hand_is_seen_too(bank: WorkingBank) -> None:
    opened = open_entry(bank, ID)
    path, document = bank.file(ID)
    path.write_text(
        path.read_text(encoding="utf-8").replace(document.texts[""], "Von Hand."), encoding="utf-8"
    )
    with pytest.raises(EditConflict):
        save_entry(bank, changed(opened.document, "Am Schreibtisch."), opened.based_on, LEAD)
    assert bank.document(ID).texts[""] == "Von Hand."
    bank.record(EDITOR, "Von Hand geändert")


def test_merge_keeps_every_change() -> None:
    base = Document(
        {"id": "x", "title": "alt", "keywords": ["a"], "ampel": "gruen"}, {"": "Text", "sie": "Sie"}
    )
    mine = Document({"id": "x", "title": "neu", "keywords": ["a"], "ampel": "gelb"}, {"": "Text", "dm": "Dm"})
    theirs = Document(
        {"id": "x", "title": "neuer", "keywords": ["b"], "ampel": "gelb"}, {"": "T", "sie": "Sie"}
    )
    merged, clashes = merge(base, mine, theirs)
    assert merged.meta == {"id": "x", "title": "neu", "keywords": ["b"], "ampel": "gelb"}
    assert merged.texts == {"": "T", "dm": "Dm"}
    assert clashes == ("Titel",)


def test_states_in_words(bank: WorkingBank, tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    published = write_small_bank(tmp_path / "published")
    replace_words(bank, "pflegezeit-angehoerige", "Monate", "Halbmonate", LEAD)
    comment(bank, "pflegezeit-angehoerige", "Bitte ansehen.", EDITOR)
    found = compare_states(bank, "pflegezeit-angehoerige", PUBLISHED, "", published)
    assert any(piece.kind == "new" and "Halbmonate" in piece.text for part in found for piece in part.pieces)
    states, said = history_of(bank, "pflegezeit-angehoerige")
    assert said[0].words == "Bitte ansehen."
    first = states[-1].revision.id[:7]
    assert compare_states(bank, "pflegezeit-angehoerige", first, PUBLISHED, published) == []
    assert state_of(bank, "pflegezeit-angehoerige", PUBLISHED, None) is None
    with pytest.raises(UsageError):
        state_of(bank, "pflegezeit-angehoerige", "ffffffff", None)


def test_new_entries_get_an_id_from_their_title(bank: WorkingBank) -> None:
    opened = create_entry(bank, "answer", "pflege", "Wer zahlt für Übergangspflege?", LEAD)
    assert opened.document.meta["id"] == "wer-zahlt-fuer-uebergangspflege"
    second = create_entry(bank, "correction", "pflege", "Wer zahlt für Übergangspflege?", LEAD)
    assert second.document.meta["id"] == "wer-zahlt-fuer-uebergangspflege-2"
    assert second.document.meta["status"] == "draft"
    assert suggest_id("€ 5!", set()) == "eintrag-5"
    with pytest.raises(UsageError):
        create_entry(bank, "answer", "pflege", "x", LEAD, entry_id=ID)
