"""Which quarters can be released, and what of them is out already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from companion.codebook import Codebook
from companion.config import Settings
from companion.contacts.view import view_log
from companion.errors import KontaktError
from companion.export.periods import Period, period_of
from companion.export.register import Register
from companion.export.source import Source, pool_of


@dataclass(frozen=True)
class Quarter:
    """A quarter with contacts.

    Attributes:
        period: which.
        rows: frozen contacts in it.
        closed_on: first day on which it can be released.
        closed: whether that day has come.
        public: revision of the public release that is out, or ``None``.
        internal: the same of the internal one.
    """

    period: Period
    rows: int
    closed_on: date
    closed: bool
    public: int | None
    internal: int | None


def quarters(settings: Settings, codebook: Codebook, today: date, source: Source = "auto") -> list[Quarter]:
    """Every quarter with frozen contacts, the latest first; none where there is neither pool nor log.

    Args:
        settings: the data folder.
        codebook: the closed lists.
        today: local day.
        source: ``auto`` takes the pool if anything was received.
    """
    register, counts = Register(settings.data / "releases.json"), _weeks(settings, codebook, source)
    found: dict[Period, int] = {}
    for week, count in counts.items():
        period = period_of(week)
        found[period] = found.get(period, 0) + count
    return [
        Quarter(
            period,
            rows,
            period.closed_on,
            today >= period.closed_on,
            register.revision_of("public", str(period)),
            register.revision_of("internal", str(period)),
        )
        for period, rows in sorted(found.items(), reverse=True)
    ]


def _weeks(settings: Settings, codebook: Codebook, source: Source) -> dict[str, int]:
    files = pool_of(settings).files("contacts") if source != "log" else []
    if files or source == "pool":
        if not files:
            return {}
        with duckdb.connect() as connection:
            return dict(
                connection.execute(
                    "SELECT woche, count(*) FROM read_parquet($files, union_by_name = true) GROUP BY 1",
                    {"files": files},
                ).fetchall()
            )
    try:
        with view_log(settings.contacts_db, codebook) as log, log.store.reading() as reading:
            return dict(reading.execute("SELECT woche, count(*) FROM contacts_frozen GROUP BY 1").fetchall())
    except KontaktError as error:
        if error.code != "no_log":
            raise
        return {}
