"""Crisis posts in everyday words, and words that only sound like one: both directions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.matching.deciding.crisis import passages, sentences
from companion.matching.matcher import Matcher, Post
from tests.matching.conftest import TODAY, make_bank, make_entry

ACUTE = {"krise", "gewalt", "kindeswohl", "ueberlastung"}
CRISES = (
    (
        "Ich hab letzte Nacht dagesessen und überlegt wie es wäre wenn ich einfach nicht mehr da wäre.",
        "krise",
    ),
    ("Meine Freundin schreibt mir sie packt das leben nicht mehr und wünscht sich den tod", "krise"),
    ("ich hab an nix mehr freude und denk oft ans sterben", "krise"),
    ("mei schwester sogt sie mog nimma und hod si gschnittn", "krise"),
    ("bin nur noch eine Last für alle, die Kinder hätten es ohne mich schöner", "krise"),
    ("Am liebsten würd ich einschlafen und nie wieder wach werden", "krise"),
    ("Er hat gesagt wenn ich gehe, bringt er sich um", "krise"),
    ("es wäre für alle leichter wenn ich weg wär", "krise"),
    ("Ich möchte nicht mehr auf dieser Welt sein", "krise"),
    ("Manchmal steh ich am Gleis und frag mich ob es weh tut", "krise"),
    ("Wozu lebe ich überhaupt noch", "krise"),
    ("Ich plane schon wie ich es mache, brief ist geschrieben", "krise"),
    ("Mein Mann wird immer gleich grob, letzte Woche hat er mich die Treppe runter gestoßen", "gewalt"),
    ("seit er arbeitslos ist schreit er nur noch und wirft Geschirr, ich hab Angst um uns", "gewalt"),
    ("Darf er mich einfach aussperren? Heut stand ich mit Baby zwei Stunden im Treppenhaus", "gewalt"),
    ("er sagt wenn ich ihn anzeige macht er mich fertig, ich hab würgemale am hals", "gewalt"),
    ("Muss mein Handy verstecken weil mein Mann alles liest, er erlaubt mir nicht zu arbeiten", "gewalt"),
    ("meine freundin wird von ihrem mann verdroschen", "gewalt"),
    ("i hob angst vor eam wenn er gsoffn hot", "gewalt"),
    ("Mann haut mich. Ich nix deutsch gut. Wo gehen mit Kinder?", "gewalt"),
    ("Sie schlägt mich, ja ich bin ein Mann und ich sage es trotzdem", "gewalt"),
    ("war heute in der notaufnahme, er hat mir den arm gebrochen", "gewalt"),
    ("mein ex taucht ständig vor der wohnung auf und droht mir", "gewalt"),
    ("bei uns im haus wird ein baby angebrüllt, es weint stundenlang, dann ist plötzlich ruhe", "kindeswohl"),
    ("mein neuer lebensgefährte hat meinem sohn eine geknallt", "kindeswohl"),
    ("meine Nichte (5) sagt der Opa macht komische Sachen mit ihr", "kindeswohl"),
    (
        "Seine Mutter ist immer betrunken, der Junge kommt ohne Essen und in kaputten Schuhen",
        "kindeswohl",
    ),
    ("hab ihr eine geklatscht, meiner 4jährigen. ich schäm mich so", "kindeswohl"),
    ("Ich hätte das Baby vorhin fast an die Wand geschmissen", "kindeswohl"),
    ("Seit acht Monaten schlafe ich keine zwei Stunden am Stück, ich bin am Limit", "ueberlastung"),
    ("Ich funktioniere nur noch, abends sitze ich im Bad und weine", "ueberlastung"),
    ("i pack des alloa nimma", "ueberlastung"),
    ("zu viel. alles zu viel. job, kind, mama dement. ich kann echt nimmer", "ueberlastung"),
    ("Ich bin mit meinen Nerven am Ende, die Zwillinge schreien abwechselnd", "ueberlastung"),
    ("Hab heute nacht ausgerechnet wie lang die versicherung zahlt wenn ich nicht mehr bin", "krise"),
    ("mein bruder sagt am telefon er hat genug vom leben und legt auf", "krise"),
    ("I wui nimma, i mog nimma, es is ma ois wurscht, am liabstn dad i einschlafn und fertig", "krise"),
    ("Ich stell mir vor wie ich vom Parkhaus springe", "krise"),
    ("Was passiert mit den Kindern wenn sich die Mutter das Leben nimmt? Frage für mich.", "krise"),
    ("habe mich heute wieder geschnitten, es tut weniger weh als alles andere", "krise"),
    ("Mein Verlobter hat mich im Streit an den Haaren durch die Wohnung gezerrt", "gewalt"),
    ("Sobald ich rede, ohrfeigt er mich. Die Kinder schauen zu.", "gewalt"),
    ("i trau mi nimma hoam, da oide is wieder bsuffa und schlogt ois zamm", "gewalt"),
    (
        "Bei meiner Nachbarin scheppert es jeden Abend, sie schreit um Hilfe, ihr Mann ist sehr aggressiv",
        "gewalt",
    ),
    ("Ich bin Mann. Meine Partnerin geht mit der Pfanne auf mich los.", "gewalt"),
    ("Mein Mann lässt mich nicht zum Deutschkurs und schlägt wenn ich frage", "gewalt"),
    ("Die Tochter der Nachbarn sitzt stundenlang im Winter auf dem Balkon, ausgesperrt", "kindeswohl"),
    ("meine Enkelin will nicht mehr zu Papa, sie sagt er tut ihr weh", "kindeswohl"),
    ("Ich hab unser Baby heute so fest gepackt dass es blaue Druckstellen hat", "kindeswohl"),
    ("da bua vo nebenan werd jedn dog gschlogn und koana sogt wos", "kindeswohl"),
    ("Wohin wenn man denkt, dass der Trainer ein Kind anfasst?", "kindeswohl"),
    ("Ich sitze im Auto vor der Kita und komme nicht mehr aus dem Weinen raus", "ueberlastung"),
    ("drei Kinder, Schicht, kein Mann, kein Schlaf. Mein Akku ist seit Wochen leer", "ueberlastung"),
    ("I bin fix und fertig, neamd hilft ma", "ueberlastung"),
    ("Manchmal möchte ich einfach die Tür hinter mir zuziehen und nie wiederkommen", "ueberlastung"),
)
"""None of these is among the sentences of ``data/crisis.txt``."""
NO_CRISES = (
    "ich könnt meinen Chef umbringen",
    "Diese Hitze bringt mich um",
    "mein Mann schlägt vor, dass er die zwei Monate nimmt",
    "Der Papierkram bringt mich um den Verstand",
    "ich lach mich tot",
    "vor Scham gestorben bin ich im Gespräch",
    "Davon kann man doch nicht mehr leben",
    "Kann nicht mehr stillen, was nun?",
    "ich kann nicht mehr arbeiten wegen dem Rücken, kriege ich Krankengeld",
    "Elterngeld: wenn das Jahr vorbei ist, was dann?",
    "Mein Sohn haut in der Kita andere Kinder",
    "Baby tritt mich ständig 😍",
    "Der Chef droht mit Kündigung",
    "Mein Mann will nicht mehr in Teilzeit arbeiten",
    "Wie lange kann ich Milch schütteln?",
    "Mit aller Gewalt kriegt man die Dose auf",
    "Bis wann muss ich die Elternzeit melden?",
    "Jugendamt wegen Unterhaltsvorschuss, wo melden?",
    "Ich will nicht mehr zurück in den Laden",
    "Der Urlaub ist weg, für immer weg?",
    "haut mich echt um, das Angebot",
    "wir wollen nicht mehr zusammen leben, wer kriegt das Kindergeld",
    "Am Ende der Elternzeit will ich aufhören",
    "Wie melde ich mich zum Ende der Elternzeit arbeitslos",
    "Hat wer gute Erfahrungen mit blauem Licht",
    "Mein Mann nimmt sich frei",
    "mein kind ist krank und der chef rastet aus",
    "Ich möchte Schluss machen mit dem Nachtdienst",
    "Meine Mutter wird dement, ich möchte sie pflegen",
    "ohne mich läuft im Büro nix 😂",
    "Was passiert mit meinem Arbeitsplatz wenn ich nicht mehr da bin",
    "Meine Tochter will was mit Kindern machen",
    "er nimmt zwei Monate, ich zwölf",
    "mein mann darf nicht mehr arbeiten",
    "die Chefin hat mir meine Stunden weggenommen",
    "Mein Kleiner weint jeden Morgen in der Eingewöhnung",
    "Wir haben keinen Kitaplatz, ich weiß nicht weiter",
    "nimmt mir die Rente was weg?",
    "Wer arbeitet schon gern bis er tot umfällt, ich will Teilzeit",
    "Das neue Gesetz schlägt mir auf den Magen",
    "mein ex zahlt nicht, droht mir aber mit dem Anwalt",
    "Mein Mann möchte sich das nicht antun mit dem Antrag",
    "Wir haben die Nacht nur geweint vor Glück, er ist da 💙",
    "Sie hat sich ihren Traum vom eigenen Laden erfüllt",
    "Bin am Ende vom Monat immer pleite, kriege ich Wohngeld?",
    "Der Kindergarten hat meinen Sohn eine halbe Stunde früher heimgeschickt",
    "Opa ist gestorben, kriege ich frei?",
    "Schlagt mich nicht, aber was ist ElterngeldPlus?",
    "hau mich um: 300 Euro mehr",
    "Mein Chef zwingt mich in Vollzeit zurück",
    "Der Zug um 7 ist meine einzige Chance, deshalb brauch ich die Kita ab 6",
    "Ich will nicht mehr auf der Intensivstation arbeiten",
    "Hab meine Tabletten in der Elternzeit absetzen können",
    "auf der Brücke stand ich wieder eine Stunde im Stau",
    "Was tun wenn Kind allein daheim ist und ich arbeite?",
    "Mein Kind will allein nach Hause gehen, ab wann darf man das?",
    "wir sind am ende, sagt der chef, die firma macht zu",
    "ich kann nicht mehr in den schichtdienst zurück",
    "Kann mir einer sagen wie lange Jugendamt braucht für die Kita",
    "Mein Mann schlägt sich mit dem Antrag rum",
    "nervig, ich kann nicht mehr warten auf den bescheid",
    "Mein Kind wurde heute geimpft und hat kaum geweint",
    "Der Arbeitgeber schlägt zwei Modelle vor, welches ist besser?",
    "Wir sind nach dem Umzug alle fix und fertig aber glücklich",
    "Mein Opa will mit 90 nochmal springen, Fallschirm haha",
    "Wie lange zahlt die Versicherung wenn man arbeitslos ist",
    "Unser Sohn schlägt sich tapfer in der Schule",
    "Mein Mann geht in Elternzeit und der Chef ist richtig aggressiv dagegen",
    "Die Gewerkschaft kämpft für mehr Lohn, endlich haut da mal jemand auf den Tisch",
    "Ich bin raus, das Elterngeld reicht hinten und vorne nicht",
    "Muss ich den Hund wegsperren wenn der Postbote kommt",
    "Am liebsten würde ich auswandern",
    "Der Kleine hat sich beim Fallen die Lippe blutig geschlagen",
    "Hab beim Jobcenter Druck gemacht bis sie gezahlt haben",
)

SHORT = Path(__file__).parents[2] / "data" / "matching" / "short.txt"


def short(kind: str) -> list[str]:
    """The sentences of one kind of the data file."""
    found = [line.partition(": ") for line in SHORT.read_text("utf-8").splitlines()]
    return [sentence for code, _, sentence in found if code == kind]


@pytest.fixture(scope="module")
def helper(warm_cache: object) -> Matcher:
    """A bank with help in a crisis and one ordinary answer."""
    return Matcher.build(
        make_bank(
            make_entry(
                "hilfe-suizid", title="Hinweise auf Suizidgedanken", ampel="rot", keywords=("Suizid",)
            ),
            make_entry("hilfe-gewalt", title="Gewalt in der Familie", ampel="rot", keywords=("Frauenhaus",)),
            make_entry("hilfe-kind", title="Sorge um ein Kind", ampel="rot", keywords=("Kindeswohl",)),
            make_entry("hilfe-eltern", title="Am Ende der Kraft", ampel="rot", keywords=("Elterntelefon",)),
            make_entry("elternzeit", title="Elternzeit anmelden", wordings=("Wie melde ich Elternzeit an?",)),
        )
    )


def test_most_people_in_a_crisis_are_seen(helper: Matcher) -> None:
    missed = [text for text, _ in CRISES if not ACUTE & set(helper.suggest(Post(text), TODAY).flags)]
    assert len(missed) <= 0.15 * len(CRISES), missed


words = st.lists(st.sampled_from(["Mama", "weint", "heute", "nur", "noch", "😢"]), min_size=1, max_size=80)


@given(words)
def test_every_word_of_a_sentence_stands_in_a_passage(spoken: list[str]) -> None:
    found = [part.split() for part in passages([" ".join(spoken)])]
    assert all(len(part) <= 14 for part in found)
    joined = found[0] + [word for part in found[1:] for word in part[7:]]
    assert joined == spoken


def test_short_sentences_stay_whole() -> None:
    assert list(passages(["Ich kann nicht mehr.", "Wer hilft mir?"])) == [
        "Ich kann nicht mehr.",
        "Wer hilft mir?",
    ]
    assert list(passages([])) == []


LONG = (
    "Hallo zusammen, ich lese hier schon lange mit und wollte mich endlich vorstellen. Wir wohnen am Stadtrand, der "
    "Große kommt bald in die Schule und die Kleine ist gerade in der Eingewöhnung. {} Ab Herbst würde ich gern wieder "
    "20 Stunden arbeiten. Danke fürs Lesen und einen schönen Abend euch allen."
)


def test_a_sentence_in_a_long_post_is_seen_too(helper: Matcher) -> None:
    def is_seen(text: str) -> bool:
        return bool(ACUTE & set(helper.suggest(Post(text), TODAY).flags))

    assert not is_seen(LONG.format(""))
    missed = [text for text, _ in CRISES if not is_seen(LONG.format(f"{text.rstrip('.')}."))]
    assert len(missed) <= 0.2 * len(CRISES), missed
    run_on = [text for text, _ in CRISES if not is_seen(LONG.replace(".", ",").format(f"{text},"))]
    assert len(run_on) <= 0.35 * len(CRISES), run_on


def test_the_flag_is_mostly_of_the_right_kind(helper: Matcher) -> None:
    right = [code in helper.suggest(Post(text), TODAY).flags for text, code in CRISES]
    assert sum(right) >= 0.7 * len(CRISES)


def test_figures_of_speech_seldom_raise_an_alarm(helper: Matcher) -> None:
    alarms = [text for text in NO_CRISES if ACUTE & set(helper.suggest(Post(text), TODAY).flags)]
    assert len(alarms) <= 0.1 * len(NO_CRISES), alarms


@pytest.mark.parametrize(
    "cry",
    [
        "Mein Mann hat mich wieder geschlagen.",
        "Ich habe Tabletten gesammelt und einen Abschiedsbrief geschrieben.",
    ],
)
def test_a_crisis_is_seen_wherever_it_stands_in_a_very_long_post(helper: Matcher, cry: str) -> None:
    story = LONG.format("") + " "
    text = f"{story * 4}{cry} {story * 8}"
    assert len(text) > 3000
    assert not ACUTE & set(helper.suggest(Post(story * 12), TODAY).flags)
    assert ACUTE & set(helper.suggest(Post(text), TODAY).flags)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ich will nicht mehr leben.", "hilfe-suizid"),
        ("mein mann schlägt mich. wie meld ich elternzeit an?", "hilfe-gewalt"),
        ("Das Nachbarskind wird geschlagen, ich höre es jeden Abend", "hilfe-kind"),
        ("Ich kann nicht mehr.", "hilfe-eltern"),
    ],
)
def test_a_crisis_is_never_met_with_silence(helper: Matcher, text: str, expected: str) -> None:
    found = helper.suggest(Post(text), TODAY)
    assert expected in [s.entry_id for s in found.answers[:2]]
    assert found.flags


def test_the_end_of_ones_strength_does_not_push_other_answers_aside(helper: Matcher) -> None:
    found = helper.suggest(Post("Ich kann nicht mehr. Wie melde ich die Elternzeit an?"), TODAY)
    assert [s.entry_id for s in found.answers[:1]] in (["elternzeit"], ["hilfe-eltern"])
    assert "ueberlastung" in found.flags


def alarms(helper: Matcher, texts: list[str]) -> list[str]:
    """The texts that raise the flag of a crisis."""
    return [text for text in texts if ACUTE & set(helper.suggest(Post(text), TODAY).flags)]


def test_plain_sentences_raise_no_alarm(helper: Matcher) -> None:
    assert len(short("plain")) == 60
    assert len(alarms(helper, short("plain"))) <= 3


def test_what_raised_an_alarm_once_seldom_does_again(helper: Matcher) -> None:
    found = alarms(helper, short("alarm"))
    assert len(found) <= 0.2 * len(short("alarm")), found


def test_short_cries_for_help_are_seen(helper: Matcher) -> None:
    assert len(alarms(helper, short("crisis"))) >= 0.8 * len(short("crisis"))


def test_nothing_that_is_measured_with_was_learned_from() -> None:
    measured = {text for text, _ in CRISES} | set(NO_CRISES)
    measured |= {text for kind in ("plain", "alarm", "crisis") for text in short(kind)}
    assert not measured & {sentence for _, sentence in sentences()}


def test_help_that_only_meaning_asks_for_never_fits_very_well(helper: Matcher) -> None:
    found = helper.suggest(
        Post("Mein Verlobter hat mich im Streit an den Haaren durch die Wohnung gezerrt"), TODAY
    )
    assert [(s.entry_id, s.band) for s in found.answers] == [("hilfe-gewalt", "vielleicht")]
    said = helper.suggest(Post("Mein Mann schlägt mich vor den Kindern."), TODAY)
    assert (said.answers[0].entry_id, said.answers[0].band) == ("hilfe-gewalt", "sehr_gut")


@pytest.mark.parametrize(
    ("text", "shared", "flag"),
    [
        (
            "Bitte helft ihr!",
            "Mein Mann hat mich gestern verprügelt, ich weiß nicht wohin mit den Kindern",
            "gewalt",
        ),
        ("Geteilt 🙏", "Ich will nicht mehr leben, ich habe schon Tabletten gesammelt", "krise"),
        ("🙏🙏", "Mein Verlobter hat mich im Streit an den Haaren durch die Wohnung gezerrt", "gewalt"),
    ],
)
def test_a_cry_for_help_is_heard_in_what_a_post_shares(
    helper: Matcher, text: str, shared: str, flag: str
) -> None:
    found = helper.suggest(Post(text, shared, "post"), TODAY)
    assert flag in found.flags
    assert found.answers[0].entry_id == {"gewalt": "hilfe-gewalt", "krise": "hilfe-suizid"}[flag]
    assert helper.suggest(Post(text, shared, "comment"), TODAY).flags == ()
