"""Synthetic contacts for tests, screenshots and training: seasons, and topics that go with platforms and reactions.

Every row is marked ``herkunft = synthetisch``, and everything made from it says so. The same seed and last day give
the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.codebook import Codebook
from companion.contacts.demo_contacts import (
    SPAN_DAYS,
    contacts,
    hyphenated,
    join,
    pick,
    shape_of_demo,
    some_days,
    weeks_of,
)
from companion.contacts.log import ContactLog
from companion.errors import KontaktError

OPEN_ROWS = 40
"""At most this many of them are still open."""
_CHUNK = 100_000


class RealRowsError(KontaktError):
    """The log holds contacts from work."""

    def __init__(self) -> None:
        super().__init__(
            "In diesem Kontaktbuch stehen Kontakte aus der Arbeit.",
            "Für Übungsdaten einen eigenen Ordner angeben, zum Beispiel: --data uebung",
            code="real_rows",
            status=409,
        )


def fill(
    log: ContactLog,
    codebook: Codebook,
    rows: int,
    seed: int,
    today: date,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Replace the synthetic rows of a log by new ones.

    Args:
        log: a log without contacts from work.
        codebook: the closed lists.
        rows: number of contacts.
        seed: the same seed gives the same rows.
        today: the last day.
        progress: called with the number of rows written so far.

    Raises:
        RealRowsError: it holds contacts from work; nothing was changed.
        StorageError: no room.
    """
    remove(log)
    rng = np.random.default_rng(seed)
    open_rows = min(OPEN_ROWS, rows // 20)
    frozen = rows - open_rows
    ids = np.sort(_distinct(rng, frozen))
    days = some_days(rng, frozen, today - timedelta(days=15), SPAN_DAYS)
    names = ["id", *(column.name for column in codebook.tables["contacts"].lasting())]
    for start in range(0, frozen, _CHUNK):
        part = days[start : start + _CHUNK]
        columns = {"id": ids[start : start + _CHUNK], **contacts(rng, codebook, part)}
        _insert(log, "contacts_frozen", {name: columns[name] for name in names})
        if progress:
            progress(min(start + _CHUNK, frozen))
    recent = some_days(rng, open_rows, today, 13)
    _insert(log, "contacts_open", {**_keys(rng, recent), **contacts(rng, codebook, recent)})
    _fill_others(log, rng, codebook, rows, today)
    if progress:
        progress(rows)


def remove(log: ContactLog) -> None:
    """Delete all synthetic rows; they must be the only ones.

    Raises:
        RealRowsError: there are contacts from work; nothing was changed.
    """
    tables = (
        "contacts_frozen",
        "contacts_open",
        "own_posts_frozen",
        "own_posts_open",
        "gaps",
        "feedback",
        "observations",
    )
    with log.store.writing() as connection:
        if any(
            connection.execute(f"SELECT 1 FROM {t} WHERE herkunft = 'arbeit' LIMIT 1").fetchone()
            for t in tables
        ):
            raise RealRowsError
        for table in tables:
            connection.execute(f"DELETE FROM {table}")


def _fill_others(
    log: ContactLog, rng: np.random.Generator, codebook: Codebook, rows: int, today: date
) -> None:
    """Gaps, feedback, own posts and observations in proportion to the contacts."""
    last, span = today - timedelta(days=15), SPAN_DAYS
    shape = shape_of_demo()
    platforms = {name: spec[0] for name, spec in shape["platforms"].items()}
    topics = {name: spec[0] for name, spec in shape["topics"].items()}
    mark = {"herkunft": "synthetisch", "codebuch_version": codebook.version}

    def some(count: int) -> dict[str, Any]:
        ids = _distinct(rng, count) if count else np.array([], dtype=np.int64)
        return {"id": np.sort(ids), "woche": weeks_of(some_days(rng, count, last, span))}

    gaps, notes, posts = rows // 25, rows // 60, rows // 40
    _insert(
        log,
        "gaps",
        {**some(gaps), "plattform": pick(rng, platforms, gaps), "thema": pick(rng, topics, gaps), **mark},
    )
    about = join(hyphenated(pick(rng, topics, notes)), "-demo-", rng.integers(1, 7, notes))
    reasons = pick(rng, {"passt_nicht": 5, "veraltet": 2, "wortlaut": 3}, notes)
    _insert(log, "feedback", {**some(notes), "entry_id": about, "entry_version": 1, "grund": reasons, **mark})
    reach = pick(rng, {"bis_10": 1, "11_50": 3, "51_200": 4, "201_1000": 3, "ueber_1000": 1}, posts)
    own = {
        "plattform": pick(rng, {"instagram": 6, "facebook": 4}, posts),
        "beitragsformat": pick(rng, {"beitrag": 4, "bilderfolge": 3, "kurzvideo": 3, "story": 2}, posts),
        "thema": pick(rng, topics, posts),
        "reichweite_klasse": reach,
        "reichweite_signal": "aufrufe",
        "interaktionen_klasse": pick(rng, {"bis_10": 5, "11_50": 4, "51_200": 1}, posts),
    }
    _insert(log, "own_posts_frozen", {**some(posts), **own, **mark})
    weeks = sorted(set(weeks_of([last - timedelta(days=7 * number) for number in range(SPAN_DAYS // 7)])))
    seen = (
        [(week, platform) for week in weeks for platform in ("facebook", "instagram", "forum")]
        if rows >= 20
        else []
    )
    counted = {"woche": [w for w, _ in seen], "plattform": [p for _, p in seen], **mark}
    _insert(log, "observations", {**counted, "anzahl": rng.integers(1, 40, len(seen))})


def _distinct(rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    found = np.unique(rng.integers(1, 2**62, count + 100))
    return rng.permutation(found)[:count]


def _keys(rng: np.random.Generator, days: Sequence[date]) -> dict[str, Any]:
    keys = []
    for _ in days:
        digits = rng.bytes(16).hex()
        keys.append(f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}")
    return {"uuid": keys, "tag": [day.isoformat() for day in days]}


def _insert(log: ContactLog, table: str, columns: Mapping[str, Any]) -> None:
    count = max((len(c) for c in columns.values() if not isinstance(c, str | int)), default=0)
    lists = [
        [c] * count if isinstance(c, str | int) else list(c) if isinstance(c, list) else c.tolist()
        for c in columns.values()
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    with log.store.writing(forget=True) as connection:
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", zip(*lists, strict=True))
