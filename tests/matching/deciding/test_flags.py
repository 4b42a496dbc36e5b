from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from companion.matching.deciding.flags import FLAGS, flags_of, without_idioms

ACUTE = {"krise", "gewalt", "kindeswohl", "ueberlastung"}
FLAGGED = Path(__file__).parents[2] / "data" / "matching" / "flagged.txt"


def labelled() -> list[tuple[str, str]]:
    """(code, sentence) of the data file; a code that must not be raised begins with "not"."""
    found = [line.partition(": ") for line in FLAGGED.read_text("utf-8").splitlines()]
    return [(code, sentence) for code, _, sentence in found if not code.startswith("#")]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Ich will nicht mehr leben", "krise"),
        ("denke an Suizid", "krise"),
        ("Mein Mann hat mich geschlagen", "gewalt"),
        ("Heute lag die Kündigung im Briefkasten, ich habe sie erst jetzt gesehen", "kuendigung"),
        ("Mir wurde gekündigt", "kuendigung"),
        ("soll einen Aufhebungsvertrag unterschreiben", "kuendigung"),
        ("Abmahnung bekommen", "abmahnung"),
        ("brauch ich einen Anwalt", "abmahnung"),
        ("Der Bescheid ist falsch, ich will Widerspruch einlegen", "bescheid"),
        ("kriege ich eine Sperrzeit", "rueckforderung"),
        ("er will das alleinige Sorgerecht", "sorgerecht"),
        ("mein Aufenthaltstitel läuft ab", "aufenthalt"),
    ],
)
def test_red_flag_words_raise_their_flag(text: str, flag: str) -> None:
    assert flag in flags_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kannst du mir Bescheid geben, wann ihr kommt?",
        "Wie lange gibt es Elterngeld?",
        "Ich bring mich gern ein in der Elterngruppe",
        "Welche Kündigungsfrist gilt für den Kitaplatz?",
        "",
    ],
)
def test_everyday_sentences_raise_none(text: str) -> None:
    assert flags_of(text) == ()


def test_crisis_comes_first_and_every_flag_says_what_to_do() -> None:
    assert flags_of("Bescheid da, ich will nicht mehr leben")[0] == "krise"
    assert all(flag.label and flag.hint.endswith(".") for flag in FLAGS.values())


@pytest.mark.parametrize(("code", "text"), labelled())
def test_a_sentence_raises_the_flag_it_needs_and_no_other(code: str, text: str) -> None:
    flag = code.removeprefix("not ")
    raised = ACUTE & set(flags_of(text)) if flag == "acute" else {flag} & set(flags_of(text))
    assert bool(raised) != code.startswith("not "), flags_of(text)


SUBJECTS = ("Mein Mann", "Mein Freund", "Er", "Mein Vater")
BLOWS = ("schlägt mich", "schlägt die Kinder", "schlägt uns")
CIRCUMSTANCES = (
    "",
    "einfach",
    "einfach so",
    "vor den Kindern",
    "vor allen",
    "nach jedem Streit",
    "nachts",
    "nachdem er getrunken hat",
    "ein paar Mal im Monat",
    "eigentlich jeden Tag",
    "und sperrt mich ein",
    "immer auf den Kopf",
    "sich durch und uns auch",
    "einmal die Woche",
    "nach der Arbeit",
    "wenn er getrunken hat",
    "seit Monaten",
    "jeden Tag",
)


def test_no_figure_of_speech_swallows_a_blow() -> None:
    spoken = [f"{' '.join(words).strip()}." for words in product(SUBJECTS, BLOWS, CIRCUMSTANCES)]
    assert [text for text in spoken if not {"gewalt", "kindeswohl"} & set(flags_of(text))] == []


@pytest.mark.parametrize("ending", [".", "", "!", " 😢", ", ich weiß nicht weiter"])
def test_how_a_sentence_ends_does_not_matter(ending: str) -> None:
    assert "gewalt" in flags_of(f"Mein Mann schlägt mich vor den Kindern{ending}")
    assert flags_of(f"Mein Mann schlägt vor, mich anzumelden{ending}") == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("kocam beni dövüyor", "gewalt"),
        ("KOCAM BENİ DÖVÜYOR", "gewalt"),
        ("şiddet görüyorum", "gewalt"),
        ("intihar etmek istiyorum", "krise"),
        ("yaşamak istemiyorum artık", "krise"),
        ("mąż mnie bije", "gewalt"),
        ("Boję się męża", "gewalt"),
        ("nie chcę już żyć", "krise"),
        ("myślę o samobójstwie", "krise"),
        ("Чоловік б'є мене", "gewalt"),
        ("Чоловік б’є мене і дітей", "gewalt"),
        ("Чоловік бʼє мене", "gewalt"),
        ("не хочу жити", "krise"),
        ("Муж бьёт меня", "gewalt"),
        ("он избивает детей", "gewalt"),
        ("Я не хочу больше жить", "krise"),
        ("My husband beats me and the kids", "gewalt"),
        ("I'm scared of my boyfriend", "gewalt"),
        ("I want to kill myself", "krise"),
        ("زوجي يضربني", "gewalt"),
        ("أخاف من زوجي", "gewalt"),
        ("لا أريد أن أعيش", "krise"),
    ],
)
def test_a_crisis_is_seen_in_other_languages(text: str, flag: str) -> None:
    assert flags_of(text) == (flag,)


@pytest.mark.parametrize(
    "text",
    [
        "Elterngeld ne kadar?",
        "Ile wynosi Elterngeld?",
        "Скільки платять Elterngeld?",
        "Сколько платят Elterngeld?",
        "كم يوم إجازة الأم",
        "I want to live and work in Germany, he hits the gym",
        "Do not want to live in Berlin",
        "Kocam işsiz",
        "хочу работать",
    ],
)
def test_plain_questions_in_other_languages_raise_none(text: str) -> None:
    assert flags_of(text) == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Wie lange gibt es Elterngeld? Danke!", "Wie lange gibt es Elterngeld? Danke!"),
        ("Ich lach mich tot.", "."),
        (
            "Der Papierkram bringt mich um den Verstand! Und mein Mann schlägt mich.",
            "! Und mein Mann schlägt mich.",
        ),
        (
            "Er schlägt vor dass ich in seiner Wohnung bleibe, sonst passiert was",
            "Er dass ich in seiner Wohnung bleibe, sonst passiert was",
        ),
        ("Gib mir Bescheid, ich kann nicht mehr", "Gib mir Bescheid, ich kann nicht mehr"),
        ("", ""),
    ],
)
def test_meaning_is_asked_of_what_is_left_beside_a_figure_of_speech(text: str, left: str) -> None:
    assert without_idioms(text) == left
