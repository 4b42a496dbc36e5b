"""Backups of the log: one a day, taken by SQLite itself while the log is in use, the newest seven kept.

A backup forgets like the log does: when rows freeze, they freeze in every backup too, so that no older
copy keeps a day or key.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from companion.codebook import Codebook
from companion.contacts.log import ContactLog
from companion.contacts.store import Connect, StorageError, Store, connect_plain, explained
from companion.errors import KontaktError
from companion.private_files import make_folders

KEEP = 7
"""Number of daily backups that are kept."""
_PREFIX = "contacts-"
_AT_IT = threading.Lock()
"""Held by whoever writes into the folder: another one would take an unfinished copy for a left-over."""


def backup_folder(path: Path) -> Path:
    """Where the backups of a log lie: in ``backups`` beside it."""
    return path.parent / "backups"


def backups(folder: Path) -> list[Path]:
    """The backups of a folder, newest first; a file whose name tells no day is none."""
    found = folder.glob(f"{_PREFIX}????-??-??.sqlite3")
    return sorted((path for path in found if _tells_a_day(path)), reverse=True)


def day_of(backup: Path) -> date:
    """The day a backup was taken."""
    return date.fromisoformat(backup.stem.removeprefix(_PREFIX))


def _name(day: date) -> str:
    return f"{_PREFIX}{day.isoformat()}.sqlite3"


def _tells_a_day(path: Path) -> bool:
    try:
        day_of(path)
    except ValueError:
        return False
    return True


def make_backup(store: Store, folder: Path, today: date, connect: Connect = connect_plain) -> Path:
    """Copy the log into today's backup (replacing it) and delete all but the newest ones.

    The copy gets its name only when it is whole: an interrupted backup leaves the former ones as they were.

    Raises:
        StorageError: no room or no right; the former backups are as they were.
    """
    target = folder / _name(today)
    partial = target.with_suffix(".partial")
    with _AT_IT:
        try:
            with explained():
                make_folders(folder)
                for left_over in folder.glob("*.partial*"):
                    left_over.unlink()
                _date_back(folder, today)
                os.close(os.open(partial, os.O_CREAT | os.O_WRONLY, 0o600))
                copy = connect(partial)
                try:
                    with store.reading() as connection:
                        connection.backup(copy)
                finally:
                    copy.close()
                flush(partial)
                _delete_beside(target)  # it would be taken for a part of the new copy
                partial.replace(target)
            for old in backups(folder)[KEEP:]:
                with suppress(OSError):  # one that is held by another program goes with a later backup
                    _delete(old)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise
    return target


def _date_back(folder: Path, today: date) -> None:
    """Give backups of days that are still to come, from a clock that was wrong, days before today in the same order.

    Under its day, one would count as the newest until that day comes: it would be restored in place of later ones, and
    while a clock is behind, every new backup would be deleted as the oldest.
    """
    found = backups(folder)
    if not found or day_of(found[0]) <= today:
        return
    latest = today
    moves: list[tuple[Path, Path]] = []
    for path in found:
        latest = min(day_of(path), latest - timedelta(days=1))
        moves.append((path, folder / _name(latest)))
    for path, target in reversed(moves):  # the oldest first: nothing is in the way of the next
        for end in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + end).replace(target.with_name(target.name + end))


def freeze_backups(
    folder: Path,
    codebook: Codebook,
    today: date,
    connect: Connect = connect_plain,
    numbers: dict[str, int] | None = None,
    original: ContactLog | None = None,
    *,
    forget: bool = True,
) -> int:
    """Let the rows of every backup freeze that are due; a backup that cannot be read is deleted.

    One that is out of step stays as it is, see ``out_of_step``.

    Args:
        folder: the backups.
        codebook: the closed lists.
        today: local day.
        connect: how they are opened.
        numbers: of the rows that have just frozen in the log, see ``Ledger.freeze_in``.
        original: the log, frozen up to today.
        forget: see ``ContactLog.freeze``.

    Returns:
        number of backups that remain.

    Raises:
        StorageError: a backup could be neither frozen nor deleted; the others are.
    """
    numbers = {} if numbers is None else numbers
    trouble: StorageError | None = None
    with _AT_IT:
        for path in backups(folder):
            try:
                with explained(), _opened(path, codebook, today, connect) as log:
                    if log is None:
                        _delete(path)
                    elif not _is_out_of_step(log, original, numbers):
                        log.freeze(today, numbers, forget=forget)
            except StorageError as error:
                trouble = error
    if trouble:
        raise trouble
    return len(backups(folder))


def out_of_step(
    folder: Path, codebook: Codebook, today: date, connect: Connect, original: ContactLog
) -> list[Path]:
    """The backups whose open rows froze in the log before, under numbers that nobody knows any more; newest first.

    Restored, one would have those rows counted and delivered twice if the damaged log no longer tells what was used
    up. Better than none it is: whoever deletes them makes a fresh backup first. One that cannot be opened is left out.
    """
    found = []
    for path in backups(folder):
        with suppress(StorageError), explained(), _opened(path, codebook, today, connect) as log:
            if log is not None and _is_out_of_step(log, original, {}):
                found.append(path)
    return found


def delete_backups(paths: Sequence[Path]) -> None:
    """Delete backups; one that is gone is no trouble.

    Raises:
        StorageError: one is held by another program.
    """
    with _AT_IT, explained():
        for path in paths:
            _delete(path)


def _is_out_of_step(log: ContactLog, original: ContactLog | None, numbers: dict[str, int]) -> bool:
    return original is not None and original.used_up([key for key in log.open_keys() if key not in numbers])


@contextmanager
def _opened(path: Path, codebook: Codebook, today: date, connect: Connect) -> Iterator[ContactLog | None]:
    """A backup; ``None`` for one that is of no use any more."""
    try:
        log = ContactLog.open(path, codebook, now=_noon(today), connect=connect)
    except KontaktError as error:
        if error.code not in ("corrupt", "log_newer"):
            raise
        yield None
        return
    try:
        yield log
    finally:
        log.close()


def _delete(backup: Path) -> None:
    """Delete a backup; first what a process that was killed may have left beside it, so that nothing outlives it."""
    _delete_beside(backup)
    backup.unlink(missing_ok=True)


def _delete_beside(backup: Path) -> None:
    """SQLite does so itself as it closes a file; what then is left belongs to the file as long as that is there."""
    for end in ("-wal", "-shm"):
        backup.with_name(backup.name + end).unlink(missing_ok=True)


def _noon(day: date) -> Callable[[], datetime]:
    return lambda: datetime(day.year, day.month, day.day, 12)


def flush(path: Path) -> None:
    """Wait until the file is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
