"""The bank as the rest of the product sees it: read-only, checked, placeholders filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from companion.bank.program import NOTHING_SAID, ProgramVersions

Address = Literal["du", "sie"]
CHANNELS = ("facebook", "instagram", "threads", "forum", "dm")
"""Channels for which a text may have its own wording."""

STATUS_WORDS: Mapping[str, str] = {
    "draft": "Entwurf",
    "in_review": "in Prüfung",
    "approved": "freigegeben",
    "retired": "aus dem Verkehr",
}
"""What people call the status of an entry."""

VERDICT_WORDS: Mapping[str, str] = {
    "falsch": "falsch",
    "veraltet": "veraltet",
    "irrefuehrend_verkuerzt": "irreführend verkürzt",
    "teils_richtig": "teils richtig",
    "noch_kein_gesetz": "noch kein Gesetz",
}
"""What colleagues call the verdict of a correction; the website has words of its own."""

DEFAULT_ROLE_SENTENCE = (
    "Ich antworte hier für kontakt next, im Auftrag der Bundesagentur für Arbeit. "
    "Das ist allgemeine Information und keine Rechtsberatung."
)


@dataclass(frozen=True)
class Source:
    """Where a statement can be read."""

    title: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One answer or one correction.

    Attributes:
        wordings: questions of an answer, claims of a correction.
        reviewed_on: day of the last legal review, if stated.
        version: rises with every release, 1 if not stated.
        comment: for colleagues only, never shown to the people answered.
        texts: variant heading (``""`` for the default, ``"facebook"``, ``"facebook sie"``, ``"sie"``) → text.
        filled_from: first day on which the amounts in the texts hold; ``None`` if unlimited.
        filled_until: last such day; ``None`` if unlimited.
        amounts_known: ``False`` if a text names an amount that has no value on the day of reading.
        on_website: ``False`` for replies that only make sense inside a thread; the website leaves them out.
        withdrawn: on the bank's list of urgent withdrawals.
    """

    id: str
    kind: Literal["answer", "correction"]
    title: str
    topic: str
    wordings: tuple[str, ...]
    keywords: tuple[str, ...]
    ampel: Literal["gruen", "gelb", "rot"]
    legal_basis: tuple[str, ...]
    sources: tuple[Source, ...]
    referral: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None
    review_by: date
    reviewed_on: date | None
    version: int
    status: Literal["draft", "in_review", "approved", "retired"]
    comment: str
    verdict: str | None
    fact: str | None
    why_believed: str | None
    texts: Mapping[str, str] = field(default_factory=dict)
    filled_from: date | None = None
    filled_until: date | None = None
    amounts_known: bool = True
    withdrawn: bool = False
    on_website: bool = True

    def text(self, channel: str | None = None, address: Address = "du") -> str:
        """The wording for a channel and form of address.

        A missing variant falls back: channel and address → channel → address → default.

        Args:
            channel: one of ``CHANNELS``, or ``None`` for the text of every channel.
            address: ``du`` or ``sie``.
        """
        wanted = [channel or ""]
        if address == "sie":
            wanted = [f"{channel} sie", channel, "sie"] if channel else ["sie"]
        for name in wanted:
            if name and name in self.texts:
                return self.texts[name]
        return self.texts.get("", "")

    def is_suggestible(self, today: date) -> bool:
        """Approved, not withdrawn, inside its validity window, and every amount in it holds today."""
        return (
            self.status == "approved"
            and not self.withdrawn
            and self.amounts_known
            and within(today, self.valid_from, self.valid_until)
            and within(today, self.filled_from, self.filled_until)
        )

    def is_overdue(self, today: date) -> bool:
        """The day by which it should have been reviewed has passed."""
        return today > self.review_by


@dataclass(frozen=True)
class Bank:
    """All entries of a checked bank.

    Attributes:
        topics: code → label.
        entries: id → entry, ordered by id.
        version: as stated in ``bank.yaml``, else the first twelve digits of the digest.
        released_on: as stated, else the day of the newest file.
        digest: SHA-256 over the sorted files, hexadecimal.
        role_sentence: who answers here, appended to a text on demand.
        filled_until: last day on which the amounts in the texts hold; after it the bank is to be read again.
        program: which versions of the program it speaks of.
    """

    title: str
    topics: Mapping[str, str]
    entries: Mapping[str, Entry]
    version: str
    released_on: date
    digest: str
    role_sentence: str = DEFAULT_ROLE_SENTENCE
    filled_until: date | None = None
    program: ProgramVersions = NOTHING_SAID

    def day(self, clock: date) -> date:
        """The day on which entries have to hold: with a clock that is behind, that of the release.

        Otherwise what has expired since would count as valid again.
        """
        return max(clock, self.released_on)

    def is_ahead_of(self, clock: date) -> bool:
        """Whether it was released on a later day than the clock shows: then the clock is behind."""
        return clock < self.released_on

    def is_filled_for(self, today: date) -> bool:
        """Whether the amounts in all texts are those of that day."""
        return (self.filled_until is None or today <= self.filled_until) and all(
            entry.amounts_known and within(today, entry.filled_from, entry.filled_until)
            for entry in self.entries.values()
        )

    def suggestible(self, today: date) -> list[Entry]:
        """Entries that may be suggested on that day."""
        return [entry for entry in self.entries.values() if entry.is_suggestible(today)]


def within(day: date, first: date | None, last: date | None) -> bool:
    """Whether ``day`` lies in the closed window; ``None`` leaves a side open."""
    return (first is None or first <= day) and (last is None or day <= last)
