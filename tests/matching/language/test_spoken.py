"""Words that are only spoken so, and the same words in earnest: both directions."""

from __future__ import annotations

import pytest

from companion.matching.deciding.flags import flags_of
from companion.matching.language import lexicon
from companion.matching.language.spoken import tokenize, without
from companion.matching.reading.post import Post, PostReading

SPOKEN = (
    "Sagt mir bitte Bescheid",
    "sagt bescheit wenns was neues gibt",
    "Gebt mir bitte Bescheid!",
    "Sag mir Bescheid, wenn du was hörst",
    "Bitte Bescheid geben 🙏",
    "Weiß da jemand Bescheid?",
    "Weißt du schon Bescheid?",
    "Jetzt weiß ich Bescheid, danke",
    "Ich geb euch dann kurz Bescheid",
    "Kann mir jemand Bescheid sagen?",
    "Bescheid sagen wäre super",
    "Bitte um kurzen Bescheid",
    "Ohne Bescheid zu geben ist sie gegangen",
    "Wann muss ich dem Chef Bescheid sagen?",
)
NOTICES = (
    "Ich habe heute den Bescheid bekommen",
    "Habe Bescheid bekommen und verstehe ihn nicht",
    "Wann krieg ich endlich Bescheid vom Amt?",
    "Sagt mir bitte, ob der Bescheid so richtig ist",
    "Kannst du mir sagen ob mein Bescheid stimmt",
    "Bescheid vom Jobcenter sagt, ich soll zahlen",
    "Im Bescheid steht etwas anderes",
    "Warte seit acht Wochen auf den Bescheid",
    "Sie haben mir einen neuen Bescheid gegeben",
    "Bescheid ist da. Sagt mir, was ich tun soll",
    "Kann jemand den Bescheid prüfen?",
    "Bitte um einen Bescheid über meinen Antrag",
)


@pytest.mark.parametrize("text", SPOKEN)
def test_a_phrase_is_not_read_as_the_word_of_the_field(text: str) -> None:
    assert "bescheid" not in [form for token in tokenize(text) for form in token.forms]
    assert "besch" not in without(text).lower()
    reading = PostReading(Post(text))
    assert "bescheid" not in {word for _, word, _ in reading.stems + reading.asking_stems}
    assert not reading.concepts[lexicon.load().names.index("antrag")]
    assert "bescheid" not in flags_of(text)


@pytest.mark.parametrize("text", NOTICES)
def test_a_notice_is_read(text: str) -> None:
    assert "bescheid" in [form for token in tokenize(text) for form in token.forms]
    assert without(text) == text
    assert PostReading(Post(text)).concepts[lexicon.load().names.index("antrag")]
    assert "bescheid" in flags_of(text)


def test_phrase_and_notice_are_told_apart_in_one_text() -> None:
    text = "Sagt mir Bescheid: Der Bescheid ist da, wer weiß Bescheid?"
    assert without(text) == "Sagt mir : Der Bescheid ist da, wer weiß ?"
    assert [token.forms for token in tokenize(text) if token.raw == "Bescheid"] == [(), ("bescheid",), ()]


def test_a_phrase_still_says_that_somebody_tells_the_employer() -> None:
    reading = PostReading(Post("Wann soll ich der Chefin wegen der Elternzeit Bescheid sagen?"))
    assert reading.concepts[lexicon.load().names.index("anmelden_elternzeit")]


def test_a_text_without_such_words_stays_as_it_is() -> None:
    assert without("Wie lange gibt es Elterngeld?") == "Wie lange gibt es Elterngeld?"
    assert [token.raw for token in tokenize("Wie lange?")] == ["Wie", "lange"]


def test_what_is_typed_for_a_search_all_counts() -> None:
    assert next(word for _, word, _ in PostReading(Post("Bescheid geben"), typed=True).stems) == "bescheid"
