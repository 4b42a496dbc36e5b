"""Opens the log as the companion does: mended if it is damaged, frozen and backed up once a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from companion.codebook import Codebook
from companion.contacts.backup import backup_folder as backup_folder  # part of how a log is opened
from companion.contacts.backup import backups, day_of, freeze_backups, make_backup
from companion.contacts.calendar import EARLIEST_DAY
from companion.contacts.clock import long_step
from companion.contacts.encryption import connection_for
from companion.contacts.log import ContactLog
from companion.contacts.recovery import forget_damaged, is_damaged, is_gone, restore
from companion.contacts.store import Connect, explained
from companion.errors import KontaktError

BACKUP = "backup"
"""What the log has noted under this name is about its newest backup."""
_HELD = (
    "Eine alte Sicherung ließ sich nicht aufräumen. Vielleicht hält ein anderes Programm sie fest, "
    "zum Beispiel ein Virenscanner. kontakt versucht es beim nächsten Start wieder."
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
    mended: str | None = None
    with explained():
        kept = backups(backup_folder(path)) if is_gone(path) else []
        connect = connection_for(kept[0] if kept else path)
        if kept or is_damaged(path, connect):
            mended = restore(path, backup_folder(path), codebook, connect).sentence()
    log = ContactLog.open(path, codebook, now=now, connect=connect)
    log.note("mended", mended)
    log.backed_up_by(lambda today: _back_up(log, today, connect))
    log.each_day(lambda today: _upkeep(log, codebook, today, connect))
    return log


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
    with _noted(log, BACKUP, "Die tägliche Sicherung hat nicht geklappt. {}"):
        newest = backups(folder)[:1]
        if not newest or newest[0].stem != f"contacts-{today.isoformat()}":
            make_backup(log.store, folder, today, connect)
    if not before:
        with _noted(log, "damaged files", _HELD):
            forget_damaged(log.path.parent, today)


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
