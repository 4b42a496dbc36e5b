"""k-anonymity by the frozen ladder, on a histogram, in DuckDB; then an independent check that fails closed.

Method: for each rung release the classes with at least k first contacts and l different known values of every
sensitive column, take them out, recode the rest one step further (multi-dimensional global recoding, after
LeFevre et al. 2005/2006 and Samarati 2001). First contacts are counted, not rows: five rows may be one person. What
is left after the last rung is recoded as a whole, together with the smallest released classes until it is a class of
its own: nothing is left out that a difference to a published total would show. Only a period that is too small
altogether is suppressed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from companion.codebook import Codebook
from companion.errors import KontaktError
from companion.export.ladder import ALL, Ladder

FIRST = "kontaktart = 'erstkontakt'"


class NotAnonymousError(KontaktError):
    """The output did not pass its check; nothing was written."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Die Prüfung der Ausgabe ist nicht bestanden: {what}.",
            "Es wurde nichts ausgegeben. Das ist ein Fehler des Programms; bitte melden.",
            code="not_anonymous",
            status=500,
        )


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


def anonymise(connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder) -> Outcome:
    """Make the table ``released`` from the table ``prepared``.

    Args:
        connection: DuckDB with ``prepared``: one text column per column of the ladder, and
            ``n``, the number of such contacts.
        codebook: tells missing codes of sensitive columns.
        ladder: the frozen recodings.

    Raises:
        NotAnonymousError: the output did not pass; ``released`` is dropped.
    """
    every = ", ".join(f'"{column}"' for column in ladder.columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE rest AS SELECT {every}, CAST(sum(n) AS BIGINT) AS n FROM prepared GROUP BY ALL"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE taken AS SELECT *, "
        + ", ".join(f"'' AS out_{column}" for column in ladder.identifiers)
        + " FROM rest LIMIT 0"
    )
    for rung in ladder.rungs:
        _climb(connection, codebook, ladder, rung)
    _gather(connection, codebook, ladder)
    outputs = ", ".join(f'out_{column} AS "{column}"' for column in ladder.identifiers)
    others = ", ".join(f'"{column}"' for column in (*ladder.kept, *ladder.sensitive))
    # Sorted by content while it is still a histogram, then written out; DuckDB keeps that order.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE cells AS SELECT {outputs}, {others}, CAST(sum(n) AS BIGINT) AS n FROM taken "
        "GROUP BY ALL ORDER BY ALL"
    )
    for done in ("rest", "step", "good", "taken"):
        connection.execute(f"DROP TABLE IF EXISTS {done}")
    connection.execute(
        "CREATE OR REPLACE TABLE released AS SELECT * EXCLUDE (n, copy) FROM "
        "(SELECT *, unnest(range(n)) AS copy FROM cells)"
    )
    connection.execute("DROP TABLE cells")
    try:
        check(connection, codebook, ladder)
    except NotAnonymousError:
        connection.execute("DROP TABLE released")
        raise
    return _outcome(connection, codebook, ladder)


def check(connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder) -> None:
    """Look at the table ``released`` alone, knowing nothing of how it came about.

    Raises:
        NotAnonymousError: a class has fewer than k first contacts, fewer than l known values of a sensitive column,
            or a value is neither a code of the codebook nor one of its recodings.
    """
    keys = ", ".join(f'"{column}"' for column in ladder.identifiers)
    small = connection.execute(
        f"SELECT count(*) FROM (SELECT count_if({FIRST}) AS firsts FROM released GROUP BY {keys}) WHERE firsts < ?",
        [ladder.k],
    ).fetchall()[0][0]
    if small:
        raise NotAnonymousError("eine Gruppe ist zu klein")
    for column in ladder.sensitive:
        known = _known(codebook, column)
        thin = connection.execute(
            f'SELECT count(*) FROM (SELECT count(DISTINCT "{column}") FILTER ({known}) AS kinds FROM released '
            f"GROUP BY {keys}) WHERE kinds < ?",
            [ladder.l],
        ).fetchall()[0][0]
        if thin:
            raise NotAnonymousError("in einer Gruppe stimmen alle Angaben überein")
    for column in ladder.columns:
        _check_values(connection, codebook, ladder, column)


