"""What the anonymisation of a period cost, and what risk remains: the figures of the risk and utility sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from companion.codebook import Codebook
from companion.export.anonymity import FIRST, distinct, known, names
from companion.export.ladder import Ladder


@dataclass(frozen=True)
class Outcome:
    """What the anonymisation did to a period.

    Attributes:
        rows: rows before.
        released: rows in the table ``released``.
        suppressed: rows left out.
        first_contacts: first contacts released.
        classes: number of classes released.
        smallest: first contacts of the smallest class, 0 if nothing was released.
        largest_share: largest share of one known value within a class, per sensitive column.
        loss: per quasi-identifier, mean share of detail lost over all rows (suppressed rows count as 1).
    """

    rows: int
    released: int
    suppressed: int
    first_contacts: int
    classes: int
    smallest: int
    largest_share: Mapping[str, float]
    loss: Mapping[str, float]

    @property
    def prosecutor_risk(self) -> float:
        """Highest chance to point at the right person knowing that they are in the data: 1 / smallest class."""
        return 1 / self.smallest if self.smallest else 0.0

    @property
    def marketer_risk(self) -> float:
        """Mean chance over all first contacts: classes / first contacts."""
        return self.classes / self.first_contacts if self.first_contacts else 0.0


def measure(connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder) -> Outcome:
    """Figures from the table ``prepared`` and the checked histogram ``counted`` of the output."""
    keys = names(ladder.identifiers)
    rows = connection.execute("SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM prepared").fetchall()[0][0]
    released, firsts, classes, smallest = connection.execute(
        f"SELECT CAST(coalesce(sum(n), 0) AS BIGINT), CAST(coalesce(sum(firsts), 0) AS BIGINT), count(*), "
        "CAST(coalesce(min(firsts), 0) AS BIGINT) FROM "
        f"(SELECT sum(n) AS n, coalesce(sum(n) FILTER (WHERE {FIRST}), 0) AS firsts FROM counted GROUP BY {keys})"
    ).fetchall()[0]
    shares = {}
    for column in ladder.sensitive:
        shares[column] = connection.execute(
            f"SELECT coalesce(max(share), 0) FROM (SELECT n / sum(n) OVER (PARTITION BY {keys}) AS share FROM "
            f'(SELECT {keys}, "{column}", sum(n) AS n FROM counted WHERE {known(codebook, column)} GROUP BY ALL))'
        ).fetchall()[0][0]
    loss = {}
    for column in ladder.identifiers:
        possible = len(distinct(connection, column, "prepared"))
        counts = connection.execute(f'SELECT "{column}", sum(n) FROM counted GROUP BY ALL').fetchall()
        lost = sum(int(n) * ladder.loss(column, value, possible) for value, n in counts) + (rows - released)
        loss[column] = lost / rows if rows else 0.0
    return Outcome(rows, released, rows - released, firsts, classes, smallest, shares, loss)
