"""A small bank in memory; texts of the tests' own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion.bank.entry import Bank, Entry
from companion.matching.deciding.background import Background
from companion.matching.indexes.index import EntryIndex
from companion.matching.labelled import LabelledPost
from companion.matching.language.embeddings import EmbeddingStore
from companion.matching.matcher import Matcher
from companion.matching.reading.post import Post
from companion.matching.training.learn import Source, read_source

TODAY = date(2026, 11, 23)


def make_entry(entry_id: str, kind: str = "answer", **changes: object) -> Entry:
    """An approved entry; ``changes`` replace single fields."""
    entry = Entry(
        id=entry_id,
        kind="correction" if kind == "correction" else "answer",
        title=entry_id,
        topic="allgemein",
        wordings=(),
        keywords=(),
        ampel="gruen",
        legal_basis=(),
        sources=(),
        referral=(),
        valid_from=None,
        valid_until=None,
        review_by=date(2028, 1, 1),
        reviewed_on=None,
        version=1,
        status="approved",
        comment="",
        verdict="falsch" if kind == "correction" else None,
        fact=None,
        why_believed=None,
        texts={"": ""},
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def make_bank(*entries: Entry) -> Bank:
    """A bank of these entries."""
    return Bank("Test", {}, {e.id: e for e in entries}, "1", date(2026, 11, 1), "0" * 64)


ENTRIES = (
    make_entry(
        "elternzeit-anmelden",
        title="Elternzeit anmelden",
        wordings=(
            "Wie melde ich Elternzeit beim Arbeitgeber an?",
            "Bis wann muss die Elternzeit angemeldet sein?",
            "Reicht eine Mail für die Elternzeit?",
        ),
        keywords=("sieben Wochen", "Textform", "Frist"),
        texts={"": "Elternzeit meldest du spätestens sieben Wochen vorher in Textform an, eine Mail genügt."},
    ),
    make_entry(
        "kitaplatz-anspruch",
        title="Rechtsanspruch auf einen Kitaplatz",
        wordings=(
            "Ab wann hat mein Kind Anspruch auf einen Kitaplatz?",
            "Die Stadt hat keinen Krippenplatz, was tun?",
            "Nur Absagen von der Kita, haben wir ein Recht?",
        ),
        keywords=("Krippe", "Tagesmutter", "Jugendamt"),
        texts={
            "": "Ab dem ersten Geburtstag hat ein Kind Anspruch auf Betreuung. Wende dich an das Jugendamt."
        },
    ),
    make_entry(
        "pflegegeld",
        title="Pflegegeld je Pflegegrad",
        wordings=(
            "Wie viel Pflegegeld gibt es bei Pflegegrad 3?",
            "Was zahlt die Pflegekasse, wenn ich meine Mutter pflege?",
            "Ab welchem Pflegegrad gibt es Geld?",
        ),
        keywords=("Pflegekasse", "Pflegegrad"),
        texts={"": "Pflegegeld gibt es ab Pflegegrad 2, es steigt mit dem Pflegegrad."},
    ),
    make_entry(
        "bildungsgutschein",
        title="Bildungsgutschein",
        wordings=(
            "Wie bekomme ich einen Bildungsgutschein?",
            "Zahlt das Arbeitsamt meine Umschulung?",
            "Wer bezahlt meinen Kurs?",
        ),
        keywords=("Weiterbildung", "Umschulung", "Agentur für Arbeit"),
        texts={"": "Die Agentur für Arbeit kann eine Weiterbildung mit einem Bildungsgutschein bezahlen."},
    ),
    make_entry(
        "minijob-verdienst",
        title="Verdienst im Minijob",
        wordings=(
            "Wie viel darf ich im Minijob verdienen?",
            "Was ist die Grenze beim Minijob?",
            "Was passiert, wenn ich mehr verdiene?",
        ),
        keywords=("603 Euro", "geringfügig"),
        texts={"": "Im Jahr 2026 liegt die Grenze bei 603 Euro im Monat."},
    ),
    make_entry(
        "mythos-elternzeit-arbeiten",
        "correction",
        title="Arbeiten in der Elternzeit ist erlaubt",
        wordings=(
            "In der Elternzeit darf man nicht arbeiten.",
            "Wer in Elternzeit ist, darf keine Stunde arbeiten.",
            "Arbeiten in Elternzeit ist verboten.",
        ),
        fact="In der Elternzeit sind bis zu 32 Wochenstunden erlaubt.",
        keywords=("32 Stunden",),
        texts={"": "Bis zu 32 Stunden pro Woche sind erlaubt. Dass Arbeiten verboten sei, stimmt nicht."},
    ),
    make_entry(
        "mythos-minijob-450",
        "correction",
        title="Die Minijob-Grenze liegt bei 603 Euro",
        wordings=(
            "Im Minijob darf man nur 450 Euro verdienen.",
            "Mehr als 520 Euro sind im Minijob verboten.",
            "450 Euro, dann ist Schluss beim Minijob.",
        ),
        fact="Im Jahr 2026 liegt die Minijob-Grenze bei 603 Euro.",
        keywords=("603 Euro",),
        texts={"": "603 Euro im Monat sind die Grenze. 450 Euro waren sie bis 2022."},
    ),
)


@pytest.fixture(scope="session")
def bank() -> Bank:
    """Five answers and two corrections."""
    return make_bank(*ENTRIES)


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that already knows the texts of the small bank."""
    folder = tmp_path_factory.mktemp("cache")
    Matcher.build(make_bank(*ENTRIES), folder)
    return folder


