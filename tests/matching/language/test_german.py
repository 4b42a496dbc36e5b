from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from companion.matching.language.german import fold, gist, normalise, sentences, tokenize


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kündigung", "kuendigung"),
        ("Kuendigung", "kuendigung"),
        ("Ku\u0308ndigung", "kuendigung"),
        ("GROẞ", "gross"),
        ("bitteeee", "bitte"),
        ("café", "cafe"),
        ("𝗠𝗜𝗡𝗜𝗝𝗢𝗕", "minijob"),
    ],
)
def test_one_spelling_for_umlauts_accents_and_elongations(written: str, meant: str) -> None:
    assert fold(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("EZ beim AG", "elternzeit beim arbeitgeber"),
        ("i mog ned", "ich mag nicht"),
        ("#ElternzeitMitBaby", "elternzeit mit baby"),
        ("603€ im Minijob", "603 euro im minijob"),
        ("1.250 Euro", "1250 euro"),
        ("🤰 und 💶", "schwanger und geld"),
        ("EG+ statt Basis", "elterngeldplus statt basis"),
        ("siehe https://beispiel.de/a?b=1 dort", "siehe dort"),
        ("Eltengeld", "elterngeld"),
    ],
)
def test_abbreviations_dialect_emoji_and_signs(written: str, meant: str) -> None:
    assert normalise(written) == meant


def test_a_token_keeps_the_word_as_it_stands() -> None:
    assert [token.raw for token in tokenize("Mein AG sagt nein!")] == ["Mein", "AG", "sagt", "nein"]


def test_short_fragments_stay_with_the_sentence_before() -> None:
    assert sentences("Ich habe eine Frage. Echt. Wie lange gibt es Elterngeld?") == [
        "Ich habe eine Frage. Echt.",
        "Wie lange gibt es Elterngeld?",
    ]


def test_the_gist_of_a_long_post_keeps_its_question() -> None:
    story = "Gestern war ein langer Tag und ich war müde. " * 60
    short = gist(story + "Wie lange gibt es Elterngeld? " + story, 200)
    assert "Wie lange gibt es Elterngeld?" in short
    assert len(short) <= 200


@pytest.mark.parametrize(
    "thanks", [". Danke schon mal für eure Hilfe.", "\nVielen Dank im Voraus", "! Eure Anna"]
)
def test_the_gist_of_a_post_without_full_stops_is_not_its_thanks(thanks: str) -> None:
    story = (
        "hallo ihr lieben ich bin seit zwei jahren daheim und mein mann arbeitet schicht und jetzt will ich wieder "
        "anfangen aber die kita macht erst um acht auf und mein chef sagt teilzeit gibt es nur vormittags und ich "
        "weiß nicht wie das mit dem elterngeld ist wenn ich jetzt dreißig stunden arbeite weil das sind ja mehr"
    )
    assert len(story) > 160
    short = gist(story + thanks, 200)
    assert "hallo ihr lieben ich bin seit zwei jahren daheim" in short
    assert 120 < len(short) <= 200


def test_a_letter_in_two_signs_is_one_in_the_words_of_a_post() -> None:
    assert normalise("Ku\u0308ndigung erhalten") == normalise("Kündigung erhalten")


@pytest.mark.parametrize("written", ["603,00 Euro", "603,- Euro", "603,-- Euro", "603 Euro"])
def test_whole_euros_are_one_number(written: str) -> None:
    assert normalise(written) == "603 euro"


def test_cents_stay() -> None:
    assert normalise("13,90 Euro") == "13 90 euro"


@given(st.text(max_size=400))
@example("ı")  # Turkish: its capital is that of i
def test_normalising_never_fails_and_is_stable(text: str) -> None:
    once = normalise(text)
    assert all(word.isascii() or word.isalnum() for word in once.split())
    assert normalise(once.upper()).split() == normalise(once).split()


@given(st.text(max_size=600), st.integers(20, 200))
def test_the_gist_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(gist(text, limit)) <= limit
