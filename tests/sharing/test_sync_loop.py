"""In the background: a new bank is handed over once, failures slow it down, nothing ends it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from companion.config import Settings
from companion.sharing.sync_loop import LONGEST_S, SyncLoop
from tests.sharing.team import Team


def loop_of(team: Team, seen: list[Path], interval_s: float = 600.0) -> SyncLoop:
    return SyncLoop(Settings(team.base / "worker"), seen.append, interval_s)


def test_a_new_bank_is_handed_over_once(folder_team: Team) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    seen: list[Path] = []
    loop = loop_of(team, seen)
    assert loop.attempt()
    assert not loop.attempt()
    assert seen == [client.bank_folder()]
    assert (loop.step, loop.share) == ("done", 1.0)


def test_without_an_invitation_nothing_is_asked(tmp_path: Path) -> None:
    loop = SyncLoop(Settings(tmp_path), lambda folder: None)
    assert not loop.attempt()
    assert loop.failures == 0


def test_failures_double_the_wait_up_to_a_limit_and_success_ends_it(folder_team: Team) -> None:
    team = folder_team
    team.release()
    team.machine("worker")
    loop = loop_of(team, [])
    Path(team.url).rename(team.base / "away")
    waits = []
    for _ in range(8):
        loop.attempt()
        waits.append(loop.wait_s())
    assert loop.failures == 8
    assert waits[3] > 2 * waits[0]
    assert max(waits) <= LONGEST_S * 1.1
    (team.base / "away").rename(team.url)
    assert loop.attempt()
    assert loop.failures == 0


def test_trouble_with_the_new_bank_does_not_end_the_loop(folder_team: Team) -> None:
    team = folder_team
    team.release()
    team.machine("worker")

    def fail(folder: Path) -> None:
        raise RuntimeError("matcher")

    assert not SyncLoop(Settings(team.base / "worker"), fail).attempt()


def test_a_release_arrives_while_it_runs(folder_team: Team) -> None:
    team = folder_team
    team.release()
    client = team.machine("worker")
    arrived = threading.Event()
    loop = SyncLoop(Settings(team.base / "worker"), lambda folder: arrived.set(), 0.05).start()
    try:
        assert arrived.wait(60)
        arrived.clear()
        team.edit("Kommt an.")
        team.release()
        assert arrived.wait(60)
        folder = client.bank_folder()
        assert folder
        assert "Kommt an." in (folder / "answers/teilzeit/teilzeit-anspruch.md").read_text()
    finally:
        loop.stop()
    loop._thread.join(60)  # an attempt that is under way is not waited for
    assert not loop._thread.is_alive()


def test_stopping_does_not_wait_for_the_interval(folder_team: Team) -> None:
    team = folder_team
    loop = loop_of(team, []).start()
    time.sleep(0.05)
    loop.stop()
    loop._thread.join(60)
    assert not loop._thread.is_alive()
