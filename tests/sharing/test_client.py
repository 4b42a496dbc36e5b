"""On the laptop: the last good bank stays, whatever happens to network, disk, clock or power."""

from __future__ import annotations

import datetime as clock
import errno
import os
import shutil
from pathlib import Path

import pytest

from companion.bank.files import read_bank
from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing.client import Client, current_bank_folder
from companion.sharing.connecting import make_invite
from companion.sharing.standing import standing
from tests.sharing.team import Team
from tests.sharing.test_publish import fork, in_killed_child


def test_nothing_happens_before_joining(tmp_path: Path) -> None:
    client = Client(Settings(tmp_path))
    assert current_bank_folder(Settings(tmp_path)) is None
    assert standing(client) == {"joined": False}
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "not_joined"


def test_a_synchronisation_that_waited_while_somebody_left_leaves_nothing_behind(folder_team: Team) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    client.leave()
    before = sorted(path.name for path in client.folder.iterdir())
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "not_joined"
    assert sorted(path.name for path in client.folder.iterdir()) == before


def test_joined_but_nothing_published_yet(team: Team) -> None:
    client = team.machine("worker")
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "nothing_published"
    assert client.bank_folder() is None
    team.release()
    assert client.sync().changed


def test_first_sync_no_change_and_new_wording(team: Team) -> None:
    team.release()
    client = team.machine("worker")
    steps: list[str] = []
    first = client.sync(lambda step, share: steps.append(step))
    assert steps == ["verify", "download", "unpack", "check", "done"]
    again = client.sync()
    assert (first.changed, again.changed) == (True, False)
    assert again.requests == 2
    team.edit("Ganz neuer Wortlaut.")
    team.release()
    assert client.sync().changed
    folder = client.bank_folder()
    assert folder
    entry = read_bank(folder).entries["teilzeit-anspruch"]
    assert (entry.text(), entry.version, entry.status) == ("Ganz neuer Wortlaut.", 2, "approved")
    assert standing(client)["signed_by"] == ["jurist", "lead"]


def test_drafts_and_unreviewed_texts_do_not_travel(folder_team: Team) -> None:
    team = folder_team
    team.release()
    team.edit("Noch ein Entwurf.", status="draft")
    team.edit("Fertig.", entry_id="pflegezeit-angehoerige")
    team.release()
    client = team.machine("worker")
    client.sync()
    folder = client.bank_folder()
    assert folder
    entries = read_bank(folder).entries
    assert entries["pflegezeit-angehoerige"].text() == "Fertig."
    assert "Entwurf" not in entries["teilzeit-anspruch"].text()
    assert "teilzeit-entwurf" not in entries


def test_offline_the_last_bank_works_on_and_its_age_is_known(folder_team: Team) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    client.sync()
    Path(team.url).rename(team.base / "unplugged")
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "storage_unreachable"
    assert client.bank_folder() is not None
    status = standing(client)
    assert (status["age_days"], status["last"]["ok"]) == (0, False)


def test_an_entry_withdrawn_in_a_hurry_is_gone_with_the_next_sync(folder_team: Team) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    client.sync()
    path = team.working.folder / "bank.yaml"
    path.write_text(path.read_text() + "withdrawn: [teilzeit-anspruch]\n")
    team.release()
    client.sync()
    folder = client.bank_folder()
    assert folder
    entry = read_bank(folder).entries["teilzeit-anspruch"]
    assert entry.withdrawn
    assert not entry.is_suggestible(clock.date.today())


def test_files_changed_on_disk_fall_back_and_heal(folder_team: Team) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    client.sync()
    old = client.bank_folder()
    team.edit("Neu.")
    team.release()
    client.sync()
    new = client.bank_folder()
    assert new
    text = new / "answers/teilzeit/teilzeit-anspruch.md"
    text.write_text(text.read_text().replace("Neu.", "Gefälscht."))
    assert client.bank_folder() == old
    assert not standing(client)["intact"]
    assert client.sync().changed
    assert client.bank_folder() == new
    assert "Gefälscht" not in text.read_text()


def test_both_banks_gone_from_the_disk(folder_team: Team) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    client.sync()
    shutil.rmtree(client.banks.folder)
    assert client.bank_folder() is None
    assert client.sync().changed
    assert client.bank_folder() is not None


@fork
def test_power_cut_at_every_file_of_a_synchronisation(team: Team) -> None:
    """Killed before each file is put in place; afterwards the old bank or the new one is in use, never a mixture."""
    team.release()
    client = team.machine("worker")
    client.sync()
    before = team.base / "worker-before"
    shutil.copytree(client.folder, before, symlinks=True)
    team.edit("Neue Fassung.")
    team.release()
    cuts = 0
    for step in range(1, 30):
        shutil.rmtree(client.folder)
        shutil.copytree(before, client.folder, symlinks=True)
        killed = in_killed_child(lambda: Client(Settings(team.base / "worker")).sync(), step)
        folder = client.bank_folder()
        assert folder
        assert read_bank(folder).entries["teilzeit-anspruch"].version in (1, 2)
        client.sync()
        folder = client.bank_folder()
        assert folder
        assert read_bank(folder).entries["teilzeit-anspruch"].text() == "Neue Fassung."
        assert len(list(client.banks.folder.iterdir())) == 2
        cuts += killed
        if not killed:
            break
    assert cuts >= 5


