"""Stands in front of every route, also of those that do not exist.

Host: exactly ``127.0.0.1:PORT``, against DNS rebinding. Origin: that of a paired extension. Fetch metadata:
never from another site. Token: only its hash is known. Body: JSON, at most 64 KiB, unambiguous, unless the
route's rule says otherwise. No CORS header is sent. A cookie is read for the pages of the desk alone, and opens
nothing else; a token opens no page of the desk.
"""

from __future__ import annotations

import enum
import hmac
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask import Flask, Request, Response, request
from werkzeug.http import parse_options_header

from companion.api import strict_json
from companion.api.error_shape import BY_STATUS
from companion.api.pairing_window import PairingWindow
from companion.api.pairings import EXTENSION_ORIGIN, Pairings
from companion.config import HOST
from companion.errors import KontaktError

MAX_BODY = 64 * 1024
"""Bytes of a request body; more is refused with 413."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


DESK_PATH = "/desk/"
"""Where the pages for team lead and jurist lie; the path of their cookie too."""

DESK_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    # For "no-referrer" a browser would send "Origin: null" with every form.
    "Referrer-Policy": "same-origin",
}
"""Headers of every answer under ``/desk/``."""


@dataclass(frozen=True)
class Body:
    """What a route takes as its body.

    Attributes:
        media: the media types accepted.
        most: bytes, more is refused with 413.
    """

    media: frozenset[str]
    most: int


JSON = Body(frozenset({"application/json"}), MAX_BODY)
"""What every route takes that says nothing else."""
FORM = Body(frozenset({"application/json", "application/x-www-form-urlencoded"}), MAX_BODY)
"""What a page of the desk takes that says nothing else."""
LONG_FORM = Body(FORM.media, 1024 * 1024)
"""For a form with long texts."""
MAX_UPLOAD = 32 * 1024 * 1024
"""The largest upload any route may ask for; the server itself refuses more."""


def upload(most: int) -> Body:
    """A form with a file, at most ``most`` bytes together; kept in memory, never spooled to a file.

    Raises:
        ValueError: more than ``MAX_UPLOAD``, which the server would refuse.
    """
    if most > MAX_UPLOAD:
        raise ValueError("the server takes no more than MAX_UPLOAD")
    return Body(frozenset({"multipart/form-data"}), most)


class DeskDoor(Protocol):
    """Knows the sessions of the desk; see ``companion.desk.access``."""

    def identify(self, incoming: Request) -> None:
        """Find the session of a request or refuse it (401)."""

    def confirm(self, incoming: Request) -> None:
        """Refuse a request that would change something without the session's own token (403)."""


class Access(enum.Enum):
    """Who may call a route."""

    ANYONE = "anyone"  # of this computer, and no web page: hello, OpenAPI, the start page
    PAIRING = "pairing"  # an extension with a valid code
    PAIRED = "paired"  # the default, also for what does not exist
    CONTROL = "control"  # the commands on this computer, with the secret of running.json
    DESK = "desk"  # a signed-in window or browser: the session's cookie, and its token for whatever changes something
    DESK_ENTRANCE = "desk_entrance"  # the sign-in link, style and script: nothing that needs a session


def _refuse(status: int, code: str = "", message: str = "", hint: str = "") -> KontaktError:
    known = BY_STATUS[status]
    return KontaktError(message or known[1], hint or known[2], code=code or known[0], status=status)


_DESK_HINT = "Bitte kontakt mit 'kontakt window' neu öffnen."


