"""The page groups, found by themselves: every module of ``companion.desk.pages`` with ``NAV`` and ``blueprint``."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from flask import Blueprint

from companion.desk import pages
from companion.desk.desk import Desk
from companion.desk.preferences import ROLES, Role

EVERYONE: frozenset[Role] = frozenset(ROLES)
LEAD_AND_JURIST: frozenset[Role] = frozenset({"teamleitung", "jurist"})


@dataclass(frozen=True)
class Nav:
    """How a page group stands in the navigation.

    Attributes:
        label: one German word.
        endpoint: of its first page, ``desk_NAME.function``.
        icon: file name in ``templates/desk/icons`` without ``.svg``.
        order: place from the top: Heute 10, Antwortbank 20, Prüfung 30, Veröffentlichen 40, Kontakte 50,
            Einstellungen 90.
        roles: for whom it is shown.
    """

    label: str
    endpoint: str
    icon: str
    order: int
    roles: frozenset[Role] = EVERYONE

    @property
    def blueprint(self) -> str:
        """Name of the blueprint, by which the current page group is known."""
        return self.endpoint.partition(".")[0]


class PageGroup(Protocol):
    """A module with the pages of one purpose. ``NAV`` is missing where no navigation leads."""

    def blueprint(self, desk: Desk) -> Blueprint:
        """Its routes."""


@cache
def modules() -> tuple[PageGroup, ...]:
    """Every module of ``companion.desk.pages`` that has pages, alphabetically."""
    names = sorted(module.name for module in pkgutil.iter_modules(pages.__path__))
    found = [importlib.import_module(f"{pages.__name__}.{name}") for name in names]
    return tuple(module for module in found if hasattr(module, "blueprint"))


@cache
def everything() -> tuple[Nav, ...]:
    """The whole navigation, from the top."""
    found = [module.NAV for module in modules() if hasattr(module, "NAV")]
    return tuple(sorted(found, key=lambda nav: nav.order))


def shown_to(role: Role | None) -> tuple[Nav, ...]:
    """What somebody in that role sees; before a role is chosen, what everybody sees."""
    return tuple(nav for nav in everything() if (role in nav.roles if role else nav.roles == EVERYONE))
