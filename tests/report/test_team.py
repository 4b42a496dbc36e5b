"""Feedback of the team: closed scales, counted; remarks stay with the lead."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from companion.errors import KontaktError, UsageError
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


DAMAGED = {
    "empty": "",
    "cut off": '{"herbst": {"answers": [',
    "a list": "[]",
    "no forms": '{"herbst": 3}',
    "a key is missing": '{"herbst": {"answers": []}}',
    "off the scale": '{"herbst": {"answers": [{"zeit": 6}], "remarks": []}}',
    "true for a number": '{"herbst": {"answers": [{"zeit": true}], "remarks": []}}',
    "another question": '{"herbst": {"answers": [{"name": 3}], "remarks": []}}',
    "answers that are none": '{"herbst": {"answers": [3], "remarks": []}}',
    "a remark that is none": '{"herbst": {"answers": [], "remarks": [3]}}',
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_named_and_never_written_over(tmp_path, content):
    path = tmp_path / "team_feedback.json"
    path.write_text(content)
    team = TeamFeedback(path)
    for attempt in (
        lambda: team.answers("herbst"),
        lambda: team.remarks("winter"),
        lambda: team.add("herbst", {"zeit": 3}),
    ):
        with pytest.raises(KontaktError) as caught:
            attempt()
        assert caught.value.code == "team_feedback_unreadable"
        assert "team_feedback.json" in caught.value.message
        assert path.read_text() == content


def test_forms_entered_at_once_are_all_kept(tmp_path):
    path = tmp_path / "team_feedback.json"
    with ThreadPoolExecutor(8) as at_once:
        done = [
            at_once.submit(TeamFeedback(path).add, "herbst", {"zeit": 1 + number % 5}, f"Bemerkung {number}")
            for number in range(24)
        ]
    assert [job.exception() for job in done] == [None] * 24
    assert len(TeamFeedback(path).answers("herbst")) == len(TeamFeedback(path).remarks("herbst")) == 24
