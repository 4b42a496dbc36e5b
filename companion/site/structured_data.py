"""Structured data for search engines: ``FAQPage`` for answers, ``ClaimReview`` for corrections.

Vocabulary: schema.org/FAQPage, schema.org/ClaimReview. The shapes are checked in the tests by the TypeScript compiler
against the published definitions (npm package ``schema-dts``).
"""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from companion.bank.entry import Entry
from companion.site.content import RATINGS, question_of

ORGANISATION: dict[str, Any] = {"@type": "Organization", "name": "kontakt next"}


def faq_page(entries: list[Entry]) -> dict[str, Any]:
    """A page of questions with their answers."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": "de",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question_of(entry),
                "acceptedAnswer": {"@type": "Answer", "text": plain(entry.text(None, "sie"))},
            }
            for entry in entries
        ],
    }


def claim_review(entry: Entry, url: str) -> dict[str, Any]:
    """The verdict on a circulating claim. ``entry`` is a correction."""
    label, rating = RATINGS[entry.verdict or "falsch"]
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "inLanguage": "de",
        "url": url,
        "author": ORGANISATION,
        "claimReviewed": claim_of(entry),
        "reviewBody": entry.fact or "",
        "itemReviewed": {"@type": "Claim", "name": claim_of(entry)},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": label,
        },
    }
    if entry.reviewed_on:
        review["datePublished"] = entry.reviewed_on.isoformat()
    return review


def claim_of(entry: Entry) -> str:
    """The claim in its most written-like wording: the first that begins with a capital."""
    tidy = (wording for wording in entry.wordings if wording[:1].isupper())
    return next(tidy, entry.wordings[0])


def plain(text: str) -> str:
    """A text of the bank without Markdown marks, paragraphs kept."""
    return re.sub(r"\*\*|__|`", "", text).strip()


def script(data: dict[str, Any]) -> Markup:
    """JSON for a ``<script type="application/ld+json">``; nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