class Guard:
    """The checks, for one app.

    Args:
        port: where the server really listens.
        pairings: the paired browsers.
        window: whether pairing is open.
        control_secret: what ``kontakt pair`` reads from the file that only the owner can read.
    """

    def __init__(
        self, port: int, pairings: Pairings, window: PairingWindow, control_secret: str = ""
    ) -> None:
        self.port = port
        self.host = f"{HOST}:{port}"
        self._pairings = pairings
        self._window = window
        self._control = control_secret or secrets.token_urlsafe(32)
        self._access: dict[str, Access] = {}
        self._bodies: dict[str, Body] = {}
        self._desk: DeskDoor | None = None

    def allow(self, endpoint: str, access: Access, body: Body | None = None) -> None:
        """Say who may call an endpoint, or all endpoints of a blueprint (``"control."``), and with what body."""
        self._access[endpoint] = access
        if body is not None:
            self._bodies[endpoint] = body

    def set_desk(self, door: DeskDoor) -> None:
        """Say who knows the sessions of the desk; without one nobody enters it."""
        self._desk = door

    def access_of(self, endpoint: str | None, path: str = "") -> Access:
        """The rule of an endpoint: its own, its blueprint's, else ``PAIRED`` (``DESK`` under ``/desk/``)."""
        blueprint = (endpoint or "").partition(".")[0] + "."
        listed = self._access.get(endpoint or "") or self._access.get(blueprint)
        return listed or (Access.DESK if path.startswith(DESK_PATH) else Access.PAIRED)

    def body_of(self, endpoint: str | None, path: str = "") -> Body:
        """What an endpoint takes: its own rule, its blueprint's, else a short form for the desk, else JSON."""
        blueprint = (endpoint or "").partition(".")[0] + "."
        listed = self._bodies.get(endpoint or "") or self._bodies.get(blueprint)
        return listed or (FORM if self.access_of(endpoint, path) is Access.DESK else JSON)

    def install(self, app: Flask) -> None:
        """Put the guard in front of everything in the app, and its headers on every answer."""
        app.before_request(self.check)
        app.after_request(add_headers)

    def check(self) -> None:
        """Let the request pass or refuse it.

        Raises:
            KontaktError: 400, 401, 403, 413 or 415 in the one error shape.
        """
        body = self.body_of(request.endpoint, request.path)
        request.max_content_length = request.max_form_memory_size = body.most
        if request.headers.get("Host") != self.host:
            raise _refuse(403, "foreign_host")
        if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise _refuse(403, "cross_site")
        access = self.access_of(request.endpoint, request.path)
        if access is Access.CONTROL:
            self._check_control()
        elif access in (Access.DESK, Access.DESK_ENTRANCE):
            self._check_desk(access)
        elif access is Access.PAIRED:
            self._check_token()
        else:
            self._check_public(access)
        check_body(request, body)
        if access is Access.DESK and self._desk is not None:
            self._desk.confirm(request)

    def _check_desk(self, access: Access) -> None:
        """A page of our own asks, or a person who typed or opened the address; a token is not looked at."""
        origin = request.headers.get("Origin")
        if "Authorization" in request.headers or origin not in (None, f"http://{self.host}"):
            raise _refuse(403, "foreign_origin", hint=_DESK_HINT)
        if access is Access.DESK_ENTRANCE:
            return
        if self._desk is None:
            raise _refuse(403)
        self._desk.identify(request)
        changes = request.method not in ("GET", "HEAD")
        if changes and origin is None and request.headers.get("Sec-Fetch-Site") != "same-origin":
            raise _refuse(403, "foreign_origin", hint=_DESK_HINT)

    def _check_control(self) -> None:
        """A command on this computer: it has read the secret, and it is no browser."""
        if "Origin" in request.headers or "Sec-Fetch-Site" in request.headers:
            raise _refuse(403, "foreign_origin")
        if not hmac.compare_digest(_bearer().encode("utf-8", "surrogateescape"), self._control.encode()):
            raise _refuse(401)

    def _check_token(self) -> None:
        origin = request.headers.get("Origin")
        if origin is None and request.method not in ("GET", "HEAD"):
            raise _refuse(403, "foreign_origin")
        pairing = self._pairings.find(_bearer())
        if origin is not None and origin != (pairing.origin if pairing else origin):
            raise _refuse(403, "foreign_origin")
        if pairing is None:
            # An extension learns that it has to pair (again), a web page only that it may not ask.
            raise (
                _refuse(401)
                if origin is None or EXTENSION_ORIGIN.match(origin)
                else _refuse(403, "foreign_origin")
            )
        self._pairings.seen(pairing, date.today())

    def _check_public(self, access: Access) -> None:
        origin = request.headers.get("Origin")
        if access is Access.PAIRING:
            if origin is None or not EXTENSION_ORIGIN.match(origin):
                raise _refuse(403, "foreign_origin")
        elif origin is not None and origin not in self._pairings.origins():
            newcomer = self._window.is_open() or not self._pairings.all()
            if not (newcomer and EXTENSION_ORIGIN.match(origin)):
                raise _refuse(403, "foreign_origin")


def _bearer() -> str:
    """The token of the request, or an empty string."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def check_body(incoming: Request, rule: Body = JSON) -> None:
    """Only what the rule names, not too much of it, JSON unambiguous, and nothing where nothing belongs.

    Raises:
        KontaktError: 413, 415 or 400.
    """
    if (incoming.content_length or 0) > rule.most:
        raise _refuse(413)
    data = incoming.get_data(cache=True)
    if len(data) > rule.most:
        raise _refuse(413)
    if not data and incoming.method not in ("POST", "PATCH", "PUT"):
        return
    media, options = parse_options_header(incoming.headers.get("Content-Type"))
    if media not in rule.media or options.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise _refuse(415)
    if incoming.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _refuse(415)
    if media == "application/json":
        strict_json.parse(data)


def add_headers(response: Response) -> Response:
    """Headers of every answer; a page may set a stricter or wider policy of its own."""
    headers = DESK_HEADERS if request.path.startswith(DESK_PATH) else HEADERS
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response
