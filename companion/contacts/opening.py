"""Opens the log as the companion does: mended if it is damaged, frozen and backed up once a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from companion.codebook import Codebook
from companion.contacts.backup import backup_folder as backup_folder  # part of how a log is opened
from companion.contacts.backup import (
    backups,
    day_of,
    delete_backups,
    freeze_backups,
    make_backup,
    out_of_step,
)
from companion.contacts.calendar import EARLIEST_DAY
from companion.contacts.clock import long_step
from companion.contacts.encryption import connection_for
from companion.contacts.log import ContactLog
from companion.contacts.recovery import is_damaged, is_gone, restore
from companion.contacts.set_aside import (
    KEEP_DAMAGED_DAYS,
    forget_damaged,
    keep_for_a_while,
    lies_aside,
    place_aside,
)
from companion.contacts.store import Connect, StorageError, explained
from companion.errors import KontaktError

BACKUP = "backup"
"""What the log has noted under this name is about its newest backup."""
_HELD = (
    "Eine alte Sicherung ließ sich nicht aufräumen. Vielleicht hält ein anderes Programm sie fest, "
    "zum Beispiel ein Virenscanner. kontakt versucht es beim nächsten Start wieder."
)

_MENDED_BEFORE = (
    "Das Kontaktbuch war beschädigt und ist wiederhergestellt; kontakt wurde beendet, bevor es das sagen konnte. "
    f"Die beschädigte Datei bleibt {KEEP_DAMAGED_DAYS} Tage im Datenordner liegen. Wenn du lieferst, frag vorher die "
    "Teamleitung: Manches könnte doppelt zählen."
)
_LONG_STEP = (
    "Zuletzt lief kontakt am {:%d.%m.%Y}, jetzt zeigt dieser Rechner den {:%d.%m.%Y}. Stimmt das, ist nichts zu tun. "
    "Sonst bitte das Datum stellen. Bis sich das neue Datum an einigen Tagen bestätigt hat, löscht kontakt nichts "
    "Altes."
)
_NO_ROOM = (
    "Eine alte Sicherung ließ sich nicht aufräumen, weil auf diesem Rechner kein Platz mehr frei ist. "
    "Bitte Platz schaffen; kontakt versucht es beim nächsten Start wieder."
)


def open_log(path: Path, codebook: Codebook, *, now: Callable[[], datetime] = datetime.now) -> ContactLog:
    """Open the log for work; call it in the process that holds the lock of the data folder.

    A damaged file is set aside and restored from the last backup, and one that has vanished beside its backups is
    restored too; ``notices`` of the log then says so in German. Rows whose time is over freeze now and with the first
    use of every further day, and a backup is made.

    Raises:
        StorageError: it cannot be opened (no right, no room, held by another program).
        NewerLogError: a newer kontakt wrote it.
        EncryptionError: it is encrypted, and SQLCipher is not installed or the keyring is locked.
    """
    with explained():
        connect, mended = _mend(path, codebook)
    log = ContactLog.open(path, codebook, now=now, connect=connect)
    log.note("mended", mended)
    log.backed_up_by(lambda today: _back_up(log, today, connect))
    log.each_day(lambda today: _upkeep(log, codebook, today, connect))
    return log


def _mend(path: Path, codebook: Codebook) -> tuple[Connect, str | None]:
    """Mend the log if it needs it, or end a mending that was interrupted.

    Returns:
        how to open it, and what people are told.
    """
    said = None
    if lies_aside(path) and not is_gone(path):
        keep_for_a_while(path)
        said = _MENDED_BEFORE
    kept = backups(backup_folder(path)) if is_gone(path) else []
    connect = connection_for(place_aside(path) if lies_aside(path) else kept[0] if kept else path)
    if lies_aside(path) or kept or is_damaged(path, connect):
        said = restore(path, backup_folder(path), codebook, connect).sentence()
    return connect, said


def _upkeep(log: ContactLog, codebook: Codebook, today: date, connect: Connect) -> None:
    """Freeze, back up, forget; each does what it can, and what hinders it waits for the next day."""
    if today < EARLIEST_DAY:  # the clock is wrong; whoever notes something is told so
        return
    folder = backup_folder(log.path)
    before = last_day_before_a_long_step(log, today)
    log.note("clock", _LONG_STEP.format(before, today) if before else None)
    numbers: dict[str, int] = {}
    frozen = False
    with _noted(log, "freezing", "Abgelaufene Kontakte ließen sich nicht abschließen. {}"):
        log.freeze(today, numbers, forget=not before)
        frozen = True
    if frozen:  # never before the log: its rows would get other numbers there
        with _noted(log, "freezing of backups", _HELD):
            freeze_backups(folder, codebook, today, connect, numbers, log, forget=not before)
    stale = out_of_step(folder, codebook, today, connect, log) if frozen else []
    with _noted(log, BACKUP, "Die tägliche Sicherung hat nicht geklappt. {}"):
        newest = next(iter(backups(folder)), None)
        if newest is None or newest in stale or day_of(newest) != today:
            _make_room_for_backup(log, folder, today, connect, stale)
        with _noted(log, "backups out of step", _HELD):
            delete_backups([path for path in stale if day_of(path) != today])
    if not before:
        with _noted(log, "damaged files", _HELD):
            forget_damaged(log.path.parent, today)


def _make_room_for_backup(
    log: ContactLog, folder: Path, today: date, connect: Connect, stale: list[Path]
) -> None:
    """Today's backup; where there is no room for it, backups that are to go anyway make room, all but the newest."""
    try:
        make_backup(log.store, folder, today, connect)
    except StorageError as error:
        if error.code != "disk_full" or len(stale) < 2:
            raise
        delete_backups(stale[1:])
        del stale[1:]
        make_backup(log.store, folder, today, connect)


def last_day_before_a_long_step(log: ContactLog, today: date) -> date | None:
    """As the backups tell it, see ``long_step``."""
    return long_step(map(day_of, backups(backup_folder(log.path))), today)


def _back_up(log: ContactLog, today: date, connect: Connect) -> None:
    with _noted(log, BACKUP, "Die Sicherung nach der Lieferung hat nicht geklappt. {}"):
        make_backup(log.store, backup_folder(log.path), today, connect)


@contextmanager
def _noted(log: ContactLog, about: str, sentence: str) -> Iterator[None]:
    """Trouble keeps nothing from working: it is said in the notices of the log until the same has worked."""
    try:
        with explained():
            yield
    except KontaktError as error:
        if sentence == _HELD and error.code == "disk_full":
            sentence = _NO_ROOM
        log.note(about, sentence.format(error.message))
    else:
        log.note(about, None)
