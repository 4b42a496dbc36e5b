"""The token of a session in every form and every fetch that changes something."""

from __future__ import annotations

import hmac

from flask import Request
from markupsafe import Markup

from companion.desk.session import Session, current
from companion.errors import KontaktError

FIELD = "csrf"
HEADER = "X-CSRF"


def matches(session: Session, incoming: Request) -> bool:
    """Whether the header, or else the one field of the form, holds the session's token."""
    sent = incoming.headers.getlist(HEADER) or incoming.form.getlist(FIELD)
    return len(sent) == 1 and hmac.compare_digest(
        sent[0].encode("utf-8", "replace"), session.csrf.encode("ascii")
    )


def check(session: Session, incoming: Request) -> None:
    """Refuse a request whose token is missing or another session's.

    Raises:
        KontaktError: ``csrf`` (403).
    """
    if not matches(session, incoming):
        raise KontaktError(
            "Das Formular gehört nicht zu dieser Anmeldung, es ist nichts geändert.",
            "Bitte zurückgehen, getippten Text kopieren, die Seite neu laden und dann noch einmal absenden.",
            code="csrf",
            status=403,
        )


def token() -> str:
    """The token of the request's session, empty while nobody is signed in."""
    session = current()
    return session.csrf if session else ""


def field() -> Markup:
    """The hidden field for a form, as HTML."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())
