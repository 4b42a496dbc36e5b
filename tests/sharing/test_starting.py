"""A working bank is there whole or not at all, whenever whoever starts it is killed, and however many start one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from companion.errors import KontaktError
from companion.sharing.catching_up import begin, catch_up
from companion.sharing.history import WorkingBank, is_working_bank
from companion.whole_folders import made_whole
from tests.sharing.team import LEAD

fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a copy of this process")
STEPS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"})
"""What Python tells of before it is done; between two of these nothing changes on the disk but bytes of a file."""
ID = "teilzeit-anspruch"


def killed_at(folder: Path, source: Path, step: int) -> bool:
    """Start a working bank in a child that is killed (-9) before its n-th step on the disk; whether it was killed."""
    child = os.fork()
    if child == 0:
        left = step

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in STEPS and str(folder) in str(arguments[0]):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            begin(folder, source, LEAD)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def is_whole(folder: Path, source: Path) -> bool:
    with WorkingBank(folder) as bank:
        return len(list(bank.revisions(ID))) == 1 and catch_up(bank, source, LEAD) == []


@fork
@pytest.mark.timeout(600)
def test_whoever_is_killed_while_starting_leaves_a_whole_working_bank_or_none(
    tmp_path: Path, small_bank: Path
) -> None:
    folder, cuts, step = tmp_path / "working_bank", 0, 1
    while killed_at(folder, small_bank, step):
        cuts += 1
        if is_working_bank(folder):
            assert is_whole(folder, small_bank), f"half after step {step}"
            folder.rename(tmp_path / f"after-{step}")
        else:
            assert not folder.exists() or not any(folder.iterdir()), f"in the way after step {step}"
        step += 3
    assert cuts > 20
    assert is_whole(folder, small_bank)
    assert not folder.with_name("working_bank.part").exists(), "what was left goes with the next attempt"


def start(folder: Path, source: Path, said: multiprocessing.Queue[str]) -> None:
    try:
        begin(folder, source, LEAD).close()
    except KontaktError as error:
        said.put(f"{error.code}: {error.message}")
    else:
        said.put("started")


def test_of_many_who_start_at_once_one_does_and_the_others_are_told(tmp_path: Path, small_bank: Path) -> None:
    folder, context = tmp_path / "working_bank", multiprocessing.get_context("spawn")
    said: multiprocessing.Queue[str] = context.Queue()
    others = [context.Process(target=start, args=(folder, small_bank, said)) for _ in range(3)]
    for process in others:
        process.start()
    told = sorted(said.get(timeout=200) for _ in others)
    for process in others:
        process.join()
    refused = "not_empty: Der Ordner ist nicht leer: Dort liegt schon eine Arbeitsbank."
    assert told == [refused, refused, "started"]
    assert is_whole(folder, small_bank)


def test_whoever_waits_too_long_for_another_one_is_told(
    tmp_path: Path, small_bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.whole_folders.LOCK_S", 0.01)
    with made_whole(tmp_path / "working_bank"), pytest.raises(KontaktError) as caught:
        begin(tmp_path / "working_bank", small_bank, LEAD)
    assert caught.value.code == "working_bank_busy"
    assert is_working_bank(tmp_path / "working_bank") is False


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path, small_bank: Path) -> None:
    folder = tmp_path / "working_bank"

    def fail(_: WorkingBank) -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        WorkingBank.create(folder, small_bank, LEAD, fail)
    assert [path.name for path in tmp_path.iterdir() if path != small_bank] == ["working_bank.lock"]
    folder.mkdir()
    WorkingBank.create(folder, small_bank, LEAD).close()
    assert is_working_bank(folder)
