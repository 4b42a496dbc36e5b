from __future__ import annotations

import numpy as np
import pytest

from companion.matching.deciding.background import Background
from companion.matching.deciding.signals import compare
from companion.matching.indexes.index import EntryIndex
from companion.matching.language.everyday import sentences
from companion.matching.reading.post import Post, PostReading


def features(text: str, background: Background, index: EntryIndex) -> dict[str, float]:
    post = PostReading(Post(text))
    return background.features(post, index, compare(post, index))


def test_a_post_on_another_subject_is_nearer_to_the_background(
    background: Background, indexes: dict[str, EntryIndex]
) -> None:
    index = indexes["answer"]
    own = features("Wie melde ich Elternzeit beim Arbeitgeber an?", background, index)
    other = features("Hat jemand ein Rezept für Apfelkuchen?", background, index)
    for name in ("above_background", "above_background_post", "above_background_whitened"):
        assert own[name] > 0 > other[name], name


def test_in_training_the_nearest_sentences_can_be_passed_over(
    background: Background, indexes: dict[str, EntryIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sentences()[0]
    whole = features(text, background, indexes["answer"])
    monkeypatch.setattr(PostReading, "ignored_background", 2)
    assert features(text, background, indexes["answer"])["background"] < whole["background"]
    assert np.isclose(whole["background_post"], 1.0, atol=1e-2)
