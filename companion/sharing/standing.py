"""Where this machine stands: which bank it has, who signed it, what runs out. Reads only what lies on the machine."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tuf.api.metadata import Root, Snapshot, Targets, Timestamp

from companion.errors import KontaktError
from companion.sharing.client import Client
from companion.sharing.trust import RENEW_BEFORE_DAYS, signed_by

_METADATA = (Root.type, Targets.type, Snapshot.type, Timestamp.type)
EXPIRES = {
    Targets.type: "Freigabe der Texte",
    Timestamp.type: "Zeitstempel",
    Snapshot.type: "Verzeichnis",
    Root.type: "Vertrauensdatei",
}
"""Part of the metadata → what people call it, in the order of their interest."""


def standing(client: Client) -> dict[str, Any]:
    """What ``kontakt bank status`` and the desk show.

    Returns:
        ``joined``; if so also ``url``, ``version``, ``released_on``, ``age_days``, ``intact``, ``previous`` (version),
        ``targets_version``, ``signed_by`` (roles), ``expires`` (name → ISO day), ``expires_soon`` (names), ``last``
        (how the last attempt ended, or that the connection is damaged), ``clock_behind``.
    """
    if not client.joined:
        return {"joined": False}
    current = client.current()
    trusted = {name: found for name in _METADATA if (found := client.trusted(name))}
    targets = trusted.get(Targets.type)
    released = current.get("released_on")
    age = _age_days(released)
    last = client.last()
    try:
        url = client.connection()["url"]
    except KontaktError as error:
        url = None
        last = {"ok": False, "code": error.code, "message": error.message, "hint": error.hint}
    return {
        "joined": True,
        "url": url,
        "version": current.get("version"),
        "released_on": released,
        "age_days": age,
        "intact": bool(current) and client.intact(current),
        "previous": (current.get("previous") or {}).get("version"),
        "targets_version": targets.signed.version if targets else None,
        "signed_by": signed_by(client.root().signed, Targets.type, targets)[0] if targets else [],
        "expires": {
            name: found.signed.expires.astimezone().date().isoformat() for name, found in trusted.items()
        },
        "expires_soon": expires_soon(client),
        "last": last,
        "clock_behind": (age or 0) < 0,
    }


def expires_soon(client: Client, now: datetime | None = None) -> list[str]:
    """Which of ``root``, ``targets``, ``snapshot``, ``timestamp`` the lead should renew by now."""
    limit = (now or datetime.now(UTC)) + timedelta(days=RENEW_BEFORE_DAYS)
    return [name for name in _METADATA if (found := client.trusted(name)) and found.signed.expires < limit]


def _age_days(released: str | None) -> int | None:
    """Days since the release by the clock of this machine; negative if the clock is behind."""
    return (date.today() - date.fromisoformat(released)).days if released else None
