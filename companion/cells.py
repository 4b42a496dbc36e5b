"""Cells of a table that a spreadsheet shows and does not run: CSV injection (OWASP).

An apostrophe in front of a cell tells spreadsheets that it is text. A cell that begins with one gets another, so that
what was put on can be taken off again.
"""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""With these a spreadsheet takes a cell for a formula, or drops them and looks at the next sign; and the apostrophe."""


def guarded(cell: str) -> str:
    """The cell as it may stand in a table."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before :func:`guarded`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
