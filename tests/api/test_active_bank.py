"""Bank and matcher change together, and never for the worse."""

import math
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion.api import active_bank
from companion.api.active_bank import ActiveBank
from companion.bank.files import read_bank
from companion.errors import KontaktError
from companion.matching.matcher import Post
from tests.small_bank import QUESTION, write_small_bank

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bank").mkdir()
    return write_small_bank(tmp_path / "bank")


def test_before_the_index_is_built_it_asks_for_patience(folder: Path) -> None:
    active = ActiveBank(folder, "folder")
    assert not active.ready
    with pytest.raises(KontaktError) as caught:
        active.get(TODAY, wait_s=0.01)
    assert (caught.value.code, caught.value.status) == ("not_ready", 503)


def test_a_request_waits_for_the_first_index(folder: Path, tmp_path: Path) -> None:
    active = ActiveBank(folder, "folder", tmp_path / "cache")
    active.start()
    in_use = active.get(TODAY, wait_s=60)
    assert in_use.matcher.suggest(Post(QUESTION), TODAY).answers[0].entry_id == "elterngeld-zuverdienst"
    assert (active.ready, active.progress, active.failed) == (True, 1.0, False)


def test_only_a_few_requests_wait(folder: Path) -> None:
    active = ActiveBank(folder, "folder")

    def wait() -> None:
        with pytest.raises(KontaktError):
            active.get(TODAY, wait_s=30)

    threads = [threading.Thread(target=wait, daemon=True) for _ in range(active_bank.WAITING)]
    for thread in threads:
        thread.start()
    while active._waiting._value:  # type: ignore[attr-defined]
        threading.Event().wait(0.01)
    with pytest.raises(KontaktError):
        active.get(TODAY, wait_s=3600)
    active._ready.set()
    for thread in threads:
        thread.join(10)


def test_a_better_bank_is_swapped_in_whole(folder: Path, tmp_path: Path) -> None:
    active = ActiveBank(folder, "shipped")
    active.start().join(60)
    before = active.get(TODAY)
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    (other / "answers/pflege/pflegezeit-angehoerige.md").unlink()
    active.use(other, "synced")
    after = active.get(TODAY)
    assert (active.origin, after.bank) == ("synced", active.bank)
    assert "pflegezeit-angehoerige" not in after.bank.entries
    assert "pflegezeit-angehoerige" in before.bank.entries
    shown = {item.entry_id for item in after.matcher.search("pflegezeit angehörige", TODAY)}
    assert "pflegezeit-angehoerige" not in shown


def test_a_broken_bank_changes_nothing(folder: Path, tmp_path: Path) -> None:
    active = ActiveBank(folder, "shipped")
    active.start().join(60)
    before = active.get(TODAY)
    (tmp_path / "empty").mkdir()
    with pytest.raises(KontaktError):
        active.use(tmp_path / "empty", "synced")
    assert active.get(TODAY) is before
    assert (active.origin, active.folder) == ("shipped", folder)


def test_a_deleted_folder_keeps_the_bank_in_memory(folder: Path) -> None:
    active = ActiveBank(folder, "folder")
    active.start().join(60)
    shutil.rmtree(folder)
    assert active.get(TODAY).matcher.suggest(Post(QUESTION), TODAY).answers
    active.bank = replace(active.bank, filled_until=date(2026, 1, 1))
    active._read_on = date(2026, 1, 1)
    assert active.get(TODAY).matcher.suggest(Post(QUESTION), TODAY).answers


def test_amounts_that_have_run_out_are_read_again(folder: Path) -> None:
    active, first = with_amounts_run_out(folder)
    active.get(TODAY)
    wait_until(lambda: active.get(TODAY) is not first)


@pytest.mark.parametrize("trouble", [OSError, MemoryError, ValueError])
def test_amounts_that_could_not_be_read_again_are_tried_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    """A virus scanner may hold a file on the first of January; the entries must not stay silent all day."""
    active, first = with_amounts_run_out(folder)
    tried: list[Path] = []

    def fail_at_first(folder: Path) -> object:
        tried.append(folder)
        if len(tried) < 3:
            raise trouble
        return read_bank(folder)

    monkeypatch.setattr(active_bank, "read_bank", fail_at_first)
    active.get(TODAY)
    wait_until(lambda: len(tried) == 1 and active._again_at < math.inf)
    for _ in range(20):
        active.get(TODAY)
        threading.Event().wait(0.01)
    assert len(tried) == 1, "not with every request"
    monkeypatch.setattr(active_bank, "RETRY_S", 0.01)
    active._again_at = 0.0
    wait_until(lambda: active.get(TODAY) is not first)
    again = len(tried)
    for _ in range(20):
        active.get(TODAY)
        threading.Event().wait(0.01)
    assert (again, len(tried)) == (3, 3), "what was read is not read again that day"


