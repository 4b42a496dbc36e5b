from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from companion.giving_way import background, is_background
from companion.matching.language import embeddings
from companion.matching.language.embeddings import DIMENSIONS, EmbeddingStore, encode

TEXTS = ["Wie melde ich Elternzeit an?", "Ab wann gibt es Pflegegeld?", "Was kostet ein Kuchen?"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are really computed."""
    seen: list[str] = []
    real = embeddings.encode

    def counting(texts: list[str]) -> object:
        seen.extend(texts)
        return real(texts)

    monkeypatch.setattr(embeddings, "encode", counting)
    return seen


def test_unit_length_and_zero_without_any_letter() -> None:
    vectors = encode([*TEXTS, "?!", ""])
    assert vectors.shape == (5, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 0, 0], atol=1e-4)


def test_a_text_alone_and_among_others_from_many_threads_is_the_same() -> None:
    together = encode(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        alone = np.concatenate(list(pool.map(lambda text: encode([text]), TEXTS * 4)))
    assert np.allclose(alone, np.tile(together, (4, 1)), atol=1e-4)


def test_only_unknown_texts_are_computed_and_progress_ends_at_one(asked: list[str]) -> None:
    store, shares = EmbeddingStore(), []
    first = store.vectors([*TEXTS, TEXTS[0]], shares.append)
    assert sorted(asked) == sorted(TEXTS)
    assert np.array_equal(first[0], first[3])
    assert shares[-1] == 1.0
    store.vectors([*TEXTS, "Neu?"])
    assert asked[len(TEXTS) :] == ["Neu?"]
    assert store.vectors([]).shape == (0, DIMENSIONS)


def test_the_file_keeps_what_is_still_wanted(asked: list[str], tmp_path: Path) -> None:
    store = EmbeddingStore(tmp_path)
    known = store.vectors(TEXTS)
    store.keep_only(TEXTS[:2])
    store.save()
    asked.clear()
    again = EmbeddingStore(tmp_path)
    assert len(again) == 2
    assert np.array_equal(again.vectors(TEXTS[:2]), known[:2])
    assert asked == []


@pytest.mark.parametrize("released", [True, False])
def test_of_a_store_that_has_grown_only_what_is_wanted_is_left_in_the_file(
    released: bool, tmp_path: Path, asked: list[str]
) -> None:
    store = EmbeddingStore(tmp_path)
    known = store.vectors(TEXTS)
    if released:
        store.release()
        assert np.array_equal(store.vectors(TEXTS), known)
        store.release()
    for wanted in (TEXTS, TEXTS[1:]):
        store.save_only(wanted)
        again = EmbeddingStore(tmp_path)
        assert (len(again), again.vectors(wanted).tolist()) == (len(wanted), known[-len(wanted) :].tolist())
    assert len(asked) == len(TEXTS)
    again.save_only([])
    assert len(EmbeddingStore(tmp_path)) == 2


def test_what_cannot_be_written_is_not_let_go_of(tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "file").touch()
    store = EmbeddingStore(tmp_path / "file")
    known = store.vectors(TEXTS)
    store.release()
    assert np.array_equal(store.vectors(TEXTS), known)
    assert len(asked) == len(TEXTS)


def test_what_another_matcher_knows_is_taken_over(asked: list[str]) -> None:
    known = encode(TEXTS)
    store = EmbeddingStore(teach=lambda store: store.learn(TEXTS, known))
    assert np.allclose(store.vectors(TEXTS), known, atol=1e-3)
    assert asked == []


def test_the_file_is_only_read_for_a_text_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def reading(path: Path) -> dict[str, np.ndarray]:
        read.append(path)
        return {}

    monkeypatch.setattr(embeddings, "read_arrays", reading)
    store = EmbeddingStore(tmp_path)
    assert (read, store.has_grown) == ([], False)
    store.vectors(TEXTS[:1])
    store.vectors(TEXTS[:1])
    assert (len(read), store.has_grown) == (1, True)


def test_a_file_of_another_shape_counts_as_empty(tmp_path: Path) -> None:
    np.savez(tmp_path / "embeddings-use-m3.npz", keys=np.zeros((2, 16), np.uint8), vectors=np.zeros((2, 3)))
    assert len(EmbeddingStore(tmp_path)) == 0
    assert len(EmbeddingStore()) == 0


def test_many_texts_are_encoded_several_at_a_time_each_as_it_would_be_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"Wie viele Monate gibt es Elterngeld ab {number}?" for number in range(2, 302)]
    real, gave_way = embeddings.encode, []

    def watched(batch: list[str]) -> object:
        gave_way.append(is_background())
        return real(batch)

    monkeypatch.setattr(embeddings, "encode", watched)
    done: list[float] = []
    with background():
        vectors = EmbeddingStore().vectors(texts, done.append)
    assert done == sorted(done)
    assert done[-1] == 1
    assert len(gave_way) == len(done) > 2
    assert all(gave_way), "a part of the work held up who waits"
    assert np.allclose(vectors, np.vstack([real([text]) for text in texts]), atol=2e-3)


def test_who_leaves_early_waits_for_a_few_batches_only(asked: list[str]) -> None:
    texts = [f"Wie viele Monate gibt es Elterngeld ab {number}?" for number in range(2000)]
    store = EmbeddingStore()
    with store.begin(texts) as pending:
        while not pending.share:
            pending.advance()
    assert 0 < len(asked) < len(texts) / 2
    assert len(store) == 0, "nothing half done is kept"


def test_something_else_can_be_done_meanwhile(asked: list[str]) -> None:
    texts = [f"Wie viele Monate gibt es Elterngeld ab {number}?" for number in range(300)]
    with EmbeddingStore().begin(texts) as pending:
        shares = [pending.share]
        while shares[-1] < 0.5:
            time.sleep(0.001)
            pending.advance()
            shares.append(pending.share)
        vectors = pending.finish(shares.append)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1], len(asked)) == (0, 1, 300)
    assert np.array_equal(vectors, EmbeddingStore().vectors(texts))
