from __future__ import annotations

import pytest

from companion.matching.stance import cues, modality


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
    assert modality("Das darf man nicht").tolist() == [1, 0, 0, 0]
    assert modality("nur für Mütter").tolist() == [0, 1, 0, 0]
    assert modality("der Chef muss das").tolist() == [0, 0, 1, 0]
    assert modality("jeder automatisch").tolist() == [0, 0, 0, 1]
