"""Lines about the entries of the bank: reviews, days that come, amounts, gaps, feedback."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from companion.bank.entry import Bank
from companion.codebook.model import NO_VERSION
from companion.codebook.small import SMALL
from companion.contacts.calendar import weeks_before
from companion.desk.today.tasks import Step, Task, Urgency, named
from companion.sharing.finding import Listed
from companion.sharing.usage import hidden

SOON_DAYS = 30
WINDOW_WEEKS = 4
"""Gaps are compared between the last four weeks with any, and the four before."""
STALE_WEEKS = 13
"""What is older than a quarter is no news."""

_REVIEW = Step("Zur Prüfung", "desk_review.review")
_BANK = Step("Zur Antwortbank", "desk_bank.entries")
_TOPICS = Step("Zu den Themen", "desk_bank.topics")
_REASONS = {"veraltet": "veraltet", "passt_nicht": "passt nicht", "wortlaut": "Wortlaut"}


@dataclass(frozen=True)
class GapCount:
    """So many questions of one topic found no answer in one ISO week."""

    topic: str
    week: str
    count: int


@dataclass(frozen=True)
class FeedbackCount:
    """So often one reason was given about one version of an entry."""

    entry_id: str
    entry_version: int
    reason: str
    count: int


def waiting(listed: Sequence[Listed]) -> Iterator[Task]:
    """Entries that wait for a review."""
    found = [one.title for one in listed if one.status == "in_review"]
    if found:
        title = "Ein Baustein wartet" if len(found) == 1 else f"{len(found)} Bausteine warten"
        yield Task("reviews", Urgency.NOW, f"{title} auf die Prüfung", f"{named(found)}.", (_REVIEW,))


def due(bank: Bank, listed: Sequence[Listed] | None, today: date) -> Iterator[Task]:
    """Reviews that are overdue or come within 30 days.

    Args:
        bank: in use; asked where no bank is in work on this laptop.
        listed: the bank in work.
        today: local day.
    """
    if listed is None:
        days = [(entry.review_by, entry.title) for entry in bank.suggestible(today)]
    else:
        days = [(one.review_by, one.title) for one in listed if one.review_by and one.status != "retired"]
    days.sort()
    late = [title for day, title in days if day < today]
    soon = [(day, title) for day, title in days if today <= day <= today + timedelta(days=SOON_DAYS)]
    if late:
        first = "Die Prüfung eines Bausteins ist" if len(late) == 1 else f"{len(late)} Prüfungen sind"
        yield Task("overdue", Urgency.NOW, f"{first} überfällig", f"{named(late)}.", (_BANK,))
    if soon:
        first = "Ein Baustein ist" if len(soon) == 1 else f"{len(soon)} Bausteine sind"
        more = f"Als Nächstes am {soon[0][0]:%d.%m.%Y}: „{soon[0][1]}“."
        title = f"{first} in den nächsten {SOON_DAYS} Tagen zu prüfen"
        yield Task("due", Urgency.SOON, title, more, (_BANK,))


def running_out(bank: Bank, today: date) -> Iterator[Task]:
    """Entries that are not suggested any more, or soon will not be: their time ends, or that of an amount in them."""
    approved = [
        entry for entry in bank.entries.values() if entry.status == "approved" and not entry.withdrawn
    ]
    over = [entry.title for entry in approved if entry.valid_until and entry.valid_until < today]
    if over:
        first = "Ein Baustein ist" if len(over) == 1 else f"{len(over)} Bausteine sind"
        title = f"{first} abgelaufen und {'wird' if len(over) == 1 else 'werden'} nicht vorgeschlagen"
        yield Task("expired", Urgency.SOON, title, f"{named(over)}. Erneuern oder zurückziehen.", (_BANK,))
    unknown = [entry.title for entry in approved if not entry.amounts_known]
    if unknown:
        first = "In einem Baustein fehlt" if len(unknown) == 1 else f"In {len(unknown)} Bausteinen fehlt"
        more = f"{named(unknown)}. Bis der Betrag eingetragen ist, wird nichts davon vorgeschlagen."
        yield Task("amounts_missing", Urgency.NOW, f"{first} ein Betrag, der heute gilt", more, (_BANK,))
    last = today + timedelta(days=SOON_DAYS)
    for name, what, days in (
        ("amounts", "Beträge", [(e.filled_until, e.title) for e in approved if e.is_suggestible(today)]),
        ("ending", "Gültigkeit", [(e.valid_until, e.title) for e in approved if e.is_suggestible(today)]),
    ):
        ending = sorted((day, title) for day, title in days if day and day <= last)
        if ending:
            where = "einem Baustein" if len(ending) == 1 else f"{len(ending)} Bausteinen"
            until = f"{ending[0][0]:%d.%m.%Y}"
            title = (
                f"{what} in {where} gelten nur noch bis {until}"
                if name == "amounts"
                else (f"Die Gültigkeit von {where} endet, als Erstes am {until}")
            )
            yield Task(name, Urgency.SOON, title, f"{named(title for _, title in ending)}.", (_BANK,))


def growing(gaps: Iterable[GapCount], labels: Mapping[str, str], today: date) -> Iterator[Task]:
    """Topics whose questions found no answer more often than before.

    The last four weeks are counted from the newest week with any gap, since deliveries come late. Fewer than five
    are not told.
    """
    counts = list(gaps)
    newest = max((gap.week for gap in counts), default="")
    if newest < weeks_before(today, STALE_WEEKS):
        return
    start, before = _weeks_back(newest, WINDOW_WEEKS), _weeks_back(newest, 2 * WINDOW_WEEKS)
    now: Counter[str] = Counter()
    then: Counter[str] = Counter()
    for gap in counts:
        if gap.week > start:
            now[gap.topic] += gap.count
        elif gap.week > before:
            then[gap.topic] += gap.count
    more = [topic for topic, count in now.most_common() if count >= SMALL and count > then[topic]]
    for topic in more[:3]:
        said = f"{now[topic]} Fragen in den letzten {WINDOW_WEEKS} Wochen mit Meldungen, davor {hidden(then[topic])}."
        label = labels.get(topic, topic)
        yield Task("gaps", Urgency.SOME_TIME, f"Zu „{label}“ fehlen öfter Antworten", said, (_TOPICS,))


def feedback(given: Iterable[FeedbackCount], bank: Bank) -> Iterator[Task]:
    """What colleagues say about the present version of entries; „veraltet“ is the most urgent."""
    about: dict[str, Counter[str]] = {}
    for one in given:
        entry = bank.entries.get(one.entry_id)
        if (
            entry is not None
            and one.entry_version in (entry.version, NO_VERSION)
            and entry.status == "approved"
        ):
            about.setdefault(entry.id, Counter())[one.reason] += one.count
    order = sorted(
        about, key=lambda entry_id: (-about[entry_id]["veraltet"], -about[entry_id].total(), entry_id)
    )
    for entry_id in order[:5]:
        reasons = about[entry_id]
        said = ", ".join(f"„{_REASONS.get(r, r)}“ {hidden(n)}" for r, n in reasons.most_common())
        urgency = Urgency.SOON if reasons["veraltet"] else Urgency.SOME_TIME
        title = f"Rückmeldung zu „{bank.entries[entry_id].title}“"
        step = Step("Baustein ansehen", "desk_bank.in_use", {"entry_id": entry_id})
        yield Task("feedback", urgency, title, f"{said}.", (step, _BANK))


def _weeks_back(week: str, weeks: int) -> str:
    year, number = week.split("-W")
    return weeks_before(date.fromisocalendar(int(year), int(number), 1), weeks)
