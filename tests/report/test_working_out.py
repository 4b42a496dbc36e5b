"""An attacker with every figure of a report and a solver: no small cell can be worked out.

For each table behind the report, every figure shown is an equation; the least and the largest value a cell can have
are found by linear programming. A cell of one to four contacts must stay open and may be a crowd (audit of cell
suppression as in official statistics).
"""

from __future__ import annotations

import re
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
from companion.report.figures import SMALL, Indicator
from companion.report.indicators import (
    CLOSED,
    CORRECTING,
    MINUTES,
    NEEDS_CONTENT,
    REJECTING,
    contact_indicators,
)
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
        self.upper: list[list[float]] = []
        self.limits: list[float] = []

    def know(self, value: int, *, line: str | None = None, part: str | None = None, parts=()) -> None:
        """A sum over the cells of a line, a part (or parts), or both is shown."""
        wanted = set(parts) or ({part} if part else None)
        chosen = [
            (line is None or name[0] == line) and (wanted is None or name[1] in wanted) for name in self.names
        ]
        assert value == sum(self.cells[name] for name, here in zip(self.names, chosen, strict=True) if here)
        self.left.append([float(here) for here in chosen])
        self.right.append(value)

    def know_pace(self, pace: str, minutes: Mapping[str, int], known: int) -> None:
        """The contacts in an hour are shown, to one digit; ``known`` of them took a known time."""
        shown = float(pace.replace(".", "").replace(",", "."))
        row = [float(minutes.get(name[1], 0)) for name in self.names]
        self.upper.append(row)
        self.limits.append(60 * known / (shown - 0.05))
        self.upper.append([-value for value in row])
        self.limits.append(-60 * known / (shown + 0.05))

    def know_base(self, indicator: Indicator, *, parts=()) -> None:
        """The number in the line below an indicator, where there is one."""
        found = re.match(r"[0-9.]+", indicator.base)
        if found:
            self.know(int(found[0].replace(".", "")), parts=parts)

    def check(self, public: tuple[str, ...] = ()) -> int:
        """No small cell is known; those of parts or lines in ``public`` say that a field was empty.

        Returns:
            how many small cells there are.
        """
        small = [n for n, v in self.cells.items() if 0 < v < SMALL and not set(n) & set(public)]
        for name in small:
            aim = np.array([float(other == name) for other in self.names])
            bounds = [
                linprog(
                    sign * aim,
                    A_ub=np.array(self.upper) if self.upper else None,
                    b_ub=self.limits or None,
                    A_eq=np.array(self.left),
                    b_eq=self.right,
                    bounds=(0, None),
                ).fun
                * sign
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
    know_pace(audit, found[15], rows)
    assert audit.check(public=tuple(empty)) > 0


def know_pace(audit: Audit, effort: dict, rows: Rows) -> None:
    labels = {code.code: code.label for code in load().vocabularies["dauer_klasse"].codes.values()}
    if pace := effort.get("Kontakte je Stunde, Team"):
        minutes = {labels[code]: middle for code, middle in MINUTES.items()}
        audit.know_pace(pace.text, minutes, rows.count("dauer_klasse <> 'keine_angabe'"))


def written(folder, given: list[dict[str, str]]) -> Rows:
    log = ContactLog.open(folder / "contacts.sqlite3", load(), now=lambda: datetime(2026, 8, 4, 9))
    for row in given:
        log.add({"uuid": str(uuid.uuid4()), "tag": "2026-08-04", "plattform": "facebook", **row})
    log.freeze(TODAY)
    log.close()
    return Rows.read(settings(folder), load(), Cycles(folder / "cycles.json").get("2026-Q3"))


@pytest.mark.parametrize("times", [(20, 12, 3, 2), (20, 12, 9, 6)])
def test_the_pace_gives_no_duration_away(tmp_path, times):
    given = [
        {"dauer_klasse": code} for code, number in zip(MINUTES, times, strict=True) for _ in range(number)
    ]
    labels = {code.code: code.label for code in load().vocabularies["dauer_klasse"].codes.values()}
    with written(tmp_path, given) as rows:
        found = figures(rows)[15]
        audit = Audit({("all", labels[c]): n for c, n in zip(MINUTES, times, strict=True)})
        audit.know(rows.count())
        for label in labels.values():
            shown = found.get(f"alle: {label}")
            if shown and shown.count is not None:
                audit.know(shown.count, part=label)
        know_pace(audit, found, rows)
        assert audit.check() == sum(n < SMALL for n in times)
        assert ("Kontakte je Stunde, Team" in found) == (min(times) >= SMALL)


@pytest.mark.parametrize("inside", [3, 20, 37])
@pytest.mark.parametrize(
    ("number", "label", "condition", "row"),
    [
        (8, "mit Verweis", "verweisziel <> 'keins'", {"verweisziel": "jobcenter"}),
        (9, "Richtigstellungen", CORRECTING, {"modus": "richtigstellen", "reaktion": "danke"}),
        (10, "mit Baustein", NEEDS_CONTENT, {"modus": "informieren", "baustein_nutzung": "angepasst"}),
    ],
)
def test_neither_base_nor_figure_gives_a_small_group_away(tmp_path, inside, number, label, condition, row):
    others = {"modus": "beziehung"}
    given = [{**others, **row}] * inside + [{**others, "reaktion": "danke"}] * (40 - inside)
    with written(tmp_path, given) as rows:
        assert rows.count(condition) == inside
        (indicator,) = (i for i in contact_indicators(rows, {}) if i.number == number)
        audit = Audit({("all", "in"): inside, ("all", "out"): 40 - inside})
        audit.know(40)
        if number != 8:
            audit.know_base(indicator, parts=("in",))
        for figure in indicator.figures:
            if figure.label == label and figure.count is not None:
                audit.know(figure.count, part="in")
            if figure.base is not None and figure.label != "mit Verweis":
                audit.know(figure.base, part="in")
        assert audit.check() == (inside != 20)


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
