"""The independent check of a public release: it looks at the output alone and fails closed."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from companion.codebook import Codebook
from companion.errors import KontaktError
from companion.export.ladder import ALL, Ladder

FIRST = "CAST(kontaktart AS VARCHAR) = 'erstkontakt'"
"""SQL: a row is a first contact."""


class NotAnonymousError(KontaktError):
    """The output did not pass its check; nothing was written."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Die Prüfung der Ausgabe ist nicht bestanden: {what}.",
            "Es wurde nichts ausgegeben. Das ist ein Fehler des Programms; bitte melden.",
            code="not_anonymous",
            status=500,
        )


def check(connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder) -> None:
    """Look at the table ``released`` alone, knowing nothing of how it came about; leaves its histogram ``counted``.

    Raises:
        NotAnonymousError: a class has fewer than k first contacts, fewer than l known values of a sensitive column,
            or a value is neither a code of the codebook nor one of its recodings.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE counted AS SELECT {names(ladder.columns)}, count(*) AS n FROM released "
        "GROUP BY ALL"
    )
    keys = names(ladder.identifiers)
    small = connection.execute(
        f"SELECT count(*) FROM (SELECT coalesce(sum(n) FILTER (WHERE {FIRST}), 0) AS firsts FROM counted "
        f"GROUP BY {keys}) WHERE firsts < ?",
        [ladder.k],
    ).fetchall()[0][0]
    if small:
        raise NotAnonymousError("eine Gruppe ist zu klein")
    for column in ladder.sensitive:
        thin = connection.execute(
            f'SELECT count(*) FROM (SELECT count(DISTINCT "{column}") FILTER (WHERE {known(codebook, column)}) '
            f"AS kinds FROM counted GROUP BY {keys}) WHERE kinds < ?",
            [ladder.l],
        ).fetchall()[0][0]
        if thin:
            raise NotAnonymousError("in einer Gruppe stimmen alle Angaben überein")
    for column in ladder.columns:
        _check_values(connection, codebook, ladder, column)


def _check_values(
    connection: duckdb.DuckDBPyConnection, codebook: Codebook, ladder: Ladder, column: str
) -> None:
    values = distinct(connection, column, "counted")
    recoded = {code for mapping in ladder.recodings.get(column, ()) for code in mapping.values()}
    vocabulary = codebook.vocabularies.get(column)
    allowed = distinct(connection, column, "prepared") if vocabulary is None else set(vocabulary.codes)
    if not values <= allowed | recoded:
        raise NotAnonymousError("ein Wert ist keine Umkodierung der Eingabe")


def distinct(connection: duckdb.DuckDBPyConnection, column: str, table: str) -> set[str]:
    """The different values of a column."""
    return {value for (value,) in connection.execute(f'SELECT DISTINCT "{column}" FROM {table}').fetchall()}


def known(codebook: Codebook, column: str) -> str:
    """SQL: the value of a sensitive column says something."""
    missing = ", ".join(f"'{code}'" for code in (*codebook.vocabularies[column].missing, ALL))
    return f'CAST("{column}" AS VARCHAR) NOT IN ({missing})'


def names(columns: Iterable[str]) -> str:
    """SQL: a list of columns."""
    return ", ".join(f'"{column}"' for column in columns)
