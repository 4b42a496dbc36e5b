from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from companion.matching.deciding import model as learned
from companion.matching.deciding.background import Background
from companion.matching.deciding.decisions import SUMMARY, list_features
from companion.matching.deciding.signals import compare
from companion.matching.indexes.index import EntryIndex
from companion.matching.reading.post import Post, PostReading

Describe = Callable[..., dict[str, float]]


@pytest.fixture
def describe(indexes: dict[str, EntryIndex], background: Background) -> Describe:
    """The description of the answers' list for a post."""
    index, weights = indexes["answer"], learned.load().answer_weights

    def of(text: str, context: str | None = None) -> dict[str, float]:
        reading = PostReading(Post(text, context))
        compared = compare(reading, index)
        scores = learned.pair_features(compared.values) @ weights
        return list_features(reading, index, compared, scores, background)

    return of


def test_the_list_is_described_by_its_scores(indexes: dict[str, EntryIndex], background: Background) -> None:
    reading = PostReading(Post("Pflegegeld und Elternzeit"))
    compared = compare(reading, indexes["answer"])
    scores = np.array([3.0, 1.0, 2.0, 0.0, -1.0])
    found = list_features(reading, indexes["answer"], compared, scores, background)
    assert (found["best"], found["second"], found["third"], found["margin"]) == (3.0, 2.0, 1.0, 1.0)
    shares = np.exp(scores) / np.exp(scores).sum()
    assert found["share_first"] == pytest.approx(shares[0])
    assert found["share_three"] == pytest.approx(shares[:3].sum())
    assert found["entropy"] == pytest.approx(-(shares * np.log(shares)).sum())
    for name in SUMMARY:
        assert found[f"first_{name}"] == pytest.approx(compared.column(name)[0])
        assert found[f"most_{name}"] == pytest.approx(compared.column(name).max())


def test_a_list_of_one(indexes: dict[str, EntryIndex], background: Background) -> None:
    reading = PostReading(Post("Pflegegeld"))
    compared = compare(reading, indexes["answer"]).only(np.arange(5) == 2)
    found = list_features(reading, indexes["answer"], compared, np.array([1.5]), background)
    assert found["margin"] == 0
    assert found["topic_lead"] == 10.0
    assert all(np.isfinite(list(found.values())))


def test_agreement_is_the_share_of_signals_that_put_the_first_first(describe: Describe) -> None:
    assert describe("Wie viel Pflegegeld gibt es bei Pflegegrad 3?")["agreement"] > 0.8
    assert describe("Der Kuchen braucht eine Stunde")["agreement"] < 0.8


def test_subjects_of_the_bank_and_others_are_counted_apart(describe: Describe) -> None:
    own, other = describe("Elternzeit anmelden beim Arbeitgeber"), describe("Rezept für Apfelkuchen")
    assert own["concepts"] > 0 == own["outside"]
    assert other["outside"] > 0 == other["concepts"]
    assert own["outside_more"] < other["outside_more"]


def test_a_known_subject_that_no_entry_is_about_is_absent(describe: Describe) -> None:
    assert describe("Bekomme ich Wohngeld?")["absent"] > describe("Bekomme ich Pflegegeld?")["absent"]


def test_words_that_the_first_entry_does_not_hold_are_counted(describe: Describe) -> None:
    plain = describe("Wie viel Pflegegeld gibt es?")
    mixed = describe("Wie viel Pflegegeld gibt es beim Bildungsgutschein für Xylophonbauer?")
    assert mixed["explained_all"] < plain["explained_all"]
    assert mixed["missed"] > plain["missed"]
    assert (plain["strange"], mixed["strange"]) == (0, 1)
    assert mixed["unknown"] > plain["unknown"]


def test_what_is_asked_and_no_wording_asks_is_missed(describe: Describe) -> None:
    told, missed = describe("Bis wann Elternzeit anmelden?"), describe("Wer zahlt die Steuer in Elternzeit?")
    assert told["aspects_missed"] < missed["aspects_missed"]
    assert told["aspects"] >= 1


def test_for_a_comment_its_own_words_are_told_from_the_parent_post(describe: Describe) -> None:
    above = describe("und wie viel?", "Pflegegeld bei Pflegegrad 3")
    assert above["above_lost_grams"] > 0.1
    assert above["context"] == 1
    alone = describe("und wie viel?")
    assert [alone[name] for name in ("above_own_grams", "above_lost_grams", "above_words", "context")] == [
        0
    ] * 4


def test_every_input_of_the_learned_decision_is_there(describe: Describe) -> None:
    found = describe("Wie viel Pflegegeld gibt es?", "Opa hat Pflegegrad 3")
    assert set(learned.load().quiet.names) <= set(found)
    assert all(np.isfinite(list(found.values())))
