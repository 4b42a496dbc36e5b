from dataclasses import replace
from datetime import date, timedelta

import pytest

from companion.bank.entry import VERDICT_WORDS, Bank, Entry, Source
from companion.errors import KontaktError
from companion.site.content import RATINGS, first_sentences, is_public, question_of, select

TODAY = date(2026, 11, 23)
ENTRY = Entry(
    id="teilzeit-wunsch",
    kind="answer",
    title="Teilzeit verlangen",
    topic="teilzeit",
    wordings=("darf ich weniger arbeiten", "Kann mein Chef Nein zur Teilzeit sagen?"),
    keywords=(),
    ampel="gruen",
    legal_basis=("TzBfG § 8",),
    sources=(Source("Gesetz", "https://www.example.org/"),),
    referral=(),
    valid_from=None,
    valid_until=None,
    review_by=TODAY + timedelta(days=90),
    reviewed_on=TODAY,
    version=1,
    status="approved",
    comment="",
    verdict=None,
    fact=None,
    why_believed=None,
    texts={"": "Ein Satz. Noch ein Satz."},
)


def test_only_released_valid_and_reviewed_entries_are_public() -> None:
    assert is_public(ENTRY, TODAY)
    assert is_public(replace(ENTRY, ampel="gelb"), TODAY)
    for hidden in (
        replace(ENTRY, status="draft"),
        replace(ENTRY, status="in_review"),
        replace(ENTRY, status="retired"),
        replace(ENTRY, ampel="rot"),
        replace(ENTRY, withdrawn=True),
        replace(ENTRY, on_website=False),
        replace(ENTRY, amounts_known=False),
        replace(ENTRY, valid_until=TODAY - timedelta(days=1)),
        replace(ENTRY, valid_from=TODAY + timedelta(days=1)),
        replace(ENTRY, review_by=TODAY - timedelta(days=1)),
    ):
        assert not is_public(hidden, TODAY)


def test_every_verdict_has_words_for_the_public() -> None:
    assert set(RATINGS) == set(VERDICT_WORDS)


def test_a_bank_with_nothing_to_publish_is_refused() -> None:
    hidden = replace(ENTRY, status="draft")
    bank = Bank("Bank", {"teilzeit": "Teilzeit"}, {hidden.id: hidden}, "1", TODAY, "0" * 64)
    with pytest.raises(KontaktError, match="kein Eintrag freigegeben"):
        select(bank, TODAY)


def test_topics_without_public_entries_do_not_appear() -> None:
    bank = Bank("Bank", {"rente": "Rente", "teilzeit": "Teilzeit"}, {ENTRY.id: ENTRY}, "1", TODAY, "0" * 64)
    assert [topic.code for topic in select(bank, TODAY).topics] == ["teilzeit"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kurz. Und noch was.", "Kurz. Und noch was."),
        ("Das gilt bis zum 3. Geburtstag. Danach nicht mehr.", "Das gilt bis zum 3. Geburtstag."),
        ("- Punkt eins\n- Punkt zwei", "Punkt eins Punkt zwei"),
        ("x" * 20 + " " + "y" * 40, "x" * 20 + "…"),
    ],
)
def test_a_teaser_ends_with_a_whole_sentence_where_it_can(text: str, expected: str) -> None:
    assert first_sentences(text, 45) == expected


def test_the_question_of_an_answer_reads_like_one() -> None:
    assert question_of(ENTRY) == "Kann mein Chef Nein zur Teilzeit sagen?"
    assert question_of(replace(ENTRY, title="Wie viel Teilzeit?")) == "Wie viel Teilzeit?"
    assert question_of(replace(ENTRY, wordings=("so halt",))) == "Teilzeit verlangen"
