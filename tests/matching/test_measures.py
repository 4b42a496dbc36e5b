from __future__ import annotations

import pytest

from companion.matching.labelled import LabelledPost
from companion.matching.measures import Rate, Shown, mean_reciprocal_rank, measure
from companion.matching.reading.post import Post

POST = Post("text")
POSTS = [
    LabelledPost("first", POST, answers=("a",), leading=True),
    LabelledPost("third", POST, answers=("a",), leading=True),
    LabelledPost("both", POST, answers=("a", "b"), leading=True),
    LabelledPost("claim", POST, corrections=("c",), stance="asserts"),
    LabelledPost("fact", POST, stance="refutes"),
    LabelledPost("nothing", POST),
]
SHOWN = {
    "first": Shown(("a", "x"), ()),
    "third": Shown(("x", "y", "a"), ("c",)),
    "both": Shown(("a", "x"), ()),
    "claim": Shown((), ("x", "c")),
    "fact": Shown((), ()),
}


def test_every_measure_counts_what_is_shown() -> None:
    rates = {name: (rate.hits, rate.total) for name, rate in measure(POSTS, SHOWN).items()}
    assert rates == {
        "answer_hit1": (2, 3),
        "answer_hit3": (3, 3),
        "both_at3": (0, 1),
        "quiet_when_nothing_fits": (1, 1),
        "claim_recall": (1, 1),
        "claim_quiet": (4, 5),
        "refute_quiet": (1, 1),
    }


def test_the_reciprocal_rank_is_of_posts_that_want_an_answer() -> None:
    assert mean_reciprocal_rank(POSTS, SHOWN) == pytest.approx((1 + 1 / 3 + 1) / 3)
    assert mean_reciprocal_rank([], {}) is None


def test_the_interval_is_wilsons() -> None:
    low, high = Rate(8, 10).interval() or (0, 0)
    assert (low, high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert Rate(0, 0).interval() is None
    assert Rate(0, 0).value is None
    assert (Rate(5, 5).interval() or (0, 0))[1] == 1.0
