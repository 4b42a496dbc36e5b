"""How entries are used, from the merged rows of all laptops: sums per entry, nothing about anybody.

Usage helps to choose what to work on next. It never counts as review: it changes no status and no date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from companion.codebook.small import SMALL

if TYPE_CHECKING:
    from companion.export.pool import Pool


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
        contacts: merged rows with ``baustein_id``, ``mythos_id``, ``baustein_nutzung`` and, if they are sums,
            ``anzahl``.
        feedback: merged rows with ``entry_id``, ``grund`` and, if they are sums, ``anzahl``.
    """
    found: dict[str, Usage] = {}
    for row in contacts:
        for column in ("baustein_id", "mythos_id"):
            entry_id = row.get(column)
            if not isinstance(entry_id, str) or entry_id in ("", "nicht_anwendbar", "keine_angabe"):
                continue
            usage = found.setdefault(entry_id, Usage())
            count = int(row.get("anzahl") or 1)
            match row.get("baustein_nutzung"):
                case "unveraendert":
                    usage.unchanged += count
                case "angepasst":
                    usage.adapted += count
                case "nur_inspiration":
                    usage.inspired += count
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


def sums_of_pool(pool: Pool, table: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """How often each combination occurs in the merged rows of real work (training and demo rows left out).

    Args:
        pool: the merged batches of the lead.
        table: ``contacts``, ``feedback`` or ``gaps``.
        columns: what to count by.

    Returns:
        One row per combination with its ``anzahl``; nothing if no batch has arrived.
    """
    import duckdb  # takes a second to load, and most laptops have nothing to count

    files = pool.files(table)
    if not files:
        return []
    with duckdb.connect() as connection:
        merged = connection.read_parquet(files, union_by_name=True, hive_partitioning=False)
        # A codebook only ever appends columns: batches from before one have nothing to say about it.
        chosen = ", ".join(f'"{column}"' if column in merged.columns else "NULL" for column in columns)
        rows = merged.filter("herkunft = 'arbeit'").aggregate(f"{chosen}, count(*)").fetchall()
    return [dict(zip((*columns, "anzahl"), row, strict=True)) for row in rows]


def usage_of_pool(pool: Pool) -> tuple[dict[str, Usage], dict[str, int]]:
    """Sums per entry and open questions per topic, from the merged batches."""
    contacts = sums_of_pool(pool, "contacts", ("baustein_id", "mythos_id", "baustein_nutzung"))
    feedback = sums_of_pool(pool, "feedback", ("entry_id", "grund"))
    return usage_of(contacts, feedback), gaps_of(sums_of_pool(pool, "gaps", ("thema",)))


def hidden(count: int) -> str:
    """A count for people: zero and large ones as they are, small ones not to be told apart."""
    return f"unter {SMALL}" if 0 < count < SMALL else str(count)
