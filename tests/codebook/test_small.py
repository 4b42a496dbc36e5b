"""One threshold for every place that shows numbers about people."""

from __future__ import annotations

import re

from companion.codebook.small import SMALL
from companion.report import figures
from companion.report.sentences import _volume
from companion.report.surroundings import team_feedback
from companion.sharing.usage import hidden
from tests.started import ROOT


def test_no_room_has_a_threshold_of_its_own():
    rooms = [
        path
        for room in ("report", "sharing", "desk", "export")
        for path in (ROOT / "companion" / room).rglob("*.*")
    ]
    told = {
        path.name
        for path in rooms
        if path.suffix in (".py", ".html")
        and re.search(r"(?i)(unter|weniger als|below) (fünf|five|5)\b", path.read_text(encoding="utf-8"))
    }
    assert told == set()
    assert figures.SMALL == SMALL


def test_every_place_hides_by_it():
    assert [hidden(count) for count in (0, 1, SMALL - 1, SMALL)] == [
        "0",
        f"unter {SMALL}",
        f"unter {SMALL}",
        str(SMALL),
    ]
    for forms, is_hidden in ((SMALL - 1, True), (SMALL, False)):
        (figure,) = team_feedback([{"zeit": 4}] * forms, {"zeit": "Die Zeit reicht."})
        assert figure.hidden is is_hidden


def test_the_report_says_it_in_a_word():
    assert _volume(figures.Indicator(1, "Umfang", "", "", ()), None) == "Es sind weniger als fünf Kontakte."
