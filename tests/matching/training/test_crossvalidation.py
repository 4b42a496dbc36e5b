from __future__ import annotations

from dataclasses import replace

import pytest

from companion.matching.labelled import LabelledPost
from companion.matching.reading.post import PostReading
from companion.matching.reading.tone import Tone
from companion.matching.training import crossvalidation, learn
from companion.matching.training.crossvalidation import (
    Described,
    balanced,
    describe_held_out,
    fit_rankers,
    fold_of,
    folds,
    held_out_odds,
    shown,
)
from companion.matching.training.learn import Source


@pytest.fixture(scope="module")
def described(small_source: Source) -> list[Described]:
    return describe_held_out([small_source])


def test_every_entry_has_a_fold_and_the_folds_are_of_one_size(small_source: Source) -> None:
    fold = folds([small_source])
    assert len(fold) == sum(index.count for index in small_source.indexes.values())
    of_answers = [number for (_, kind, _), number in fold.items() if kind == "answer"]
    assert sorted(of_answers) == list(range(learn.FOLDS))
    assert folds([small_source], seed=0) == fold
    assert folds([small_source], seed=3) != fold


def test_an_entry_has_one_fold_in_all_sets_over_its_bank(small_source: Source) -> None:
    fold = folds([small_source, replace(small_source)], seed=2)
    assert all(fold[1, kind, row] == number for (source, kind, row), number in fold.items() if source == 0)


def test_a_post_is_tested_with_its_entries_and_both_views_together(small_source: Source) -> None:
    fold = folds([small_source])
    by_post: dict[str, set[int]] = {}
    for example in small_source.examples:
        by_post.setdefault(example.labelled.id, set()).add(fold_of(example, fold))
        for row in sorted(example.right["answer"])[:1]:
            assert fold_of(example, fold) == fold[0, "answer", row]
    assert all(len(numbers) == 1 for numbers in by_post.values())
    assert len({number for numbers in by_post.values() for number in numbers}) > 1


def test_rankers_do_not_see_the_held_out_entries(
    small_source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, frozenset[int], int]] = []
    real = learn.ranker_lists

    def watching(examples: list[learn.Example], kind: str, gone: frozenset[int], weight: float) -> object:
        lists = real(examples, kind, gone, weight)
        seen.append((kind, gone, len(lists)))
        assert all(len(features) == small_source.indexes[kind].count - len(gone) for features, _, _ in lists)
        return lists

    monkeypatch.setattr(learn, "ranker_lists", watching)
    fold = folds([small_source])
    fit_rankers([small_source], fold, 2)
    held_out = {row for (_, kind, row), number in fold.items() if kind == "answer" and number == 2}
    assert seen[0][:2] == ("answer", held_out)
    fit_rankers([small_source])
    assert seen[2][1] == frozenset()
    assert seen[2][2] > seen[0][2]


def test_posts_are_described_once_more_without_their_answer(
    described: list[Described], small_source: Source
) -> None:
    plain = [d for d in described if not d.gap]
    gaps = [d for d in described if d.gap]
    assert len(plain) == len(small_source.examples)
    assert len(gaps) == sum(e.labelled.leading for e in small_source.examples)
    for gap in gaps:
        assert not set(gap.rows["answer"]) & gap.example.right["answer"]
        assert not gap.first_right("answer")
    hits = [d.first_right("answer") for d in plain if d.example.right["answer"] and not d.example.view]
    assert sum(hits) > len(hits) / 2


def test_what_would_be_shown_hangs_on_both_decisions(
    described: list[Described], small_source: Source
) -> None:
    one = next(d for d in described if not d.gap and d.first_right("answer"))
    model = crossvalidation.fit_further(described, [2.0] * len(described), [small_source])
    assert shown(one, small_source, None, model, False) == crossvalidation.Shown((), ())
    found = shown(one, small_source, 2.0, model, True)
    assert found.answers[0] in one.example.labelled.answers
    assert len(found.corrections) == 1


def test_further_answers_are_learned_from_posts_that_want_one(
    described: list[Described], small_source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[int, int]] = []
    real = learn.fit_logistic

    def watching(
        rows: list[dict[str, float]], labels: list[bool], weights: list[float], strength: float
    ) -> object:
        given.append((len(rows), sum(labels)))
        return real(rows, labels, weights, strength)

    monkeypatch.setattr(learn, "fit_logistic", watching)
    crossvalidation.fit_further(described, [2.0] * len(described), [small_source])
    wanting = [d for d in described if d.example.labelled.leading and not d.gap]
    right = sum(len(d.example.right["answer"] - {d.first("answer")}) for d in wanting)
    assert given == [(len(wanting) * (small_source.indexes["answer"].count - 1), right)]


def test_odds_are_of_models_that_have_not_seen_the_post(
    described: list[Described], small_source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    real = crossvalidation.fit_quiet

    def watching(seen: list[Described], sources: list[Source]) -> object:
        sizes.append(len(seen))
        return real(seen, sources)

    monkeypatch.setattr(crossvalidation, "fit_quiet", watching)
    quiet, claim = held_out_odds(described, [small_source])
    assert len(quiet) == len(claim) == len(described)
    assert sum(len(described) - size for size in sizes) == len(described)
    fitting = [q for q, d in zip(quiet, described, strict=True) if d.example.labelled.leading and not d.gap]
    nothing = [q for q, d in zip(quiet, described, strict=True) if d.example.labelled.nothing_fits]
    assert sum(fitting) / len(fitting) > sum(nothing) / len(nothing)


def test_a_near_miss_set_counts_by_its_weight(described: list[Described], small_source: Source) -> None:
    light = replace(small_source, weight=0.01)
    heavy = crossvalidation.fit_quiet(described, [small_source])
    assert crossvalidation.fit_quiet(described, [light]).to_json() != heavy.to_json()


def test_the_tone_of_a_post_is_told_by_models_that_have_not_seen_it(
    small_source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold = folds([small_source])
    seen: list[set[str]] = []
    real = crossvalidation.fit_tone

    def watching(posts: list[tuple[LabelledPost, PostReading]]) -> Tone:
        seen.append({labelled.id for labelled, _ in posts})
        return real(posts)

    monkeypatch.setattr(crossvalidation, "fit_tone", watching)
    before = {id(e): e.reading.__dict__.pop("tone", None) for e in small_source.examples}
    try:
        crossvalidation.hold_out_tones([small_source], fold)
        for number, ids in enumerate(seen):
            for example in small_source.examples:
                assert (example.labelled.id in ids) is (fold_of(example, fold) != number)
        told = {e.labelled.id: e.reading.tone for e in small_source.examples}
        assert len({tone["claims"] for tone in told.values()}) > 1
        assert any(
            tone != PostReading(e.labelled.post).tone
            for e in small_source.examples
            if (tone := told[e.labelled.id])
        )
    finally:
        for example in small_source.examples:
            example.reading.__dict__.pop("tone", None)
            if (was := before[id(example)]) is not None:
                example.reading.__dict__["tone"] = was


def test_both_labels_count_the_same_together() -> None:
    assert balanced([1.0, 1.0, 1.0, 0.5], [True, False, False, True]) == [1.0, 0.75, 0.75, 0.5]
