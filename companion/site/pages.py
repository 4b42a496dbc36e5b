"""Which pages the website has: address, template and what the template is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from companion.bank.entry import Entry
from companion.site.content import RATINGS, Content, Topic, first_sentences
from companion.site.structured_data import claim_review, faq_page

PROSE = {
    "ueber-uns": ("Über kontakt next", "Wer wir sind, wie wir arbeiten und in wessen Auftrag."),
    "zusammenarbeiten": (
        "Zusammenarbeiten",
        "Was wir für Beratungsstellen, Gruppen, Praxen und Betriebe tun können.",
    ),
    "netiquette": ("Netiquette", "Wie wir miteinander umgehen und wer in Not sofort hilft."),
    "kontakt": ("Kontakt", "So erreichen Sie das Projekt."),
    "datenschutz": ("Datenschutz", "Keine Cookies, keine fremden Server, keine Verfolgung."),
    "impressum": ("Impressum", "Anbieter dieser Website."),
    "barrierefreiheit": ("Barrierefreiheit", "Erklärung zur Barrierefreiheit dieser Website."),
}
"""Pages of running text (``texts/<slug>.md.j2``): slug → heading, description."""


@dataclass(frozen=True)
class Page:
    """One file of the website.

    Attributes:
        path: relative to the root, ending with ``/`` (written as ``index.html``) or a file name.
        changed: day of the last change, for the sitemap.
        data: structured data of the page.
    """

    path: str
    template: str
    title: str
    description: str
    changed: date
    context: dict[str, Any] = field(default_factory=dict)
    data: tuple[dict[str, Any], ...] = ()

    @property
    def root(self) -> str:
        """Relative way back to the start page, so that the site works in any folder."""
        return "../" * self.path.count("/") or "./"

    @property
    def file(self) -> str:
        """Name of the file in the output folder."""
        return self.path + "index.html" if self.path == "" or self.path.endswith("/") else self.path


def path_of(entry: Entry) -> str:
    """Address of an entry's page."""
    return f"{'antworten' if entry.kind == 'answer' else 'richtigstellungen'}/{entry.id}/"


def topic_path(topic: Topic) -> str:
    """Address of a topic's page."""
    return f"themen/{topic.code.replace('_', '-')}/"


def all_pages(content: Content, base_url: str) -> Iterator[Page]:
    """Every page, the start page first."""
    day = content.released_on
    yield Page(
        "",
        "start.html.j2",
        "Geprüfte Antworten für Eltern und Pflegende im Beruf",
        "Verständliche, geprüfte Antworten zu Familie, Pflege, Wiedereinstieg und Weiterbildung.",
        day,
    )
    yield Page(
        "antworten/",
        "answers.html.j2",
        "Alle Antworten",
        f"{len(content.answers)} geprüfte Antworten, nach Themen geordnet.",
        day,
    )
    yield Page(
        "richtigstellungen/",
        "corrections.html.j2",
        "Richtigstellungen",
        f"{len(content.corrections)} verbreitete Irrtümer und was wirklich gilt.",
        day,
    )
    yield Page("suche/", "search.html.j2", "Suche", "In allen geprüften Antworten suchen.", day)
    yield Page(
        "material/", "material.html.j2", "Material zum Weitergeben", "Texte und Aushänge mit QR-Code.", day
    )
    yield Page("neues/", "news.html.j2", "Neues", "Zuletzt geprüfte Antworten und Richtigstellungen.", day)
    yield Page("404.html", "missing.html.j2", "Seite nicht gefunden", "Diese Seite gibt es nicht.", day)
    for slug, (title, description) in PROSE.items():
        yield Page(f"{slug}/", "prose.html.j2", title, description, day, {"slug": slug})
    for topic in content.topics:
        yield _topic_page(topic, day)
        for entry in topic.answers:
            yield _answer_page(entry, topic, day)
        for entry in topic.corrections:
            yield _correction_page(entry, topic, day, base_url)


def _topic_page(topic: Topic, day: date) -> Page:
    reviewed = [entry.reviewed_on for entry in topic.answers + topic.corrections if entry.reviewed_on]
    return Page(
        topic_path(topic),
        "topic.html.j2",
        topic.label,
        first_sentences(topic.summary) if topic.summary else f"Geprüfte Antworten zum Thema {topic.label}.",
        max(reviewed, default=day),
        {"topic": topic},
        (faq_page(list(topic.answers)),) if topic.answers else (),
    )


def _related(entry: Entry, topic: Topic) -> list[Entry]:
    """Up to five further answers of the topic."""
    return [other for other in topic.answers if other.id != entry.id][:5]


def _answer_page(entry: Entry, topic: Topic, day: date) -> Page:
    return Page(
        path_of(entry),
        "answer.html.j2",
        entry.title,
        first_sentences(entry.text("instagram", "sie")),
        entry.reviewed_on or day,
        {"entry": entry, "topic": topic, "related": _related(entry, topic)},
    )


def _correction_page(entry: Entry, topic: Topic, day: date, base_url: str) -> Page:
    return Page(
        path_of(entry),
        "correction.html.j2",
        entry.fact or entry.title,
        first_sentences(entry.text("instagram", "sie")),
        entry.reviewed_on or day,
        {
            "entry": entry,
            "topic": topic,
            "verdict": RATINGS[entry.verdict or "falsch"][0],
            "related": _related(entry, topic),
        },
        (claim_review(entry, base_url + path_of(entry)),),
    )
