from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.bank.files import read_bank
from companion.errors import UsageError
from companion.matching_commands import evaluate, match

Run = Callable[..., Result]


@pytest.fixture
def run(small_bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("KONTAKT_DATA", str(tmp_path / "data"))

    def call(command: object, *arguments: str) -> Result:
        result = CliRunner().invoke(command, [*arguments, "--bank", str(small_bank)])  # type: ignore[arg-type]
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def test_posts_give_one_line_each_as_in_the_contracts(run: Run, tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    posts.write_text(
        '{"id": "eins", "text": "Wie lange gibt es Elterngeld?"}\n{"id": 2, "text": "", "context": null}\n',
        "utf-8",
    )
    lines = [json.loads(line) for line in run(match, "--posts", str(posts)).stdout.splitlines()]
    assert [line["id"] for line in lines] == ["eins", 2]
    for line in lines:
        assert set(line) == {"id", "answers", "corrections", "flags"}
        assert len(line["answers"]) <= 3
        assert len(line["corrections"]) <= 2
        assert all({"id", "score", "band"} <= set(s) for s in line["answers"] + line["corrections"])


def test_one_post_is_answered_in_german_or_as_json(run: Run) -> None:
    assert "kein Vorschlag" in run(match, "Hat jemand ein Rezept für Pizza?").stdout
    assert "Achtung: Krisenhinweis" in run(match, "Ich will nicht mehr leben").stdout
    assert json.loads(run(match, "Rezept für Pizza", "--json").stdout)["answers"] == []


def test_neither_or_both_kinds_of_input_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    posts.write_text('{"id": "1", "text": "x"}', "utf-8")
    with pytest.raises(UsageError):
        run(match)
    with pytest.raises(UsageError):
        run(match, "Text", "--posts", str(posts))


def test_evaluate_prints_figures_intervals_and_reasons(run: Run, small_bank: Path, tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    posts.write_text(
        '{"id": "p1", "text": "Was kocht ihr heute?", "expected": []}\n'
        '{"id": "p2", "text": "xyz unverständlich", "expected": ["A1"]}\n',
        "utf-8",
    )
    ids = tmp_path / "ids.tsv"
    answer = next(e.id for e in read_bank(small_bank).entries.values() if e.kind == "answer")
    ids.write_text(f"A1\t{answer}\n", "utf-8")
    figures = json.loads(run(evaluate, "--posts", str(posts), "--ids", str(ids), "--json").stdout)
    assert figures["posts"] == 2
    assert figures["quiet_when_nothing_fits"] == 1.0
    assert figures["answer_hit3"] == 0.0
    assert figures["figures"]["answer_hit3"]["n"] == 1
    assert len(figures["figures"]["answer_hit3"]["interval"]) == 2
    assert figures["worst"][0]["id"] == "p2"
    text = run(evaluate, "--posts", str(posts), "--ids", str(ids)).stdout
    assert "p2: richtige Antwort fehlt" in text
    assert "still geblieben" in text
