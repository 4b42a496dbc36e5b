"""What is written down and how long, from the codebook and the constants that delete."""

from __future__ import annotations

from flask import Blueprint, render_template

from companion.contacts.log import KEEP_SPENT_WEEKS, KEEP_WEEKS
from companion.contacts.row import OPEN_DAYS
from companion.desk.desk import Desk

KEPT = {
    "open_then_frozen": f"{OPEN_DAYS} Tage mit Tag, danach {KEEP_WEEKS} Wochen nur mit Kalenderwoche",
    "frozen": f"{KEEP_WEEKS} Wochen, nur mit Kalenderwoche",
    "counter": f"{KEEP_WEEKS} Wochen, eine Zahl je Woche",
    "register": "bis die Zeile gelöscht wird",
}
FURTHER = {
    "spent": (
        "Verbrauchte Schlüssel",
        "Prüfsumme des Schlüssels eines abgeschlossenen oder gezählten Eintrags, Kalenderwoche; erkennt Wiederholungen "
        "und sagt nicht, zu welcher Zeile er gehörte",
        f"{KEEP_SPENT_WEEKS} Wochen",
    ),
    "batches": (
        "Lieferungen",
        "Pseudonym, das mit jedem Quartal wechselt, laufende Nummer, Quartal, zufälliger Dateiname, Wochen der "
        "Beobachtungen, Prüfsumme",
        f"{KEEP_WEEKS} Wochen, und solange es eine Zeile daraus gibt",
    ),
    "delivered": (
        "Gelieferte Zeilen",
        "Nummer der Zeile, Pseudonym und laufende Nummer ihrer Lieferung; damit nichts zweimal gezählt wird",
        f"solange es die Zeile gibt, höchstens {KEEP_WEEKS} Wochen",
    ),
}
"""Tables of the log that are not in the codebook: what they are called, what they hold, how long."""


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
        tables += FURTHER.values()
        return render_template(
            "desk/settings/privacy.html", tables=tables, version=desk.parts.codebook.version
        )
