"""Finding entries of a bank, what is due, which topics are covered, and drafts from questions without an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from companion.bank.document import Document
from companion.bank.files import Reading
from companion.bank.shelf import shelf_of
from companion.codebook import load
from companion.errors import UsageError
from companion.sharing.editing import Opened, create_entry
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from companion.sharing.usage import Usage

DUE_DAYS = 30
"""So many days before its review an entry counts as due."""


@dataclass(frozen=True)
class Listed:
    """One entry in a list.

    Attributes:
        topic_label: as ``bank.yaml`` names the topic.
        status: ``draft``, ``in_review``, ``approved``, ``retired``.
        review_by: last day of the review; ``None`` where it is missing or unreadable.
        due: the review falls due within 30 days or is overdue, and the entry is in use.
        withdrawn: it stands on the urgent withdrawal list.
    """

    id: str
    kind: str
    title: str
    topic: str
    topic_label: str
    status: str
    version: int
    review_by: date | None
    valid_until: date | None
    due: bool
    withdrawn: bool


@dataclass
class Coverage:
    """What a bank has for one topic.

    Attributes:
        label: as people call it.
        statuses: status → number of entries.
        due: entries in use whose review falls due within 30 days or is overdue.
        used: how often entries of the topic were used.
        gaps: how often a question of the topic found no entry.
    """

    topic: str
    label: str
    statuses: Counter[str] = field(default_factory=Counter)
    due: int = 0
    used: int = 0
    gaps: int = 0


def find_in(
    reading: Reading,
    today: date,
    words: str = "",
    *,
    topic: str = "",
    kind: str = "",
    status: str = "",
    due_within: int | None = None,
) -> list[Listed]:
    """Entries that fit, those with the words in title or id first, then by title; what is due by urgency.

    Args:
        reading: a bank that was read, the working one (``shelf_of``) or another.
        today: the present day.
        words: each of them stands somewhere in id, title, wordings, keywords, texts or comment.
        topic: only of this topic.
        kind: ``answer`` or ``correction``.
        status: only with this status.
        due_within: only those in use whose review falls due in so many days.
    """
    labels, withdrawn = reading.manifest.topics, reading.manifest.withdrawn
    wanted = [word.casefold() for word in words.split()]
    found = []
    for document in reading.documents.values():
        listed = _listed(document, labels, withdrawn, today, DUE_DAYS if due_within is None else due_within)
        fits = all(
            asked in ("", given)
            for asked, given in ((topic, listed.topic), (kind, listed.kind), (status, listed.status))
        )
        if not fits or (due_within is not None and not listed.due):
            continue
        head = f"{listed.id} {listed.title}".casefold()
        if all(word in head or word in _words(document) for word in wanted):
            found.append((not all(word in head for word in wanted), listed))
    if due_within is not None:
        return sorted((listed for _, listed in found), key=lambda one: (one.review_by or today, one.id))
    return [listed for _, listed in sorted(found, key=lambda item: (item[0], item[1].title.casefold()))]


def coverage(
    bank: WorkingBank, today: date, used: Mapping[str, Usage], gaps: Mapping[str, int]
) -> list[Coverage]:
    """Per topic of the bank or the codebook what there is, what is due, what is used and what is missing.

    Args:
        bank: the working bank.
        today: the present day.
        used: entry id → usage, and
        gaps: topic → questions without an entry, both from ``usage_of_pool``.
    """
    return coverage_in(shelf_of(bank.folder).reading(today), today, used, gaps)


def coverage_in(
    reading: Reading, today: date, used: Mapping[str, Usage], gaps: Mapping[str, int]
) -> list[Coverage]:
    """The same for a bank that was read already; see ``coverage``."""
    codes = {
        code: found.label for code, found in load().vocabularies["thema"].codes.items() if not found.missing
    }
    rows = {topic: Coverage(topic, label) for topic, label in {**codes, **reading.manifest.topics}.items()}
    for document in reading.documents.values():
        listed = _listed(document, reading.manifest.topics, frozenset(), today, DUE_DAYS)
        row = rows.setdefault(listed.topic, Coverage(listed.topic, listed.topic_label))
        row.statuses[listed.status] += 1
        row.due += listed.due
        row.used += used[listed.id].used if listed.id in used else 0
    for topic, count in gaps.items():
        label = load().label("thema", topic) if topic not in rows else topic
        rows.setdefault(topic, Coverage(topic, label)).gaps += count
    return list(rows.values())


def draft_from_gap(bank: WorkingBank, topic: str, title: str, by: Person, kind: str = "answer") -> Opened:
    """Start a draft for questions that found no entry; the topic is all that is known of them.

    Raises:
        UsageError: the bank has no such topic.
    """
    labels = shelf_of(bank.folder).reading(date.today()).manifest.topics
    if topic not in labels:
        raise UsageError(
            f"Das Thema „{topic}“ gibt es in der Antwortbank noch nicht.",
            "Erst in bank.yaml unter topics ergänzen.",
            code="no_topic",
        )
    comment = f"Angelegt, weil zu „{labels[topic]}“ Antworten fehlten. Vorlage: alles überschreiben."
    return create_entry(bank, kind, topic, title or f"{labels[topic]}: neue Frage", by, comment=comment)


def _listed(
    document: Document, labels: Mapping[str, str], withdrawn: Iterable[str], today: date, due_within: int
) -> Listed:
    meta = document.meta
    topic, entry_id, status = (str(meta.get(key) or "") for key in ("topic", "id", "status"))
    review_by = _day(meta.get("review_by"))
    due = status != "retired" and review_by is not None and review_by <= today + timedelta(days=due_within)
    return Listed(
        id=entry_id,
        kind=str(meta.get("kind") or ""),
        title=str(meta.get("title") or entry_id),
        topic=topic,
        topic_label=labels.get(topic, topic),
        status=status,
        version=meta["version"] if isinstance(meta.get("version"), int) else 1,
        review_by=review_by,
        valid_until=_day(meta.get("valid_until")),
        due=due,
        withdrawn=entry_id in withdrawn,
    )


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _words(document: Document) -> str:
    meta = document.meta
    lists = [item for key in ("questions", "claims", "keywords") for item in meta.get(key) or []]
    return " ".join(map(str, [*lists, meta.get("comment", ""), *document.texts.values()])).casefold()
