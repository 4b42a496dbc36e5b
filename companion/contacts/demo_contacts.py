"""The columns of synthetic contacts: what goes with what stands in ``demo_shape.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from companion.codebook import NICHT_ANWENDBAR, NO_VERSION, Codebook
from companion.contacts.calendar import week_of

SPAN_DAYS = 546
"""Span of the synthetic rows, a year and a half: six quarters to compare."""
Codes = NDArray[np.object_]


def contacts(rng: np.random.Generator, codebook: Codebook, days: Sequence[date]) -> dict[str, Any]:
    """Columns of as many contacts as there are days.

    Args:
        rng: source of chance.
        codebook: the closed lists.
        days: day of each contact, any order.

    Returns:
        lasting column of the codebook → values, all of the same length, in the codebook's order.
    """
    shape, count = shape_of_demo(), len(days)
    months = np.array([day.month for day in days], dtype=np.int64)
    columns: dict[str, Any] = {
        column.name: column.default for column in codebook.tables["contacts"].lasting()
    }
    columns |= {name: pick(rng, weights, count) for name, weights in shape["independent"].items()}
    columns |= {"woche": weeks_of(days), "schicht": _shifts(rng, days)}
    columns |= {"herkunft": "synthetisch", "codebuch_version": codebook.version}
    topic = columns["thema"] = _topics(rng, shape, months)
    platform = columns["plattform"] = _platforms(rng, shape, topic)
    columns |= _place(rng, shape, platform)
    mode = columns["modus"] = pick(rng, {name: spec[0] for name, spec in shape["modes"].items()}, count)
    columns |= _course(rng, shape, topic, mode)
    second = {name: spec[3][0] for name, spec in shape["topics"].items()}
    columns["thema_2"] = np.where(rng.random(count) < 0.22, _map(topic, second), NICHT_ANWENDBAR)
    columns["anlass"] = np.where(mode == "richtigstellen", "falschaussage", columns["anlass"])
    unseen = columns["reichweite_klasse"] == "unbekannt"
    columns["reichweite_signal"] = np.where(unseen, NICHT_ANWENDBAR, columns["reichweite_signal"])
    columns |= _entries(rng, topic, mode, columns["baustein_nutzung"])
    return columns


def _place(rng: np.random.Generator, shape: Mapping[str, Any], platform: Codes) -> dict[str, Codes]:
    room = _by_group(rng, platform, {name: spec[1] for name, spec in shape["platforms"].items()})
    private, forum, closed = room == "direktnachricht", room == "forenfrage", room == "gruppe_geschlossen"
    below = rng.random(len(room)) < 0.4
    return {
        "raumtyp": room,
        "sichtbarkeit": np.select([private, closed], ["privat", "halboeffentlich"], "oeffentlich"),
        "format": np.select(
            [private, forum, below], ["dm", "forenantwort", "antwort_unterkommentar"], "kommentar"
        ),
    }


def _course(
    rng: np.random.Generator, shape: Mapping[str, Any], topic: Codes, mode: Codes
) -> dict[str, Codes]:
    modes = shape["modes"]
    refers = (mode == "verweisen") | (rng.random(len(mode)) < 0.12)
    usual = _map(topic, {name: spec[2] for name, spec in shape["topics"].items()})
    durations = {name: dict(zip(_DURATIONS, spec[2], strict=True)) for name, spec in modes.items()}
    return {
        "stufe": np.select([refers, mode == "klaeren"], ["verweis", "klaerung"], "information"),
        "verweisziel": np.where(refers, usual, "keins"),
        "reaktion": _by_group(rng, mode, {name: spec[1] for name, spec in modes.items()}),
        "dauer_klasse": _by_group(rng, mode, durations),
    }


def _entries(rng: np.random.Generator, topic: Codes, mode: Codes, usage: Codes) -> dict[str, Any]:
    from_bank = ~np.isin(usage, ["frei_geschrieben", "luecke"])
    number = rng.integers(1, 7, len(topic))
    name = hyphenated(topic)
    myth = join(name, "-mythos-demo-", 1 + number % 3)
    return {
        "baustein_id": np.where(from_bank, join(name, "-demo-", number), NICHT_ANWENDBAR),
        "baustein_version": np.where(from_bank, 1 + number % 3, NO_VERSION),
        "mythos_id": np.where(mode == "richtigstellen", myth, NICHT_ANWENDBAR),
    }


_DURATIONS = ("bis_5", "6_15", "16_30", "ueber_30")


@cache
def shape_of_demo() -> Mapping[str, Any]:
    """The weights."""
    found: Mapping[str, Any] = yaml.safe_load(
        Path(__file__).with_name("demo_shape.yaml").read_text(encoding="utf-8")
    )
    return found


def pick(rng: np.random.Generator, weights: Mapping[str, float], count: int) -> Codes:
    """Array of ``count`` names drawn by their weights."""
    names = np.array(list(weights), dtype=object)
    shares = np.array(list(weights.values()), dtype=float)
    picked: Codes = names[
        np.searchsorted(np.cumsum(shares / shares.sum())[:-1], rng.random(count), side="right")
    ]
    return picked


def _by_group(rng: np.random.Generator, groups: Codes, weights: Mapping[str, Mapping[str, float]]) -> Codes:
    found = np.empty(len(groups), dtype=object)
    for group, own in weights.items():
        where = groups == group
        found[where] = pick(rng, own, int(where.sum()))
    return found


def _topics(rng: np.random.Generator, shape: Mapping[str, Any], months: NDArray[np.int64]) -> Codes:
    """A topic is asked up to twice as often in the month of its peak."""
    found = np.empty(len(months), dtype=object)
    for month in range(1, 13):
        where = months == month
        weights = {}
        for name, (weight, peak, *_) in shape["topics"].items():
            distance = min((month - peak) % 12, (peak - month) % 12) if peak else 6
            weights[name] = weight * (1 + max(0, 3 - distance) / 3)
        found[where] = pick(rng, weights, int(where.sum()))
    return found


def _platforms(rng: np.random.Generator, shape: Mapping[str, Any], topics: Codes) -> Codes:
    weights = {
        topic: {
            name: weight * (2.2 if topic in favoured else 1)
            for name, (weight, _, favoured) in shape["platforms"].items()
        }
        for topic in shape["topics"]
    }
    return _by_group(rng, topics, weights)


def some_days(rng: np.random.Generator, count: int, last: date, span: int) -> list[date]:
    """Days before ``last``, following the months and growing by a third over a year and a half."""
    days = [last - timedelta(days=back) for back in range(span)]
    months = shape_of_demo()["months"]
    weights = np.array(
        [months[day.month - 1] * (1 - 0.25 * back / (SPAN_DAYS)) for back, day in enumerate(days)]
    )
    weights *= np.array([0.7 if day.weekday() >= 5 else 1.0 for day in days])
    return [days[index] for index in rng.choice(len(days), count, p=weights / weights.sum())] if count else []


def weeks_of(days: Sequence[date]) -> list[str]:
    """ISO week of each day."""
    known = {day: week_of(day) for day in set(days)}
    return [known[day] for day in days]


def _shifts(rng: np.random.Generator, days: Sequence[date]) -> Codes:
    weekend = np.array([day.weekday() >= 5 for day in days], dtype=bool)
    working = pick(rng, {"vormittag": 4, "nachmittag": 4, "abend": 3}, len(days))
    return np.where(weekend, "wochenende", working).astype(object)


def _map(values: Codes, to: Mapping[str, str]) -> Codes:
    return np.array([to[value] for value in values], dtype=object)


def hyphenated(values: Codes) -> Codes:
    """Codes as they look in ids of the bank."""
    return _map(values, {value: value.replace("_", "-") for value in set(values)})


def join(left: Codes, middle: str, right: NDArray[np.int64]) -> Codes:
    """Element-wise text ``left + middle + right``."""
    return np.array([f"{a}{middle}{b}" for a, b in zip(left, right, strict=True)], dtype=object)
