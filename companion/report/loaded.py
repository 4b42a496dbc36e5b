"""Every finished row in memory, in the few columns that an overview counts: read once, and each view takes a moment.

A column takes about a byte a row (DuckDB's dictionary), so a hundred thousand contacts are a few megabytes.
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from companion.codebook import Codebook
from companion.config import Settings
from companion.export.progress import Progress, silent
from companion.export.source import Source, check_origin, load_rows
from companion.report.counting import TABLES, Rows
from companion.report.cycles import Cycle
from companion.report.views import Views

COLUMNS = frozenset(
    {
        "woche",
        "herkunft",
        "plattform",
        "thema",
        "raumtyp",
        "reaktion",
        "modus",
        "modus_2",
        "modus_3",
        "mythos_id",
    }
)
"""What an overview asks for; nothing else is taken into memory."""


class Loaded:
    """All frozen rows; any thread may ask at any time.

    Args:
        settings: the data folder.
        codebook: the closed lists.
        source: the team's pool or this laptop's log.
        progress: told while reading.

    Raises:
        KontaktError: there is neither, or it cannot be read.
    """

    def __init__(
        self,
        settings: Settings,
        codebook: Codebook,
        source: Source = "auto",
        progress: Progress = silent,
    ) -> None:
        self.codebook = codebook
        # One thread: the questions take milliseconds, and the person's machine has other things to do.
        self._connection = duckdb.connect(config={"threads": 1})
        load_rows(self._connection, codebook, settings, None, TABLES, source, COLUMNS, progress)
        self._views: dict[tuple[str, ...], Views] = {}

    def weeks(self) -> dict[str, int]:
        """ISO week → contacts, weeks without contacts left out."""
        query = "SELECT woche, count(*) FROM contacts GROUP BY 1"
        return dict(self._connection.cursor().execute(query).fetchall())

    def views(self, cycle: Cycle, unseen: Collection[str] = ()) -> Views:
        """What can be shown of a cycle, kept for the next time.

        Args:
            cycle: which.
            unseen: its weeks that are not shown.

        Raises:
            KontaktError: as of ``rows``.
        """
        key = (cycle.first_week, cycle.last_week, *unseen)
        found = self._views.get(key)
        if found is None:
            with self.rows(cycle) as rows:
                found = self._views[key] = Views(rows, unseen)
        return found

    def rows(self, cycle: Cycle) -> Rows:
        """The rows of a cycle, to be closed.

        Raises:
            KontaktError: demo data lie among real contacts (``mixed_origin``).
        """
        part = self._connection.cursor()
        for name in TABLES:
            part.execute(
                f"CREATE TEMP TABLE {name} AS SELECT * FROM memory.main.{name} WHERE woche IN (SELECT unnest($weeks))",
                {"weeks": cycle.weeks},
            )
        check_origin(part, TABLES)
        return Rows(part, self.codebook, cycle)
