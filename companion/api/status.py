"""``GET /api/v1/status``: versions, bank, log and matcher, in figures that say nothing about anybody."""

from __future__ import annotations

from datetime import date

from apiflask import APIBlueprint

from companion import __version__
from companion.api.cards import bank_age
from companion.api.parts import PROTOCOL, Parts
from companion.api.schemas import Status
from companion.errors import KontaktError


def describe(parts: Parts) -> dict[str, object]:
    """The status as JSON data; ``log`` is ``None`` while the log cannot be opened."""
    bank = parts.active.bank
    clock = date.today()
    today = bank.day(clock)
    usable = bank.suggestible(today)
    update = parts.active.update
    try:
        counts: dict[str, int] | None = dict(parts.log.get().counts())
    except KontaktError:
        counts = None
    return {
        "companion": {
            "version": __version__,
            "protocol": PROTOCOL,
            "update": {"version": update.version, "needed": update.needed} if update else None,
        },
        "bank": {
            **bank_age(bank, today),
            "clock_behind": bank.is_ahead_of(clock),
            "title": bank.title,
            "entries": len(bank.entries),
            "suggestible": len(usable),
            "overdue": sum(entry.is_overdue(today) for entry in usable),
            "origin": parts.active.origin,
            "role_sentence": bank.role_sentence,
        },
        "log": counts,
        "notices": list(parts.log.notices()),
        "matcher": {
            "ready": parts.active.ready,
            "progress": round(parts.active.progress, 3),
            "failed": parts.active.failed,
        },
    }


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("status", __name__, tag="Verbindung")

    @routes.get("/api/v1/status")
    @routes.output(Status)
    def status() -> dict[str, object]:
        """How companion, bank, log and matcher are."""
        return describe(parts)

    return routes
