"""One German error shape for every status: ``{"error": {"code", "message", "hint"}}``.

It holds no stack, no path of the system and no word of the request, whatever went wrong.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from typing import Any

from apiflask import APIFlask, HTTPError
from flask import Response, jsonify

from companion.errors import KontaktError
from companion.system_errors import told

log = logging.getLogger("kontakt")

RETRY_AFTER_S = {429: 60, 503: 3, 507: 30}
"""Seconds after which a client may ask again; the queue of unsent contacts keeps its contact on these."""

BY_STATUS: dict[int, tuple[str, str, str]] = {
    400: ("bad_request", "Die Anfrage ist nicht lesbar.", "Bitte Erweiterung und Begleiter aktualisieren."),
    401: (
        "not_paired",
        "Dieser Browser ist nicht gekoppelt.",
        "Einmal koppeln: 'kontakt pair' aufrufen und die sechs Ziffern im Seitenfenster eingeben.",
    ),
    403: (
        "forbidden",
        "Diese Anfrage ist nicht erlaubt.",
        "Nur die gekoppelte Erweiterung darf den Begleiter fragen.",
    ),
    404: ("not_found", "Das gibt es hier nicht.", "Bitte Erweiterung und Begleiter aktualisieren."),
    405: (
        "method_not_allowed",
        "Diese Art der Anfrage gibt es hier nicht.",
        "Bitte Erweiterung und Begleiter aktualisieren.",
    ),
    408: ("too_slow", "Die Anfrage kam zu langsam an.", "Bitte noch einmal versuchen."),
    409: ("conflict", "Das widerspricht dem, was schon gespeichert ist.", "Bitte die Ansicht neu laden."),
    413: (
        "too_large",
        "Die Anfrage ist zu groß.",
        "Bitte einen kürzeren Ausschnitt markieren (höchstens 20.000 Zeichen).",
    ),
    415: (
        "json_only",
        "Der Begleiter nimmt nur JSON an.",
        "Die Anfrage mit 'Content-Type: application/json' senden.",
    ),
    422: ("invalid", "Eine Angabe fehlt oder passt nicht.", "Bitte die Angaben prüfen."),
    429: ("too_many_tries", "Zu viele Versuche.", "Bitte mit 'kontakt pair' einen neuen Code holen."),
    431: (
        "headers_too_large",
        "Die Kopfzeilen der Anfrage sind zu lang.",
        "Bitte Erweiterung und Begleiter aktualisieren.",
    ),
    500: (
        "internal",
        "Im Begleiter ist ein Fehler aufgetreten.",
        "Bitte noch einmal versuchen. Bleibt es dabei: 'kontakt doctor' aufrufen und den Fehler melden.",
    ),
    501: (
        "not_implemented",
        "Diese Art der Übertragung kennt der Begleiter nicht.",
        "Bitte ohne sie noch einmal senden.",
    ),
    503: (
        "unavailable",
        "Der Begleiter ist gerade nicht bereit.",
        "Er versucht es von selbst noch einmal; nichts geht verloren.",
    ),
    507: (
        "disk_full",
        "Auf diesem Rechner ist kein Platz mehr frei.",
        "Bitte Platz schaffen; wartende Kontakte gehen danach von selbst hinaus.",
    ),
}


def body(status: int, code: str = "", message: str = "", hint: str = "") -> dict[str, dict[str, str]]:
    """The error as JSON data; what is not given comes from the sentence of that status."""
    known = BY_STATUS.get(status) or BY_STATUS[400 if status < 500 else 500]
    return {"error": {"code": code or known[0], "message": message or known[1], "hint": hint or known[2]}}


def respond(error: KontaktError) -> Response:
    """Answer an expected failure."""
    response = jsonify(body(error.status, error.code, error.message, error.hint))
    response.status_code = error.status
    if error.status in RETRY_AFTER_S:
        response.headers["Retry-After"] = str(RETRY_AFTER_S[error.status])
    return response


def _named_fields(detail: Any) -> str:
    """Names of the refused fields of our own schema, never what was sent in them."""
    found = detail.get("json") or detail.get("json_or_form") if isinstance(detail, dict) else None
    names = (
        sorted(name for name in found if isinstance(name, str) and not name.startswith("_"))
        if isinstance(found, dict)
        else []
    )
    return ", ".join(names)


def _http_error(error: HTTPError) -> tuple[dict[str, Any], int, Mapping[str, Any]]:
    status = error.status_code
    fields = _named_fields(error.detail) if status == 422 else ""
    message = f"Diese Angabe fehlt oder passt nicht: {fields}." if fields else ""
    keep = {
        name: value for name, value in dict(error.headers or {}).items() if name in ("Allow", "Retry-After")
    }
    return body(status, message=message), status, keep


def _file_refused(error: OSError) -> Response:
    """The system refuses a file: people are told why. The place is logged, the words of the error are not."""
    known = told(error)
    if known is None:
        return _defect(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.warning("trouble with a file: %s at %s:%s", known.code, place.name, place.lineno)
    return respond(known)


def _defect(error: Exception) -> Response:
    """Anything not expected: the place is logged, the words of the error are not, they may quote a post."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("defect: %s at %s:%s", type(error).__name__, place.name, place.lineno)
    return respond(KontaktError(BY_STATUS[500][1], BY_STATUS[500][2], code="internal", status=500))


def install(app: APIFlask) -> None:
    """Make the app answer every failure in this shape."""
    app.error_processor(_http_error)
    app.register_error_handler(KontaktError, respond)
    app.register_error_handler(OSError, _file_refused)
    app.register_error_handler(Exception, _defect)
