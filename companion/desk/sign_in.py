"""``/desk/sign-in/…``: from a one-time link to a session, and out again."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for

from companion.api.guard import Access
from companion.desk import csrf
from companion.desk.desk import Desk
from companion.desk.session import current


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("sign_in", __name__)
    desk.parts.guard.allow("desk_sign_in.enter", Access.DESK_ENTRANCE)
    desk.parts.guard.allow("desk_sign_in.signed_out", Access.DESK_ENTRANCE)

    @routes.get("/sign-in/<token>")
    def enter(token: str) -> Response:
        """Use the link up and go to the first page."""
        window = desk.links.use(token)
        response = Response(status=303, headers={"Location": url_for("desk_today.today")})
        desk.sessions.begin(response, window)
        return response

    @routes.get("/token")
    def token() -> dict[str, object]:
        """For scripts of an open page: is somebody signed in here, and with which token, perhaps since another tab?"""
        return {"csrf": csrf.token()}

    @routes.post("/unsaved")
    def unsaved() -> dict[str, object]:
        """The page tells whether it holds text that would be lost; its window asks before it closes."""
        session = current()
        assert session is not None
        sent = request.get_json(silent=True) if request.is_json else None
        session.unsaved = isinstance(sent, dict) and sent.get("unsaved") is True
        return {"unsaved": session.unsaved}

    @routes.post("/sign-out")
    def leave() -> Response:
        """End the session."""
        response = redirect(url_for("desk_sign_in.signed_out"), 303)
        assert isinstance(response, Response)
        desk.sessions.end(request, response)
        return response

    @routes.get("/signed-out")
    def signed_out() -> str:
        """Say that it is over and how to come back."""
        return render_template("desk/signed_out.html")

    return routes
