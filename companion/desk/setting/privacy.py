"""What is written down and how long, from the codebook and the constants that delete."""

from __future__ import annotations

from flask import Blueprint, render_template

from companion.contacts.log import KEEP_WEEKS
from companion.contacts.row import OPEN_DAYS
from companion.desk.desk import Desk

KEPT = {
    "open_then_frozen": f"{OPEN_DAYS} Tage mit Tag, danach {KEEP_WEEKS} Wochen nur mit Kalenderwoche",
    "frozen": f"{KEEP_WEEKS} Wochen, nur mit Kalenderwoche",
    "counter": f"{KEEP_WEEKS} Wochen, eine Zahl je Woche",
    "register": "bis die Zeile gelöscht wird",
}


def add(routes: Blueprint, desk: Desk) -> None:
    """Put the routes into a blueprint."""

    @routes.get("/settings/privacy")
    def privacy() -> str:
        """In short."""
        tables = [
            (
                table.label,
                ", ".join(column.label for column in table.columns.values()),
                KEPT[table.rest] + (" und Schicht" if table.name == "contacts" else ""),
            )
            for table in desk.parts.codebook.tables.values()
        ]
        return render_template(
            "desk/settings/privacy.html", tables=tables, version=desk.parts.codebook.version
        )
