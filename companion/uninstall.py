"""``kontakt uninstall``: takes back what kontakt set up on this computer, and says what stays and where.

What people worked for (contact log, backups, a bank they edit, keys) is never deleted here: it may hold contacts that
were not delivered yet. Whoever wants it gone deletes the data folder.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from companion import autostart
from companion.config import Settings
from companion.contacts.backup import backups
from companion.contacts.opening import backup_folder
from companion.errors import KontaktError
from companion.whole_folders import while_made


@dataclass(frozen=True)
class Done:
    """What was taken back and what stays, in sentences; the second of each pair is what to do about it."""

    removed: list[str]
    stays: list[tuple[str, str]]


def uninstall(settings: Settings) -> Done:
    """Take back autostart, pairings and cache.

    Raises:
        KontaktError: ``still_running`` (nothing was changed), ``autostart_failed``, ``uninstall_failed``.
    """
    with _nobody_else(settings):
        removed = _take_back(settings)
    return Done(removed, what_stays(settings))


@contextmanager
def _nobody_else(settings: Settings) -> Iterator[None]:
    """Hold the lock of the data folder, if there is one: a companion that is just starting does not answer yet.

    The lock file itself stays. Who unlinks it lets the next one lock another file beside whoever waits for this one.

    Raises:
        KontaktError: ``still_running``, ``uninstall_failed``.
    """
    if not settings.data.is_dir():
        yield
        return
    lock = FileLock(settings.lock, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise KontaktError(
            "Der Begleiter läuft noch.",
            "Ihn mit Strg+C oder durch Abmelden beenden und den Befehl wiederholen.",
            code="still_running",
            status=409,
        ) from None
    except OSError as error:
        raise _failed(settings) from error
    try:
        yield
    finally:
        lock.release()


def _failed(settings: Settings) -> KontaktError:
    return KontaktError(
        "Im Datenordner lässt sich nicht alles löschen.",
        f"Rechte prüfen, oder den Ordner von Hand löschen: {settings.data}",
        code="uninstall_failed",
    )


def _take_back(settings: Settings) -> list[str]:
    """Take everything back and say what it was."""
    removed = ["Der Start mit der Anmeldung ist aus."] if autostart.switch_off() else []
    try:
        if settings.pairings.exists():
            settings.pairings.unlink()
            removed.append("Alle Browser sind entkoppelt.")
        if settings.cache.is_dir():
            shutil.rmtree(settings.cache)
            removed.append("Zwischenspeicher gelöscht.")
        settings.running.unlink(missing_ok=True)
    except OSError as error:
        raise _failed(settings) from error
    return removed


def what_stays(settings: Settings) -> list[tuple[str, str]]:
    """What uninstalling leaves on this computer, each with what to do about it."""
    return [*_data(settings), _extension(), _program()]


def _data(settings: Settings) -> list[tuple[str, str]]:
    """What people worked for in the data folder."""
    kept: list[tuple[Callable[[], bool], str]] = [
        (settings.contacts_db.exists, "das Kontaktbuch"),
        (lambda: bool(backups(backup_folder(settings.contacts_db))), "seine Sicherungen"),
        (settings.working_bank.exists, "die Antwortbank in Arbeit"),
        (settings.sharing.exists, "die gemeinsame Antwortbank und Schlüssel"),
    ]
    found = [what for is_there, what in kept if is_there()]
    others = _others(settings)
    if others:
        found.append("Weiteres: " + ", ".join(others))
    if not found:
        return []
    return [
        (
            f"Im Datenordner {settings.data} bleibt: {'; '.join(found)}.",
            "Ist die letzte Lieferung an die Teamleitung geschickt und wird nichts mehr gebraucht, den Ordner löschen.",
        )
    ]


def _others(settings: Settings) -> list[str]:
    """Names in the data folder that are not told by themselves."""
    if not settings.data.is_dir():
        return []
    told = {settings.contacts_db.name, settings.working_bank.name, settings.sharing.name, settings.lock.name}
    told |= {backup_folder(settings.contacts_db).name, *while_made(settings.working_bank)}
    return sorted(
        path.name
        for path in settings.data.iterdir()
        if path.name not in told and not path.name.startswith(settings.contacts_db.name)
    )


def _extension() -> tuple[str, str]:
    return (
        "Die Erweiterung bleibt im Browser, mit Kontakten, die noch warten.",
        "Sie dort entfernen, wo der Browser seine Erweiterungen zeigt. Wartende Kontakte gehen dabei verloren.",
    )


def _program() -> tuple[str, str]:
    """How this installation is removed."""
    if getattr(sys, "frozen", False):
        return ("Das Programm selbst bleibt.", f"Den Ordner löschen: {Path(sys.executable).parent}")
    return (
        "Das Programm selbst bleibt.",
        "Je nachdem, wie es kam: 'pipx uninstall kontakt-companion', 'uv tool uninstall kontakt-companion' "
        "oder den ausgecheckten Ordner löschen.",
    )
