"""The contact log: its copies, putting one back, practice data."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from companion.contacts.backup import backups, day_of, make_backup
from companion.contacts.demo_data import remove
from companion.contacts.encryption import connection_for, is_encrypted
from companion.contacts.opening import BACKUP, backup_folder
from companion.contacts.restoring import backup_of, restore_backup
from companion.contacts.view import view_log
from companion.desk.desk import Desk
from companion.desk.session import flash
from companion.errors import KontaktError


def the_day(text: str) -> date:
    """The day of an address.

    Raises:
        KontaktError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KontaktError(
            "Das ist kein Tag.", "Die Liste neu laden.", code="no_backup", status=404
        ) from None


def copies(folder: Path) -> list[tuple[date, float]]:
    """Day and size in KB of every backup, newest first; what goes in the meantime is left out."""
    found = []
    for copy in backups(folder):
        with suppress(FileNotFoundError):
            found.append((day_of(copy), copy.stat().st_size / 1024))
    return found


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""
    path = desk.settings.contacts_db

    def counts() -> Mapping[str, int] | None:
        try:
            return desk.parts.log.get().counts()
        except KontaktError:
            return None

    @routes.get("/settings/log")
    def log() -> str:
        """What there is, and the copies."""
        return render_template(
            "desk/settings/log.html",
            counts=counts(),
            problem=desk.parts.log.problem(),
            copies=copies(backup_folder(path)),
            encrypted=is_encrypted(path),
        )

    @routes.post("/settings/log/back-up")
    def back_up() -> Response:
        """Copy the log now."""
        log = desk.parts.log.get()
        make_backup(log.store, backup_folder(path), date.today(), connection_for(path))
        log.note(BACKUP, None)
        flash("Das Kontaktbuch ist gesichert.")
        return redirect(url_for("desk_settings.log"), 303)

    @routes.get("/settings/log/restore/<day>")
    def ask_restore(day: str) -> str:
        """What would be lost."""
        wanted = the_day(day)
        with view_log(backup_of(path, wanted), desk.parts.codebook) as copy:
            then = copy.counts()
        return render_template("desk/settings/restore.html", day=wanted, now=counts(), then=then)

    @routes.post("/settings/log/restore/<day>")
    def restore(day: str) -> Response:
        """Put a copy in the place of the log."""
        wanted = the_day(day)
        desk.parts.log.exchange(lambda: restore_backup(path, wanted, desk.parts.codebook))
        problem = desk.parts.log.problem()
        if problem is not None:
            raise problem
        flash(f"Das Kontaktbuch ist jetzt auf dem Stand der Sicherung vom {wanted:%d.%m.%Y}.")
        return redirect(url_for("desk_settings.log"), 303)

    @routes.post("/settings/log/remove-demo")
    def remove_demo() -> Response:
        """Delete practice rows; refused where there are rows from work."""
        remove(desk.parts.log.get())
        flash("Die Übungsdaten sind gelöscht.")
        return redirect(url_for("desk_settings.log"), 303)
