"""The desk: pages for the team lead and the jurist, in ``kontakt window`` or any browser.

How a page is added: docs/architecture.md, "How to add a page to the desk".
"""

from __future__ import annotations

from flask import Flask

from companion.api.parts import Parts
from companion.desk import assets, control, job_pages, layout, navigation, sign_in
from companion.desk.access import DeskAccess
from companion.desk.desk import Desk

_NAME = "kontakt_desk"


def install_desk(app: Flask, parts: Parts) -> Desk:
    """Register every page of the desk and its sign-in.

    Raises:
        ValueError: two page groups have the same name or place.
    """
    desk = Desk(parts)
    parts.guard.set_desk(DeskAccess(desk.sessions))
    for room in (assets, control, sign_in, job_pages, *navigation.modules()):
        app.register_blueprint(room.blueprint(desk))
    layout.install(app, desk)
    app.extensions[_NAME] = desk
    return desk


def desk_of(app: Flask) -> Desk:
    """The desk that was installed in an app."""
    desk: Desk = app.extensions[_NAME]
    return desk
