from __future__ import annotations

import threading

import numpy as np
import pytest

from companion.matching.arrays.ragged import Ragged
from companion.matching.language import ngrams
from companion.matching.language.ngrams import GramRows, Joined, NgramSpace, buckets, grams

TEXTS = ["elternzeit anmelden", "kitaplatz finden", "pflegegeld beantragen pflegegeld", ""]
RAGGED = Ragged.of([grams(t.split()) for t in TEXTS], np.uint32)
SPACE = NgramSpace.of(RAGGED)


def likeness(one: str, other: str) -> float:
    first, second = SPACE.weigh(grams(one.split())), SPACE.weigh(grams(other.split()))
    held = dict(zip(second[0].tolist(), second[1].tolist(), strict=True))
    return float(sum(w * held.get(i, 0.0) for i, w in zip(*first, strict=True)))


def test_a_text_is_most_like_itself_and_typos_stay_close() -> None:
    assert likeness("elternzeit", "elternzeit") == pytest.approx(1, abs=1e-5)
    assert likeness("elternzeid", "elternzeit") > 0.5
    assert likeness("elternzeit", "pflegegeld") < 0.1


def test_unknown_grams_carry_no_weight() -> None:
    assert SPACE.weigh(grams(["xyz"]))[0].size == 0


def test_counts_are_capped_for_endless_repetition() -> None:
    found = grams(["ja"] * 1000)
    assert (found & 0x3FFF).max() == 255
    assert len(buckets(found)) == len(set(buckets(found).tolist()))


@pytest.mark.parametrize("few", [0, 1000])
def test_rows_give_the_likeness_of_the_texts_asked_for(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "_FEW", few)
    rows = GramRows(SPACE, RAGGED)
    queries = ["elternzeit", "pflegegeld kitaplatz", "xyz"]
    found = rows.products(np.array([2, 0, 3]), [SPACE.weigh(grams(q.split())) for q in queries])
    expected = [[likeness(q, TEXTS[i]) for i in (2, 0, 3)] for q in queries]
    assert np.allclose(found, expected, atol=1e-3 if few else 1e-6)  # kept by gram, weights are halves


def test_nothing_asked_or_no_rows() -> None:
    rows = GramRows(SPACE, RAGGED)
    assert rows.products(np.array([0, 1]), []).shape == (0, 2)
    assert rows.products(np.zeros(0, np.int64), [SPACE.weigh(grams(["elternzeit"]))]).shape == (1, 0)


def test_threads_do_not_see_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "_FEW", 0)
    rows, everything = GramRows(SPACE, RAGGED), np.arange(len(TEXTS))
    queries = [[SPACE.weigh(grams(t.split()))] for t in TEXTS[:3]]
    alone = [rows.products(everything, q).tolist() for q in queries]
    wrong: list[int] = []

    def ask(number: int) -> None:
        if any(rows.products(everything, queries[number]).tolist() != alone[number] for _ in range(300)):
            wrong.append(number)

    threads = [threading.Thread(target=ask, args=(n % 3,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not wrong


def test_texts_of_several_parts_are_put_together_a_piece_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "_TEXTS_AT_ONCE", 3)
    one = [t.split() for t in ("kita platz kita", "", "geld", "antrag", "", "")]
    other = [t.split() for t in ("kita", "frist", "", "", "ja " * 300, "")]
    parts = [Ragged.of([grams(t) for t in texts], np.uint32) for texts in (one, other)]
    joined = Joined(*parts)
    found = []
    for rows, values, owner in joined.pieces():
        found += [values[owner == row].tolist() for row in range(rows.stop - rows.start)]
    assert found == [grams([*a, *b]).tolist() for a, b in zip(one, other, strict=True)]
    assert (len(joined), list(Joined(Ragged.of([], np.uint32)).pieces())) == (6, [])