def test_requests_of_one_moment_have_the_bank_read_again_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However late the thread that reads gets its turn."""
    active, first = with_amounts_run_out(folder)
    monkeypatch.setattr(active_bank, "RETRY_S", 0)
    reread, begun, may = ActiveBank._reread, [], threading.Event()

    def late(active: ActiveBank, today: date) -> None:
        begun.append(today)
        may.wait(60)
        reread(active, today)

    monkeypatch.setattr(ActiveBank, "_reread", late)
    for _ in range(5):
        active.get(TODAY)
    may.set()
    wait_until(lambda: active.get(TODAY) is not first)
    assert begun == [TODAY]


def test_a_system_that_gives_no_thread_keeps_no_request_from_its_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    active, first = with_amounts_run_out(folder)

    def none_left(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as full:
        full.setattr(threading.Thread, "start", none_left)
        assert active.get(TODAY) is first
    active._again_at = 0.0
    wait_until(lambda: active.get(TODAY) is not first)


def with_amounts_run_out(folder: Path) -> tuple[ActiveBank, object]:
    """A bank in use that was read long ago, with amounts that no longer hold; and what it gave out until then."""
    active = ActiveBank(folder, "folder")
    active.start().join(60)
    first = active.get(TODAY)
    active.bank = replace(active.bank, filled_until=date(2026, 1, 1))
    active._read_on = date(2026, 1, 1)
    return active, first


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(2400):
        if holds():
            return
        threading.Event().wait(0.05)
    raise AssertionError(holds)


def test_a_failed_build_is_said_and_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from companion.matching.matcher import Matcher

    def fail(*_: object) -> None:
        raise OSError("no room for the index")

    active = ActiveBank(folder, "folder")
    with monkeypatch.context() as broken:
        broken.setattr(Matcher, "build", fail)
        active.start().join(60)
    assert active.failed
    with pytest.raises(KontaktError) as caught:
        active.get(TODAY)
    assert (caught.value.code, caught.value.status) == ("matcher_failed", 503)
    assert "index" not in caught.value.message
    monkeypatch.setattr(active_bank, "RETRY_S", 0)
    with pytest.raises(KontaktError):
        active.get(TODAY)
    wait_until(lambda: active.ready)
    assert active.get(TODAY).matcher.suggest(Post(QUESTION), TODAY).answers


def test_suggestions_go_on_while_a_changed_bank_is_indexed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion.matching.matcher import Matcher

    active = ActiveBank(folder, "shipped", tmp_path / "cache")
    active.start().join(60)
    old = active.get(TODAY)
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    (other / "answers/pflege/pflegezeit-angehoerige.md").unlink()
    answered: list[tuple[object, bool]] = []
    failed: list[BaseException] = []
    enough, over = threading.Event(), threading.Event()
    real = Matcher.build

    def build_slowly(*given: object) -> Matcher:
        before = len(answered)
        matcher = real(*given)  # type: ignore[arg-type]
        while len(answered) < before + 8 and not over.is_set():
            enough.wait(0.01)
        return matcher

    def ask() -> None:
        try:
            while not over.is_set():
                in_use = active.get(TODAY)
                found = in_use.matcher.suggest(Post(QUESTION), TODAY).answers
                answered.append((in_use, found[0].entry_id == "elterngeld-zuverdienst"))
        except BaseException as error:
            failed.append(error)

    monkeypatch.setattr(Matcher, "build", build_slowly)
    askers = [threading.Thread(target=ask, daemon=True) for _ in range(3)]
    for asker in askers:
        asker.start()
    swap = threading.Thread(target=active.use, args=(other, "synced"), daemon=True)
    swap.start()
    swap.join(120)
    new = active.get(TODAY)
    for _ in range(6000):
        if any(in_use is new for in_use, _ in answered) or failed:
            break
        enough.wait(0.01)
    over.set()
    for asker in askers:
        asker.join(60)
    assert not swap.is_alive(), "no request was answered while the index was being built"
    assert not failed
    assert new is not old
    assert {id(in_use) for in_use, _ in answered} == {id(old), id(new)}
    assert all(right for _, right in answered)


def without_leave(folder: Path, other: Path) -> Path:
    """A newer state of a bank: one entry is gone."""
    shutil.copytree(folder, other)
    (other / "answers/pflege/pflegezeit-angehoerige.md").unlink()
    return other


def test_the_first_index_does_not_bring_back_a_bank_that_was_renewed_before_it(
    folder: Path, tmp_path: Path
) -> None:
    active = ActiveBank(folder, "synced")
    newer = without_leave(folder, tmp_path / "newer")
    with active._building:
        first = active.start()  # has to wait
        active._swap(read_bank(newer))  # what the keeper does, that got its turn sooner
        active.folder = newer
    first.join(60)
    assert active.get(TODAY).bank is active.bank
    assert "pflegezeit-angehoerige" not in active.bank.entries


def test_reading_again_for_a_new_day_takes_the_folder_of_the_moment(folder: Path, tmp_path: Path) -> None:
    active = ActiveBank(folder, "synced")
    active.start().join(60)
    newer = without_leave(folder, tmp_path / "newer")
    active.bank = replace(active.bank, filled_until=date(2026, 1, 1))
    active._read_on = date(2026, 1, 1)
    with active._building:
        active.get(TODAY)  # reading again begins and has to wait
        active.folder = newer  # meanwhile another bank came into use
    wait_until(lambda: active.bank.filled_until is None)
    assert (active.folder, "pflegezeit-angehoerige" in active.bank.entries) == (newer, False)


@pytest.mark.parametrize(
    ("change", "is_due"),
    [
        ({}, False),
        ({"amounts_known": False}, True),
        ({"filled_from": date(2027, 1, 1)}, True),
        ({"filled_until": date(2026, 1, 1)}, True),
        ({"filled_from": date(2026, 1, 1), "filled_until": date(2026, 12, 31)}, False),
    ],
)
def test_a_bank_is_read_again_when_its_amounts_are_not_those_of_the_day(
    folder: Path, change: dict[str, object], is_due: bool
) -> None:
    """As when the clock was wrong at the start."""
    bank = ActiveBank(folder, "folder").bank
    entry_id, entry = next(iter(bank.entries.items()))
    changed = replace(bank, entries={**bank.entries, entry_id: replace(entry, **change)})  # type: ignore[arg-type]
    assert changed.is_filled_for(TODAY) is not is_due
