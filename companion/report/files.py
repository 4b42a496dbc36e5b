"""A report as files: HTML, PDF and CSV side by side."""

from __future__ import annotations

from pathlib import Path

from companion.errors import KontaktError
from companion.export.progress import Progress, silent
from companion.private_files import write_whole
from companion.report.build import Report
from companion.report.render import as_csv, as_html, as_pdf
from companion.system_errors import reason, remedy


def write_report(report: Report, out: Path, progress: Progress | None = None) -> list[Path]:
    """Write ``out`` (HTML) and beside it the PDF and the CSV, each whole or not at all.

    Args:
        report: as built.
        out: file of the page.
        progress: told before each file.

    Raises:
        KontaktError: there is no room or no right to write (``report_unwritable``).
    """
    tell = progress or silent
    tell("Seite schreiben", 0.0)
    files = {out: as_html(report).encode(), out.with_suffix(".csv"): as_csv(report).encode()}
    tell("PDF setzen", 0.3)
    files[out.with_suffix(".pdf")] = as_pdf(report)
    try:
        for path, content in files.items():
            write_whole(path, content)
    except OSError as error:
        raise KontaktError(
            f"Der Bericht lässt sich nicht speichern ({reason(error)}).",
            remedy(error),
            code="report_unwritable",
            status=507,
        ) from error
    tell("Fertig", 1.0)
    return list(files)
