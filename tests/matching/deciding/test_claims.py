from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from companion.matching.deciding import model as learned
from companion.matching.deciding.background import Background
from companion.matching.deciding.claims import NO_ANSWERS, claim_features, is_opposed
from companion.matching.deciding.decisions import list_features
from companion.matching.deciding.signals import compare
from companion.matching.indexes.index import EntryIndex
from companion.matching.reading.post import Post, PostReading

Describe = Callable[..., dict[str, float]]


@pytest.fixture
def describe(indexes: dict[str, EntryIndex], background: Background) -> Describe:
    """How a post stands to a correction."""
    index = indexes["correction"]
    ids = [entry.id for entry in index.entries]

    def of(text: str, context: str | None = None, entry: str = "mythos-minijob-450") -> dict[str, float]:
        reading = PostReading(Post(text, context))
        compared = compare(reading, index)
        scores = np.where(compared.rows == ids.index(entry), 1.0, 0.0)
        described = list_features(reading, index, compared, scores, background)
        return claim_features(reading, index, described, NO_ANSWERS, ids.index(entry))

    return of


NUMBERS = ("numbers_claim", "numbers_fact", "numbers_other")
WORDS = ("word_claim", "word_fact", "word_both")


@pytest.mark.parametrize(
    ("entry", "names", "text", "expected"),
    [
        ("mythos-minijob-450", NUMBERS, "Mehr als 520 Euro gehen nicht", (1, 0, 0)),
        ("mythos-minijob-450", NUMBERS, "Es sind 603 Euro", (0, 0, 0)),
        ("mythos-minijob-450", NUMBERS, "Es sind 700 Euro", (0, 0, 1)),
        ("mythos-elternzeit-arbeiten", WORDS, "das ist verboten", (1, 0, 0)),
        ("mythos-elternzeit-arbeiten", WORDS, "bis zu 32 Wochenstunden", (0, 2, 0)),
        ("mythos-elternzeit-arbeiten", WORDS, "Elternzeit", (0, 0, 1)),
        ("mythos-elternzeit-arbeiten", WORDS, "Kuchen", (0, 0, 0)),
    ],
)
def test_what_claim_and_fact_say_is_told_apart(
    describe: Describe, entry: str, names: tuple[str, ...], text: str, expected: tuple[int, ...]
) -> None:
    found = describe(text, entry=entry)
    assert tuple(found[name] for name in names) == expected


def test_a_number_that_only_the_fact_names_speaks_for_it(describe: Describe) -> None:
    found = describe("bis 32 Stunden geht doch", entry="mythos-elternzeit-arbeiten")
    assert (found["numbers_fact"], found["numbers_claim"]) == (1, 0)


def test_the_claim_is_more_like_its_wordings_the_fact_more_like_the_fact(describe: Describe) -> None:
    claim = describe("Im Minijob darf man nur 450 Euro verdienen.")
    fact = describe("Im Jahr 2026 liegt die Minijob-Grenze bei 603 Euro.")
    assert claim["fact_less"] > 0 > fact["fact_less"]
    assert claim["fact_grams_less"] > 0 > fact["fact_grams_less"]
    assert fact["fact"] == pytest.approx(1, abs=0.01)


def test_the_longer_a_post_the_less_a_single_word_counts(describe: Describe) -> None:
    short, long = (
        describe(t)["word_claim_share"] for t in ("verboten", "verboten, sagt Opa beim Essen gestern")
    )
    assert short > long > 0


def test_negation_of_the_claim_is_found_or_missed(describe: Describe) -> None:
    repeats = describe("In Elternzeit nicht arbeiten, tja", entry="mythos-elternzeit-arbeiten")
    lacks = describe("In Elternzeit arbeiten klappt super", entry="mythos-elternzeit-arbeiten")
    assert repeats["negated_claim"] > lacks["negated_claim"] == 0
    assert lacks["negation_lacks"] > repeats["negation_lacks"] == 0


def test_a_post_is_held_against_the_claim_most_like_it(describe: Describe) -> None:
    said, denied = (
        describe(text, entry="mythos-elternzeit-arbeiten")
        for text in ("In der Elternzeit darf man arbeiten", "In der Elternzeit darf man nicht arbeiten")
    )
    assert said["nearest_lacks"] > 0.5
    assert said["nearest_same"] == said["nearest_denies"] == denied["nearest_lacks"] == 0
    assert denied["nearest_same"] > 0.5
    asked = describe("Darf man in der Elternzeit arbeiten?", entry="mythos-elternzeit-arbeiten")
    assert asked["nearest_lacks"] == 0


def test_a_contradiction_under_a_claim_counts_with_the_claim_above(describe: Describe) -> None:
    claim = "Im Minijob darf man nur 450 Euro verdienen."
    against = describe("Nein, das stimmt nicht mehr.", claim)
    asking = describe("Stimmt das denn so?", claim)
    alone = describe("Nein, das stimmt nicht mehr.")
    assert against["context_claim"] == pytest.approx(1, abs=0.05)
    assert against["context_more"] > 0.5
    assert against["against_context_claim"] > asking["against_context_claim"] == 0
    assert against["stated_under_claim"] > asking["stated_under_claim"] == 0
    assert [alone[n] for n in ("context_claim", "context_more", "against_context_claim")] == [0, 0, 0]


def test_the_answers_stand_against_the_correction(
    indexes: dict[str, EntryIndex], background: Background, describe: Describe
) -> None:
    reading = PostReading(Post("Wie viel Pflegegeld gibt es bei Pflegegrad 3?"))
    index = indexes["answer"]
    compared = compare(reading, index)
    answers = list_features(reading, index, compared, compared.column("grams_both"), background)
    corrections = indexes["correction"]
    rows = compare(reading, corrections)
    own = list_features(reading, corrections, rows, rows.column("grams_both"), background)
    found = claim_features(reading, corrections, own, answers, 0)
    assert found["over_answer_grams_both"] < 0
    assert found["claim_over_answer"] == pytest.approx(own["best"] - answers["best"])
    assert describe("Im Minijob nur 450 Euro")["over_answer_grams_both"] > 0


def test_every_input_of_the_learned_decision_is_there(describe: Describe) -> None:
    found = describe("Im Minijob nur 450 Euro?", "Was ist die Grenze?")
    assert set(learned.load().claim.names) <= set(found)
    assert all(np.isfinite(list(found.values())))


@pytest.mark.parametrize(
    ("text", "opposed"),
    [
        ("In der Elternzeit darf man arbeiten.", True),
        ("In der Elternzeit darf man nicht arbeiten.", False),
        ("In der Elternzeit ist arbeiten verboten.", False),
        ("Darf man in der Elternzeit arbeiten?", False),
        ("In der Elternzeit darf man arbeiten. " + "Meine Schwester hat das auch so gemacht. " * 3, False),
    ],
)
def test_short_statements_that_deny_the_claim_are_told(
    indexes: dict[str, EntryIndex], text: str, opposed: bool
) -> None:
    index = indexes["correction"]
    row = [entry.id for entry in index.entries].index("mythos-elternzeit-arbeiten")
    assert is_opposed(PostReading(Post(text)), index, row) is opposed
