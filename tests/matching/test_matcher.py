from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion.bank.entry import Bank, Entry
from companion.matching.indexes.index import EntryIndex
from companion.matching.language import embeddings
from companion.matching.matcher import Matcher, Post, Suggestions
from companion.matching.reading.post import PostReading
from companion.matching.why import why
from tests.matching.conftest import ENTRIES, TODAY, make_bank, make_entry


def answers(found: Suggestions) -> list[str]:
    return [s.entry_id for s in found.answers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bis wann muss ich dem Chef sagen, dass ich in Elternzeit gehe?", "elternzeit-anmelden"),
        (
            "nur absagen für die krippe, meine kleine wird eins. haben wir ein recht auf einen platz??",
            "kitaplatz-anspruch",
        ),
        ("Opa hat jetzt PG 3, wieviel Geld zahlt die Pflegekasse im Monat?", "pflegegeld"),
        ("zahlt mir das Arbeitsamt eine Umschulung?", "bildungsgutschein"),
    ],
)
def test_the_right_answer_comes_first(matcher: Matcher, text: str, expected: str) -> None:
    assert answers(matcher.suggest(Post(text), TODAY))[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Hat jemand ein Rezept für Apfelkuchen?",
        "Unser Hund hat heute Geburtstag 🎉",
        "Guten Morgen ihr Lieben, habt einen schönen Tag!",
        "Verkaufe Kinderwagen, Abholung in Kassel",
        "",
        "   \n\t ",
        "😂😂😂",
        "\x00\x07\x1b",
    ],
)
def test_nothing_is_shown_where_nothing_fits(matcher: Matcher, text: str) -> None:
    found = matcher.suggest(Post(text), TODAY)
    assert (found.answers, found.corrections) == ((), ())


def test_a_claim_is_corrected_and_the_fact_is_not(matcher: Matcher) -> None:
    claim = matcher.suggest(
        Post("In der Elternzeit darfst du keine Stunde arbeiten, das ist verboten."), TODAY
    )
    fact = matcher.suggest(
        Post(
            "Doch, ich arbeite 20 Stunden in Elternzeit, bis 32 sind erlaubt.",
            "In Elternzeit darf man nicht arbeiten.",
        ),
        TODAY,
    )
    assert [s.entry_id for s in claim.corrections] == ["mythos-elternzeit-arbeiten"]
    assert fact.corrections == ()


def test_why_names_words_as_they_stand_in_the_post(matcher: Matcher) -> None:
    text = "Wie viel PFLEGEGELD gibts bei Pflegegrad 3?"
    found = matcher.suggest(Post(text), TODAY)
    assert "PFLEGEGELD" in found.answers[0].why
    assert all(word in text for word in found.answers[0].why)


def test_scores_are_probabilities_in_falling_usefulness(matcher: Matcher) -> None:
    found = matcher.suggest(Post("Wie melde ich Elternzeit an und bis wann?"), TODAY)
    assert all(0 <= s.score <= 1 for s in found.answers)
    assert found.answers[0].score == max(s.score for s in found.answers)
    assert found.answers[0].band == "sehr_gut"


def test_only_entries_that_may_be_suggested_today_are_shown(cache: Path) -> None:
    text = Post("Wie melde ich Elternzeit beim Arbeitgeber an?")
    for changes in (
        {"valid_until": date(2026, 11, 22)},
        {"valid_from": date(2026, 11, 24)},
        {"status": "draft"},
        {"withdrawn": True},
    ):
        bank = make_bank(replace(ENTRIES[0], **changes), *ENTRIES[1:])  # type: ignore[arg-type]
        matcher = Matcher.build(bank, cache)
        assert "elternzeit-anmelden" not in answers(matcher.suggest(text, TODAY)), changes
        assert "elternzeit-anmelden" not in [s.entry_id for s in matcher.search("Elternzeit", TODAY)], changes


def test_validity_is_judged_on_the_day_asked_not_the_day_built(cache: Path) -> None:
    bank = make_bank(replace(ENTRIES[0], valid_until=TODAY), *ENTRIES[1:])
    matcher = Matcher.build(bank, cache)
    post = Post("Wie melde ich Elternzeit beim Arbeitgeber an?")
    assert answers(matcher.suggest(post, TODAY))[:1] == ["elternzeit-anmelden"]
    assert "elternzeit-anmelden" not in answers(matcher.suggest(post, date(2026, 11, 24)))


def test_overdue_entries_are_ranked_down(cache: Path) -> None:
    twin = replace(ENTRIES[0], id="elternzeit-anmelden-alt", review_by=date(2026, 1, 1))
    matcher = Matcher.build(make_bank(twin, *ENTRIES), cache)
    places = matcher.places(Post("Wie melde ich Elternzeit beim Arbeitgeber an?"), TODAY)
    assert places["elternzeit-anmelden"] < places["elternzeit-anmelden-alt"]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_tiny_banks_and_banks_of_one_kind(count: int, cache: Path) -> None:
    for kind in ("answer", "correction"):
        own = [e for e in ENTRIES if e.kind == kind][:count]
        matcher = Matcher.build(make_bank(*own), cache)
        found = matcher.suggest(
            Post("In der Elternzeit darf man nicht arbeiten, oder?", "Elternzeit anmelden"), TODAY
        )
        assert len(found.answers) <= count
        assert len(found.corrections) <= count
        matcher.search("Elternzeit", TODAY)