@pytest.mark.parametrize(("days", "code"), [(366, "bank_expired"), (31, "bank_expired"), (1, None)])
def test_clock_wrong_is_explained_in_words(
    folder_team: Team, monkeypatch: pytest.MonkeyPatch, days: int, code: str | None
) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    client.sync()

    class Ahead(clock.datetime):
        @classmethod
        def now(cls, tz: clock.tzinfo | None = None) -> clock.datetime:  # type: ignore[override]
            return clock.datetime.now(tz) + clock.timedelta(days=days)

    monkeypatch.setattr(
        "tuf.ngclient._internal.trusted_metadata_set.datetime",
        type("M", (), {"datetime": Ahead, "timezone": clock.timezone}),
    )
    monkeypatch.setattr("companion.sharing.explain.datetime", Ahead)
    if code is None:
        client.sync()
        return
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == code
    assert Ahead.now().strftime("%d.%m.%Y") in caught.value.message
    assert "Uhr richtig stellen" in caught.value.hint
    assert client.bank_folder() is not None


def test_clock_a_year_behind_is_noticed(folder_team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    client.sync()

    class Behind(clock.date):
        @classmethod
        def today(cls) -> clock.date:  # type: ignore[override]
            return clock.date.today() - clock.timedelta(days=365)

    monkeypatch.setattr("companion.sharing.standing.date", Behind)
    assert standing(client)["clock_behind"]


def test_another_bank_needs_leaving_first(folder_team: Team, tmp_path: Path) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    client.sync()
    other_base = tmp_path / "other"
    (other_base / "served").mkdir(parents=True)
    other = Team(other_base, str(other_base / "served"), str(other_base / "served"))
    with pytest.raises(KontaktError) as caught:
        client.join(other.invite())
    assert caught.value.code == "joined_elsewhere"
    client.note_put((team.base / "served/metadata/timestamp.json").read_bytes())
    client.leave()
    assert client.bank_folder() is None
    assert client.last_put() is None, "the numbers of one bank say nothing about another"
    client.join(other.invite())


def test_a_damaged_note_of_what_was_put_is_none(folder_team: Team) -> None:
    client = folder_team.machine("worker")
    (client.folder / "put.json").write_bytes(b"{}")
    assert client.last_put() is None


def test_joining_again_never_lowers_the_minimum(folder_team: Team) -> None:
    client = folder_team.machine("worker", minimum=5)
    client.join(folder_team.invite(1))
    assert client.connection()["minimum"] == 5


def test_credentials_are_readable_for_the_owner_only(webdav_team: Team) -> None:
    client = webdav_team.machine("worker")
    path = client.folder / "connection.json"
    assert "geheim" in path.read_text()
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_wrong_password_is_said(webdav_team: Team) -> None:
    team = webdav_team
    team.password = "falsch"
    with pytest.raises(KontaktError) as caught:
        team.machine("worker")
    assert caught.value.code == "storage_denied"


DAMAGED = {
    "empty": b"",
    "not JSON": b"\0" * 40,
    "nested without end": b"[" * 200_000,
    "wrong shape": b'{"a": 1}',
    "wrong types": b'{"url": 5, "user": [], "password": {}, "minimum": "x"}',
}


@pytest.fixture
def fetched(folder_team: Team) -> Client:
    """A worker's machine that has fetched the first release."""
    folder_team.release()
    client = folder_team.machine("worker")
    client.sync()
    return client


@pytest.mark.parametrize("name", ["connection.json", "root.json"])
@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_connection_is_named_and_the_invitation_mends_it(
    folder_team: Team, fetched: Client, content: bytes, name: str
) -> None:
    client = fetched
    (client.folder / name).write_bytes(content)
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "connection_damaged"
    assert name in caught.value.message
    with pytest.raises(KontaktError):
        make_invite(Settings(folder_team.base / "worker"))
    told = standing(client)
    assert (told["joined"], told["url"], told["intact"]) == (True, None, True)
    assert told["last"]["code"] == "connection_damaged"
    assert client.bank_folder()
    client.join(folder_team.invite())
    assert not client.sync().changed
    assert standing(client)["url"]


@pytest.mark.parametrize("content", [*DAMAGED.values(), b'{"ok": false}'])
@pytest.mark.parametrize(
    "name", ["last.json", "current.json", "metadata/targets.json", "metadata/timestamp.json"]
)
def test_whatever_else_is_damaged_the_next_attempt_mends(fetched: Client, name: str, content: bytes) -> None:
    client = fetched
    (client.folder / name).write_bytes(content)
    assert standing(client)["joined"]
    client.bank_folder()
    client.sync()
    told = standing(client)
    assert (told["intact"], told["last"]["ok"], told["signed_by"]) == (True, True, ["jurist", "lead"])


def test_fetching_the_bank_blames_the_disk_and_not_the_network(
    folder_team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_team.release()
    client = folder_team.machine("worker")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(client.banks, "install", refuse)
        with pytest.raises(KontaktError) as caught:
            client.sync()
    assert caught.value.code == "disk_full"
    assert "auf diesem Rechner" in caught.value.message
    assert "Netz" not in caught.value.hint
    assert client.sync().changed
