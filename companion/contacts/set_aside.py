"""Where a damaged log lies: aside while it is being mended, then kept for 14 days under the moment it was replaced.

As long as it lies aside the mending is not done, whatever ended the process: the next start takes it up again from
there. So nothing depends on the file that is only being built, and nothing is read from it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from companion.contacts.store import StorageError, explained

KEEP_DAMAGED_DAYS = 14
_BESIDE = ("-wal", "-shm")


def place_aside(path: Path) -> Path:
    """Where the damaged file lies while its log is being mended."""
    return path.with_name(f"{path.stem}.damaged-mending.sqlite3")


def lies_aside(path: Path) -> bool:
    """Whether mending this log was begun and not ended."""
    return place_aside(path).exists()


def set_aside(path: Path) -> Path:
    """Move the damaged file aside with what belongs to it; what an interrupted call left in its place follows."""
    aside = place_aside(path)
    if not aside.exists():
        path.replace(aside)
    _move_beside(path, aside)
    return aside


def keep_for_a_while(path: Path) -> None:
    """What lies aside gets the name under which it is kept: its log is whole again."""
    aside = place_aside(path)
    kept = path.with_name(f"{path.stem}.damaged-{datetime.now():%Y-%m-%d-%H%M%S}.sqlite3")
    _move_beside(aside, kept)
    aside.replace(kept)


def forget_damaged(folder: Path, today: date) -> None:
    """Delete damaged files whose time is over.

    Raises:
        StorageError: one could not be deleted; the others are.
    """
    trouble: StorageError | None = None
    for path in folder.glob("*.damaged-????-??-??-*"):
        day = path.name.split(".damaged-")[1][:10]
        if date.fromisoformat(day) <= today - timedelta(days=KEEP_DAMAGED_DAYS):
            try:
                with explained():
                    path.unlink(missing_ok=True)
            except StorageError as error:
                trouble = error
    if trouble:
        raise trouble


def _move_beside(path: Path, target: Path) -> None:
    for end in _BESIDE:
        beside = path.with_name(path.name + end)
        moved = target.with_name(target.name + end)
        if moved.exists():
            beside.unlink(missing_ok=True)  # it would be taken for a part of the new log
        elif beside.exists():
            beside.replace(moved)
