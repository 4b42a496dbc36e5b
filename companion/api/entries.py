"""``GET /api/v1/entries/{id}``: one entry with all its wordings."""

from __future__ import annotations

from datetime import date

from apiflask import APIBlueprint

from companion.api.cards import with_texts
from companion.api.parts import Parts
from companion.api.schemas import EntryWithTexts
from companion.errors import KontaktError


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("entries", __name__, tag="Vorschläge")

    @routes.get("/api/v1/entries/<entry_id>")
    @routes.output(EntryWithTexts)
    @routes.doc(responses=[404])
    def entry(entry_id: str) -> dict[str, object]:
        """An entry that may be used today; drafts, expired and withdrawn ones are not handed out."""
        bank = parts.active.bank
        today = bank.day(date.today())
        found = bank.entries.get(entry_id)
        if found is None or not found.is_suggestible(today):
            raise KontaktError(
                "Diesen Baustein gibt es nicht, oder er ist heute nicht freigegeben.",
                "Bitte einen anderen Baustein wählen oder mit der Suche nachsehen.",
                code="unknown_entry",
                status=404,
            )
        return with_texts(found, bank, today)

    return routes
