from __future__ import annotations

import numpy as np

from companion.matching.ngrams import NgramSpace, grams


def likeness(space: NgramSpace, one: str, other: str) -> float:
    first, second = space.weigh(grams(one.split())), space.weigh(grams(other.split()))
    return float(
        sum(
            w * dict(zip(second[0].tolist(), second[1].tolist(), strict=True)).get(i, 0.0)
            for i, w in zip(*first, strict=True)
        )
    )


SPACE = NgramSpace(
    [grams(t.split()) for t in ["elternzeit anmelden", "kitaplatz finden", "pflegegeld beantragen"]]
)


def test_a_text_is_most_like_itself_and_typos_stay_close() -> None:
    assert (
        likeness(SPACE, "elternzeit", "elternzeit") == np.float32(1).item()
        or abs(likeness(SPACE, "elternzeit", "elternzeit") - 1) < 1e-5
    )
    assert likeness(SPACE, "elternzeid", "elternzeit") > 0.5
    assert likeness(SPACE, "elternzeit", "pflegegeld") < 0.1


def test_unknown_grams_carry_no_weight() -> None:
    assert SPACE.weigh(grams(["xyz"]))[0].size == 0


def test_counts_are_capped_for_endless_repetition() -> None:
    ids, counts = grams(["ja"] * 1000)
    assert counts.max() == 255
    assert len(ids) == len(set(ids.tolist()))
