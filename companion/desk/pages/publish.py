"""*Veröffentlichen*: state of the signed bank, publication, connection, invitations, keys."""

from __future__ import annotations

from flask import Blueprint

from companion.api.guard import upload
from companion.desk.desk import Desk
from companion.desk.navigation import LEAD_AND_JURIST, Nav
from companion.desk.publishing import connection, invitation, keys, state

NAV = Nav("Veröffentlichen", "desk_publish.publish", "publish", order=40, roles=LEAD_AND_JURIST)

KEY_FILES = upload(1024 * 1024)
"""Public keys, sealed backup keys and trust files are small."""


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("publish", __name__)
    for part in (state, connection, invitation, keys):
        part.add(routes, desk)
    for name in ("init", "join", "replace_key", "confirm_key", "use_key"):
        desk.takes(f"desk_publish.{name}", KEY_FILES)
    return routes
