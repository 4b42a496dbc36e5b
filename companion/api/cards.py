"""An entry as the panel shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from companion.bank.entry import CHANNELS, VERDICT_WORDS, Bank, Entry

if TYPE_CHECKING:
    from companion.matching.matcher import Suggestion


def channel_of(platform: str) -> str:
    """Channel of the bank for a platform; whatever has no wording of its own is a forum."""
    return platform if platform in ("facebook", "instagram", "threads") else "forum"


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def facts(entry: Entry, bank: Bank, today: date) -> dict[str, object]:
    """What is true of an entry whatever led to it."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "version": entry.version,
        "title": entry.title,
        "topic": entry.topic,
        "topic_label": bank.topics.get(entry.topic, entry.topic),
        "ampel": entry.ampel,
        "sources": [{"title": source.title, "url": source.url} for source in entry.sources],
        "legal_basis": list(entry.legal_basis),
        "referral": list(entry.referral),
        "reviewed_on": _day(entry.reviewed_on),
        "review_by": _day(entry.review_by),
        "valid_until": _day(entry.valid_until),
        "overdue": entry.is_overdue(today),
        "verdict": entry.verdict,
        "verdict_label": VERDICT_WORDS.get(entry.verdict) if entry.verdict else None,
        "fact": entry.fact,
    }


def card(suggestion: Suggestion, bank: Bank, platform: str, today: date) -> dict[str, object]:
    """A suggestion with everything the panel shows of it."""
    entry = bank.entries[suggestion.entry_id]
    return {
        **facts(entry, bank, today),
        "band": suggestion.band,
        "score": round(suggestion.score, 4),
        "why": list(suggestion.why),
        "text": entry.text(channel_of(platform), "du"),
    }


def with_texts(entry: Entry, bank: Bank, today: date) -> dict[str, object]:
    """An entry with all its wordings, fallbacks resolved."""
    texts: Mapping[str, Mapping[str, str]] = {
        channel: {"du": entry.text(channel, "du"), "sie": entry.text(channel, "sie")} for channel in CHANNELS
    }
    return {**facts(entry, bank, today), "why_believed": entry.why_believed, "texts": texts}


def bank_age(bank: Bank, today: date) -> dict[str, object]:
    """Version and age in days (never negative, whatever the clock says)."""
    return {"version": bank.version, "age_days": max((today - bank.released_on).days, 0)}
