"""A damaged log is set aside, read as far as possible and put together again."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from companion.codebook import load
from companion.contacts import ContactLog
from companion.contacts.backup import make_backup
from companion.contacts.opening import backup_folder, open_log
from companion.contacts.recovery import Recovery, is_damaged, is_gone, restore
from companion.contacts.set_aside import forget_damaged

TODAY = date(2026, 11, 24)


def fill(log: ContactLog, keys: list[str]) -> None:
    for key in keys:
        log.add({"uuid": key, "thema": "rente"})


def damage(path, where: float, size: int = 4096) -> None:
    content = bytearray(path.read_bytes())
    start = int(len(content) * where)
    content[start : start + size] = b"\xff" * size
    path.write_bytes(content)


@pytest.mark.parametrize("where", [0.0, 0.3, 0.6, 0.9])
def test_nothing_of_the_backup_and_nothing_readable_is_lost(log, path, tmp_path, clock, new_uuid, where):
    in_backup = [new_uuid() for _ in range(150)]
    fill(log, in_backup)
    make_backup(log.store, tmp_path / "b", TODAY)
    fill(log, [new_uuid() for _ in range(20)])
    log.close()
    damage(path, where)
    assert is_damaged(path)
    recovery = restore(path, tmp_path / "b", load())
    assert not is_damaged(path)
    again = ContactLog.open(path, load(), now=clock)
    assert {row.uuid for row in again.open_rows()} >= set(in_backup)
    assert again.counts()["open"] == 150 + recovery.saved
    assert "Sicherung vom 24.11.2026" in recovery.sentence()
    again.close()


@pytest.mark.parametrize(
    ("saved", "said"),
    [
        (-1, "vom 24.11.2026 wiederhergestellt. Die"),  # what was undone after the backup
        (0, "vom 24.11.2026 wiederhergestellt. Die"),
        (1, "; 1 weiterer Eintrag ließ sich aus der beschädigten Datei retten. Die"),
        (2, "; 2 weitere Einträge ließen sich aus der beschädigten Datei retten. Die"),
    ],
)
def test_it_says_how_many_entries_were_saved(saved, said):
    assert said in Recovery(TODAY, saved).sentence()


def test_without_a_backup_it_begins_anew_with_what_can_be_read(log, path, tmp_path, clock, new_uuid):
    fill(log, [new_uuid() for _ in range(150)])
    log.close()
    damage(path, 0.95, 100)
    recovery = restore(path, tmp_path / "none", load())
    again = ContactLog.open(path, load(), now=clock)
    assert again.counts()["open"] == recovery.saved
    assert "eine Sicherung gab es nicht" in recovery.sentence()
    again.close()


def test_what_was_undone_or_frozen_after_the_backup_stays_so(log, path, tmp_path, clock, new_uuid):
    undone, frozen = new_uuid(), new_uuid()
    log.add({"uuid": undone})
    log.add({"uuid": frozen, "tag": "2026-11-10"})
    make_backup(log.store, tmp_path / "b", TODAY)
    log.undo(undone)
    log.freeze(TODAY)
    log.close()
    restore(path, tmp_path / "b", load())
    again = ContactLog.open(path, load(), now=clock)
    assert (again.counts()["open"], again.counts()["frozen"]) == (0, 1)
    again.close()


def test_the_damaged_file_is_kept_unchanged_for_fourteen_days(log, path, tmp_path):
    log.close()
    damage(path, 0.0)
    content = path.read_bytes()
    restore(path, tmp_path / "b", load())
    (kept,) = path.parent.glob("*.damaged-*.sqlite3")
    assert kept.read_bytes() == content
    forget_damaged(path.parent, date.today())
    assert kept.exists()
    forget_damaged(path.parent, date(2099, 1, 1))
    assert not list(path.parent.glob("*.damaged-*"))


@pytest.mark.parametrize("way", ["vanished", "empty"])
def test_a_log_that_has_vanished_beside_its_backups_is_restored(log, path, clock, new_uuid, way):
    """Begun anew in silence it would push the last good backup out within days."""
    keys = [new_uuid() for _ in range(20)]
    fill(log, keys)
    make_backup(log.store, backup_folder(path), TODAY)
    log.close()
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()
    path.unlink()
    if way == "empty":
        path.touch()
    again = open_log(path, load(), now=clock)
    assert {row.uuid for row in again.open_rows()} == set(keys)
    assert again.notices == (
        "Das Kontaktbuch war verschwunden oder leer und wurde aus der Sicherung vom 24.11.2026 wiederhergestellt. "
        "Was danach notiert wurde, fehlt.",
    )
    again.close()
    assert not list(path.parent.glob("*.damaged-*"))


EVENTS = frozenset({"open", "os.rename", "os.remove", "sqlite3.connect"})


def in_child_killed_at(step: int, folder: Path, work: Callable[[], object]) -> bool:
    """Run ``work`` in a child that is killed (-9) before its n-th dealing with a file of the folder; whether it was."""
    child = os.fork()
    if child == 0:
        count = 0

        def counted(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event in EVENTS and args and str(args[0]).startswith(str(folder)):
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(counted)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a copy of this process")
@pytest.mark.parametrize("with_backup", [True, False])
def test_killed_anywhere_the_next_start_mends_with_nothing_lost(path, tmp_path, clock, new_uuid, with_backup):
    log = ContactLog.open(path, load(), now=clock)
    in_backup = [new_uuid() for _ in range(150)]
    fill(log, in_backup)
    make_backup(log.store, backup_folder(path), TODAY)
    fill(log, [new_uuid() for _ in range(60)])
    log.close()
    damage(path, 0.6 if with_backup else 0.95, 4096 if with_backup else 100)
    if not with_backup:
        shutil.rmtree(backup_folder(path))
    as_it_was = tmp_path / "as_it_was"
    shutil.copytree(path.parent, as_it_was)

    def mended() -> set[str]:
        log = open_log(path, load(), now=clock)
        try:
            return {row.uuid for row in log.open_rows()}
        finally:
            log.close()

    whole = mended()
    assert len(whole) > (150 if with_backup else 50)
    kills = 0
    for step in range(1, 200, 1 if with_backup else 3):
        shutil.rmtree(path.parent)
        shutil.copytree(as_it_was, path.parent)
        killed = in_child_killed_at(step, path.parent, mended)
        if killed:  # and once more on the way out
            in_child_killed_at(step, path.parent, mended)
        assert mended() == whole, step
        assert len(list(path.parent.glob("contacts.damaged-*.sqlite3"))) == 1
        assert not list(path.parent.glob("*.partial*"))
        kills += killed
        if not killed:
            break
    assert kills >= (15 if with_backup else 5)


def test_a_first_start_is_no_loss(tmp_path, clock):
    log = open_log(tmp_path / "new.sqlite3", load(), now=clock)
    assert (log.notices, log.counts()["open"]) == ((), 0)
    log.close()


def test_what_lies_in_the_write_ahead_log_is_not_gone(tmp_path):
    path = tmp_path / "log.sqlite3"
    assert is_gone(path)
    path.touch()
    assert is_gone(path)
    (tmp_path / "log.sqlite3-wal").write_bytes(b"frames")
    assert not is_gone(path)


def test_a_whole_missing_or_empty_file_is_not_damaged(log, path, tmp_path):
    assert not is_damaged(path)
    assert not is_damaged(tmp_path / "none")
    (tmp_path / "empty").touch()
    assert not is_damaged(tmp_path / "empty")


@pytest.mark.parametrize("start", range(0, 40_000, 1_777))
def test_any_place_of_the_file_may_be_damaged(log, path, tmp_path, clock, new_uuid, start):
    """Not only whole pages: 64 bytes anywhere, also inside a text, which then is no longer UTF-8."""
    in_backup = [new_uuid() for _ in range(150)]
    fill(log, in_backup)
    make_backup(log.store, tmp_path / "b", TODAY)
    log.close()
    damage(path, start / path.stat().st_size, 64)
    if is_damaged(path):
        restore(path, tmp_path / "b", load())
        again = ContactLog.open(path, load(), now=clock)
        assert {row.uuid for row in again.open_rows()} >= set(in_backup)
        again.close()


def test_a_database_of_another_program_is_no_log(log, path, tmp_path, clock, new_uuid):
    fill(log, [new_uuid(), new_uuid()])
    make_backup(log.store, backup_folder(path), TODAY)
    log.close()
    path.unlink()
    with closing(sqlite3.connect(path)) as foreign:
        foreign.execute("CREATE TABLE recipes (name)")
        foreign.commit()
    assert is_damaged(path)
    again = open_log(path, load(), now=clock)
    assert len(again.open_rows()) == 2
    assert "war beschädigt" in again.notices[0]
    again.close()
    assert list(path.parent.glob("*.damaged-*")), "it is set aside, not written into"
