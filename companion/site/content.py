"""Which entries the public may see, in which order and under which heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType

import yaml

from companion.bank.entry import Bank, Entry
from companion.errors import KontaktError

RATINGS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "falsch": ("Falsch", 1),
        "veraltet": ("Galt früher, heute nicht mehr", 2),
        "noch_kein_gesetz": ("Plan, noch kein Gesetz", 2),
        "irrefuehrend_verkuerzt": ("Wichtiges fehlt", 3),
        "teils_richtig": ("Teilweise richtig", 3),
    }
)
"""Verdict → what the public reads, and a rating from 1 (false) to 5 (true) for ``reviewRating`` of schema.org."""


@dataclass(frozen=True)
class Topic:
    """A topic with what is published under it.

    Attributes:
        code: as in ``bank.yaml``.
        summary: two or three sentences in plain language; empty if nobody wrote one yet.
    """

    code: str
    label: str
    summary: str
    answers: tuple[Entry, ...]
    corrections: tuple[Entry, ...]


@dataclass(frozen=True)
class Content:
    """Everything of a bank that may be published on a day."""

    topics: tuple[Topic, ...]
    released_on: date
    today: date

    @property
    def answers(self) -> list[Entry]:
        """All answers, topic by topic."""
        return [entry for topic in self.topics for entry in topic.answers]

    @property
    def corrections(self) -> list[Entry]:
        """All corrections, topic by topic."""
        return [entry for topic in self.topics for entry in topic.corrections]

    @property
    def newest(self) -> list[Entry]:
        """Entries with a day of review, latest first; of one day in the order of the topics."""
        dated = [(entry.reviewed_on, entry) for entry in self.answers + self.corrections if entry.reviewed_on]
        return [entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def is_public(entry: Entry, today: date) -> bool:
    """Released, valid, reviewed in time, meant for the website, and more than a referral (Ampel rot)."""
    in_time = entry.is_suggestible(today) and not entry.is_overdue(today)
    return in_time and entry.on_website and entry.ampel in ("gruen", "gelb")


def select(bank: Bank, today: date) -> Content:
    """What of the bank may be published.

    Raises:
        KontaktError: nothing may be published.
    """
    summaries = yaml.safe_load(
        (files("companion.site") / "texts" / "topics.yaml").read_text(encoding="utf-8")
    )
    public = [entry for entry in bank.entries.values() if is_public(entry, today)]
    if not public:
        raise KontaktError(
            "In dieser Antwortbank ist heute kein Eintrag freigegeben und gültig.",
            "Mit 'kontakt bank check' prüfen, welche Einträge zur Prüfung anstehen.",
            code="nothing_to_publish",
        )
    topics = []
    for code, label in bank.topics.items():
        here = sorted(
            (entry for entry in public if entry.topic == code), key=lambda entry: entry.title.casefold()
        )
        if here:
            topics.append(
                Topic(
                    code,
                    label,
                    summaries.get(code, ""),
                    tuple(entry for entry in here if entry.kind == "answer"),
                    tuple(entry for entry in here if entry.kind == "correction"),
                )
            )
    return Content(tuple(topics), bank.released_on, today)


def first_sentences(text: str, limit: int = 160) -> str:
    """Whole sentences from the start of a text, at most ``limit`` characters, at least one sentence or a cut one."""
    flat = re.sub(r"\s+", " ", re.sub(r"^[-*] ", "", text, flags=re.MULTILINE)).strip()
    taken = ""
    for sentence in re.findall(r".+?(?:(?<!\d)[.?!](?=\s)|$)", flat):
        if len(taken) + len(sentence) > limit:
            break
        taken += sentence
    return taken.strip() or flat[: limit - 1].rsplit(" ", 1)[0] + "…"


def question_of(entry: Entry) -> str:
    """An answer's heading as a question, for ``FAQPage``: its title, or the first question that reads like one."""
    if entry.title.endswith("?"):
        return entry.title
    tidy = (wording for wording in entry.wordings if wording[:1].isupper() and wording.endswith("?"))
    return next((wording for wording in tidy if len(wording) < 110), entry.title)
