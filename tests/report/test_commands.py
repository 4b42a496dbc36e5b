"""Report and cycles on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from companion.cli import kontakt
from companion.errors import KontaktError, UsageError


@pytest.fixture
def call(demo_settings):
    def call(*arguments: object, given: str | None = None) -> str:
        texts = [str(argument) for argument in (*arguments, "--data", demo_settings.data)]
        result = CliRunner().invoke(kontakt, texts, standalone_mode=False, input=given)
        if result.exception:
            raise result.exception
        return result.output

    return call


def test_a_report_is_written_in_three_formats(call, tmp_path):
    call("report", "--period", "2026-Q3", "--compare", "2026-Q2", "--out", tmp_path / "out" / "bericht.html")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "bericht.html",
        "bericht.pdf",
        "bericht.csv",
    }


def test_a_cycle_goes_from_question_to_feedback(call):
    call("cycle", "new", "herbst", "--from", "2026-W36", "--to", "2026-W43", "--question", "Wirkt es?")
    call("cycle", "decide", "herbst", "weiter so")
    call("cycle", "outreach", "herbst", "besuche=420")
    assert "Danke" in call("cycle", "feedback", "herbst", given="5\n4\n3\n2\n1\nviel zu tun\n")
    (found,) = json.loads(call("cycle", "list", "--json"))
    assert (found["question"], found["decisions"], found["outreach"]) == (
        "Wirkt es?",
        ["weiter so"],
        {"besuche": 420},
    )
    assert "Beschluss: weiter so" in call("cycle", "list")
    for wrong in ("klicks=3", "besuche=²", "besuche=-1", "besuche=" + "9" * 5000):
        with pytest.raises(UsageError):
            call("cycle", "outreach", "herbst", wrong)


@pytest.mark.parametrize("name", ["cycles.json", "team_feedback.json"])
def test_no_report_is_written_without_what_a_damaged_file_holds(call, demo_settings, tmp_path, name):
    """Decisions or forms would be missing, and nobody would see it."""
    (demo_settings.data / name).write_text('{"cut o')
    with pytest.raises(KontaktError) as caught:
        call("report", "--period", "2026-Q3", "--out", tmp_path / "out" / "bericht.html")
    assert name in caught.value.message
    assert not (tmp_path / "out").exists()


def test_remarks_are_read_from_the_fifth_form_on(call):
    """Before it they would be somebody's, even to the lead; the window keeps the same limit."""
    call("cycle", "new", "herbst", "--from", "2026-W36", "--to", "2026-W43")
    call("cycle", "feedback", "herbst", given="5\n4\n3\n2\n1\nviel zu tun\n")
    for _ in range(3):
        call("cycle", "feedback", "herbst", given="3\n3\n3\n3\n3\n\n")
    shown = call("cycle", "feedback", "herbst", "--remarks")
    assert "viel zu tun" not in shown
    assert "ab 5 Bögen" in shown
    call("cycle", "feedback", "herbst", given="3\n3\n3\n3\n3\n\n")
    assert "viel zu tun" in call("cycle", "feedback", "herbst", "--remarks")
