"""What every template knows: navigation, messages, icons, German dates and numbers."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from flask import Flask, request
from jinja2 import StrictUndefined
from markupsafe import Markup

from companion import __version__
from companion.api.guard import DESK_PATH
from companion.desk import csrf, navigation
from companion.desk.desk import Desk
from companion.desk.preferences import ROLES
from companion.desk.session import current, take_flashes
from companion.german_numbers import german_number, german_percent

ICONS = Path(__file__).parent / "templates" / "desk" / "icons"


@cache
def icon(name: str) -> Markup:
    """A simple drawing, always beside a word; it is silent for screen readers.

    Raises:
        FileNotFoundError: there is no ``templates/desk/icons/NAME.svg``.
    """
    return Markup((ICONS / f"{name}.svg").read_text(encoding="utf-8").strip())  # noqa: S704 - our own file


def german_day(day: date | datetime | None) -> str:
    """``29.11.2026``; nothing for no day."""
    return f"{day:%d.%m.%Y}" if day else ""


WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def german_long_day(day: date) -> str:
    """``Sonntag, 29. November 2026``."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day}.\N{NO-BREAK SPACE}{MONTHS[day.month - 1]} {day.year}"


def count(number: int, one: str, many: str) -> str:
    """``1 Baustein``, ``12 Bausteine``, ``keine Bausteine``."""
    return f"keine {many}" if number == 0 else f"{german_number(number)} {one if number == 1 else many}"


def install(app: Flask, desk: Desk) -> None:
    """Tell the app's templates what they need."""
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=german_day, long_day=german_long_day, number=german_number, percent=german_percent
    )
    app.jinja_env.globals.update(icon=icon, csrf_field=csrf.field, count=count, version=__version__)

    @app.context_processor
    def of_this_request() -> dict[str, object]:
        if not request.path.startswith(DESK_PATH):
            return {}
        role = desk.preferences.role
        session = current()
        signed_in = session is not None
        return {
            "csrf_token": csrf.token(),
            "signed_in": signed_in,
            "told_unsaved": session is not None and session.unsaved,
            "navigation": navigation.shown_to(role) if signed_in else (),
            "flashes": take_flashes,
            "news": desk.jobs.news if signed_in else list,
            "past_jobs": bool(signed_in and desk.jobs.past()),
            "role": role,
            "role_label": ROLES[role] if role else "",
        }
