"""``kontakt doctor``: what is installed, running, paired, reachable, expired; every finding with cause and remedy.

Nothing is changed and nothing is sent: the checks read what lies on this computer and ask the companion that
runs on it.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from companion import __version__, doctor_bank, running
from companion.autostart import is_on
from companion.config import HOST, Settings, shipped
from companion.contacts.backup import backups, day_of
from companion.contacts.encryption import connection_for, is_encrypted
from companion.contacts.opening import backup_folder
from companion.contacts.recovery import is_damaged, is_gone
from companion.doctor_finding import Finding
from companion.doctor_system import disk_encryption, free_bytes, readable_by_others
from companion.errors import KontaktError
from companion.german_numbers import german_number
from companion.limits import LOW_DISK, OLD_BACKUP_DAYS
from companion.system_errors import reason

SQLITE_FIXED = (3, 51, 3)
"""First version without the WAL-reset bug (sqlite.org/wal.html#walresetbug)."""

Check = Callable[[Settings, date], Iterator[Finding]]


def examine(settings: Settings, today: date) -> list[Finding]:
    """All findings, in the order in which one would look."""
    findings: list[Finding] = []
    checks: dict[Check, str] = {
        _program: "Das Programm",
        _data_folder: "Der Datenordner",
        _companion: "Der Begleiter",
        _autostart: "Der Start mit der Anmeldung",
        _browsers: "Die Liste der Browser",
        _log: "Das Kontaktbuch",
        doctor_bank.bank: "Die Antwortbank",
        doctor_bank.sharing: "Die gemeinsame Antwortbank",
        _disk: "Die Festplatte",
        _extension: "Die Erweiterung",
    }
    for check, what in checks.items():
        name = check.__name__.strip("_")
        try:
            findings += check(settings, today)
        except KontaktError as error:
            findings.append(Finding(name, "error", error.message, error.hint))
        except OSError as error:  # a file went while it was looked at, a virus scanner holds one
            message = f"{what} ließ sich nicht ansehen ({reason(error)})."
            remedy = "Noch einmal nachsehen lassen. Bleibt es dabei, die Rechte am Datenordner prüfen."
            findings.append(Finding(name, "warning", message, remedy))
    return findings


def _program(_settings: Settings, _today: date) -> Iterator[Finding]:
    python = platform.python_version()
    yield Finding("program", "ok", f"kontakt {__version__}, Python {python}, {platform.system()}")
    version = tuple(int(part) for part in sqlite3.sqlite_version.split("."))
    note = (
        " (mit dem bekannten WAL-Fehler; kontakt umgeht ihn: ein Programm, eine Verbindung)"
        if version < SQLITE_FIXED
        else ""
    )
    yield Finding("sqlite", "ok", f"SQLite {sqlite3.sqlite_version}{note}")


def _data_folder(settings: Settings, _today: date) -> Iterator[Finding]:
    if not settings.data.is_dir():
        if above := _cannot_be_made(settings.data):
            yield Finding(
                "data_folder",
                "error",
                f"Den Datenordner {settings.data} gibt es nicht, und anlegen lässt er sich nicht: {above}",
                "Mit --data oder KONTAKT_DATA einen anderen Ordner angeben.",
            )
            return
        yield Finding(
            "data_folder",
            "warning",
            f"Den Datenordner {settings.data} gibt es noch nicht.",
            "'kontakt start' legt ihn an.",
        )
        return
    if not os.access(settings.data, os.W_OK):
        yield Finding(
            "data_folder",
            "error",
            f"In den Datenordner {settings.data} lässt sich nicht schreiben.",
            "Die Rechte und das Laufwerk prüfen, oder mit --data einen anderen Ordner angeben. "
            "Neue Kontakte warten so lange im Browser.",
        )
    open_files = readable_by_others(settings.data)
    if open_files:
        yield Finding(
            "data_folder",
            "warning",
            f"Andere Konten dieses Rechners können im Datenordner lesen: {', '.join(open_files[:3])}.",
            f"Nur dem eigenen Konto Rechte geben, zum Beispiel: chmod -R go= '{settings.data}'",
        )
    else:
        yield Finding("data_folder", "ok", f"Datenordner: {settings.data}")
    free = free_bytes(settings.data)
    if free < LOW_DISK:
        yield Finding(
            "disk_space",
            "error",
            f"Es sind nur noch {free // 1024**2} MB frei.",
            "Platz schaffen, sonst warten Kontakte.",
        )
    else:
        yield Finding("disk_space", "ok", f"{german_number(free / 1024**3, 1)} GB frei")


def _cannot_be_made(folder: Path) -> str:
    """Why a missing folder cannot be created, empty if it can."""
    above = next(path for path in (folder, *folder.parents) if path.exists())
    if not above.is_dir():
        return f"{above} ist kein Ordner."
    return "" if os.access(above, os.W_OK) else f"In {above} darf dieses Konto nicht schreiben."


def _companion(settings: Settings, _today: date) -> Iterator[Finding]:
    found = running.find(settings)
    if found is None:
        if running.is_held(settings):
            raise running.absent(settings)
        if not running.is_free(settings.port):
            who, end = (
                ("ein Begleiter mit anderem Datenordner", "Ihn")
                if running.says_hello(settings.port)
                else ("ein anderes Programm", "Es")
            )
            yield Finding(
                "companion",
                "error",
                f"Auf dem Anschluss {settings.port} antwortet {who}.",
                f"{end} beenden, oder mit 'kontakt start --port' einen freien Anschluss nehmen "
                "(auch in der Erweiterung).",
            )
        else:
            yield Finding(
                "companion", "warning", "Der Begleiter läuft nicht.", "'kontakt start' startet ihn."
            )
        return
    status = running.call(found, "GET", "/control/v1/status")
    yield Finding("companion", "ok", f"Der Begleiter läuft auf http://{HOST}:{found.port}")
    yield from _matcher(status["matcher"])
    if status["log_problem"]:
        yield Finding("log", "error", status["log_problem"]["message"], status["log_problem"]["hint"])
    for notice in status["notices"]:
        yield Finding("log", "warning", notice)


def _autostart(_settings: Settings, _today: date) -> Iterator[Finding]:
    said = (
        "Der Begleiter startet mit der Anmeldung."
        if is_on()
        else "Der Begleiter startet nicht von selbst; 'kontakt autostart on' ändert das."
    )
    yield Finding("autostart", "ok", said)


def _matcher(status: dict[str, Any]) -> Iterator[Finding]:
    if status["failed"]:
        yield Finding(
            "matcher",
            "error",
            "Die Vorschläge ließen sich nicht vorbereiten.",
            "Freien Platz prüfen und neu starten.",
        )
    elif status["ready"]:
        yield Finding("matcher", "ok", "Die Vorschläge sind bereit.")
    else:
        yield Finding(
            "matcher",
            "warning",
            f"Die Vorschläge werden vorbereitet ({status['progress']:.0%}).",
            "Kurz warten.",
        )


def _browsers(settings: Settings, _today: date) -> Iterator[Finding]:
    from companion.api.pairings import Pairings

    paired = Pairings(settings.pairings).all() if settings.pairings.exists() else ()
    if not paired:
        yield Finding(
            "browsers", "warning", "Es ist kein Browser gekoppelt.", "'kontakt pair' zeigt einen Code."
        )
    for item in paired:
        seen = f"{date.fromisoformat(item.last_seen_on):%d.%m.%Y}"
        yield Finding("browsers", "ok", f"Gekoppelt: {item.name}, zuletzt da am {seen}")


def _log(settings: Settings, today: date) -> Iterator[Finding]:
    path = settings.contacts_db
    kept = backups(backup_folder(path))
    made_on = day_of(kept[0]) if kept else None
    if is_gone(path):
        if made_on:
            message = f"Das Kontaktbuch ist verschwunden oder leer. Die letzte Sicherung ist vom {made_on:%d.%m.%Y}."
            yield Finding("log", "error", message, "'kontakt start' stellt es aus ihr wieder her.")
        else:
            yield Finding("log", "ok", "Das Kontaktbuch entsteht mit dem ersten Start.")
        return
    if _is_damaged(settings):
        remedy = "beginnt es neu; eine Sicherung gibt es nicht. Die beschädigte Datei bleibt 14 Tage."
        if made_on:
            remedy = f"stellt es aus der Sicherung vom {made_on:%d.%m.%Y} wieder her."
        remedy = f"Läuft der Begleiter, ihn beenden. 'kontakt start' {remedy}"
        yield Finding("log", "error", "Das Kontaktbuch ist beschädigt.", remedy)
        return
    newest = f"letzte Sicherung {made_on:%d.%m.%Y}" if made_on else "noch keine Sicherung"
    yield Finding("log", "ok", f"Kontaktbuch: {path.stat().st_size / 1024:.0f} KB, {newest}")
    yield from _backup(path, made_on, today)
    secret = (
        "mit SQLCipher verschlüsselt"
        if is_encrypted(path)
        else "nicht eigens verschlüsselt (siehe Festplatte)"
    )
    yield Finding("log_encryption", "ok", f"Das Kontaktbuch ist {secret}.")


def _is_damaged(settings: Settings) -> bool:
    """Whether the file is damaged, as far as that can be seen while a companion may be writing to it."""
    try:
        return is_damaged(settings.contacts_db, connection_for(settings.contacts_db))
    except KontaktError:
        if running.is_held(settings):
            return False
        raise


def _backup(path: Path, made_on: date | None, today: date) -> Iterator[Finding]:
    """A backup that is old, or none of a log that is no longer new."""
    age = (today - (made_on or _there_since(path))).days
    if age <= OLD_BACKUP_DAYS:
        return
    message = f"Die letzte Sicherung des Kontaktbuchs ist {age} Tage alt."
    if made_on is None:
        message = (
            f"Das Kontaktbuch gibt es seit mindestens {age} Tagen, aber keine Sicherung davon: "
            "Der Ordner backups daneben fehlt oder ist leer."
        )
    remedy = "Den Begleiter starten, er sichert jeden Tag einmal; oder: kontakt contacts backup"
    yield Finding("log_backup", "warning", message, remedy)


def _there_since(path: Path) -> date:
    """The earliest day the system tells of a file; Linux tells only when it last changed, not when it was made."""
    found = path.stat()
    return date.fromtimestamp(min(found.st_mtime, getattr(found, "st_birthtime", found.st_mtime)))


def _disk(settings: Settings, _today: date) -> Iterator[Finding]:
    encrypted, how = disk_encryption(settings.data)
    if encrypted:
        yield Finding("disk_encryption", "ok", f"Die Festplatte ist verschlüsselt ({how}).")
    elif settings.contacts_db.is_file() and is_encrypted(settings.contacts_db):
        yield Finding(
            "disk_encryption",
            "ok",
            "Das Kontaktbuch ist eigens verschlüsselt, unabhängig von der Festplatte.",
        )
    else:
        found = "ist nicht verschlüsselt" if encrypted is False else "ließ sich nicht prüfen"
        yield Finding(
            "disk_encryption",
            "warning",
            f"Die Verschlüsselung der Festplatte {found} ({how})."
            if encrypted is None
            else f"Die Festplatte {found}.",
            "BitLocker (Windows), FileVault (macOS) oder LUKS (Linux) einschalten. Nur das Kontaktbuch: "
            "kontakt contacts encrypt, wenn der Begleiter beendet ist; dafür braucht es das Zusatzpaket sqlcipher.",
        )


def _extension(_settings: Settings, _today: date) -> Iterator[Finding]:
    folder = shipped("extension")
    if not (folder / "manifest.json").is_file():
        yield Finding("extension", "error", "Die Erweiterung fehlt.", "kontakt neu installieren.")
        return
    browsers = [
        name
        for name in ("chromium", "google-chrome", "microsoft-edge", "firefox", "firefox-esr")
        if shutil.which(name)
    ]
    seen = f" Gefundene Browser: {', '.join(browsers)}." if browsers else ""
    yield Finding("extension", "ok", f"Die Erweiterung liegt in {folder}.{seen}")