@pytest.fixture
def cache(warm_cache: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copytree(warm_cache, tmp_path / "cache"))


@pytest.fixture(scope="session")
def matcher(bank: Bank, warm_cache: Path) -> Matcher:
    """A matcher of that bank."""
    return Matcher.build(bank, warm_cache)


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """Makes entries."""
    return make_entry


@pytest.fixture(scope="session")
def indexes() -> dict[str, EntryIndex]:
    """The two indexes of that bank, by kind."""
    store = EmbeddingStore()
    return {
        kind: EntryIndex([e for e in ENTRIES if e.kind == kind], store) for kind in ("answer", "correction")
    }


@pytest.fixture(scope="session")
def background(indexes: dict[str, EntryIndex]) -> Background:
    """The background sentences beside that bank."""
    return Background(indexes.values())


SMALL_SET = (
    ("Bis wann muss ich die Elternzeit beim Chef anmelden?", "elternzeit-anmelden", None),
    ("wie meld ich ez an, reicht mail an den ag?", "elternzeit-anmelden", None),
    ("Muss ich dem Arbeitgeber vorher Bescheid geben wegen Elternzeit", "elternzeit-anmelden", None),
    ("Nur Absagen, haben wir ein Recht auf einen Krippenplatz?", "kitaplatz-anspruch", None),
    ("Die Stadt hat keinen Kitaplatz für uns, was nun", "kitaplatz-anspruch", None),
    ("Ab wann steht meinem Kind ein Platz bei der Tagesmutter zu", "kitaplatz-anspruch", None),
    ("Opa hat PG 3, wie viel zahlt die Pflegekasse im Monat?", "pflegegeld", None),
    ("wieviel pflegegeld kriegt ma bei pflegegrad 2", "pflegegeld", None),
    ("Ich pflege meine Mutter, gibts dafür Geld?", "pflegegeld", None),
    ("Zahlt das Amt meine Umschulung?", "bildungsgutschein", None),
    ("wer bezahlt mir eine weiterbildung, ich bin arbeitslos", "bildungsgutschein", None),
    ("Wie komm ich an so einen Bildungsgutschein?", "bildungsgutschein", None),
    ("Was darf ich im Minijob dazuverdienen?", "minijob-verdienst", None),
    ("minijob grenze 2026, wie hoch ist die jetzt", "minijob-verdienst", None),
    ("Hab im Minijob zu viel verdient, was passiert?", "minijob-verdienst", None),
    (
        "Wie meld ich Elternzeit an und wie kriegen wir einen Kitaplatz?",
        "elternzeit-anmelden kitaplatz-anspruch",
        None,
    ),
    (
        "Zahlt wer die Umschulung? Und darf ich im Minijob verdienen?",
        "bildungsgutschein minijob-verdienst",
        None,
    ),
    ("Pflegegeld für Oma, Krippenplatz fürs Kind, wo fang ich an", "pflegegeld kitaplatz-anspruch", None),
    ("Minijob neben Pflege: Grenze? Und wie viel Pflegegeld gibts?", "minijob-verdienst pflegegeld", None),
    ("Umschulung oder Elternzeit, wo melde ich was an?", "elternzeit-anmelden bildungsgutschein", None),
    ("In Elternzeit darf man keine Stunde arbeiten, verboten!", "mythos-elternzeit-arbeiten", "asserts"),
    ("Stimmt es, dass man in der Elternzeit nicht arbeiten darf?", "mythos-elternzeit-arbeiten", "asks"),
    ("Im Minijob sind nur 450 Euro erlaubt, mehr nicht.", "mythos-minijob-450", "asserts"),
    ("Darf man im Minijob wirklich nur 520 Euro verdienen?", "mythos-minijob-450", "asks"),
    ("Pflegegeld gibts nur fürs Heim, zu Hause zahlt keiner was", "mythos-pflegegeld-heim", "asserts"),
    ("Gibt es Pflegegeld echt bloß im Heim?", "mythos-pflegegeld-heim", "asks"),
    ("Doch, 32 Stunden pro Woche sind in Elternzeit erlaubt.", None, "refutes"),
    ("Quatsch, im Minijob sind es inzwischen 603 Euro.", None, "refutes"),
    ("Hat jemand ein Rezept für Apfelkuchen?", None, None),
    ("Unser Hund hat heute Geburtstag", None, None),
    ("Verkaufe Kinderwagen, Abholung in Kassel", None, None),
    ("Welche Windeln sind die besten?", None, None),
    ("Wer kennt einen guten Zahnarzt für Kinder?", None, None),
    ("Wie lange habt ihr gestillt?", None, None),
    ("Guten Morgen ihr Lieben, ist das ein Wetter heute", None, None),
    ("Wie beantrage ich einen Reisepass fürs Baby?", None, None),
)
"""Posts: text, the entries that are right, stance towards a claim."""


@pytest.fixture(scope="session")
def small_source() -> Source:
    """The small set over that bank and one more correction, compared in both views."""
    home = make_entry(
        "mythos-pflegegeld-heim",
        "correction",
        title="Pflegegeld gibt es zu Hause",
        wordings=("Pflegegeld gibt es nur im Heim.", "Wer daheim pflegt, bekommt kein Pflegegeld."),
        fact="Pflegegeld gibt es gerade für die Pflege zu Hause.",
    )
    store = EmbeddingStore()
    indexes = {
        kind: EntryIndex([e for e in (*ENTRIES, home) if e.kind == kind], store)
        for kind in ("answer", "correction")
    }
    posts = []
    for number, (text, entry, stance) in enumerate(SMALL_SET):
        own = tuple((entry or "").split())
        claim = bool(entry and entry.startswith("mythos"))
        posts.append(
            LabelledPost(
                id=f"p{number}",
                post=Post(text),
                answers=() if claim else own,
                corrections=own if claim else (),
                stance=stance,
                style="plain" if number % 2 else "chat",
                leading=bool(entry) and not claim,
            )
        )
    source = Source(indexes, Background(indexes.values()), posts, "small")
    read_source(source, 0)
    return source