def _check_values(
    connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder, column: str
) -> None:
    values = {
        value for (value,) in connection.execute(f'SELECT DISTINCT "{column}" FROM released').fetchall()
    }
    recoded = {code for mapping in ladder.recodings.get(column, ()) for code in mapping.values()}
    vocabulary = codebook.vocabularies.get(column)
    if vocabulary is None:
        months = connection.execute(f'SELECT DISTINCT "{column}" FROM prepared').fetchall()
        known = {value for (value,) in months}
    else:
        known = set(vocabulary.codes)
    if not values <= known | recoded:
        raise NotAnonymousError("ein Wert ist keine Umkodierung der Eingabe")


def _climb(
    connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder, rung: tuple[int, ...]
) -> None:
    """Move the classes that are large and varied enough at this rung from ``rest`` to ``taken``."""
    outputs = [
        ladder.expression(column, level) for column, level in zip(ladder.identifiers, rung, strict=True)
    ]
    named = ", ".join(
        f"{sql} AS out_{column}" for column, sql in zip(ladder.identifiers, outputs, strict=True)
    )
    keys = ", ".join(f"out_{column}" for column in ladder.identifiers)
    kinds = " AND ".join(
        f'count(DISTINCT "{column}") FILTER ({_known(codebook, column)}) >= {ladder.l}'
        for column in ladder.sensitive
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE step AS SELECT *, {named} FROM rest")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE good AS SELECT {keys} FROM step GROUP BY {keys} "
        f"HAVING coalesce(sum(n) FILTER (WHERE {FIRST}), 0) >= {ladder.k} AND {kinds}"
    )
    connection.execute(f"INSERT INTO taken SELECT step.* FROM step SEMI JOIN good USING ({keys})")
    left = ", ".join(f'"{column}"' for column in ladder.columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE rest AS SELECT {left}, n FROM step ANTI JOIN good USING ({keys})"
    )


def _gather(connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder) -> None:
    """Put what is left into one class of the last rung, with the smallest other classes until it is large enough.

    So nothing is left out as long as anything can be released: a difference to totals published elsewhere shows nobody.
    """
    keys = ", ".join(f"out_{column}" for column in ladder.identifiers)
    left = ", ".join(f'"{column}"' for column in ladder.columns)
    while connection.execute("SELECT count(*) FROM rest").fetchall()[0][0]:
        _climb(connection, codebook, ladder, ladder.rungs[-1])
        done = not connection.execute("SELECT count(*) FROM rest").fetchall()[0][0]
        if done or not connection.execute("SELECT count(*) FROM taken").fetchall()[0][0]:
            return
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE good AS SELECT {keys} FROM taken GROUP BY {keys} "
            f"ORDER BY sum(n) FILTER (WHERE {FIRST}), {keys} LIMIT 1"
        )
        connection.execute(f"INSERT INTO rest SELECT {left}, n FROM taken SEMI JOIN good USING ({keys})")
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE taken AS SELECT * FROM taken ANTI JOIN good USING ({keys})"
        )


def _outcome(connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder) -> Outcome:
    keys = ", ".join(f'"{column}"' for column in ladder.identifiers)
    rows = connection.execute("SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM prepared").fetchall()[0][0]
    released, firsts = connection.execute(f"SELECT count(*), count_if({FIRST}) FROM released").fetchall()[0]
    classes, smallest = connection.execute(
        f"SELECT count(*), coalesce(min(firsts), 0) FROM "
        f"(SELECT count_if({FIRST}) AS firsts FROM released GROUP BY {keys})"
    ).fetchall()[0]
    shares = {}
    for column in ladder.sensitive:
        known = _known(codebook, column)
        shares[column] = connection.execute(
            f"SELECT coalesce(max(share), 0) FROM (SELECT n / sum(n) OVER (PARTITION BY {keys}) AS share FROM "
            f'(SELECT {keys}, "{column}", count(*) AS n FROM released {known} GROUP BY ALL))'
        ).fetchall()[0][0]
    loss = {}
    for column in ladder.identifiers:
        possible = connection.execute(f'SELECT count(DISTINCT "{column}") FROM prepared').fetchall()[0][0]
        counts = connection.execute(f'SELECT "{column}", count(*) FROM released GROUP BY ALL').fetchall()
        lost = sum(n * ladder.loss(column, value, possible) for value, n in counts) + (rows - released)
        loss[column] = lost / rows if rows else 0.0
    return Outcome(rows, released, rows - released, firsts, classes, smallest, shares, loss)


def _known(codebook: Codebook, column: str) -> str:
    """SQL: the value of a sensitive column says something."""
    missing = ", ".join(f"'{code}'" for code in (*codebook.vocabularies[column].missing, ALL))
    return f'WHERE "{column}" NOT IN ({missing})'
