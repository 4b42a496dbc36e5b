"""*Antwortbank*: list, coverage, trying out, editor and history of the entries."""

from __future__ import annotations

from flask import Blueprint

from companion.desk.bank import editor, history, listing, moves, trying
from companion.desk.bank.room import BankRoom
from companion.desk.desk import Desk
from companion.desk.navigation import Nav

NAV = Nav("Antwortbank", "desk_bank.entries", "book", order=20)


def blueprint(desk: Desk) -> Blueprint:
    """Routes of this group."""
    routes = desk.pages("bank", __name__)
    room = BankRoom(desk)
    for part in (listing, editor, moves, history, trying):
        part.add(routes, room)
    return routes
