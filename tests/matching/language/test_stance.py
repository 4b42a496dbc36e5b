from __future__ import annotations

import pytest

from companion.matching.language import stance
from companion.matching.language.german import normalise


def cues(text: str, context: str = "") -> dict[str, float]:
    return stance.cues(text, normalise(text), context, normalise(context))


def modality(text: str) -> list[float]:
    found: list[float] = stance.modality(normalise(text)).tolist()
    return found


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Stimmt das wirklich?", "hearsay"),
        ("Quatsch, das gilt längst nicht mehr.", "contradiction"),
        ("Nein, du darfst arbeiten.", "opens_against"),
        ("Niemals bekommt man da was", "absolute"),
        ("Bei mir hat es geklappt", "experience"),
        ("Kannst du vergessen, so ist das", "telling"),
        ("Na klar, und der Chef freut sich", "sarcasm"),
        ("Hat jemand einen Rat", "wish"),
    ],
)
def test_cues_are_found(text: str, cue: str) -> None:
    assert cues(text)[cue] > 0


def test_question_form_with_and_without_question_mark() -> None:
    assert cues("wie lange gibt es elterngeld")["asks"] == 1
    assert cues("Darf ich das")["asks"] == 1
    assert cues("In Elternzeit darf man nicht arbeiten.")["asks"] == 0


def test_negation_counts_apart_in_statements_and_questions() -> None:
    stated = cues("Das darf man nicht.")
    asked = cues("Darf man das nicht?")
    assert (stated["negation_stated"], stated["negation_asked"]) == (1, 0)
    assert (asked["negation_stated"], asked["negation_asked"]) == (0, 1)


def test_contradiction_of_the_post_above() -> None:
    against = cues("Doch, das geht.", "Das geht nicht.")
    alone = cues("Doch, das geht.")
    assert against["against_context"] > alone["against_context"] == 0


def test_modality_tells_not_only_must_always_apart() -> None:
    assert modality("Das darf man nicht") == [1, 0, 0, 0]
    assert modality("nur für Mütter") == [0, 1, 0, 0]
    assert modality("der Chef muss das") == [0, 0, 1, 0]
    assert modality("jeder automatisch") == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Elternzeit muss genehmigt werden", (False, False)),
        ("Für Elternzeit brauchst du keine Zustimmung vom Chef", (True, True)),
        ("ohne Unterschrift vom Chef keine EZ", (False, False)),
        ("Der Urlaub verfällt", (False, True)),
        ("Der Urlaub verfällt nicht", (True, False)),
        ("Der Chef darf das nicht ablehnen", (True, False)),
    ],
)
def test_two_negations_lift_each_other(sentence: str, expected: tuple[bool, bool]) -> None:
    assert stance.denials(normalise(sentence)) == expected
