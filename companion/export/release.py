"""Makes a release of a closed quarter: internal (week rows for f-bb) or public (k-anonymous), whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyrage
import pyreadstat
from xlsxwriter.exceptions import XlsxWriterException

from companion.codebook import Codebook
from companion.config import Settings
from companion.errors import KontaktError
from companion.export import describe, formats
from companion.export.anonymise import anonymise
from companion.export.anonymity import names
from companion.export.describe import About
from companion.export.ladder import Ladder, load_ladder
from companion.export.order import sort_by_content
from companion.export.periods import Period
from companion.export.progress import Progress, silent
from companion.export.register import Entry, Register
from companion.export.rows import enum_of
from companion.export.schema import ReleaseColumn, internal_columns, public_columns
from companion.export.seal import recipients
from companion.export.source import Source, is_synthetic, load_rows
from companion.export.utility import Outcome
from companion.private_files import replace_folder
from companion.state_file import changing
from companion.system_errors import reason, remedy

MEMORY = "512MB"
"""What DuckDB may use before it works from disk, in a folder beside the release that is deleted with it."""

ROOM = 1_000_000
"""With fewer bytes free, a library that could not write had no room."""


@dataclass(frozen=True)
class Wish:
    """What is to be released."""

    kind: str
    period: Period
    out: Path
    seal_to: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    source: Source = "auto"
    correct: bool = False


@dataclass(frozen=True)
class _Made:
    """What is about to be written: a DuckDB table, its columns, and how it was recoded."""

    connection: duckdb.DuckDBPyConnection
    table: str
    columns: Sequence[ReleaseColumn]
    formats: Sequence[str]
    ladder: Ladder | None = None
    outcome: Outcome | None = None


def release(
    settings: Settings,
    codebook: Codebook,
    wish: Wish,
    today: date,
    ladder: Ladder | None = None,
    progress: Progress | None = None,
) -> About:
    """Write a release into ``wish.out``.

    Args:
        settings: the data folder.
        codebook: the closed lists.
        wish: what.
        today: local day; only closed quarters are released.
        ladder: the recodings of a public release, the shipped ladder unless told.
        progress: told before each step.

    Raises:
        KontaktError: the quarter is open or empty, was released otherwise, the folder is in use, or the output did not
            pass its check; nothing was written then.
    """
    tell = progress or silent
    wish.period.require_closed(today)
    sealing = recipients(wish.seal_to)
    _require_free(wish.out)
    ladder = ladder or load_ladder()
    spill = wish.out.with_name(f".{wish.out.name}.spill")
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(spill)}) as connection:
        tell("Kontakte lesen", 0.0)
        only = {"woche", "herkunft", *ladder.columns} if wish.kind == "public" else None
        load_rows(
            connection, codebook, settings, wish.period.weeks, ["contacts"], wish.source, only, once=True
        )
        synthetic = is_synthetic(connection, ["contacts"])
        outcome: Outcome | None = None
        if wish.kind == "public":
            tell("Vergröbern und prüfen", 0.3)
            prepare(connection, ladder, wish.period)
            outcome = anonymise(connection, codebook, ladder)
            table, columns = "released", public_columns(codebook, ladder)
        else:
            sort_by_content(connection, "contacts", "ordered")
            table, columns = "ordered", internal_columns(codebook)
        rows = connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
        if not rows:
            raise KontaktError(
                f"Im Zeitraum {wish.period} gibt es nichts, was sich ausgeben lässt.",
                "Den Zeitraum prüfen; sehr kleine Zeiträume lassen sich nicht anonym ausgeben.",
                code="period_empty",
            )
        chosen, left = formats.chosen_formats(wish.formats, rows)
        about = About(
            wish.kind,
            wish.period,
            1,
            rows,
            codebook.version,
            synthetic,
            ladder.version if outcome else None,
            tuple(left),
        )
        made = _Made(connection, table, columns, chosen, ladder if outcome else None, outcome)
        partial = wish.out.with_name(f".{wish.out.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        register = settings.data / "releases.json"
        try:
            # Of two at once the second takes the next revision, or is told that the period is out.
            with changing(register):
                tell("Dateien schreiben", 0.5)
                with _explained(partial):
                    about, content = _write(settings, wish, about, made, partial)
                if sealing:
                    tell("Versiegeln", 0.9)
                    _seal(partial, f"kontakt-{about.kind}-{about.period}-r{about.revision}", sealing)
                rung, k = _granularity(made)
                Register(register).note(
                    about.kind, str(about.period), Entry(rung, k, about.revision, content)
                )
                replace_folder(partial, wish.out)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
            shutil.rmtree(spill, ignore_errors=True)
        tell("Fertig", 1.0)
        return about


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """What keeps the libraries from writing, in words; each has errors of its own for a full disk."""
    try:
        yield
    except (OSError, duckdb.IOException, pyreadstat.PyreadstatError, XlsxWriterException) as error:
        refused = error if isinstance(error, OSError) else None
        if refused is None and shutil.disk_usage(folder).free < ROOM:
            refused = OSError(errno.ENOSPC, "no room")
        why = f" ({reason(refused)})" if refused else ""
        raise KontaktError(
            f"Die Ausgabe ließ sich nicht schreiben{why}.",
            remedy(refused) if refused else "Platz und Rechte des Zielordners prüfen und es wiederholen.",
            code="release_unwritable",
            status=507,
        ) from error


def _granularity(made: _Made) -> tuple[int, int]:
    """Version of the ladder and k; zeros where nothing was recoded."""
    return (made.ladder.version, made.ladder.k) if made.ladder else (0, 0)


def prepare(connection: duckdb.DuckDBPyConnection, ladder: Ladder, period: Period) -> None:
    """The table ``prepared``, a histogram: the ladder's columns, month in place of week, and ``n`` contacts."""
    kind = enum_of(sorted(set(period.months.values())))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE months (woche VARCHAR, monat {kind})")
    connection.executemany("INSERT INTO months VALUES (?, ?)", [list(pair) for pair in period.months.items()])
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE prepared AS SELECT {names(ladder.columns)}, count(*) AS n "
        "FROM contacts JOIN months USING (woche) GROUP BY ALL"
    )


