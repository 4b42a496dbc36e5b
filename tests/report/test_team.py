"""Feedback of the team: closed scales, counted; remarks stay with the lead."""

from __future__ import annotations

import pytest

from companion.errors import UsageError
from companion.report.surroundings import team_feedback
from companion.report.team import QUESTIONS, TeamFeedback


def test_forms_are_counted_from_five_on(tmp_path):
    team = TeamFeedback(tmp_path / "team.json")
    for _ in range(4):
        team.add("herbst", dict.fromkeys(QUESTIONS, 5))
    assert all(figure.hidden for figure in team_feedback(team.answers("herbst"), QUESTIONS))
    team.add("herbst", dict.fromkeys(QUESTIONS, 4), "  gute Zeit ")
    assert {figure.share for figure in team_feedback(team.answers("herbst"), QUESTIONS)} == {1.0}
    assert team.remarks("herbst") == ["gute Zeit"]
    assert "gute Zeit" not in str(team.answers("herbst"))


@pytest.mark.parametrize(("answers", "remark"), [({"zeit": 6}, ""), ({"name": 3}, ""), ({}, "x" * 501)])
def test_what_is_not_on_the_form_is_refused(tmp_path, answers, remark):
    with pytest.raises(UsageError):
        TeamFeedback(tmp_path / "team.json").add("herbst", answers, remark)
