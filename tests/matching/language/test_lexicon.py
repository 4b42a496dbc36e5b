from __future__ import annotations

import pytest

from companion.matching.language.german import tokenize
from companion.matching.language.lexicon import Lexicon, load

SMALL = Lexicon(
    [
        "geld: geld$ *kohle",
        "hoehe: wie_viel was_kommt_raus$",
        "frist: 14_tage frist",
        "x_auto: auto",
        "geld: lohn",
    ]
)


def names(text: str, lexicon: Lexicon = SMALL) -> set[str]:
    return {lexicon.names[hit.concept] for hit in lexicon.find_in(tokenize(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mein Geld", {"geld"}),
        ("Geldbeutel", set()),
        ("Holzkohlen", {"geld"}),
        ("Lohnabrechnung", {"geld"}),
        ("Wie viel gibt es", {"hoehe"}),
        ("was kommt da so raus", {"hoehe"}),
        ("was kommt da heute so alles raus", set()),
        ("14 Tage", {"frist"}),
        ("14 oder 20 Tage", set()),
        ("Autos", {"x_auto"}),
    ],
)
def test_prefix_whole_inner_and_phrase_patterns(text: str, expected: set[str]) -> None:
    assert names(text) == expected


def test_lines_of_one_name_add_up_and_outside_subjects_are_known() -> None:
    assert SMALL.names == ["geld", "hoehe", "frist", "x_auto"]
    assert SMALL.outside == [False, False, False, True]


def test_places_name_the_words_that_carry_a_concept() -> None:
    hits = SMALL.find_in(tokenize("Und was kommt dann raus"))
    assert [hit.places for hit in hits] == [(1, 2, 4)]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("mei freind geht in karenz", "elternzeit"),
        ("Hartz IV reicht nicht", "buergergeld"),
        ("suche Betreuung ab eins, Tagesmama oder Krabbelstube", "kita"),
        ("die haben mich gefeuert", "kuendigung"),
        ("wohin mit dem Kind in der Spätschicht", "betreuung_randzeiten"),
        ("Hast du ein Rezept für Waffeln", "x_kochen"),
    ],
)
def test_the_shipped_lexicon_knows_everyday_words(text: str, concept: str) -> None:
    assert concept in names(text, load())


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ("Wer hat schon BuT bekommen?", True),
        ("but fürs mittagessen", True),
        ("antrag but", True),
        ("But I want to work part time but they said no", False),
        ("Die Kita ist toll but teuer", False),
    ],
)
def test_an_abbreviation_that_is_a_word_elsewhere_needs_its_capitals_or_company(
    text: str, is_meant: bool
) -> None:
    assert bool(names(text, load()) & {"but", "bildung_teilhabe"}) == is_meant
