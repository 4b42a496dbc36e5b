"""The jurist can sign what follows an expired release that her machine never fetched; nothing expired comes to use."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tuf.api.metadata import Root

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.approving import (
    answer_presented,
    present,
    sign_presented,
    signatures_of_next,
)
from companion.sharing.client import Client, current_bank_folder
from companion.sharing.exchange import Answer, get_proposal, letters
from companion.sharing.ground import ground_of
from companion.sharing.resuming import Unconfirmed, look
from companion.sharing.setup import publisher
from tests.sharing.machines import ID, PASSPHRASES, Lap, Machine, days_ago, lid_closed, seal_quickly
from tests.sharing.team import Team
from tests.sharing.test_resuming import NEW, OLD, signed_and_put

SECRET = PASSPHRASES["KONTAKT_PASSPHRASE"]
NEWER = "Wer länger als ein halbes Jahr dabei ist,"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    seal_quickly(monkeypatch)


@pytest.fixture
def lap(tmp_path: Path) -> Lap:
    (tmp_path / "share").mkdir()
    return Lap(tmp_path)


def published_long_ago(lap: Lap, old: str, new: str, days: int = 181) -> None:
    """Both signed and the lead published and fetched it; the jurist's machine was off from then on."""
    lap.lead("edit", ID, "--replace", old, new)
    lap.lead("submit", ID)
    with days_ago(days):
        lap.lead("approve", "--yes")
        lap.jurist("approve", "--yes")
        lap.lead("publish")


def presented_by_lead(lap: Lap) -> None:
    """As the errors say: renewing does not help any more, so she presents anew."""
    assert "Freigabe der Texte galt bis" in lap.lead("publish", "--renew", fails=True)
    lap.lead("approve", "--yes")


def trusted(machine: Machine) -> dict[str, bytes]:
    folder = Client(machine.settings).metadata
    return {path.name: path.read_bytes() for path in folder.glob("*.json") if path.name != "root.json"}


def refusal(work: Callable[[], object]) -> KontaktError:
    with pytest.raises(KontaktError) as caught:
        work()
    return caught.value


def test_renewed_since_and_expired_the_jurist_needs_no_question(lap: Lap) -> None:
    """She has the texts; only the timestamps that were put since are unknown here, and have run out."""
    published_long_ago(lap, OLD, NEW, 200)
    with days_ago(185):
        lap.jurist("sync")
    with days_ago(170):
        lap.lead("publish", "--renew")
    presented_by_lead(lap)
    before = trusted(lap.jurist)
    assert "Keine Änderung." in lap.jurist("approve", "--yes")
    assert trusted(lap.jurist) == before
    lap.lead("publish")
    assert "Neue Fassung" in lap.worker("sync")
    lap.new_sentence(NEW, NEWER)


def test_a_release_she_never_fetched_is_compared_with_and_never_put_to_use(lap: Lap) -> None:
    published_long_ago(lap, OLD, NEW)
    lap.lead("edit", ID, "--replace", NEW, NEWER)
    lap.lead("submit", ID)
    presented_by_lead(lap)
    before = trusted(lap.jurist)
    assert lap.jurist.entry().startswith(OLD)

    said = lap.jurist("approve", "--yes", says="n\n")
    for words in (
        "-2 (Nummer 2), veröffentlicht am",
        "unterschrieben von Teamleitung und Jurist*in",
        "Dieser Rechner kennt die Fassung",
        "in Gebrauch genommen wird sie hier nicht",
        "Frag vor dem Unterschreiben die Teamleitung am Telefon",
        "Ist Nummer 2 die letzte, die ihr veröffentlicht habt? [j/N]",
        "1 Änderung",
        "{+",
    ):
        assert words in said
    assert "Unterschrieben." not in said
    assert "Unterschrieben." not in lap.jurist("approve", "--yes", says=""), "nobody answers a script"
    lead_client = Client(lap.lead.settings)
    proposal = get_proposal(lead_client.storage(), 3)
    assert proposal
    assert proposal.missing(lead_client)[0] == ["lead"]

    assert "Beide Unterschriften sind da." in lap.jurist("approve", "--yes", says="j\n")
    assert trusted(lap.jurist) == before
    assert lap.jurist.entry().startswith(OLD), "until it is published and fetched"
    assert signatures_of_next(lap.jurist.settings).missing == []  # type: ignore[union-attr]
    lap.lead("publish")
    assert "Neue Fassung" in lap.jurist("sync")
    assert lap.jurist.entry().startswith(NEWER)
    assert signatures_of_next(lap.jurist.settings) is None
    lap.worker("sync")
    lap.new_sentence(NEWER, NEW)
    assert not (lap.jurist.data / "sharing/presented.ground.json").exists()


