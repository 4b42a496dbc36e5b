"""What the doctor looks at in the answer bank: the one in use, its dates, and the way it comes from the team."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from companion import __version__
from companion.bank.entry import Bank
from companion.bank_in_use import open_bank
from companion.config import Settings
from companion.doctor_finding import Finding
from companion.limits import OLD_BANK_DAYS
from companion.sharing.client import Client
from companion.sharing.standing import standing


def bank(settings: Settings, today: date) -> Iterator[Finding]:
    """The bank in use: which one, how old, what of it is due or over."""
    active = open_bank(settings)
    origin = {"shipped": "mitgeliefert", "folder": "eigener Ordner", "synced": "synchronisiert"}[
        active.origin
    ]
    bank = active.bank
    age = (today - bank.released_on).days
    if update := active.update:
        yield Finding("update", "warning", update.message(__version__), update.remedy)
    elif active.origin == "synced" and bank.program.current:
        yield Finding(
            "update", "ok", f"kontakt {__version__} ist die neueste Fassung, die eure Antwortbank nennt."
        )
    yield Finding(
        "bank",
        "ok",
        f"{bank.title} ({origin}), Fassung {bank.version}, {len(bank.suggestible(today))} nutzbare Bausteine",
    )
    if age < 0:
        yield Finding(
            "clock",
            "error",
            "Die Antwortbank ist jünger als das Datum dieses Rechners.",
            "Datum und Uhrzeit des Rechners stellen.",
        )
    elif age > OLD_BANK_DAYS:
        yield Finding(
            "bank_age",
            "warning",
            f"Die Antwortbank ist {age} Tage alt.",
            "Mit 'kontakt bank sync' aktualisieren.",
        )
    yield from _dates(bank, today)


def _dates(bank: Bank, today: date) -> Iterator[Finding]:
    overdue = [entry.id for entry in bank.suggestible(today) if entry.is_overdue(today)]
    expired = [
        entry.id
        for entry in bank.entries.values()
        if entry.status == "approved" and entry.valid_until is not None and entry.valid_until < today
    ]
    if overdue:
        yield Finding(
            "overdue",
            "warning",
            f"{_entries_are(overdue)} zur Prüfung fällig: {', '.join(overdue[:3])}.",
            "Die Teamleitung oder Jurist*in prüft sie und gibt sie neu frei.",
        )
    if expired:
        will = "wird" if len(expired) == 1 else "werden"
        yield Finding(
            "expired",
            "warning",
            f"{_entries_are(expired)} abgelaufen und {will} nicht vorgeschlagen: {', '.join(expired[:3])}.",
            "Auf den neuen Stand bringen oder zurückziehen.",
        )


def _entries_are(found: list[str]) -> str:
    return "Ein Baustein ist" if len(found) == 1 else f"{len(found)} Bausteine sind"


def sharing(settings: Settings, today: date) -> Iterator[Finding]:
    """How the bank comes from the team: the last fetch and the deadlines of its signatures."""
    status = standing(Client(settings))
    if not status["joined"]:
        yield Finding(
            "sharing",
            "ok",
            "Keine gemeinsame Antwortbank verbunden; die Einladung nimmt 'kontakt bank join' an.",
        )
    elif not status["intact"]:
        yield Finding(
            "sharing",
            "error",
            "Die gemeinsame Antwortbank fehlt oder wurde verändert.",
            "'kontakt bank sync' holt sie neu.",
        )
    else:
        yield Finding("sharing", "ok", f"Gemeinsame Antwortbank, Fassung {status['version']}")
    yield from _expiry(status, today)
    last = status.get("last") or {}
    if last.get("ok") is False:
        yield Finding(
            "sharing_last", "warning", last["message"], last["hint"] or "'kontakt bank sync' wiederholen."
        )


def _expiry(status: dict[str, Any], today: date) -> Iterator[Finding]:
    """What the lead has to renew; the bank that is here stays in use, but nothing newer is believed."""
    days = [date.fromisoformat(status["expires"][name]) for name in status.get("expires_soon", ())]
    if not days:
        return
    first = min(days)
    said = f"endete am {first:%d.%m.%Y}" if first < today else f"endet am {first:%d.%m.%Y}"
    yield Finding(
        "sharing_expiry",
        "warning",
        f"Eine Frist der gemeinsamen Antwortbank {said}; danach kommt nichts Neues mehr an.",
        "'kontakt bank sync' holt neue Fristen. Bleibt es dabei, erneuert sie die Teamleitung ('kontakt bank status').",
    )
