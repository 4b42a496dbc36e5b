"""An attacker with every figure of a report and a solver: no small cell can be worked out.

For each table behind the report, every figure shown is an equation; the least and the largest value a cell can have
are found by linear programming. A cell of one to four contacts must stay open and may be a crowd (audit of cell
suppression as in official statistics).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pytest
from scipy.optimize import linprog

from companion.codebook import load
from companion.config import settings
from companion.contacts import ContactLog
from companion.report.counting import Rows
from companion.report.cycles import Cycles
from companion.report.figures import SMALL
from companion.report.indicators import CLOSED, REJECTING, contact_indicators
from tests.report.conftest import TODAY

PLATFORMS = ("facebook", "instagram", "threads", "gutefrage", "forum", "sonstige")
TOPICS = ("elterngeld", "elternzeit", "rente", "steuer", "pflege_beruf", "weiterbildung", "keine_angabe")
REACTIONS = ("danke", "keine", "nachfrage", "widerspruch_sachlich", "ablehnung", "angriff", "offen")
TIMES = ("bis_5", "6_15", "16_30", "ueber_30", "keine_angabe")


@pytest.fixture(scope="module", params=range(3))
def rows(request, tmp_path_factory):
    """A small team's quarter: many cells of a few contacts."""
    chance = np.random.default_rng(request.param)
    folder = tmp_path_factory.mktemp("small")
    log = ContactLog.open(folder / "contacts.sqlite3", load(), now=lambda: datetime(2026, 8, 4, 9))

    def one(codes: tuple[str, ...]) -> str:
        return str(chance.choice(codes, p=np.array(range(len(codes), 0, -1)) / sum(range(len(codes) + 1))))

    for _ in range(90):
        log.add(
            {
                "uuid": str(uuid.UUID(bytes=chance.bytes(16), version=4)),
                "tag": "2026-08-04",
                "plattform": one(PLATFORMS),
                "thema": one(TOPICS),
                "reaktion": one(REACTIONS),
                "dauer_klasse": one(TIMES),
            }
        )
    log.freeze(TODAY)
    log.close()
    with Rows.read(settings(folder), load(), Cycles(folder / "cycles.json").get("2026-Q3")) as found:
        yield found


class Audit:
    """Cells of a table with their true values, and what is known about them."""

    def __init__(self, cells: Mapping[tuple[str, str], int]) -> None:
        self.cells = dict(cells)
        self.names = list(cells)
        self.left: list[list[float]] = []
        self.right: list[float] = []

    def know(self, value: int, *, line: str | None = None, part: str | None = None, parts=()) -> None:
        """A sum over the cells of a line, a part (or parts), or both is shown."""
        wanted = set(parts) or ({part} if part else None)
        chosen = [
            (line is None or name[0] == line) and (wanted is None or name[1] in wanted) for name in self.names
        ]
        assert value == sum(self.cells[name] for name, here in zip(self.names, chosen, strict=True) if here)
        self.left.append([float(here) for here in chosen])
        self.right.append(value)

    def check(self, public: tuple[str, ...] = ()) -> int:
        """No small cell is known; those of parts or lines in ``public`` say that a field was empty.

        Returns:
            how many small cells there are.
        """
        small = [n for n, v in self.cells.items() if 0 < v < SMALL and not set(n) & set(public)]
        for name in small:
            aim = np.array([float(other == name) for other in self.names])
            bounds = [
                linprog(sign * aim, A_eq=np.array(self.left), b_eq=self.right, bounds=(0, None)).fun * sign
                for sign in (1, -1)
            ]
            assert bounds[1] - bounds[0] > 0.5, (name, bounds)
            assert bounds[1] >= SMALL, (name, bounds)
        return len(small)


def test_the_attacker_finds_a_cell_that_is_given_away():
    audit = Audit({("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 40})
    audit.know(33, part="x")
    audit.know(30, line="b", part="x")
    with pytest.raises(AssertionError):
        audit.check()


def figures(rows: Rows) -> dict[int, dict]:
    return {i.number: {f.label: f for f in i.figures} for i in contact_indicators(rows, {})}


def test_platforms_by_rejection(rows):
    found = figures(rows)
    parts = {"rejected": REJECTING, "other": f"NOT {REJECTING} AND {CLOSED}", "open": f"NOT ({CLOSED})"}
    table = rows.table("plattform", parts)
    audit = Audit({(line, part): n for line, own in table.items() for part, n in own.items()})
    audit.know(rows.count())
    audit.know(rows.count(f"NOT ({CLOSED})"), part="open")
    if found[7]["gesamt"].count is not None:
        audit.know(found[7]["gesamt"].count, part="rejected")
    for line in table:
        volume, rejected = found[1][f"Plattform: {line}"], found[7].get(f"Plattform: {line}")
        if volume.count is not None:
            audit.know(volume.count, line=line)
        if rejected and rejected.count is not None:
            audit.know(rejected.count, line=line, part="rejected")
            audit.know(rejected.base, line=line, parts=("rejected", "other"))
    assert audit.check(public=("open",)) > 0


def test_platforms_by_time(rows):
    found = figures(rows)
    codes = load().vocabularies["dauer_klasse"].codes.values()
    table = rows.table("plattform", {code.label: f"dauer_klasse = '{code.code}'" for code in codes})
    empty = rows.empty("dauer_klasse")
    audit = Audit({(line, part): n for line, own in table.items() for part, n in own.items()})
    audit.know(rows.count())
    for part in {part for own in table.values() for part in own}:
        shown = found[15].get(f"alle: {part}")
        if shown and shown.count is not None:
            audit.know(shown.count, part=part)
        if part in empty:
            audit.know(rows.count("dauer_klasse = 'keine_angabe'"), part=part)
    for line, own in table.items():
        if found[1][f"Plattform: {line}"].count is not None:
            audit.know(found[1][f"Plattform: {line}"].count, line=line)
        for part in own:
            shown = found[15].get(f"{line}: {part}")
            if shown and shown.count is not None:
                audit.know(shown.count, line=line, part=part)
    assert audit.check(public=tuple(empty)) > 0


def test_topics_by_pillar(rows):
    found = figures(rows)
    pillars = rows.by_pillar()
    audit = Audit({(pillar, topic): n for pillar, own in pillars.items() for topic, n in own.items()})
    audit.know(rows.count())
    for label in rows.empty("thema"):
        if any(label in own for own in pillars.values()):
            audit.know(sum(own.get(label, 0) for own in pillars.values()), part=label)
    for pillar, own in pillars.items():
        if found[4][f"Säule: {pillar}"].count is not None:
            audit.know(found[4][f"Säule: {pillar}"].count, line=pillar)
        for topic in own:
            if found[4][f"Thema: {topic}"].count is not None:
                audit.know(found[4][f"Thema: {topic}"].count, line=pillar, part=topic)
    audit.check(public=tuple(rows.empty("thema") | rows.empty_pillars()))
