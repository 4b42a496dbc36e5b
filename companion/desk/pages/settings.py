"""*Einstellungen*: this laptop, paired browsers, contact log with backups, doctor, privacy."""

from __future__ import annotations

from flask import Blueprint

from companion.desk.desk import Desk
from companion.desk.navigation import Nav
from companion.desk.setting import browsers, health, laptop, logbook, privacy

NAV = Nav("Einstellungen", "desk_settings.laptop", "settings", order=90)


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("settings", __name__)
    for part in (laptop, browsers, logbook, health, privacy):
        part.add(routes, desk)
    return routes
