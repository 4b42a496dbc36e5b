"""What every page of the group works with: the working bank, the bank in use, what is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from companion.bank.files import Reading
from companion.bank.shelf import shelf_of
from companion.desk.desk import Desk
from companion.desk.drafts import Drafts
from companion.errors import KontaktError
from companion.sharing.history import WorkingBank, is_working_bank

if TYPE_CHECKING:
    from companion.sharing.usage import Usage

UsageAndGaps = tuple[Mapping[str, "Usage"], Mapping[str, int]]


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """Changes with every file that comes, changes or goes; what goes while it is looked at is left out."""
    found = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            found.append((path.name, path.stat().st_mtime_ns))
    return tuple(sorted(found))


class BankRoom:
    """What the pages of the group share; thread-safe.

    Attributes:
        drafts: text that was typed and not saved.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.drafts = Drafts(desk.settings.data / "desk_drafts")
        self._usage: tuple[object, UsageAndGaps] = (None, ({}, {}))

    @property
    def has_working_bank(self) -> bool:
        """Whether texts are written on this laptop."""
        return is_working_bank(self.desk.settings.working_bank)

    @property
    def may_begin(self) -> bool:
        """Whether this laptop is one on which texts could be written."""
        return self.desk.preferences.role != "kontakter"

    @contextmanager
    def working(self) -> Iterator[WorkingBank]:
        """The working bank, open for one request.

        Raises:
            KontaktError: ``no_working_bank`` (409).
        """
        if not self.has_working_bank:
            raise KontaktError(
                "Auf diesem Rechner werden noch keine Texte bearbeitet.",
                "Unter Antwortbank lässt sich die Arbeitsfassung anlegen.",
                code="no_working_bank",
                status=409,
            )
        with WorkingBank(self.desk.settings.working_bank) as bank:
            yield bank

    def reading(self, today: date) -> Reading:
        """The working bank as it is now."""
        return shelf_of(self.desk.settings.working_bank).reading(today)

    def reading_in_use(self, today: date) -> Reading:
        """The bank from which the team is given suggestions."""
        return shelf_of(self.desk.parts.active.folder).reading(today)

    def usage(self) -> UsageAndGaps:
        """How entries were used and which topics had no answer, from the merged batches.

        Where these cannot be read nothing is known of it; *Heute* and *Kontakte* say why.
        """
        batches = self.desk.settings.data / "pool" / "batches"
        if not batches.is_dir():
            return {}, {}
        stamp = _stamp(batches)
        if self._usage[0] != stamp:
            # Imported here: DuckDB takes a second to load, and most laptops have no batches.
            from companion.export.source import pool_of
            from companion.sharing.usage import usage_of_pool

            try:
                self._usage = (stamp, usage_of_pool(pool_of(self.desk.settings)))
            except KontaktError:
                return {}, {}
        return self._usage[1]
