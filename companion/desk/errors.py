"""Turns the one error shape into a page for a person who navigates; a script that asks for JSON gets JSON."""

from __future__ import annotations

from flask import Flask, Response, render_template, request

from companion.api.guard import DESK_PATH

HEADINGS = {
    401: "Bitte anmelden",
    403: "Das geht hier nicht",
    404: "Diese Seite gibt es nicht",
    405: "Das geht hier nicht",
    409: "Das wurde inzwischen geändert",
    413: "Das ist zu groß",
    415: "Das lässt sich nicht lesen",
    422: "Eine Angabe passt nicht",
}

MESSAGES = {
    404: ("Unter dieser Adresse ist nichts.", "Vielleicht wurde es entfernt. Links geht es weiter."),
    405: ("Diese Seite lässt sich so nicht aufrufen.", "Links geht es weiter."),
    413: ("Es ist mehr, als hier auf einmal angenommen wird.", "Bitte kürzen oder aufteilen."),
    415: ("Diese Art von Datei oder Formular wird hier nicht angenommen.", "Bitte die Seite neu laden."),
}
"""Said instead of the sentences for the extension."""
_FOR_THE_EXTENSION = {"not_found", "method_not_allowed", "too_large", "json_only"}


def install(app: Flask) -> None:
    """Answer failures under ``/desk/`` with a page where a page was asked for."""

    @app.after_request
    def as_page(response: Response) -> Response:
        if response.status_code < 400 or not request.path.startswith(DESK_PATH):
            return response
        wanted = request.accept_mimetypes.best_match(["application/json", "text/html"], "application/json")
        error = (response.get_json(silent=True) or {}).get("error") if response.is_json else None
        if wanted != "text/html" or not isinstance(error, dict):
            return response
        status = response.status_code
        message, hint = error["message"], error["hint"]
        if error["code"] in _FOR_THE_EXTENSION and status in MESSAGES:
            message, hint = MESSAGES[status]
        heading = HEADINGS.get(status, "Das hat nicht geklappt")
        response.set_data(render_template("desk/error.html", heading=heading, message=message, hint=hint))
        response.mimetype = "text/html"
        return response
