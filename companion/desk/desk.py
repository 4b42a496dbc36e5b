"""What the pages work with; handed to every page group, so that nothing is global."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from flask import Blueprint

from companion.api.guard import Access, Body
from companion.api.parts import Parts
from companion.config import Settings
from companion.desk.jobs import Jobs
from companion.desk.links import Links
from companion.desk.preferences import Preferences
from companion.desk.session import Sessions
from companion.desk.shown import Shown
from companion.desk.warming import warm_in_background
from companion.desk.windows import Windows


@dataclass
class Desk:
    """The living parts of one desk.

    Attributes:
        parts: bank in use, contact log, codebook, pairings, guard.
        settings: where things lie.
        preferences: what this laptop is used for, kept in the data folder.
        sessions, links: who is signed in, and the one-time links that sign in.
        jobs: long work in the background.
        shown: the proposal that was shown last.
        windows: calls to the open window.
    """

    parts: Parts
    settings: Settings = field(init=False)
    preferences: Preferences = field(init=False)
    sessions: Sessions = field(init=False)
    links: Links = field(init=False)
    jobs: Jobs = field(init=False)
    shown: Shown = field(default_factory=Shown)
    windows: Windows = field(default_factory=Windows)

    def __post_init__(self) -> None:
        self.settings = self.parts.settings
        self.preferences = Preferences(self.settings.data / "desk.json")
        self.sessions = Sessions(self.parts.guard.port)
        self.links = Links(self.parts.guard.host)
        self.jobs = Jobs()

    def pages(self, name: str, import_name: str) -> Blueprint:
        """An empty blueprint ``desk_NAME`` under ``/desk``, for signed-in people only."""
        self.parts.guard.allow(f"desk_{name}.", Access.DESK)
        return Blueprint(f"desk_{name}", import_name, url_prefix="/desk")

    def takes(self, endpoint: str, body: Body) -> None:
        """Say that an endpoint takes another body than a form of 64 KiB: ``LONG_FORM`` or ``upload(bytes)``."""
        self.parts.guard.allow(endpoint, Access.DESK, body)

    def warm(self) -> threading.Thread:
        """Read in the background what the first pages need."""
        return warm_in_background(self.settings.working_bank)

    def close(self) -> None:
        """End the background work; sessions end with the process."""
        self.jobs.close()
