"""Stands in front of every route, also of those that do not exist.

Host: exactly ``127.0.0.1:PORT``, against DNS rebinding. Origin: that of a paired extension. Fetch metadata:
never from another site. Token: only its hash is known. Body: JSON, at most 64 KiB, unambiguous. No CORS
header is sent, no cookie read or set.
"""

from __future__ import annotations

import enum
import hmac
import secrets
from datetime import date

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


class Access(enum.Enum):
    """Who may call a route."""

    ANYONE = "anyone"  # of this computer, and no web page: hello, OpenAPI, the start page
    PAIRING = "pairing"  # an extension with a valid code
    PAIRED = "paired"  # the default, also for what does not exist
    CONTROL = "control"  # the commands on this computer, with the secret of running.json


def _refuse(status: int, code: str = "", message: str = "", hint: str = "") -> KontaktError:
    known = BY_STATUS[status]
    return KontaktError(message or known[1], hint or known[2], code=code or known[0], status=status)


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
        self.host = f"{HOST}:{port}"
        self._pairings = pairings
        self._window = window
        self._control = control_secret or secrets.token_urlsafe(32)
        self._access: dict[str, Access] = {}

    def allow(self, endpoint: str, access: Access) -> None:
        """Say who may call an endpoint, or all endpoints of a blueprint (``"control."``)."""
        self._access[endpoint] = access

    def access_of(self, endpoint: str | None) -> Access:
        """The rule of an endpoint: its own, its blueprint's, else ``PAIRED``."""
        if endpoint is None:
            return Access.PAIRED
        blueprint = endpoint.partition(".")[0] + "."
        return self._access.get(endpoint) or self._access.get(blueprint) or Access.PAIRED

    def install(self, app: Flask) -> None:
        """Put the guard in front of everything in the app, and its headers on every answer."""
        app.before_request(self.check)
        app.after_request(add_headers)

    def check(self) -> None:
        """Let the request pass or refuse it.

        Raises:
            KontaktError: 400, 401, 403, 413 or 415 in the one error shape.
        """
        if request.headers.get("Host") != self.host:
            raise _refuse(403, "foreign_host")
        if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise _refuse(403, "cross_site")
        access = self.access_of(request.endpoint)
        if access is Access.CONTROL:
            self._check_control()
        elif access is Access.PAIRED:
            self._check_token()
        else:
            self._check_public(access)
        check_body(request)

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


def check_body(incoming: Request) -> None:
    """Only unambiguous JSON of at most 64 KiB, and none where none belongs.

    Raises:
        KontaktError: 413, 415 or 400.
    """
    if (incoming.content_length or 0) > MAX_BODY:
        raise _refuse(413)
    data = incoming.get_data(cache=True)
    if len(data) > MAX_BODY:
        raise _refuse(413)
    if not data and incoming.method not in ("POST", "PATCH", "PUT"):
        return
    media, options = parse_options_header(incoming.headers.get("Content-Type"))
    if media != "application/json" or options.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise _refuse(415)
    if incoming.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _refuse(415)
    strict_json.parse(data)


def add_headers(response: Response) -> Response:
    """Headers of every answer; a page may set a stricter or wider policy of its own."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
