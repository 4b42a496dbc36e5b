"""k-anonymity by the frozen ladder, on a histogram, in DuckDB; then an independent check that fails closed.

Method: for each rung release the classes with at least k first contacts and l different known values of every
sensitive column, take them out, recode the rest one step further (multi-dimensional global recoding, after
LeFevre et al. 2005/2006 and Samarati 2001). First contacts are counted, not rows: five rows may be one person. What
is left after the last rung is recoded as a whole, together with the smallest released classes until it is a class of
its own: nothing is left out that a difference to a published total would show. Only a period that is too small
altogether is suppressed.
"""

from __future__ import annotations

import duckdb

from companion.codebook import Codebook
from companion.export.anonymity import FIRST, NotAnonymousError, check, known, names
from companion.export.ladder import ALL, Ladder
from companion.export.rows import enum_of
from companion.export.utility import Outcome, measure


def anonymise(connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder) -> Outcome:
    """Make the table ``released`` from the table ``prepared``.

    Args:
        connection: DuckDB with ``prepared``: one column of codes (text or ENUM) per column of the ladder, and
            ``n``, the number of such contacts.
        codebook: tells missing codes of sensitive columns.
        ladder: the frozen recodings.

    Raises:
        NotAnonymousError: the output did not pass; ``released`` is dropped.
    """
    _cells(connection, codebook, ladder)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE taken AS SELECT *, "
        + ", ".join(f"'' AS out_{column}" for column in ladder.identifiers)
        + " FROM rest LIMIT 0"
    )
    for rung in ladder.rungs:
        _climb(connection, ladder, rung)
    _gather(connection, ladder)
    _recode(connection, ladder)
    for done in ("rest", "step", "good", "taken"):
        connection.execute(f"DROP TABLE IF EXISTS {done}")
    try:
        check(connection, codebook, ladder)
    except NotAnonymousError:
        connection.execute("DROP TABLE released")
        raise
    return measure(connection, codebook, ladder)


def _cells(connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder) -> None:
    """The table ``rest``: every combination of quasi-identifiers once, with all that the ladder decides by.

    That is the number of contacts and of first contacts, and per sensitive column the set of its known values, one bit
    each. There are far fewer of these cells than rows, and only they climb.
    """
    identifiers = names(ladder.identifiers)
    sets, joins = [], []
    for column in ladder.sensitive:
        found = connection.execute(
            f'SELECT DISTINCT CAST("{column}" AS VARCHAR) FROM prepared WHERE {known(codebook, column)} ORDER BY 1'
        ).fetchall()
        bits = [(value, 1 << place) for place, (value,) in enumerate(found)]
        kind = connection.execute(f'SELECT typeof("{column}") FROM prepared LIMIT 1').fetchone()
        connection.execute(
            f'CREATE OR REPLACE TEMP TABLE bit_{column} ("{column}" {kind[0] if kind else "VARCHAR"}, bit HUGEINT)'
        )
        if bits:
            connection.executemany(f"INSERT INTO bit_{column} VALUES (?, ?)", [list(pair) for pair in bits])
        sets.append(f"coalesce(bit_or(bit_{column}.bit), 0) AS set_{column}")
        joins.append(f'LEFT JOIN bit_{column} USING ("{column}")')
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE rest AS SELECT {identifiers}, CAST(sum(n) AS BIGINT) AS n, "
        f"CAST(coalesce(sum(n) FILTER (WHERE {FIRST}), 0) AS BIGINT) AS firsts, {', '.join(sets)} "
        f"FROM prepared {' '.join(joins)} GROUP BY {identifiers}"
    )


def _recode(connection: duckdb.DuckDBPyConnection, ladder: Ladder) -> None:
    """The table ``released``: the rows behind the cells of ``taken``, recoded and sorted by their content.

    Its columns are ENUMs in the order of their text: one byte to sort, keep and count instead of a word.
    """
    parts = []
    for column in ladder.columns:
        name, source = (f"out_{column}", "taken") if column in ladder.identifiers else (column, "prepared")
        query = f'SELECT DISTINCT CAST("{name}" AS VARCHAR) FROM {source} ORDER BY 1'
        values = [value for (value,) in connection.execute(query).fetchall()]
        parts.append(f'CAST(CAST("{name}" AS VARCHAR) AS {enum_of(values or [ALL])}) AS "{column}"')
    columns = names(ladder.columns)
    # Sorted while it is still a histogram, then written out; DuckDB keeps that order.
    connection.execute(
        f"CREATE OR REPLACE TABLE released AS SELECT {columns} FROM (SELECT *, unnest(range(n)) AS copy FROM ("
        f"SELECT {columns}, CAST(sum(n) AS BIGINT) AS n FROM ("
        f"SELECT {', '.join(parts)}, prepared.n FROM prepared JOIN taken USING ({names(ladder.identifiers)})"
        f") GROUP BY ALL ORDER BY {columns}))"
    )


def _climb(connection: duckdb.DuckDBPyConnection, ladder: Ladder, rung: tuple[int, ...]) -> None:
    """Move the classes that are large and varied enough at this rung from ``rest`` to ``taken``."""
    outputs = [
        ladder.expression(column, level) for column, level in zip(ladder.identifiers, rung, strict=True)
    ]
    named = ", ".join(
        f"{sql} AS out_{column}" for column, sql in zip(ladder.identifiers, outputs, strict=True)
    )
    keys = _outputs(ladder)
    kinds = " AND ".join(f"bit_count(bit_or(set_{column})) >= {ladder.l}" for column in ladder.sensitive)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE step AS SELECT *, {named} FROM rest")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE good AS SELECT {keys} FROM step GROUP BY {keys} "
        f"HAVING sum(firsts) >= {ladder.k} AND {kinds}"
    )
    connection.execute(f"INSERT INTO taken SELECT step.* FROM step SEMI JOIN good USING ({keys})")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE rest AS SELECT * EXCLUDE ({keys}) FROM step ANTI JOIN good USING ({keys})"
    )


def _gather(connection: duckdb.DuckDBPyConnection, ladder: Ladder) -> None:
    """Put what is left into one class of the last rung, with the smallest other classes until it is large enough.

    So nothing is left out as long as anything can be released: a difference to totals published elsewhere shows nobody.
    """
    keys = _outputs(ladder)
    while connection.execute("SELECT count(*) FROM rest").fetchall()[0][0]:
        _climb(connection, ladder, ladder.rungs[-1])
        done = not connection.execute("SELECT count(*) FROM rest").fetchall()[0][0]
        if done or not connection.execute("SELECT count(*) FROM taken").fetchall()[0][0]:
            return
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE good AS SELECT {keys} FROM taken GROUP BY {keys} "
            f"ORDER BY sum(firsts), {keys} LIMIT 1"
        )
        connection.execute(
            f"INSERT INTO rest SELECT * EXCLUDE ({keys}) FROM taken SEMI JOIN good USING ({keys})"
        )
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE taken AS SELECT * FROM taken ANTI JOIN good USING ({keys})"
        )


def _outputs(ladder: Ladder) -> str:
    return ", ".join(f"out_{column}" for column in ladder.identifiers)
