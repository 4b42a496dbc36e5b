from __future__ import annotations

import json

import pytest

from companion.bank.entry import Bank
from companion.matching.evaluation import Evaluation, evaluate
from companion.matching.labelled import LabelledPost
from companion.matching.matcher import Matcher
from companion.matching.reading.post import Post
from tests.matching.conftest import TODAY

CASES = [
    LabelledPost(
        "gut",
        Post("Wie viel Pflegegeld gibt es bei Pflegegrad 3?"),
        answers=("pflegegeld",),
        leading=True,
        style="plain",
    ),
    LabelledPost(
        "falsch beschriftet",
        Post("Wie viel Pflegegeld gibt es bei Pflegegrad 3?"),
        answers=("bildungsgutschein",),
        leading=True,
        style="plain",
    ),
    LabelledPost(
        "still geblieben", Post("Rezept für Apfelkuchen"), answers=("pflegegeld",), leading=True, style="rant"
    ),
    LabelledPost("laut", Post("Bis wann muss die Elternzeit angemeldet sein?")),
    LabelledPost("still", Post("Rezept für Apfelkuchen")),
    LabelledPost(
        "erkannt",
        Post("In der Elternzeit darf man nicht arbeiten, das ist verboten."),
        corrections=("mythos-elternzeit-arbeiten",),
        stance="asserts",
    ),
    LabelledPost(
        "übersehen", Post("Guten Morgen"), corrections=("mythos-minijob-450",), stance="asserts", style="rant"
    ),
    LabelledPost(
        "ohne Anlass",
        Post("In der Elternzeit darf man nicht arbeiten, das ist verboten."),
        stance="refutes",
    ),
]


@pytest.fixture(scope="module")
def result(matcher: Matcher, bank: Bank) -> Evaluation:
    return evaluate(CASES, matcher, bank, TODAY)


def test_figures_count_what_is_shown(result: Evaluation) -> None:
    rates = {name: (rate.hits, rate.total) for name, rate in result.rates.items()}
    assert rates["answer_hit1"] == rates["answer_hit3"] == (1, 3)
    assert rates["quiet_when_nothing_fits"] == (1, 2)
    assert rates["claim_recall"] == (1, 2)
    assert rates["refute_quiet"] == (0, 1)
    assert result.reciprocal_rank == pytest.approx(1 / 3)


def test_figures_are_split_by_topic_and_style(result: Evaluation) -> None:
    assert {style: rates["answer_hit3"].total for style, rates in result.by_style.items()} == {
        "plain": 2,
        "rant": 1,
    }
    assert result.by_topic["allgemein"]["answer_hit3"].total == 3


def test_every_miss_is_named_with_its_reason_and_its_entry_worst_first(result: Evaluation) -> None:
    found = {miss.post: (miss.reason, miss.entries) for miss in result.misses}
    assert set(found) == {"falsch beschriftet", "still geblieben", "laut", "übersehen", "ohne Anlass"}
    assert "gezeigt wurde „Pflegegeld je Pflegegrad“ (wegen: " in found["falsch beschriftet"][0]
    assert found["falsch beschriftet"][1] == ("bildungsgutschein",)
    assert "still geblieben; in der Rangfolge an Stelle" in found["still geblieben"][0]
    assert "obwohl nichts passt" in found["laut"][0]
    assert found["laut"][1] == ("elternzeit-anmelden",)
    assert "Falschaussage nicht erkannt, erwartet: mythos-minijob-450" in found["übersehen"][0]
    assert "obwohl der Beitrag die richtige Aussage enthält" in found["ohne Anlass"][0]
    weights = [miss.weight for miss in result.misses]
    assert weights == sorted(weights, reverse=True)
    assert result.misses[0].post == "ohne Anlass"


def test_the_table_for_people(result: Evaluation) -> None:
    text = result.in_words(2)
    assert "8 Beiträge" in text
    assert "richtige Antwort unter den gezeigten" in text
    assert "n=3" in text
    assert "Die 2 schwersten von 5 Fehlfällen:" in text
    assert "Nach Schreibweise" in text
    assert "Fehlfällen" not in result.in_words(0)


def test_entries_with_several_misses_are_named_to_the_team_lead(matcher: Matcher, bank: Bank) -> None:
    twice = evaluate([CASES[3], LabelledPost("auch laut", CASES[3].post)], matcher, bank, TODAY)
    assert "elternzeit-anmelden: 2 Fehlfälle" in twice.in_words(5)


def test_json_has_the_names_of_the_benchmarks_scorer(result: Evaluation) -> None:
    data = json.loads(json.dumps(result.as_dict(3)))
    assert (data["posts"], data["answer_hit1"], data["n_answer"], data["n_none"]) == (8, 0.3333, 3, 2)
    assert set(data) >= {
        "answer_hit3",
        "answer_mrr3",
        "both_at3",
        "n_both",
        "quiet_when_nothing_fits",
        "claim_recall",
        "n_claim",
        "claim_quiet",
        "n_noclaim",
        "refute_quiet",
        "n_refute",
    }
    low, high = data["figures"]["answer_hit1"]["interval"]
    assert low < 0.3333 < high
    assert len(data["worst"]) == 3
    assert "both_at3" not in data["figures"]
