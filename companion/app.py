"""Puts the rooms together into one Flask app; nothing is global, so tests make as many as they like."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, cast

from apiflask import APIBlueprint, APIFlask
from flask import Flask

from companion import __version__
from companion.api import (
    by_hand,
    codebook,
    contacts,
    control,
    deliveries,
    entries,
    error_shape,
    feedback,
    gaps,
    hello,
    observations,
    openapi,
    pairing,
    rooms,
    start_page,
    status,
    suggestions,
)
from companion.api.guard import MAX_BODY, Access, Guard
from companion.api.log_access import LogAccess
from companion.api.pairing_window import PairingWindow
from companion.api.pairings import Pairings
from companion.api.parts import Parts
from companion.api.schemas import Error
from companion.bank_in_use import open_bank
from companion.codebook import load
from companion.config import Settings
from companion.contacts.opening import open_log
from companion.desk import errors, install_desk
from companion.desk.incoming import Incoming


class Group(Protocol):
    """A module with the routes of one purpose."""

    def blueprint(self, parts: Parts) -> APIBlueprint:
        """Its routes."""


GROUPS: tuple[Group, ...] = (
    hello,
    pairing,
    suggestions,
    entries,
    contacts,
    gaps,
    feedback,
    observations,
    rooms,
    codebook,
    status,
    control,
    deliveries,
    by_hand,
    start_page,
)
"""The rooms behind the guard, one blueprint each."""


def make_parts(settings: Settings, port: int, control_secret: str = "") -> Parts:
    """Open what the routes work with.

    Args:
        settings: where things lie.
        port: where the server really listens.
        control_secret: for the commands on this computer; empty: nobody knows it.

    Raises:
        KontaktError: the bank does not check, or the list of pairings cannot be read.
    """
    book = load()
    pairings, window = Pairings(settings.pairings), PairingWindow()
    return Parts(
        settings=settings,
        active=open_bank(settings),
        log=LogAccess(lambda: open_log(settings.contacts_db, book)),
        codebook=book,
        pairings=pairings,
        window=window,
        guard=Guard(port, pairings, window, control_secret),
    )


def create_app(parts: Parts, more: Iterable[Group] = ()) -> Flask:
    """The app: guard first, then one blueprint per group of routes, one error shape over all.

    Args:
        parts: what the routes work with.
        more: further groups of routes, behind the same guard.
    """
    app = APIFlask(
        "companion",
        title="kontakt-Begleiter",
        version=__version__,
        spec_path="/api/openapi.json",
        docs_path=None,
        static_folder=None,  # type: ignore[arg-type]
        json_errors=True,
    )
    app.request_class = Incoming
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        MAX_CONTENT_LENGTH=MAX_BODY,
        HTTP_ERROR_SCHEMA=Error,
        VALIDATION_ERROR_SCHEMA=Error,
        AUTO_OPERATION_ID=True,
        TRAP_HTTP_EXCEPTIONS=False,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.url_map.merge_slashes = False  # one address per route, never a redirect
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.tags = ["Verbindung", "Vorschläge", "Kontakte"]
    app.security_schemes = {"paired": {"type": "http", "scheme": "bearer"}}
    parts.guard.allow("openapi.", Access.ANYONE)
    for group in (*GROUPS, *more):
        app.register_blueprint(group.blueprint(parts))
    install_desk(app, parts)
    app.spec_processor(lambda document: openapi.complete(app, parts.guard, cast(dict[str, Any], document)))
    error_shape.install(app)
    parts.guard.install(app)
    errors.install(app)  # after the guard's, so that its answers become pages too
    return app
