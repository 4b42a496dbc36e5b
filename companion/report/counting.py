"""Questions to the rows of one cycle, in DuckDB."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from companion.codebook import Codebook
from companion.config import Settings
from companion.export.source import Source, is_synthetic, load_rows
from companion.report.cycles import Cycle

TABLES = ("contacts", "own_posts", "gaps", "feedback", "observations")


class Rows:
    """The frozen rows of a cycle.

    Args:
        connection: its tables ``TABLES`` hold these rows and no others; closed with this.
        codebook: the closed lists.
        cycle: what they are about.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, codebook: Codebook, cycle: Cycle) -> None:
        self.codebook = codebook
        self.cycle = cycle
        self._connection = connection
        self.synthetic = is_synthetic(connection, TABLES)

    @classmethod
    def read(cls, settings: Settings, codebook: Codebook, cycle: Cycle, source: Source = "auto") -> Rows:
        """All columns, from the team's pool or this laptop's log.

        Raises:
            KontaktError: as of ``load_rows``.
        """
        connection = duckdb.connect()
        load_rows(connection, codebook, settings, cycle.weeks, TABLES, source)
        return cls(connection, codebook, cycle)

    def count(self, where: str = "true", table: str = "contacts") -> int:
        """Number of rows for which a condition holds."""
        found: int = self._connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchall()[0][0]
        return found

    def total(self, expression: str, table: str) -> int:
        """Sum of an expression over all rows, 0 if there are none."""
        found = self._connection.execute(f"SELECT coalesce(sum({expression}), 0) FROM {table}").fetchall()[0][
            0
        ]
        return int(found)

    def by_code(
        self, column: str, where: str = "true", table: str = "contacts", *, missing: bool = True
    ) -> dict[str, int]:
        """Label → number of rows for every code of a column that occurs, in the order of the codebook.

        Args:
            column: of a closed list.
            where: condition.
            table: of the codebook.
            missing: whether codes for missing values are among them.
        """
        vocabulary = self.codebook.vocabulary_of(self.codebook.tables[table].columns[column])
        found = dict(
            self._connection.execute(
                f'SELECT CAST("{column}" AS VARCHAR), count(*) FROM {table} WHERE {where} GROUP BY 1'
            ).fetchall()
        )
        return {
            code.label: found[code.code]
            for code in vocabulary.codes.values()
            if code.code in found and (missing or not code.missing)
        }

    def empty(self, column: str) -> set[str]:
        """Labels of the codes of a column of ``contacts`` that stand for a missing value."""
        vocabulary = self.codebook.vocabulary_of(self.codebook.tables["contacts"].columns[column])
        return {code.label for code in vocabulary.codes.values() if code.missing}

    def empty_pillars(self) -> set[str]:
        """Labels of the pillars that stand for a missing value."""
        return {code.label for code in self.codebook.vocabularies["saeule"].codes.values() if code.missing}

    def table(self, column: str, parts: Mapping[str, str], where: str = "true") -> dict[str, dict[str, int]]:
        """Label of a code of a column → part → number of contacts, in the order of the codebook.

        Args:
            column: of a closed list.
            parts: name → condition.
            where: condition for all of them.
        """
        counts = {part: self.by_code(column, f"({where}) AND ({one})") for part, one in parts.items()}
        return {
            label: {part: found.get(label, 0) for part, found in counts.items()}
            for label in self.by_code(column, where)
        }

    def by_pillar(self) -> dict[str, dict[str, int]]:
        """Label of the pillar → label of the topic → number of contacts, in the order of the codebook."""
        pillars = self.codebook.vocabularies["saeule"].codes
        topics = self.codebook.vocabularies["thema"].codes
        counts = self.by_code("thema")
        found: dict[str, dict[str, int]] = {code.label: {} for code in pillars.values()}
        for topic in topics.values():
            if topic.label in counts:
                found[pillars[self.codebook.pillar_of(topic.code)].label][topic.label] = counts[topic.label]
        return {pillar: members for pillar, members in found.items() if members}

    def by_id(self, column: str, where: str) -> dict[str, int]:
        """Id → number of contacts, most frequent first."""
        return dict(
            self._connection.execute(
                f'SELECT "{column}", count(*) FROM contacts WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1'
            ).fetchall()
        )

    def crossed(self, table: str, row: str, column: str, where: str = "true") -> dict[tuple[str, str], int]:
        """(Row, column) → number of rows of a table; both are columns or expressions."""
        query = (
            f"SELECT CAST({row} AS VARCHAR), CAST({column} AS VARCHAR), count(*) FROM {table} WHERE {where}"
        )
        found = self._connection.execute(f"{query} GROUP BY 1, 2 ORDER BY 1, 2").fetchall()
        return {(one, other): count for one, other, count in found}

    def by_week(self, where: str = "true") -> dict[str, int]:
        """Week → number of contacts for which a condition holds, every week of the cycle."""
        query = f"SELECT woche, count(*) FROM contacts WHERE {where} GROUP BY 1"
        found = dict(self._connection.execute(query).fetchall())
        return {week: found.get(week, 0) for week in self.cycle.weeks}

    def missing(self, column: str, where: str = "true") -> float | None:
        """Share of contacts whose column says that there is no value; ``None`` without contacts."""
        codes = ", ".join(
            f"'{c}'"
            for c in self.codebook.vocabulary_of(self.codebook.tables["contacts"].columns[column]).missing
        )
        base = self.count(where)
        return (
            self.count(f'({where}) AND "{column}" IN ({codes})') / base
            if base and codes
            else (0.0 if base else None)
        )

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget the rows."""
        self._connection.close()
