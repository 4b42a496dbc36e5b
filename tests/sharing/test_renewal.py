"""Snapshot and timestamp renew themselves on the lead's machine, and nowhere else."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing import publish, renewal
from companion.sharing.client import Client
from companion.sharing.renewal import RENEW_ALONE_DAYS, forget, hold, how_renewed, remember, renew_if_due
from companion.sharing.setup import publisher
from companion.sharing.storage import Unreachable
from companion.sharing.sync_loop import SyncLoop
from companion.sharing.trust import TIMESTAMP_DAYS
from tests.keyrings import MemoryKeyring
from tests.sharing.team import SECRET, Team

LATER = datetime.now(UTC) + timedelta(days=TIMESTAMP_DAYS - RENEW_ALONE_DAYS + 1)


@pytest.fixture
def lead(folder_team: Team) -> Iterator[Settings]:
    """The lead's machine with its sealed online key, after the first release."""
    settings = folder_team.give_online_key("lead")
    folder_team.release()
    yield settings
    renewal._held.clear()


def timestamp(settings: Settings) -> int:
    found = Client(settings).trusted("timestamp")
    assert found
    return int(found.signed.version)


def test_from_the_keyring_when_it_is_due(lead: Settings, memory_keyring: MemoryKeyring) -> None:
    assert how_renewed(lead) == "by_hand"
    assert not renew_if_due(lead, LATER)
    with pytest.raises(KontaktError) as caught:
        remember(lead, "ein falsches passwort")
    assert caught.value.code == "wrong_passphrase"
    remember(lead, SECRET)
    renewal._held.clear()  # another process
    assert how_renewed(lead) == "keyring"
    assert not renew_if_due(lead), "not yet"
    before = timestamp(lead)
    assert renew_if_due(lead, LATER)
    assert timestamp(lead) == before + 1
    forget(lead)
    assert memory_keyring.secrets == {}
    assert how_renewed(lead) == "by_hand"


def test_without_a_keyring_only_in_this_session(lead: Settings, no_keyring: None, folder_team: Team) -> None:
    with pytest.raises(KontaktError) as caught:
        remember(lead, SECRET)
    assert caught.value.code == "no_keyring"
    assert "publish --renew" in caught.value.hint
    assert how_renewed(lead) == "by_hand"
    hold(lead, folder_team.keys["online"])
    assert how_renewed(lead) == "session"
    assert renew_if_due(lead, LATER)


def test_never_on_another_machine_nor_with_a_replaced_key(lead: Settings, folder_team: Team) -> None:
    worker = folder_team.machine("worker")
    worker.sync()
    assert how_renewed(Settings(folder_team.base / "worker")) is None
    assert not renew_if_due(Settings(folder_team.base / "worker"), LATER)
    hold(lead, folder_team.keys["jurist"])
    assert not renew_if_due(lead, LATER)


def test_an_interrupted_renewal_is_ended_but_no_publication(lead: Settings, folder_team: Team) -> None:
    team = folder_team
    hold(lead, team.keys["online"])
    before = timestamp(lead)
    sender = publisher(lead, Client(lead), team.storage)
    with pytest.raises(Unreachable):
        sender.renew(team.keys["online"], [], broken_at("metadata/timestamp.json"))
    assert renew_if_due(lead, LATER)
    assert timestamp(lead) == before + 1

    team.edit("Nach acht Monaten.")
    proposal = team.sign(team.propose())
    with pytest.raises(Unreachable):
        sender.publish(proposal, team.keys["online"], broken_at("metadata/timestamp.json"))
    assert not renew_if_due(lead, LATER)
    assert sender.interrupted


def broken_at(name: str) -> Callable[[str], None]:
    """The connection breaks before this file is put."""

    def step(next_name: str) -> None:
        if next_name == name:
            raise Unreachable

    return step


def test_after_a_long_absence_the_loop_renews_what_ran_out(
    folder_team: Team, lead: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = folder_team
    monkeypatch.setattr(publish, "TIMESTAMP_DAYS", 0)
    team.publisher.renew(team.keys["online"], [])
    monkeypatch.undo()
    for name in ("timestamp.json", "2.snapshot.json"):  # as if the lead had synchronised before it ran out
        shutil.copy(team.base / "served/metadata" / name, team.lead.metadata / name.removeprefix("2."))
    with pytest.raises(KontaktError) as caught:
        team.machine("worker").sync()
    assert caught.value.code == "bank_expired"
    hold(lead, team.keys["online"])
    loop = SyncLoop(lead, lambda folder: None)
    loop.attempt()
    assert loop.failures == 0
    assert team.machine("worker").sync().changed
