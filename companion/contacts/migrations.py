"""Brings a log of any earlier shape to the present one; each step is whole or not at all.

Two kinds of change: the structure (``MIGRATIONS``, applied once each by sqlite-utils) and the codebook, whose
newer lists and columns are taken over by ``follow_codebook`` without a migration of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from companion.codebook import Codebook
from companion.contacts import schema
from companion.contacts.tables import Database, Migrations
from companion.errors import KontaktError


class NewerLogError(KontaktError):
    """The log was written by a newer kontakt."""

    def __init__(self) -> None:
        super().__init__(
            "Das Kontaktbuch wurde mit einer neueren Fassung von kontakt angelegt.",
            "kontakt auf diesem Rechner aktualisieren. Am Kontaktbuch wurde nichts geändert.",
            code="log_newer",
            status=503,
        )


def migrations(codebook: Codebook) -> Migrations:
    """The structural steps in their order; a released step is never changed."""
    steps = Migrations("kontakt_contacts")

    @steps(name="m001_contacts_gaps_feedback_observations_rooms")
    def first(db: Database) -> None:
        db.execute(schema.STATE)
        db.execute(schema.SPENT)
        for table in codebook.tables.values():
            _create_table(db, codebook, table.name, schema.create_statements(codebook, table))
        _record_version(db, codebook)

    @steps(name="m002_batches_for_the_lead")
    def second(db: Database) -> None:
        db.execute(schema.BATCHES)
        db.execute(schema.DELIVERED)

    return steps


def migrate(db: Database, codebook: Codebook) -> None:
    """Apply what is pending.

    Raises:
        NewerLogError: the file holds steps or a codebook this version does not know; nothing was changed.
        sqlite3.Error: the file cannot be written; nothing was changed.
    """
    steps = migrations(codebook)
    known = {step.name for step in steps.pending(Database(memory=True))}
    if any(step.name not in known for step in steps.applied(db)):
        raise NewerLogError
    if steps.pending(db):
        steps.apply(db)
    follow_codebook(db, codebook)


def follows(db: Database, codebook: Codebook) -> bool:
    """Whether a log has the present structure and codebook; changes nothing."""
    if "state" not in db.table_names() or migrations(codebook).pending(db):
        return False
    return _stored_version(db) == codebook.version


def follow_codebook(db: Database, codebook: Codebook) -> None:
    """Rebuild the tables if the codebook has become newer: new codes are allowed, new columns get defaults.

    Raises:
        NewerLogError: the log follows a newer codebook.
    """
    stored = _stored_version(db)
    if stored > codebook.version:
        raise NewerLogError
    if stored == codebook.version:
        return
    with db.atomic():
        for table in codebook.tables.values():
            existing = set(db.table_names())
            for view in set(db.view_names()) & {table.name}:
                db.execute(f"DROP VIEW {view}")
            defaults = {c.name: _literal(c.default) for c in table.columns.values() if c.default is not None}
            for name, statement in schema.create_statements(codebook, table).items():
                if name in existing:
                    _rebuild(db, name, statement, defaults)
                else:
                    db.execute(statement)
            if table.rest == "open_then_frozen":
                db.execute(schema.view_statement(table))
        _record_version(db, codebook)


def _create_table(db: Database, codebook: Codebook, name: str, statements: dict[str, str]) -> None:
    for statement in statements.values():
        db.execute(statement)
    if codebook.tables[name].rest == "open_then_frozen":
        db.execute(schema.view_statement(codebook.tables[name]))


def _rebuild(db: Database, name: str, statement: str, defaults: dict[str, str]) -> None:
    old = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
    db.execute(f"ALTER TABLE {name} RENAME TO {name}_before")
    db.execute(statement)
    new: Iterable[str] = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
    kept = [column for column in new if column in old or column in defaults]
    values = ", ".join(f'"{column}"' if column in old else defaults[column] for column in kept)
    columns = ", ".join(f'"{column}"' for column in kept)
    db.execute(f"INSERT INTO {name} ({columns}) SELECT {values} FROM {name}_before")
    db.execute(f"DROP TABLE {name}_before")


def _literal(value: str | int | None) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _stored_version(db: Database) -> int:
    found: int = db.execute("SELECT value FROM state WHERE name = 'codebook_version'").fetchone()[0]
    return found


def _record_version(db: Database, codebook: Codebook) -> None:
    db.execute(
        "INSERT INTO state (name, value) VALUES ('codebook_version', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [codebook.version],
    )
