"""What the lead has received: Parquet files per batch, readable by any engine; merged, idempotent, crash-safe.

``data/<table>/jahr=YYYY/quartal=Q/<batch>.parquet`` and, written last, ``batches/<batch>.json``. Files without their
manifest are left-overs of an import that broke off; they are ignored and replaced by the next one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from companion.errors import KontaktError
from companion.private_files import make_folders, write_whole
from companion.state_file import KEPT, read_state

_KEY = re.compile(r"[0-9a-f]{16}-[0-9]{4}")
REMEDY = (
    "Er liegt im Ordner pool/batches. Die Datei dort umbenennen, zum Beispiel in vermerk.alt, und die Lieferungen "
    "noch einmal aufnehmen; ist sie nicht mehr in der Ablage, den Datenordner aus einer Sicherung zurückholen. "
    "Die Zeilen der Lieferung selbst liegen noch da. " + KEPT
)
"""What to do about the damaged note of a batch; received once more, it is written anew."""


class BatchConflictError(KontaktError):
    """A batch came twice with different content."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Die Lieferung {key} ist schon da, aber mit anderem Inhalt. Sie wurde nicht übernommen.",
            "Die Teamleitung klärt, welche der beiden gilt. An den vorhandenen Daten wurde nichts geändert.",
            code="batch_conflict",
            status=409,
        )


@dataclass(frozen=True)
class Received:
    """A batch in the pool."""

    pseudonym: str
    sequence: int
    period: str
    digest: str
    rows: Mapping[str, int]

    @property
    def key(self) -> str:
        """Its name in the pool."""
        return f"{self.pseudonym}-{self.sequence:04d}"


class Pool:
    """The merged rows of a team in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def batches(self) -> list[Received]:
        """Everything received, by pseudonym and sequence.

        Raises:
            KontaktError: what was noted about one of them is damaged (``pool_unreadable``).
        """
        found = []
        for path in sorted((self.folder / "batches").glob("*.json")):
            if _KEY.fullmatch(path.stem):
                what = f"Der Vermerk zur Lieferung {path.stem}"
                try:
                    found.append(read_state(path, _parsed, what, REMEDY, code="pool_unreadable"))
                except KontaktError as error:
                    # Where it went since it was listed, there is no such delivery any more.
                    if not isinstance(error.__context__, FileNotFoundError):
                        raise
        return found

    def missing(self) -> list[str]:
        """Batches that must exist since a later one of the same pseudonym was received."""
        known: dict[str, set[int]] = {}
        for batch in self.batches():
            known.setdefault(batch.pseudonym, set()).add(batch.sequence)
        return [
            f"{pseudonym}-{sequence:04d}"
            for pseudonym, sequences in sorted(known.items())
            for sequence in range(1, max(sequences))
            if sequence not in sequences
        ]

    def files(self, table: str) -> list[str]:
        """Parquet files of a table that belong to whole batches."""
        keys = {batch.key for batch in self.batches()}
        return [
            str(path)
            for path in sorted((self.folder / "data" / table).glob("*/*/*.parquet"))
            if path.stem in keys
        ]

    def knows(self, batch: Received) -> bool:
        """Whether this very batch was received.

        Raises:
            BatchConflictError: another content was received under its key.
        """
        for other in self.batches():
            if other.key == batch.key:
                if other.digest != batch.digest:
                    raise BatchConflictError(batch.key)
                return True
        return False

    def add(
        self, batch: Received, connection: duckdb.DuckDBPyConnection, quarters: Mapping[str, tuple[int, int]]
    ) -> None:
        """Keep a batch whose rows lie in DuckDB tables with the names of the codebook.

        Args:
            batch: not yet in the pool.
            connection: holds its tables.
            quarters: ISO week → (year, quarter).

        Raises:
            OSError: no room; the pool is as it was.
        """
        for table in batch.rows:
            parts: dict[tuple[int, int], list[str]] = {}
            for (week,) in connection.execute(f"SELECT DISTINCT woche FROM {table}").fetchall():
                parts.setdefault(quarters[week], []).append(week)
            for (year, quarter), weeks in parts.items():
                folder = self.folder / "data" / table / f"jahr={year}" / f"quartal={quarter}"
                make_folders(folder)
                partial = folder / f"{batch.key}.partial"
                connection.execute(
                    f"COPY (SELECT * FROM {table} WHERE woche IN (SELECT unnest($weeks)) ORDER BY ALL) "
                    f"TO '{_sql(partial)}' (FORMAT parquet, COMPRESSION zstd)",
                    {"weeks": weeks},
                )
                partial.chmod(0o600)
                os.replace(partial, folder / f"{batch.key}.parquet")
        manifest: dict[str, Any] = {
            "pseudonym": batch.pseudonym,
            "sequence": batch.sequence,
            "period": batch.period,
            "digest": batch.digest,
            "rows": dict(batch.rows),
        }
        write_whole(
            self.folder / "batches" / f"{batch.key}.json", json.dumps(manifest, sort_keys=True).encode()
        )


def _parsed(raw: Any) -> Received:
    found = Received(raw["pseudonym"], raw["sequence"], raw["period"], raw["digest"], raw["rows"])
    texts, numbers = (found.pseudonym, found.period, found.digest), (found.sequence, *found.rows.values())
    if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in numbers):
        raise TypeError("batch")
    return found


def digest_of(content: bytes) -> str:
    """SHA-256 as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _sql(path: Path) -> str:
    return str(path).replace("'", "''")