def test_a_new_laptop_of_the_jurist_with_the_keys_from_a_copy(lap: Lap) -> None:
    published_long_ago(lap, OLD, NEW)
    presented_by_lead(lap)
    fresh = Machine(lap.base, "jurist-neu")
    fresh("me", "--name", "Juri", "--role", "jurist")
    shutil.copytree(lap.jurist.data / "sharing/keys", fresh.data / "sharing/keys")
    assert "abgelaufen" in fresh("join", lap.invitation, fails=True)
    said = fresh("approve", "--yes", says="j\n")
    assert "Dieser Rechner kennt noch keine." in said
    assert "Keine Änderung." in said
    assert current_bank_folder(fresh.settings) is None
    lap.lead("publish")
    fresh("sync")
    assert fresh.entry().startswith(NEW)


def test_refusing_and_remarks_go_the_same_way(lap: Lap) -> None:
    published_long_ago(lap, OLD, NEW)
    lap.lead("edit", ID, "--replace", NEW, OLD)  # back to the words that the jurist's machine has
    lap.lead("submit", ID)
    presented_by_lead(lap)
    shown = present(lap.jurist.settings)
    assert [change.entry_id for change in shown.changes] == [ID], (
        "against the newest, not against what is here"
    )
    assert shown.question
    answer_presented(lap.jurist.settings, shown.signatures.fingerprint, [Answer(ID, "Juri", "So nicht.")])
    assert letters(Client(lap.lead.settings).storage(), 3)
    assert "So nicht." in lap.lead("approve", "--yes")


def test_nothing_is_signed_without_the_yes_or_after_an_exchange(lap: Lap) -> None:
    published_long_ago(lap, OLD, NEW)
    presented_by_lead(lap)
    settings = lap.jurist.settings
    shown = present(settings)
    assert shown.question
    for given in ("", "0" * 64, shown.signatures.fingerprint):
        with pytest.raises(Unconfirmed) as caught:
            sign_presented(settings, shown.signatures.fingerprint, SECRET, confirmed=given)
        assert caught.value.fingerprint == shown.question.fingerprint
    # What it is compared with was changed on the disk: it counts for nothing then.
    (settings.sharing / "presented.ground.zip").write_bytes(b"else")
    code = refusal(
        lambda: sign_presented(
            settings, shown.signatures.fingerprint, SECRET, confirmed=shown.question.fingerprint
        )  # type: ignore[union-attr]
    ).code
    assert code == "proposal_outdated"
    shown = present(settings)
    assert shown.question
    signed = sign_presented(
        settings, shown.signatures.fingerprint, SECRET, confirmed=shown.question.fingerprint
    )
    assert signed.missing == []


def test_renewed_and_fetched_in_the_meantime_nobody_has_to_ask_any_more(lap: Lap) -> None:
    published_long_ago(lap, OLD, NEW, 40)  # the signatures hold, the timestamp does not
    lap.lead("edit", ID, "--replace", NEW, NEWER)
    lap.lead("submit", ID)
    lap.lead("approve", "--yes")
    settings = lap.jurist.settings
    shown = present(settings)
    assert shown.question
    lap.lead("publish", "--renew")
    lap.jurist("sync")
    assert lap.jurist.entry().startswith(NEW)
    assert sign_presented(settings, shown.signatures.fingerprint, SECRET).missing == []
    lap.lead("publish")
    assert "Neue Fassung" in lap.worker("sync")