def _write(settings: Settings, wish: Wish, about: About, made: _Made, folder: Path) -> tuple[About, str]:
    """Every file of the release; returns what it is, with its revision, and the hash of its content."""
    connection, table, columns = made.connection, made.table, made.columns
    with formats.write_csv(connection, table, columns, folder).open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    register = Register(settings.data / "releases.json")
    revision = register.revision_for(
        about.kind, str(about.period), *_granularity(made), content, wish.correct
    )
    about = replace(about, revision=revision)
    if "parquet" in made.formats:
        formats.write_parquet(connection, table, columns, folder, wish.period)
    if {"sav", "dta"} & set(made.formats):
        formats.write_statistics(connection, table, columns, folder, about.title, made.formats)
    if "xlsx" in made.formats:
        formats.write_xlsx(connection, table, columns, folder, about.title)
    texts = {
        "einlesen.R": formats.r_script(columns),
        "codebook.md": describe.codebook_markdown(about, columns),
        "datapackage.json": describe.as_json(describe.data_package(about, columns)),
    }
    texts["codebook.html"] = describe.html(texts["codebook.md"], about.title)
    if made.ladder and made.outcome:
        texts["risiko.md"] = describe.risk_sheet(about, made.ladder, made.outcome)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    manifest = describe.as_json(describe.manifest(about, folder, content))
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    return about, content


def _seal(folder: Path, name: str, sealing: Sequence[pyrage.x25519.Recipient]) -> None:
    """Replace the content of a folder by one sealed archive of it."""
    archive = shutil.make_archive(str(folder.with_name(f"{folder.name}.archive")), "zip", folder)
    try:
        for child in folder.iterdir():
            shutil.rmtree(child) if child.is_dir() else child.unlink()
        pyrage.encrypt_file(archive, str(folder / f"{name}.zip.age"), list(sealing))
    finally:
        Path(archive).unlink()


def _require_free(out: Path) -> None:
    """Only an empty folder, or one with an earlier release, is written to."""
    if not out.exists():
        return
    if out.is_dir() and (
        not any(out.iterdir()) or (out / "manifest.json").exists() or any(out.glob("kontakt-*.zip.age"))
    ):
        return
    raise KontaktError(
        "Der Zielordner enthält schon etwas anderes.",
        "Mit --out einen neuen oder leeren Ordner angeben.",
        code="out_in_use",
    )
