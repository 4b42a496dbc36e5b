"""``POST /api/v1/suggestions`` and ``/search``: from words to cards. The words live for this request only."""

from __future__ import annotations

from datetime import date
from typing import Any

from apiflask import APIBlueprint

from companion.api.cards import bank_age, card
from companion.api.parts import Parts
from companion.api.schemas import Found, SearchRequest, Suggested, SuggestionsRequest
from companion.giving_way import answering, in_turn


def blueprint(parts: Parts) -> APIBlueprint:
    """Routes of this group."""
    routes = APIBlueprint("suggestions", __name__, tag="Vorschläge")

    @routes.post("/api/v1/suggestions")
    @routes.input(SuggestionsRequest)
    @routes.output(Suggested)
    @routes.doc(responses=[503])
    def suggestions(json_data: dict[str, Any]) -> dict[str, object]:
        """Answers and corrections that fit a post, or silence."""
        from companion.matching.matcher import FLAGS, Post

        today = parts.active.bank.day(date.today())
        in_use = parts.active.get(today)
        platform = json_data["platform"]
        post = Post(json_data["text"], json_data["context"] or None, json_data["kind"], platform)
        with in_turn():
            found = in_use.matcher.suggest(post, today)
        flags = [{"code": code, "label": FLAGS[code].label, "hint": FLAGS[code].hint} for code in found.flags]
        return {
            "answers": [card(item, in_use.bank, platform, today) for item in found.answers],
            "corrections": [card(item, in_use.bank, platform, today) for item in found.corrections],
            "flags": flags,
            "bank": bank_age(in_use.bank, today),
        }

    @routes.post("/api/v1/search")
    @routes.input(SearchRequest)
    @routes.output(Found)
    @routes.doc(responses=[503])
    def search(json_data: dict[str, Any]) -> dict[str, object]:
        """Entries for words typed by hand; lenient, ten at most."""
        today = parts.active.bank.day(date.today())
        in_use = parts.active.get(today)
        with answering():
            found = in_use.matcher.search(json_data["words"], today, json_data["limit"])
        return {
            "results": [card(item, in_use.bank, json_data["platform"], today) for item in found],
            "bank": bank_age(in_use.bank, today),
        }

    return routes
