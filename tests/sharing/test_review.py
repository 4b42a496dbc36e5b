"""The way of an entry, and that nobody's own text is approved by themselves alone."""

from __future__ import annotations

import re
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import KontaktError, UsageError
from companion.sharing.editing import create_entry
from companion.sharing.history import WorkingBank
from companion.sharing.proposal import approve, examine
from companion.sharing.review import comment, notes, own_text, refuse, retire, submit, take_back
from tests.sharing.team import EDITOR, JURIST, LEAD, Team
from tests.small_bank import write_small_bank

ID = "teilzeit-entwurf"
NAMES = st.sets(st.sampled_from(["Lea", "Juri", "Edi"]), min_size=1)


@pytest.fixture
def bank(tmp_path: Path) -> WorkingBank:
    (tmp_path / "source").mkdir()
    return WorkingBank.create(tmp_path / "working", write_small_bank(tmp_path / "source"), LEAD)


def status(bank: WorkingBank, entry_id: str = ID) -> object:
    return bank.document(entry_id).meta["status"]


def test_the_way_there_and_back(bank: WorkingBank) -> None:
    submit(bank, ID, EDITOR)
    assert status(bank) == "in_review"
    refuse(bank, ID, "Juri", "Die Frist fehlt.", LEAD)
    assert status(bank) == "draft"
    submit(bank, ID, EDITOR)
    take_back(bank, ID, EDITOR)
    assert status(bank) == "draft"
    retire(bank, ID, LEAD)
    assert status(bank) == "retired"


@pytest.mark.parametrize("kind", ["answer", "correction"])
def test_a_template_is_not_given_to_review(bank: WorkingBank, kind: str) -> None:
    """Each place is named until it is written; what may be right as it is, like the source, is not."""
    create_entry(bank, kind, "teilzeit", "Teilzeit neu", EDITOR, "teilzeit-neu")
    kinds = {
        "answer": {"Fragen": ("questions", ["Wie geht das?", "Darf ich das?", "Wann geht das?"])},
        "correction": {
            "Behauptungen": ("claims", ["Das geht nie.", "Das darf keiner.", "Das ist verboten."]),
            "Tatsache": ("fact", "Das geht nach sechs Monaten."),
        },
    }
    places: dict[str, tuple[str, object]] = {
        **kinds[kind],
        "Stichwörter": ("keywords", ["Teilzeit"]),
        "Rechtsgrundlage": ("legal_basis", ["§ 8 TzBfG"]),
    }
    document = bank.document("teilzeit-neu")
    document.meta["title"] = "Ganz anders"
    bank.save(document, EDITOR, "Titel")
    while places:
        with pytest.raises(UsageError) as caught:
            submit(bank, "teilzeit-neu", EDITOR)
        assert caught.value.code == "template_left"
        path, document = bank.file("teilzeit-neu")
        assert path.relative_to(bank.folder).as_posix() in caught.value.hint
        rows = path.read_text(encoding="utf-8").split("\n")
        for label, (key, _) in places.items():
            place = re.search(rf"{label} \(Zeile (\d+)\)", caught.value.message)
            assert place, label
            assert key in "\n".join(rows[int(place[1]) - 2 : int(place[1])])
        key, words = places.pop(next(iter(places)))
        document.meta[key] = words
        bank.save(document, EDITOR, key)
    with pytest.raises(UsageError, match=r"Vorlage: Text \(Zeile \d+\)\."):
        submit(bank, "teilzeit-neu", EDITOR)
    assert status(bank, "teilzeit-neu") == "draft"
    document.texts[""] = "Nach sechs Monaten darfst du weniger arbeiten (§ 8 TzBfG)."
    bank.save(document, EDITOR, "Text")
    submit(bank, "teilzeit-neu", EDITOR)
    assert status(bank, "teilzeit-neu") == "in_review"


def test_what_only_a_reviewer_misses_is_no_template(bank: WorkingBank) -> None:
    create_entry(bank, "answer", "teilzeit", "Teilzeit neu", EDITOR, "teilzeit-neu")
    document = bank.document("teilzeit-neu")
    document.texts[""] = "Nach sechs Monaten darfst du weniger arbeiten (§ 8 TzBfG)."
    bank.save(document, EDITOR, "Text")
    submit(bank, "teilzeit-neu", EDITOR)
    assert status(bank, "teilzeit-neu") == "in_review"


def test_a_step_waits_for_who_is_saving_and_keeps_their_words(bank: WorkingBank) -> None:
    colleague = WorkingBank(bank.folder)
    step = threading.Thread(target=submit, args=(bank, ID, LEAD))
    with colleague.lock:
        document = colleague.document(ID)
        step.start()
        step.join(0.3)
        assert step.is_alive()
        document.texts[""] = "Was Edi gerade geschrieben hat."
        colleague.save(document, EDITOR, "Text")
    step.join(30)
    found = bank.document(ID)
    assert (found.meta["status"], found.texts[""].strip()) == ("in_review", "Was Edi gerade geschrieben hat.")


def test_steps_that_do_not_exist(bank: WorkingBank) -> None:
    for step in (lambda: submit(bank, "teilzeit-anspruch", EDITOR), lambda: take_back(bank, ID, EDITOR)):
        with pytest.raises(UsageError) as caught:
            step()
        assert caught.value.code == "wrong_status"
    with pytest.raises(UsageError, match="gibt es nicht"):
        submit(bank, "gibt-es-nicht", EDITOR)


def test_a_refusal_needs_a_reason_and_is_kept_with_comments(bank: WorkingBank) -> None:
    submit(bank, ID, EDITOR)
    with pytest.raises(UsageError, match="Grund"):
        refuse(bank, ID, "Juri", "  ", LEAD)
    refuse(bank, ID, "Juri", "Die Frist fehlt.", LEAD)
    comment(bank, ID, "Habe ich ergänzt.", EDITOR)
    assert [(note.name, note.decision, note.words) for note in notes(bank, ID)] == [
        ("Juri", "refused", "Die Frist fehlt."),
        ("Edi", "comment", "Habe ich ergänzt."),
    ]


@given(NAMES, NAMES)
def test_somebody_who_did_not_write_it_must_sign(authors: set[str], signers: set[str]) -> None:
    assert own_text({"x": authors}, signers) == (["x"] if signers <= authors else [])


def test_names_are_compared_as_people_mean_them() -> None:
    assert own_text({"x": ["lea  Muster"]}, ["Lea Muster"]) == ["x"]


def test_own_text_is_not_approved(folder_team: Team) -> None:
    team = folder_team
    team.release()
    for person in (LEAD, JURIST):
        document = team.working.document("teilzeit-anspruch")
        document.texts[""] = f"Geschrieben von {person.name}."
        document.meta["status"] = "in_review"
        team.working.save(document, person, "Text")
    with pytest.raises(KontaktError) as caught:
        team.sign(team.propose())
    assert caught.value.code == "own_text"
    assert "teilzeit-anspruch" in caught.value.message


def test_one_person_does_not_sign_for_both(folder_team: Team) -> None:
    team = folder_team
    proposal = team.propose()
    examine(proposal, team.lead, date.today())
    approve(proposal, "lead", "Lea", team.keys["lead"], team.lead)
    with pytest.raises(KontaktError) as caught:
        approve(proposal, "jurist", " lea ", team.keys["jurist"], team.lead)
    assert caught.value.code == "same_person"
    with pytest.raises(KontaktError) as caught:
        approve(proposal, "jurist", "Juri", team.keys["lead"], team.lead)
    assert caught.value.code == "key_not_trusted"
