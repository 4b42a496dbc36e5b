from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from companion.matching.deciding import crisis
from companion.matching.deciding.linear import scaled
from companion.matching.deciding.model import Model
from companion.matching.language import everyday
from companion.matching.language.embeddings import EmbeddingStore
from companion.matching.reading.post import Post, PostReading
from companion.matching.training import fit_crisis, train
from companion.matching.training.learn import Source
from tests.small_bank import write_small_bank


def test_the_bar_keeps_the_given_share_quiet() -> None:
    odds = [x / 10 for x in range(-50, 50)]
    bar = train.bar(odds, 0.9)
    assert np.mean([train.sigmoid(x) < bar for x in odds]) == pytest.approx(0.9, abs=0.02)
    assert train.bar([0.0], 0.9) == pytest.approx(0.5, abs=1e-3)


def test_the_band_begins_where_the_precision_holds() -> None:
    scored = [(0.9 - n / 1000, n < 90) for n in range(200)]
    bar = train.precision_bar(scored, 0.85)
    shown = [hit for score, hit in scored if score >= bar]
    assert len(shown) == 105
    assert np.mean(shown) >= 0.85
    assert train.precision_bar([(0.9, False)] * 50, 0.85) == 1.0


def test_calibrated_scores_are_probabilities() -> None:
    dice = np.random.default_rng(3)
    raw = dice.uniform(0.05, 0.95, 4000)
    outcomes = [(float(x), bool(dice.random() < x**2)) for x in raw]
    scale = train.calibrate(outcomes)
    for low in (0.2, 0.5, 0.8):
        near = [(x, hit) for x, hit in outcomes if low <= x < low + 0.1]
        assert np.mean([scaled(x, scale) for x, _ in near]) == pytest.approx(
            np.mean([hit for _, hit in near]), abs=0.08
        )


def test_scores_stay_as_they_are_where_nothing_can_be_learned() -> None:
    assert train.calibrate([(0.7, True), (0.9, True)]) == [1.0, 0.0]
    assert train.calibrate([]) == [1.0, 0.0]


def test_training_gives_a_whole_model_and_the_same_from_the_same_posts(
    small_source: Source, capsys: pytest.CaptureFixture[str]
) -> None:
    data = train.train([small_source])
    assert json.dumps(train.train([small_source])) == json.dumps(data)
    model = Model.from_json(json.loads(json.dumps(data)))
    assert data["posts"] == {"small": len(small_source.posts)}
    assert model.answer_weights.max() > 0
    assert 0 < model.show_answer < 1
    lines = capsys.readouterr().out
    assert "small: answer_hit1" in lines
    assert "small, style chat: answer_hit1" in lines
    assert "small, allgemein: answer_hit1" in lines


def test_hard_posts_are_learned_from_and_measured_but_set_no_bars(
    small_source: Source, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = [replace(example, source=1) for example in small_source.examples]
    hard = replace(small_source, name="indirect", hard=True, weight=0.3, examples=examples)
    judged: list[list[float]] = []
    bar = train.bar

    def noting(odds: list[float], quiet: float) -> float:
        judged.append(odds)
        return bar(odds, quiet)

    monkeypatch.setattr(train, "bar", noting)
    data = train.train([small_source, hard])
    assert "indirect: answer_hit1" in capsys.readouterr().out
    assert data["posts"] == {"small": len(small_source.posts), "indirect": len(small_source.posts)}
    train.train([small_source])
    with_hard, without = judged[:2], judged[2:]
    assert [len(odds) for odds in with_hard] == [len(odds) for odds in without]


def test_the_crisis_model_lets_few_ordinary_posts_raise_a_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Wie melde ich {thing} an?" for thing in ("Elternzeit", "ein Auto", "Pflege", "den Hund")] * 3
    ordinary = [PostReading(Post(text)) for text in texts]
    few = [pair for number, pair in enumerate(crisis.sentences()) if number % 8 == 0]
    other = everyday.sentences()[::8]
    monkeypatch.setattr(crisis, "sentences", lambda: iter(few))
    monkeypatch.setattr(everyday, "sentences", lambda: other)
    model = fit_crisis.fit(ordinary)
    assert set(model.codes) == {"none", *(code for code, _ in few)}
    assert sum(bool(model.felt(post)) for post in ordinary) <= 1
    acute = [model.judge(PostReading(Post(text)))[0] for code, text in few if code != crisis.NONE]
    assert np.median(acute) > max(model.judge(post)[0] for post in ordinary)
    assert crisis.to_json(crisis.from_json(crisis.to_json(model))) == crisis.to_json(model)


def write_posts(path: Path, posts: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(post) + "\n" for post in posts), encoding="utf-8")
    return path


def test_near_misses_are_the_posts_whose_entries_the_bank_lacks(tmp_path: Path) -> None:
    bank = write_small_bank(tmp_path)
    posts = write_posts(
        tmp_path / "p.jsonl",
        [
            {"id": "1", "text": "Wohngeld?", "expected": ["A1"]},
            {"id": "2", "text": "Wohngeld und Pflege?", "expected": ["A1", "A2"]},
            {"id": "3", "text": "Hund?", "expected": []},
        ],
    )
    ids = tmp_path / "ids.tsv"
    ids.write_text("A1\twohngeld\nA2\tpflegezeit\n", encoding="utf-8")
    missing = tmp_path / "missing.txt"
    missing.write_text("wohngeld\n", encoding="utf-8")
    source = train.load_near(bank, posts, ids, missing, 1, EmbeddingStore())
    assert [(post.id, post.nothing_fits) for post in source.posts] == [("near-1", True)]
    assert (source.near, source.weight) == (True, train.NEAR_WEIGHT)


def test_the_command_refuses_posts_it_cannot_read(tmp_path: Path) -> None:
    bank = write_small_bank(tmp_path)
    posts = tmp_path / "p.jsonl"
    posts.write_text("{kein json", encoding="utf-8")
    result = CliRunner().invoke(
        train.main, ["--set", str(bank), str(posts), "-", "--out", str(tmp_path / "out")]
    )
    assert "Zeile 1" in str(result.exception)
    assert not (tmp_path / "out").exists()
