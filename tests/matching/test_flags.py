from __future__ import annotations

import pytest

from companion.matching.flags import FLAGS, flags_of


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
