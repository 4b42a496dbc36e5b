from __future__ import annotations

import numpy as np
import pytest

from companion.matching.deciding import signals
from companion.matching.deciding.signals import NAMES, SHORT_LIST, compare, coverage
from companion.matching.indexes.index import EntryIndex
from companion.matching.language.embeddings import EmbeddingStore
from companion.matching.language.words import content_stems
from companion.matching.reading.post import Post, PostReading
from tests.matching.conftest import ENTRIES, make_entry

ANSWERS = [e for e in ENTRIES if e.kind == "answer"]


@pytest.fixture(scope="module")
def store() -> EmbeddingStore:
    return EmbeddingStore()


def signal(name: str, post: Post, index: EntryIndex, entry_id: str) -> float:
    found = compare(PostReading(post), index)
    ids = [index.entries[int(row)].id for row in found.rows]
    return float(found.column(name)[ids.index(entry_id)])


# For each signal a post and the entry it must speak for most.
SPEAKS = {
    "grams_short": ("Umschulungskurse bezahlen", "bildungsgutschein"),
    "bm25": ("Tagesmutter oder Jugendamt", "kitaplatz-anspruch"),
    "bm25_length": ("Tagesmutter oder Jugendamt", "kitaplatz-anspruch"),
    "centre": ("Was bekomme ich, wenn ich meine Mutter pflege?", "pflegegeld"),
    "concept_cosine": ("EZ beim AG", "elternzeit-anmelden"),
    "concept_share": ("EZ beim AG", "elternzeit-anmelden"),
    "concept_core": ("EZ beim AG", "elternzeit-anmelden"),
    "concept_dot": ("EZ beim AG", "elternzeit-anmelden"),
    "concept_post": ("EZ beim AG", "elternzeit-anmelden"),
    "grams_post": ("Pflegekasse zahlt", "pflegegeld"),
    "grams_both": ("Pflegekasse zahlt", "pflegegeld"),
    "grams_wording": ("Was zahlt die Pflegekasse", "pflegegeld"),
    "grams_sentence": ("Hallo zusammen ihr Lieben. Was zahlt die Pflegekasse?", "pflegegeld"),
    "use_both": ("Wie viel kann ich im Minijob verdienen?", "minijob-verdienst"),
    "use_post": ("Wie viel kann ich im Minijob verdienen?", "minijob-verdienst"),
    "centre_post": ("Wie viel kann ich im Minijob verdienen?", "minijob-verdienst"),
    "concept_f1": ("kein Platz in der Krippe", "kitaplatz-anspruch"),
    "concept_recall": ("kein Platz in der Krippe", "kitaplatz-anspruch"),
    "concept_f1_post": ("kein Platz in der Krippe", "kitaplatz-anspruch"),
}


