"""What the routes work with; handed to every blueprint by the app factory, so that nothing is global."""

from __future__ import annotations

from dataclasses import dataclass

from companion.api.active_bank import ActiveBank
from companion.api.guard import Guard
from companion.api.log_access import LogAccess
from companion.api.pairing_window import PairingWindow
from companion.api.pairings import Pairings
from companion.codebook import Codebook
from companion.config import Settings

PROTOCOL = 1
"""Version of the HTTP interface, raised when the two stop understanding each other: the extension compares it with
``GET /api/v1/hello`` and refuses to work with another one."""


@dataclass(frozen=True)
class Parts:
    """The living parts of one companion."""

    settings: Settings
    active: ActiveBank
    log: LogAccess
    codebook: Codebook
    pairings: Pairings
    window: PairingWindow
    guard: Guard
