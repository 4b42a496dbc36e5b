"""How entries are used, from the merged rows of all laptops: sums per entry, nothing about anybody.

Usage helps to choose what to work on next. It never counts as review: it changes no status and no date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SMALLEST = 5
"""Counts below it are shown as „unter 5“, the threshold of the domain guide for reports."""


@dataclass
class Usage:
    """What happened with one entry.

    Attributes:
        unchanged: copied as it is.
        adapted: copied and changed.
        inspired: only an idea.
        feedback: reason (``passt_nicht``, ``veraltet``, ``wortlaut``) → how often.
    """

    unchanged: int = 0
    adapted: int = 0
    inspired: int = 0
    feedback: Counter[str] = field(default_factory=Counter)

    @property
    def used(self) -> int:
        """How often altogether."""
        return self.unchanged + self.adapted + self.inspired

    def words(self) -> str:
        """For people, small numbers hidden."""
        parts = [f"benutzt {hidden(self.used)}", f"davon angepasst {hidden(self.adapted)}"]
        labels = {"passt_nicht": "passt nicht", "veraltet": "veraltet", "wortlaut": "Wortlaut"}
        parts += [
            f"„{labels.get(reason, reason)}“ {hidden(count)}"
            for reason, count in sorted(self.feedback.items())
        ]
        return ", ".join(parts)


def usage_of(
    contacts: Iterable[Mapping[str, Any]], feedback: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Usage]:
    """Sums per entry.

    Args:
        contacts: merged rows with ``baustein_id``, ``mythos_id`` and ``baustein_nutzung``.
        feedback: merged rows with ``entry_id``, ``grund`` and, if they are sums, ``anzahl``.
    """
    found: dict[str, Usage] = {}
    for row in contacts:
        for column in ("baustein_id", "mythos_id"):
            entry_id = row.get(column)
            if not isinstance(entry_id, str) or entry_id in ("", "nicht_anwendbar", "keine_angabe"):
                continue
            usage = found.setdefault(entry_id, Usage())
            match row.get("baustein_nutzung"):
                case "unveraendert":
                    usage.unchanged += 1
                case "angepasst":
                    usage.adapted += 1
                case "nur_inspiration":
                    usage.inspired += 1
    for row in feedback:
        entry_id, reason = row.get("entry_id"), row.get("grund")
        if isinstance(entry_id, str) and isinstance(reason, str):
            found.setdefault(entry_id, Usage()).feedback[reason] += int(row.get("anzahl") or 1)
    return found


def gaps_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Topic → how often a question had no entry, the most frequent first."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[str(row.get("thema"))] += int(row.get("anzahl") or 1)
    return dict(counts.most_common())


def hidden(count: int) -> str:
    """A count for people: zero and large ones as they are, small ones not to be told apart."""
    return f"unter {SMALLEST}" if 0 < count < SMALLEST else str(count)
