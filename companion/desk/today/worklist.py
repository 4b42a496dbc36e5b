"""Puts the lines together for the role of this laptop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from companion import __version__
from companion.desk.desk import Desk
from companion.desk.people import SIGNS_AS
from companion.desk.preferences import Role
from companion.desk.today import entries, facts, laptop, team
from companion.desk.today.tasks import Task
from companion.sharing.client import Client
from companion.sharing.standing import standing


def worklist(desk: Desk, role: Role | None, today: date) -> list[Task]:
    """Everything that needs whoever works here, unordered."""
    return [*_laptop(desk, role), *_bank(desk, role, today), *_log(desk, role, today)]


def _laptop(desk: Desk, role: Role | None) -> Iterator[Task]:
    parts = desk.parts
    yield from laptop.working(parts.active.failed, parts.log.problem(), facts.free_bytes(desk))
    if role == "kontakter":
        yield from laptop.browser(len(parts.pairings.all()))
    yield from laptop.program(parts.active.update, __version__)


def _bank(desk: Desk, role: Role | None, today: date) -> Iterator[Task]:
    bank, status = desk.parts.active.bank, standing(Client(desk.settings))
    lead, signer = role == "teamleitung", SIGNS_AS.get(role or "")
    if signer:
        yield from team.signatures(facts.of_proposal(desk), signer)
    listed = facts.of_working_bank(desk, today) if signer else None
    if lead:
        yield from entries.waiting(listed or ())
    found = facts.of_lead(desk) if lead else None
    yield from team.connection(status, desk.parts.active.origin, bank, today, lead)
    yield from team.deadlines(status.get("expires", {}), found.renewal if found else None, today, lead)
    if signer:
        yield from entries.due(bank, listed, today)
    if found:
        yield from entries.running_out(bank, today)
        yield from team.deliveries(found.missing, found.problem)
        labels = {code: item.label for code, item in desk.parts.codebook.vocabularies["thema"].codes.items()}
        yield from entries.feedback(found.feedback, bank)
        yield from entries.growing(found.gaps, {**labels, **bank.topics}, today)


def _log(desk: Desk, role: Role | None, today: date) -> Iterator[Task]:
    found = facts.of_log(desk)
    if found is None:
        return
    yield from laptop.backup(found.backup, found.rows, today)
    if role == "kontakter" or found.destination:
        yield from laptop.delivery(found.undelivered, found.destination)
    yield from laptop.rooms(found.rooms, today)