def test_no_signal_is_left_out() -> None:
    assert set(SPEAKS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_signal_speaks_most_for_the_right_entry(name: str, indexes: dict[str, EntryIndex]) -> None:
    text, expected = SPEAKS[name]
    index = indexes["answer"]
    found = compare(PostReading(Post(text)), index)
    best = index.entries[int(found.rows[int(np.argmax(found.column(name)))])].id
    assert best == expected
    assert np.isfinite(found.column(name)).all()


@pytest.mark.parametrize("name", ["grams_short", "bm25", "bm25_length", "grams_post", "grams_both"])
def test_words_of_no_entry_give_nothing(name: str, indexes: dict[str, EntryIndex]) -> None:
    found = compare(PostReading(Post("Xylophon quirl")), indexes["answer"])
    assert found.column(name).max() == pytest.approx(0, abs=0.05)


def test_concepts_find_an_entry_that_shares_no_word_with_the_post(indexes: dict[str, EntryIndex]) -> None:
    post = Post("mein BEEG beim Boss einreichen")
    index = indexes["answer"]
    assert not index.query_terms(PostReading(Post("BEEG")).stems)
    assert signal("concept_cosine", post, index, "elternzeit-anmelden") > signal(
        "concept_cosine", post, index, "pflegegeld"
    )


@pytest.mark.parametrize(
    ("joined", "alone"),
    [
        ("grams_both", "grams_post"),
        ("use_both", "use_post"),
        ("centre", "centre_post"),
        ("concept_cosine", "concept_post"),
        ("concept_f1", "concept_f1_post"),
    ],
)
def test_the_parent_post_lends_to_a_comment(joined: str, alone: str, indexes: dict[str, EntryIndex]) -> None:
    comment = Post("und wie viel gibts da?", "Oma hat jetzt Pflegegrad 3 und die Pflegekasse schreibt nicht")
    index = indexes["answer"]
    assert signal(joined, comment, index, "pflegegeld") > signal(alone, comment, index, "pflegegeld")


def test_a_parent_post_counts_less_than_the_post_itself(indexes: dict[str, EntryIndex]) -> None:
    index = indexes["answer"]
    own = signal("bm25", Post("Umschulung"), index, "bildungsgutschein")
    above = signal("bm25", Post("ok", "Umschulung"), index, "bildungsgutschein")
    assert above == pytest.approx(signals.CONTEXT_WEIGHT * own, rel=1e-3)


def test_subjects_outside_the_field_are_no_concepts_of_the_comparison(indexes: dict[str, EntryIndex]) -> None:
    index = indexes["answer"]
    found = compare(PostReading(Post("Rezept für Kuchen und Urlaub am Meer")), index)
    assert found.concepts[index.outside].sum() == 0
    assert PostReading(Post("Rezept für Kuchen")).concepts[index.outside].sum() > 0


def test_a_short_list_keeps_the_right_entry_among_many(store: EmbeddingStore) -> None:
    crowd = [
        make_entry(f"crowd-{n}", title=f"Thema {n} Ausflug {'abc'[n % 3]}{n}") for n in range(SHORT_LIST * 2)
    ]
    index = EntryIndex([*crowd, *ANSWERS], store)
    found = compare(PostReading(Post("Was zahlt die Pflegekasse bei Pflegegrad 3?")), index)
    assert len(found.rows) == SHORT_LIST
    assert found.rows.tolist() == sorted(found.rows.tolist())
    ids = [index.entries[int(row)].id for row in found.rows]
    assert ids[int(np.argmax(found.column("grams_both")))] == "pflegegeld"


def test_a_large_bank_passes_over_what_most_entries_hold(
    store: EmbeddingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [make_entry(f"crowd-{n}", title=f"Ausflug {n} Kurpark{n}") for n in range(30)]
    index = EntryIndex([*crowd, *ANSWERS], store)
    post = PostReading(Post("Was zahlt die Pflegekasse für einen Ausflug?"))
    before = signals.compare(post, index).column("grams_short")
    monkeypatch.setattr(signals, "LARGE", 1)
    after = signals.compare(post, index).column("grams_short")
    pflege = [entry.id for entry in index.entries].index("pflegegeld")
    assert after.argmax() == pflege
    assert before[0] > 0.05
    assert after[0] == 0


def test_a_part_of_a_comparison(indexes: dict[str, EntryIndex]) -> None:
    found = compare(PostReading(Post("Pflegegeld")), indexes["answer"])
    keep = found.rows % 2 == 0
    part = found.only(keep)
    assert part.rows.tolist() == [row for row in found.rows.tolist() if row % 2 == 0]
    assert np.array_equal(part.column("bm25"), found.column("bm25")[keep])


def test_no_entries_at_all(store: EmbeddingStore) -> None:
    found = compare(PostReading(Post("Pflegegeld")), EntryIndex([], store))
    assert found.values.shape == (0, len(NAMES))


def test_coverage_is_the_known_share_of_the_words(indexes: dict[str, EntryIndex]) -> None:
    def of(text: str) -> float:
        return coverage(indexes["answer"], PostReading(Post(text)).stems)

    assert of("Umschulung") == 1.0
    assert of("Umschulung Xylophon") == 0.5
    assert of("und oder aber") == 1.0
    assert content_stems([]) == []
