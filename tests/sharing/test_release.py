"""What is released: a published version never changes, drafts stay at home, and the differences are told whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from companion.bank.files import read_bank
from companion.errors import KontaktError
from companion.sharing.history import duplicate
from companion.sharing.release import build, changes, unpacked
from companion.sharing.review import retire
from tests.sharing.team import EDITOR, LEAD, Team

TODAY = date.today()
ID = "teilzeit-anspruch"


def published(team: Team) -> Path:
    folder = team.lead.bank_folder()
    assert folder
    return folder


def candidate_changes(team: Team, tmp_path: Path) -> dict[str, str]:
    content = build(team.working, published(team), 2, TODAY).content
    return {
        change.entry_id: change.what
        for change in changes(published(team), unpacked(content, tmp_path / "candidate"), TODAY)
    }


def version(team: Team, entry_id: str = ID) -> int:
    return read_bank(published(team)).entries[entry_id].version


def test_the_same_state_gives_the_same_bytes(folder_team: Team) -> None:
    one, two = (build(folder_team.working, None, 1, TODAY) for _ in range(2))
    assert one.content == two.content
    assert one.version == f"{TODAY:%Y.%m.%d}-1"


def test_new_words_get_a_new_version_and_a_day_of_review(folder_team: Team) -> None:
    team = folder_team
    team.release()
    assert version(team) == 1
    team.edit("Neue Worte.")
    days = [date.today()]
    team.release()
    days.append(date.today())  # midnight may have passed
    assert team.adopt() == 5
    assert team.adopt() == 0
    entry = read_bank(published(team)).entries[ID]
    assert (entry.version, entry.status) == (2, "approved")
    assert entry.reviewed_on in days
    assert version(team, "pflegezeit-angehoerige") == 1
    document = team.working.document(ID)
    assert (document.meta["version"], document.meta["status"]) == (2, "approved")


def test_what_was_taken_out_of_use_after_signing_stays_out(team: Team) -> None:
    team.release()
    team.adopt()
    team.edit("Neuer Text zur Teilzeit, geprüft.")
    signed = team.sign(team.propose())
    for entry_id in ("pflegezeit-angehoerige", "teilzeit-anspruch"):
        retire(team.working, entry_id, LEAD)
    team.publisher.publish(signed, team.keys["online"])
    team.lead.sync()
    team.adopt()
    for entry_id in ("pflegezeit-angehoerige", "teilzeit-anspruch"):
        assert team.working.document(entry_id).meta["status"] == "retired"
    team.release()
    folder = team.lead.bank_folder()
    assert folder
    assert not {"pflegezeit-angehoerige", "teilzeit-anspruch"} & {
        entry.id for entry in read_bank(folder).suggestible(date.today())
    }


def test_an_approved_text_edited_by_hand_does_not_keep_its_version(folder_team: Team) -> None:
    team = folder_team
    team.release()
    path = team.working.folder / "answers/teilzeit/teilzeit-anspruch.md"
    path.write_text(path.read_text().replace("verlangen", "fordern"))
    team.release()
    assert version(team) == 2


def test_while_a_new_text_is_written_the_old_one_stays_published(folder_team: Team, tmp_path: Path) -> None:
    team = folder_team
    team.release()
    team.edit("Halbfertig.", status="draft")
    team.edit("Fertig.", entry_id="pflegezeit-angehoerige")
    assert candidate_changes(team, tmp_path) == {"pflegezeit-angehoerige": "changed"}


def test_nothing_to_release(folder_team: Team) -> None:
    team = folder_team
    team.release()
    with pytest.raises(KontaktError) as caught:
        build(team.working, published(team), 2, TODAY)
    assert caught.value.code == "nothing_to_release"
    assert build(team.working, published(team), 2, TODAY, unchanged=True).version.endswith("-2")


def test_retired_removed_and_added_are_told_apart(folder_team: Team, tmp_path: Path) -> None:
    team = folder_team
    team.release()
    team.edit("Nicht mehr.", status="retired")
    (team.working.folder / "answers/pflege/pflegezeit-angehoerige.md").unlink()
    team.edit("Jetzt fertig geschrieben.", entry_id="teilzeit-entwurf")
    team.working.record(EDITOR, "gelöscht")
    assert candidate_changes(team, tmp_path) == {
        ID: "retired",
        "pflegezeit-angehoerige": "removed",
        "teilzeit-entwurf": "added",
    }


def test_a_changed_fragment_makes_a_new_version_of_every_text_with_it(
    folder_team: Team, tmp_path: Path
) -> None:
    team = folder_team
    fragment = team.working.folder / "fragments/schluss.md"
    fragment.parent.mkdir(exist_ok=True)
    fragment.write_text("Alles Gute.")
    team.working.record(LEAD, "Textstück geschrieben")
    team.edit("Text. {{baustein:schluss}}")
    team.edit("Text. {{baustein:schluss}}", entry_id="pflegezeit-angehoerige")
    team.release()
    before = version(team)
    fragment.write_text("Bis bald.")
    team.working.record(LEAD, "Textstück geändert")
    team.release()
    assert version(team) == version(team, "pflegezeit-angehoerige") == before + 1
    assert read_bank(published(team)).entries[ID].text() == "Text. Bis bald."


def test_withdrawal_and_role_sentence_are_shown_to_the_signers(folder_team: Team, tmp_path: Path) -> None:
    team = folder_team
    team.release()
    path = team.working.folder / "bank.yaml"
    path.write_text(path.read_text() + f"withdrawn: [{ID}]\nrole_sentence: Neuer Rollensatz.\n")
    content = build(team.working, published(team), 2, TODAY).content
    found = changes(published(team), unpacked(content, tmp_path / "candidate"), TODAY)
    shown = {change.title: change.differences[0].marked() for change in found if not change.entry_id}
    assert shown["Rückrufliste"] == "{+teilzeit-anspruch+}"
    assert "Neuer" in shown["Rollensatz"]


def test_what_was_retired_before_it_was_ever_published_stays_at_home(
    folder_team: Team, tmp_path: Path
) -> None:
    team = folder_team
    team.release()
    duplicate(team.working, ID, "teilzeit-kopie", EDITOR)
    retire(team.working, "teilzeit-kopie", EDITOR)
    retire(team.working, "pflegezeit-angehoerige", EDITOR)
    assert candidate_changes(team, tmp_path) == {"pflegezeit-angehoerige": "retired"}


@pytest.mark.parametrize("content", ["", "[1", "- 1", "\0"])
def test_a_damaged_bank_file_is_named(folder_team: Team, content: str) -> None:
    (folder_team.working.folder / "bank.yaml").write_text(content)
    with pytest.raises(KontaktError) as caught:
        folder_team.propose()
    assert "bank.yaml" in caught.value.message