def test_an_older_state_is_no_ground(lap: Lap) -> None:
    """Somebody has put back a release that is older than what the jurist's machine knows, or than it was invited to."""
    shutil.copytree(lap.base / "share", lap.base / "old")
    published_long_ago(lap, OLD, NEW)
    with days_ago(160):
        lap.jurist("sync")
    shutil.copytree(lap.base / "share", lap.base / "new")
    shutil.rmtree(lap.base / "share")
    shutil.copytree(lap.base / "old", lap.base / "share")
    assert refusal(lambda: present(lap.jurist.settings)).code == "bank_rollback"
    invited = Machine(lap.base, "invited")
    invited("me", "--name", "Juri", "--role", "jurist")
    lap.lead("invite", "--out", lap.base / "frisch.json")
    assert "ältere Antwortbank" in invited("join", lap.base / "frisch.json", fails=True)
    assert refusal(lambda: present(invited.settings)).code == "below_invited"


def test_what_is_fresh_needs_no_question_unless_the_list_of_keys_has_run_out(
    folder_team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = folder_team
    team.release()
    found = look(publisher(Settings(team.base / "jurist"), team.jurist, team.storage))
    assert found
    ground = ground_of(found, team.jurist)
    assert ground
    assert ground.question is None
    monkeypatch.setattr(Root, "is_expired", lambda root, now=None: True)
    ground = ground_of(found, team.jurist)
    assert ground
    assert ground.question
    assert ground.question.fingerprint == found.fingerprint
    monkeypatch.undo()
    team.jurist.sync()
    assert ground_of(found, team.jurist) is None, "she has it herself"


@pytest.mark.parametrize(
    "name", ["metadata/2.targets.json", "metadata/2.snapshot.json", "metadata/timestamp.json", "targets/*"]
)
def test_what_does_not_verify_is_no_ground(lap: Lap, name: str) -> None:
    published_long_ago(lap, OLD, NEW)
    presented_by_lead(lap)
    for path in (lap.base / "share").glob(name):
        content = path.read_bytes()
        path.write_bytes(content.replace(b'"version":2', b'"version":3') if b"version" in content else b"x")
    code = refusal(lambda: present(lap.jurist.settings)).code
    assert code in ("bank_unsigned", "bank_changed", "bank_rollback", "bank_refused", "bank_too_long"), code
    assert not (lap.jurist.data / "sharing/presented.ground.json").exists()
    assert not (lap.jurist.data / "sharing/presented.kontakt").exists() or lap.jurist.entry().startswith(OLD)


def test_the_lead_still_takes_over_first(lap: Lap) -> None:
    """She can, and her next release has to begin with what lies there."""
    signed_and_put(lap, OLD, NEW, days=181)
    assert "abgelaufen" in lap.lead("approve", "--yes", fails=True)
    assert not (lap.lead.data / "sharing/presented.ground.json").exists()


def test_published_and_not_fetched_and_then_set_back_the_lead_can_present_anew(lap: Lap) -> None:
    """The storage holds again what her machine has verified, and that has run out; what she put last is gone."""
    published_long_ago(lap, OLD, NEW, 40)
    shutil.copytree(lap.base / "share", lap.base / "backup")
    lap.lead("edit", ID, "--replace", NEW, NEWER)
    lap.lead("submit", ID)
    with days_ago(35):
        lap.lead("approve", "--yes")
        lap.jurist("approve", "--yes")
        with lid_closed():
            lap.lead("publish", fails=True)
    shutil.rmtree(lap.base / "share")
    shutil.copytree(lap.base / "backup", lap.base / "share")
    assert "ältere Fassung" in lap.lead("publish", "--renew", fails=True)
    assert "neuere Fassung veröffentlicht" in lap.lead("publish", "--put-back", fails=True)
    lap.lead("approve", "--yes")
    lap.jurist("approve", "--yes")
    lap.lead("publish")
    timestamp = Client(lap.lead.settings).trusted("timestamp")
    assert timestamp
    assert timestamp.signed.version == 4, "the number that was put and never fetched is not used again"
    lap.worker("sync")
    assert lap.worker.entry().startswith(NEWER)
