"""The fields of the editor: from an entry to a form and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from companion.bank.document import HEADINGS, Document
from companion.bank.entry import VERDICT_WORDS
from companion.bank.fields import is_web_address
from companion.desk.bank.words import ADDRESSES, AMPEL, CHANNEL_WORDS, WEBSITE
from companion.desk.forms import FORBIDDEN, Form
from companion.sharing.words import LABELS

LISTS = ("questions", "claims", "keywords", "legal_basis")
"""Keys that hold lists of texts; one per line in the form."""
LINES = ("title", "fact", "why_believed")
DAYS = ("valid_from", "valid_until", "review_by")
LONGEST_TEXT = 20_000
LONGEST_LINE = 600
_SOURCE_TITLE, _SOURCE_URL = "source_title", "source_url"


def field_of(heading: str) -> str:
    """Name of the field of a text: ``text``, ``text-facebook-sie``."""
    return f"text-{heading.replace(' ', '-')}" if heading else "text"


def heading_words(heading: str) -> str:
    """What people call a text: „Alle Kanäle, du“, „Instagram, Sie“."""
    channel, _, address = heading.partition(" ")
    if channel in ("", "sie"):
        return f"Alle Kanäle, {ADDRESSES['sie' if channel else 'du']}"
    return f"{CHANNEL_WORDS[channel]}, {ADDRESSES[address or 'du']}"


TEXT_FIELDS: dict[str, str] = {field_of(heading): heading for heading in ("", *HEADINGS)}
"""Name of a field → heading."""


def keys_of(kind: str) -> tuple[str, ...]:
    """Lists and lines that an entry of that kind has."""
    without = ("claims", "fact", "why_believed") if kind == "answer" else ("questions",)
    return tuple(key for key in (*LINES, *LISTS) if key not in without)


def to_fields(document: Document) -> MultiDict[str, str]:
    """What the editor shows of an entry."""
    meta = document.meta
    fields: MultiDict[str, str] = MultiDict()
    for key in (*LINES, "topic", "verdict", "comment"):
        fields[key] = str(meta.get(key) or "")
    fields["ampel"] = str(meta.get("ampel") or "gruen")
    fields["website"] = str(meta.get("website") or "ja")
    for key in LISTS:
        fields[key] = "\n".join(map(str, meta.get(key) or []))
    for key in DAYS:
        fields[key] = str(meta.get(key) or "")
    fields.setlist("referral", [str(code) for code in meta.get("referral") or []])
    sources = [source for source in meta.get("sources") or [] if isinstance(source, dict)]
    fields.setlist(_SOURCE_TITLE, [str(source.get("title") or "") for source in sources])
    fields.setlist(_SOURCE_URL, [str(source.get("url") or "") for source in sources])
    for name, heading in TEXT_FIELDS.items():
        fields[name] = document.texts.get(heading, "").strip()
    return fields


def source_rows(form: Form) -> list[tuple[str, str]]:
    """Titles and addresses as they are shown, with one empty row to go on."""
    titles, urls = form.all(_SOURCE_TITLE), form.all(_SOURCE_URL)
    rows = [
        (titles[number] if number < len(titles) else "", urls[number] if number < len(urls) else "")
        for number in range(max(len(titles), len(urls)))
    ]
    return [*(row for row in rows if any(row)), ("", "")]


def read_document(
    form: Form, present: Document, topics: Mapping[str, str], referrals: Mapping[str, str]
) -> Document:
    """The entry as the form says it; what cannot be one is refused at its field.

    Args:
        form: as sent; reasons are added to it.
        present: the entry as it is now, for what the form does not hold (id, kind, status, version).
        topics: code → label of the bank.
        referrals: code → label of places to go.

    Returns:
        The entry; only to be used if nothing was refused.
    """
    kind = str(present.meta.get("kind"))
    meta: dict[str, Any] = dict(present.meta)
    for key in keys_of(kind):
        if key in LINES:
            text = form.text(key, LABELS[key], most=LONGEST_LINE, required=key in ("title", "fact"))
            meta[key] = " ".join(text.split())
        else:
            text = form.text(key, LABELS[key], most=LONGEST_TEXT, lines=True)
            meta[key] = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    meta["topic"] = form.choice("topic", LABELS["topic"], topics) or present.meta.get("topic")
    meta["ampel"] = form.choice("ampel", LABELS["ampel"], AMPEL) or "gruen"
    website = form.choice("website", LABELS["website"], WEBSITE, required=False)
    if website == "nein" or (website and "website" in meta):
        meta["website"] = website
    if kind == "correction":
        meta["verdict"] = form.choice("verdict", LABELS["verdict"], VERDICT_WORDS)
    for key in DAYS:
        meta[key] = form.day(key, LABELS[key], required=key == "review_by")
    meta["referral"] = form.choices("referral", LABELS["referral"], referrals)
    meta["sources"] = _sources(form)
    meta["comment"] = form.text("comment", LABELS["comment"], most=LONGEST_TEXT, lines=True)
    return Document(meta, _texts(form))


def _texts(form: Form) -> dict[str, str]:
    texts = {}
    for name, heading in TEXT_FIELDS.items():
        text = form.text(name, heading_words(heading), most=LONGEST_TEXT, required=not heading, lines=True)
        if any(line.startswith("## ") or line.startswith("##\t") for line in text.split("\n")):
            form.refuse(name, "Eine Zeile beginnt mit ##. Für Zwischenüberschriften bitte ### nehmen.")
        if text:
            texts[heading] = text
    return texts


def _sources(form: Form) -> list[dict[str, str]]:
    form.labels["sources"] = LABELS["sources"]
    found = []
    for title, url in source_rows(form):
        title, url = " ".join(title.split()), url.strip()
        if not title and not url:
            continue
        if not title or not url:
            form.refuse("sources", "Eine Quelle hat einen Titel und eine Adresse.")
        elif FORBIDDEN.search(title + url) or len(title) > LONGEST_LINE or len(url) > 2000:
            form.refuse("sources", "Titel oder Adresse ist zu lang oder enthält unsichtbare Zeichen.")
        elif not is_web_address(url):
            form.refuse("sources", f"„{url[:80]}“ ist keine Internetadresse. Bitte mit https:// angeben.")
        found.append({"title": title, "url": url})
    return found
