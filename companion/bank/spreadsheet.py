"""A bank as one table and back: CSV and XLSX, one row per entry, lossless for everything an entry can say.

Lists stand in one cell, one item per line; a source is ``Title | https://…``. Cells that a spreadsheet would
take for a formula get an apostrophe in front, which is taken off again when the table is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from companion.bank.document import HEADINGS, KEY_ORDER, Document
from companion.cells import guarded, unguarded
from companion.errors import KontaktError
from companion.private_files import hand_out
from companion.system_errors import reason, remedy

LISTS = ("questions", "claims", "keywords", "legal_basis", "referral")
DATES = ("valid_from", "valid_until", "review_by", "reviewed_on")
TEXT_COLUMNS = {"text": "", **{f"text_{heading.replace(' ', '_')}": heading for heading in HEADINGS}}
"""Column → heading of the variant."""
COLUMNS = (*KEY_ORDER, *TEXT_COLUMNS)
_SOURCE = re.compile(r"(.*?)\s*\|\s*(\S+:\S*)")


def to_row(document: Document) -> dict[str, str]:
    """One row of text cells."""
    row = dict.fromkeys(COLUMNS, "")
    for key, value in document.meta.items():
        if key == "sources":
            row[key] = "\n".join(f"{_line(source['title'])} | {source['url']}" for source in value or [])
        elif key in LISTS:
            row[key] = "\n".join(_line(item) for item in value or [])
        else:
            row[key] = "" if value is None else _line(value)
    for column, heading in TEXT_COLUMNS.items():
        row[column] = document.texts.get(heading, "")
    return {column: guarded(cell) for column, cell in row.items()}


def from_row(row: dict[str, str]) -> Document:
    """The document a row says; whether it is right is decided by the check."""
    meta: dict[str, Any] = {}
    for key in KEY_ORDER:
        cell = unguarded(row.get(key, "")).strip()
        if not cell:
            continue
        if key in LISTS:
            meta[key] = [line.strip() for line in cell.split("\n") if line.strip()]
        elif key == "sources":
            meta[key] = [_source(line) for line in cell.split("\n") if line.strip()]
        elif key in DATES:
            meta[key] = _day(cell)
        elif key == "version":
            meta[key] = int(cell) if re.fullmatch(r"\d{1,18}", cell, re.ASCII) else cell
        else:
            meta[key] = cell
    texts = {
        heading: text
        for column, heading in TEXT_COLUMNS.items()
        if (text := unguarded(row.get(column, "")).strip())
    }
    return Document(meta, texts)


def write_table(documents: Iterable[Document], path: Path) -> int:
    """Write all documents; the file ending decides the format.

    Returns:
        Number of rows.

    Raises:
        KontaktError: the ending is neither ``.csv`` nor ``.xlsx``, or the file cannot be written.
    """
    rows = [to_row(document) for document in documents]
    _ending(path)
    content = _csv(rows) if path.suffix.lower() == ".csv" else _xlsx(rows)
    try:
        hand_out(path, content)
    except OSError as error:
        raise KontaktError(
            f"Die Tabelle ließ sich nicht schreiben ({reason(error)}).",
            f"{remedy(error)} Ist die Tabelle noch in einem anderen Programm geöffnet, sie vorher dort schließen.",
            code="table_unwritable",
        ) from error
    return len(rows)


def read_table(path: Path) -> list[Document]:
    """All rows of a table.

    Raises:
        KontaktError: unreadable, empty, a column missing or unknown; nothing is handed on then.
    """
    _ending(path)
    try:
        rows = _read_csv(path) if path.suffix.lower() == ".csv" else _read_xlsx(path)
    except (OSError, UnicodeDecodeError, csv.Error, python_calamine.CalamineError) as error:
        raise KontaktError(
            "Die Tabelle ließ sich nicht lesen.",
            "Als CSV in UTF-8 oder als XLSX speichern und noch einmal versuchen.",
            code="table_unreadable",
        ) from error
    if len(rows) < 2:
        raise KontaktError(
            "Die Tabelle ist leer.", "Die erste Zeile nennt die Spalten, darunter stehen die Einträge."
        )
    header = [cell.strip() for cell in rows[0]]
    unknown = [name for name in header if name and name not in COLUMNS]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    missing = [name for name in ("id", "kind", "topic", "text") if name not in header]
    if unknown or twice or missing:
        parts = [("Unbekannte Spalten", unknown), ("doppelte Spalten", twice), ("fehlende Spalten", missing)]
        said = "; ".join(f"{label}: {', '.join(names)}" for label, names in parts if names)
        raise KontaktError(
            f"Die Spalten der Tabelle passen nicht. {said}.",
            f"Die Spalten heißen: {', '.join(COLUMNS)}. Eine Vorlage schreibt „kontakt bank export“.",
            code="table_columns",
        )
    return [
        from_row(dict(zip(header, row, strict=False)))
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    ]


def _line(value: object) -> str:
    """On one line, as the check reads it too."""
    return " ".join(str(value).split())


def _source(line: str) -> dict[str, str]:
    title, url = match.groups() if (match := _SOURCE.fullmatch(line.strip())) else (line.strip(), "")
    return {"title": title, "url": url}


def _day(cell: str) -> date | str:
    """ISO or German date; anything else stays as it is, so that the check names it."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    return cell


def _ending(path: Path) -> None:
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise KontaktError(
            f"„{path.suffix or path.name}“ ist keine Tabelle, die hier gelesen oder geschrieben wird.",
            "Einen Dateinamen mit der Endung .csv oder .xlsx angeben.",
            code="table_ending",
        )


def _csv(rows: list[dict[str, str]]) -> bytes:
    """Semicolons and a byte order mark, as German spreadsheets expect."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _read_csv(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]


def _xlsx(rows: list[dict[str, str]]) -> bytes:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**options, "in_memory": True}) as book:
        sheet = book.add_worksheet("Antwortbank")
        head = book.add_format({"bold": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, head)
            for line, row in enumerate(rows, 1):
                if sheet.write_string(line, column, row[name], wrap) < 0:
                    raise KontaktError(
                        "Ein Text ist zu lang für eine Zelle in XLSX.",
                        "Die Tabelle als .csv schreiben.",
                        code="table_cell_too_long",
                    )
        sheet.set_column(0, len(COLUMNS) - 1, 28)
        sheet.freeze_panes(1, 1)
    return content.getvalue()


def _read_xlsx(path: Path) -> list[list[str]]:
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [[_cell(value) for value in row] for row in sheet.to_python()]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
