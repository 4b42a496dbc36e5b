"""The synchronised bank is taken into use when it is good, and noticed when a command has fetched it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from companion.api.active_bank import ActiveBank
from companion.bank.files import read_bank
from companion.bank_in_use import BankKeeper, open_bank, take_over
from companion.config import Settings, shipped
from companion.errors import KontaktError
from tests.sharing.conftest import make_team
from tests.sharing.team import Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    yield from make_team("folder", tmp_path)


def wait_for(team_bank: Path | None, holds: object) -> None:
    assert callable(holds)
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError(team_bank)


@contextmanager
def looking(settings: Settings, active: ActiveBank) -> Iterator[None]:
    """Only the look at what commands have fetched or left, not the loop that fetches by itself."""
    keeper = BankKeeper(settings, active, look_every_s=0.05)
    keeper._watch.start()
    try:
        yield
    finally:
        keeper._stop.set()
        keeper._watch.join(5)


def test_without_anything_else_it_is_the_shipped_one(tmp_path: Path) -> None:
    active = open_bank(Settings(tmp_path))
    assert (active.origin, active.folder) == ("shipped", shipped("answer_bank"))


def test_one_given_by_hand_comes_first(tmp_path: Path, small_bank: Path) -> None:
    assert open_bank(Settings(tmp_path, bank=small_bank)).origin == "folder"
    with pytest.raises(KontaktError):
        open_bank(Settings(tmp_path, bank=tmp_path))


def test_a_verified_synchronised_one_is_used_and_a_newer_one_taken_over(team: Team, tmp_path: Path) -> None:
    team.release()
    worker = team.machine("worker")
    worker.sync()
    settings = Settings(tmp_path / "worker")
    active = open_bank(settings)
    assert (active.origin, active.bank.title) == ("synced", "Kleine Antwortbank")
    assert not take_over(settings, active)
    before = active.bank.version

    team.edit("Du hast ein Recht auf Teilzeit, sobald du sechs Monate im Betrieb bist.")
    team.release()
    with looking(settings, active):
        worker.sync()
        wait_for(active.folder, lambda: active.bank.version != before)
    assert active.get(active.bank.released_on).bank is active.bank


def test_a_damaged_synchronised_one_is_left_aside(team: Team, tmp_path: Path) -> None:
    team.release()
    worker = team.machine("worker")
    worker.sync()
    folder = worker.bank_folder()
    assert folder
    next(folder.rglob("*.md")).write_text("verändert")
    assert open_bank(Settings(tmp_path / "worker")).origin == "shipped"


def test_whoever_leaves_works_with_the_shipped_one_at_once(team: Team, tmp_path: Path) -> None:
    """As with ``kontakt bank leave`` beside the running companion."""
    team.release()
    worker = team.machine("worker")
    worker.sync()
    settings = Settings(tmp_path / "worker")
    active = open_bank(settings)
    with looking(settings, active):
        worker.leave()
        wait_for(active.folder, lambda: active.origin == "shipped")
        assert (active.folder, active.bank.title) == (shipped("answer_bank"), read_bank(active.folder).title)


def test_leaving_is_noticed_at_whatever_moment_it_is_looked(team: Team, tmp_path: Path) -> None:
    """The pointer goes first, so a look may fall between it and the connection."""
    team.release()
    worker = team.machine("worker")
    worker.sync()
    settings = Settings(tmp_path / "worker")
    active = open_bank(settings)
    with looking(settings, active):
        (worker.folder / "current.json").unlink()
        time.sleep(0.5)
        assert active.origin == "synced", "what cannot be read for a moment is no reason to change the bank"
        worker.leave()
        wait_for(active.folder, lambda: active.origin == "shipped")


def test_a_bank_whose_files_are_gone_does_not_stay_in_use(team: Team, tmp_path: Path) -> None:
    """As when another bank was joined that nobody has published yet."""
    team.release()
    worker = team.machine("worker")
    worker.sync()
    settings = Settings(tmp_path / "worker")
    active = open_bank(settings)
    worker.leave()
    worker.join(team.invite())
    assert take_over(settings, active)
    assert active.origin == "shipped"
    worker.sync()
    assert take_over(settings, active)
    assert active.origin == "synced"


def test_the_keeper_fetches_by_itself_and_stops(team: Team, tmp_path: Path) -> None:
    team.machine("worker")
    settings = Settings(tmp_path / "worker")
    active = open_bank(settings)
    team.release()
    keeper = BankKeeper(settings, active).start()
    wait_for(active.folder, lambda: active.origin == "synced")
    keeper.stop()
    keeper._watch.join(60)  # it may just be taking a bank into use, which is not waited for
    assert not keeper._watch.is_alive()


def test_a_bank_that_could_not_be_taken_into_use_is_tried_again(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the reason was: a full memory, a file that a virus scanner holds."""
    team.release()
    worker = team.machine("worker")
    worker.sync()
    settings = Settings(tmp_path / "worker")
    active = open_bank(settings)
    before = active.bank.version
    team.edit("Du hast ein Recht auf Teilzeit, sobald du sechs Monate im Betrieb bist.")
    team.release()
    failed = []

    def fail_once(folder: Path) -> object:
        if not failed:
            failed.append(folder)
            raise MemoryError
        return read_bank(folder)

    monkeypatch.setattr("companion.api.active_bank.read_bank", fail_once)
    monkeypatch.setattr("companion.bank_in_use.AGAIN_S", 0.1)
    with looking(settings, active):
        worker.sync()
        wait_for(active.folder, lambda: active.bank.version != before)
        assert failed
