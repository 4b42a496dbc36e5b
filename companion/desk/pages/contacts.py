"""*Kontakte*: what the team did, in figures that hide the few; deliveries, releases, report, rooms, cycles."""

from __future__ import annotations

from flask import Blueprint

from companion.desk.contacts import cycles, deliveries, feedback, overview, releases, rooms
from companion.desk.desk import Desk
from companion.desk.navigation import Nav

NAV = Nav(
    "Kontakte",
    "desk_contacts.overview",
    "contacts",
    order=50,
    roles=frozenset({"kontakter", "teamleitung"}),
)


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("contacts", __name__)
    for part in (overview, cycles, deliveries, releases, rooms, feedback):
        part.add(routes, desk)
    return routes