def test_very_long_text_and_endless_words(matcher: Matcher) -> None:
    question = "Ab welchem Pflegegrad gibt es Pflegegeld für meine Mutter? "
    long = matcher.suggest(Post("Es war ein langer Tag. " * 800 + question, "x" * 20000), TODAY)
    assert "pflegegeld" in answers(long)
    matcher.suggest(Post("a" * 20000), TODAY)


def test_the_context_lends_its_subject_to_a_short_comment(matcher: Matcher) -> None:
    with_context = matcher.places(
        Post("und wie viel ist das im Monat?", "Mama hat jetzt Pflegegrad 3."), TODAY
    )
    assert with_context["pflegegeld"] == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("pflege", "pflegegeld"),
        ("Minijop", "minijob-verdienst"),
        ("bildungs", "bildungsgutschein"),
        ("EZ anmelden", "elternzeit-anmelden"),
        ("krippe", "kitaplatz-anspruch"),
        ("umschulng", "bildungsgutschein"),
    ],
)
def test_search_by_hand_is_lenient(matcher: Matcher, words: str, expected: str) -> None:
    assert expected in [s.entry_id for s in matcher.search(words, TODAY, limit=3)]


def test_search_respects_its_limit_and_orders_by_score(matcher: Matcher) -> None:
    found = matcher.search("elternzeit arbeiten", TODAY, limit=2)
    assert len(found) == 2
    assert found[0].score >= found[1].score
    assert matcher.search("", TODAY) == ()


def test_only_of_what_is_listed_it_is_worked_out_why(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = matcher.search("elternzeit pflege kita", TODAY, limit=100)
    assert len(listed) > 2
    worked_out: list[int] = []

    def counted(post: PostReading, index: EntryIndex, row: int) -> tuple[str, ...]:
        worked_out.append(row)
        return why(post, index, row)

    monkeypatch.setattr("companion.matching.matcher.why", counted)
    assert matcher.search("elternzeit pflege kita", TODAY, limit=2) == listed[:2]
    assert len(worked_out) == 2


def test_a_cached_or_changed_bank_embeds_only_what_is_new(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = embeddings.encode

    def counting(texts: list[str]) -> object:
        asked.extend(texts)
        return real(texts)

    monkeypatch.setattr(embeddings, "encode", counting)
    bank = make_bank(*ENTRIES)
    first = Matcher.build(bank, cache)
    assert asked == []
    changed = replace(
        ENTRIES[0], wordings=(*ENTRIES[0].wordings, "Wem sage ich, dass ich in Elternzeit gehe?")
    )
    new = Matcher.build(make_bank(changed, *ENTRIES[1:]), cache, previous=first)
    assert asked == ["Wem sage ich, dass ich in Elternzeit gehe?"]
    post = Post("Wem sage ich, dass ich in Elternzeit gehe?")
    assert answers(new.suggest(post, TODAY))[:1] == ["elternzeit-anmelden"]


@pytest.mark.parametrize("name", ["embeddings-use-m3", "index-answer", "index-correction"])
@pytest.mark.parametrize("damage", ["foreign", "cut", "flipped"])
def test_a_damaged_cache_is_made_anew(cache: Path, name: str, damage: str) -> None:
    (file,) = cache.glob(f"{name}*")
    whole = file.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 255
    file.write_bytes(
        {"foreign": b"not a file of numpy", "cut": whole[:500], "flipped": bytes(flipped)}[damage]
    )
    if name.startswith("embeddings"):  # is only read for an index that has to be made
        for index in cache.glob("index-*"):
            index.unlink()
    matcher = Matcher.build(make_bank(*ENTRIES), cache)
    assert len(file.read_bytes()) == len(whole)
    assert answers(matcher.suggest(Post("Ab welchem Pflegegrad gibt es Pflegegeld?"), TODAY))[:1] == [
        "pflegegeld"
    ]


def test_progress_rises_to_one(bank: Bank, cache: Path) -> None:
    seen: list[float] = []
    Matcher.build(bank, cache, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_eight_threads_get_the_same_as_one(matcher: Matcher) -> None:
    posts = [
        Post(t)
        for t in ("Wie melde ich Elternzeit an?", "Pflegegeld bei Pflegegrad 3?", "Was für ein Wetter")
    ] * 8
    alone = [matcher.suggest(post, TODAY) for post in posts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda post: matcher.suggest(post, TODAY), posts))
    assert together == alone


def test_an_entry_without_wordings_keywords_or_text_does_no_harm(
    entry: Callable[..., Entry], cache: Path
) -> None:
    matcher = Matcher.build(
        make_bank(make_entry("leer", title="?"), entry("leer-2", "correction", title="…"), *ENTRIES)
    )
    assert answers(matcher.suggest(Post("Ab welchem Pflegegrad gibt es Pflegegeld?"), TODAY))[:1] == [
        "pflegegeld"
    ]
