"""Something noted by hand: the same for the command and for the running companion that it asks."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from companion.contacts.check import require_fitting_shift
from companion.contacts.log import ContactLog
from companion.errors import UsageError

KINDS = ("kontakt", "eigener-beitrag", "luecke", "beobachtung", "raum")


def note_by_hand(log: ContactLog, kind: str, given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Write one thing into the log.

    Args:
        log: open for writing.
        kind: one of ``KINDS``.
        given: columns of the codebook.
        today: local day.

    Returns:
        The row as it was written, with its key.

    Raises:
        UsageError: a field that this kind does not have.
        KontaktError: the log refuses a value.
    """
    if kind == "raum":
        return log.rooms.put(given, today)
    key = str(uuid.uuid4())
    if kind == "luecke":
        log.add_gap(key, **_only(given, "thema", "plattform"))
    elif kind == "beobachtung":
        log.add_observation(key, **{"plattform": "sonstige", **_only(given, "plattform", "anzahl")})
    else:
        if kind == "kontakt" and "schicht" in given:
            with suppress(ValueError):  # no day: the log says so
                require_fitting_shift(str(given["schicht"]), date.fromisoformat(str(given.get("tag", today))))
        return (log if kind == "kontakt" else log.own_posts).add({**given, "uuid": key}).to_json()
    return {"uuid": key, **given}


def _only(given: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    if set(given) - set(names):
        raise UsageError("Eines der Felder passt hier nicht.", f"Möglich sind: {', '.join(names)}.")
    return given
