"""Lines about this laptop: program, matching, browser, contact log, backup, delivery, rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from companion.bank.program import Update
from companion.desk.today.tasks import Step, Task, Urgency
from companion.errors import KontaktError
from companion.limits import LOW_DISK, OLD_BACKUP_DAYS

ROOM_DAYS = 14
"""So many days before its day the check of a permission is told."""

_DOCTOR = Step("Nachsehen lassen", "desk_settings.doctor")
_PAIR = Step("Browser koppeln", "desk_settings.browsers")
_BACKUP = Step("Jetzt sichern", "desk_settings.back_up", does=True)
_DELIVER = Step("Jetzt liefern", "desk_contacts.send", does=True)
_DESTINATION = Step("Ziel eintragen", "desk_contacts.deliveries")


def program(update: Update | None, installed: str) -> Iterator[Task]:
    """A newer version of the program that the signed bank speaks of."""
    if update is not None:
        urgency = Urgency.SOON if update.needed else Urgency.SOME_TIME
        yield Task("update", urgency, update.message(installed).rstrip("."), update.remedy)


def working(matcher_failed: bool, log_problem: KontaktError | None, free: int) -> Iterator[Task]:
    """What keeps suggestions or the log from working.

    Args:
        matcher_failed: the last attempt to prepare suggestions broke off.
        log_problem: why the log cannot be opened.
        free: bytes left where the data lies.
    """
    if log_problem is not None:
        yield Task("log", Urgency.NOW, log_problem.message.rstrip("."), log_problem.hint, (_DOCTOR,))
    if matcher_failed:
        more = "Der Begleiter versucht es von selbst noch einmal."
        yield Task("matcher", Urgency.NOW, "Die Vorschläge ließen sich nicht vorbereiten", more, (_DOCTOR,))
    if free < LOW_DISK:
        more = "Bitte Platz schaffen, sonst warten Kontakte im Browser."
        yield Task("disk", Urgency.NOW, f"Auf diesem Rechner sind nur noch {free // 1024**2} MB frei", more)


def browser(paired: int) -> Iterator[Task]:
    """Without a paired browser there are no suggestions."""
    if not paired:
        more = "Erst dann zeigt das Seitenfenster Vorschläge. Das dauert etwa zwei Minuten."
        yield Task("browser", Urgency.NOW, "Es ist noch kein Browser gekoppelt", more, (_PAIR,))


def backup(newest: date | None, rows: int, today: date) -> Iterator[Task]:
    """How old the last copy of the log is.

    Args:
        newest: its day, ``None`` if there is none.
        rows: contacts in the log.
        today: local day.
    """
    if not rows or (newest is not None and newest >= today - timedelta(days=OLD_BACKUP_DAYS)):
        return
    more = "Sonst geschieht das einmal am Tag von selbst."
    said = "Vom Kontaktbuch gibt es noch keine Sicherung"
    if newest is not None:
        said = f"Die letzte Sicherung des Kontaktbuchs ist vom {newest:%d.%m.%Y}"
    yield Task("backup", Urgency.SOON, said, more, (_BACKUP,))


def delivery(undelivered: int, known: bool) -> Iterator[Task]:
    """Finished rows that the lead does not have yet.

    Args:
        undelivered: rows.
        known: whether this laptop knows where to deliver.
    """
    if not undelivered:
        return
    rows = (
        "Ein abgeschlossener Eintrag ist"
        if undelivered == 1
        else f"{undelivered} abgeschlossene Einträge sind"
    )
    if known:
        more = "Geliefert wird versiegelt und ohne Absender."
        yield Task("undelivered", Urgency.SOON, f"{rows} noch nicht geliefert", more, (_DELIVER,))
    else:
        more = "Es fehlt, wohin geliefert wird. Die Teamleitung nennt dir Ablage und Schlüssel."
        yield Task("no_destination", Urgency.SOME_TIME, f"{rows} noch nicht geliefert", more, (_DESTINATION,))


def rooms(register: Iterable[Mapping[str, Any]], today: date) -> Iterator[Task]:
    """Rooms whose permission is to be looked at again."""
    last = (today + timedelta(days=ROOM_DAYS)).isoformat()
    due = sorted((room["pruefung_am"], room["code"]) for room in register if room["pruefung_am"] <= last)
    if not due:
        return
    codes = ", ".join(code for _, code in due[:5]) + (" …" if len(due) > 5 else "")
    first = "Bei einem Raum ist" if len(due) == 1 else f"Bei {len(due)} Räumen ist"
    more = f"{codes}. Gilt die Erlaubnis der Moderation noch, und stimmt die Größe?"
    overdue = due[0][0] < today.isoformat()
    title = f"{first} die Erlaubnis zu prüfen"
    yield Task("rooms", Urgency.SOON if overdue else Urgency.SOME_TIME, title, more,
               (Step("Zu den Räumen", "desk_contacts.rooms"),))  # fmt: skip
