"""From signals to numbers that decide: list features, the quiet decision, the claim decision.

Both decisions are calibrated logistic models over features that do not depend on the bank's size or content
(companion.matching.train fits them).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from companion.matching.analysis import numbers_in
from companion.matching.background import vectors as background_vectors
from companion.matching.embeddings import EmbeddingStore
from companion.matching.index import Bools, EntryIndex
from companion.matching.post import PostReading
from companion.matching.postings import Floats, Terms
from companion.matching.ragged import Ints
from companion.matching.signals import NAMES, Comparison, coverage
from companion.matching.stance import aspects

SUMMARY = (
    "concept_share",
    "grams_post",
    "grams_both",
    "grams_short",
    "grams_wording",
    "grams_sentence",
    "bm25",
    "bm25_length",
    "use_both",
    "use_post",
    "use_sentence",
    "centre",
    "centre_sentence",
    "concept_cosine",
    "concept_post",
    "concept_core",
    "concept_f1",
    "concept_recall",
    "concept_dot",
)
"""Signals whose best and first-ranked values describe a ranked list."""
_SUMMARISED = [NAMES.index(name) for name in SUMMARY]
_FIRST = tuple(f"first_{name}" for name in SUMMARY)
_MOST = tuple(f"most_{name}" for name in SUMMARY)
_COMPARED = (
    "grams_both",
    "grams_wording",
    "grams_sentence",
    "use_both",
    "use_sentence",
    "concept_f1",
    "concept_recall",
    "centre",
    "bm25",
)
"""Signals in which the best correction is set against the best answer."""


_ANSWER_CUES = (
    "asks",
    "wish",
    "question_word",
    "yes_no",
    "first_person",
    "second_person",
    "experience_stated",
)
"""Cues that tell whether somebody wants to know something."""
NO_ANSWERS: Mapping[str, float] = {"best": 0.0} | {f"most_{name}": 0.0 for name in SUMMARY}
"""What stands for the list features of the answers in a bank without answers."""


class Background:
    """Likeness of a post to sentences about other subjects.

    Args:
        store: embeddings of the background sentences.
        indexes: what the bank holds; sentences that are a subject of it are left out.
    """

    def __init__(self, store: EmbeddingStore, indexes: Iterable[EntryIndex]) -> None:
        indexes = list(indexes)
        self._vectors = background_vectors(store, [index.vectors for index in indexes])
        self._whitened = {id(index): index.whitening.apply(self._vectors) for index in indexes}

    def features(self, post: PostReading, index: EntryIndex, compared: Comparison) -> dict[str, float]:
        """How much nearer the post is to the bank than to other subjects (cosine differences)."""
        skipped = post.ignored_background
        near = np.sort(self._vectors @ post.both_embedding)[::-1][skipped:]
        alone = np.sort(self._vectors @ post.embedding)[::-1][skipped]
        by_sentence = np.sort(self._vectors @ post.sentence_embeddings.T, axis=0)[::-1][skipped]
        whitened = np.sort(self._whitened[id(index)] @ compared.whitened)[::-1][skipped]
        return {
            "background": float(near[:3].mean()),
            "background_sentence": float(by_sentence.max()),
            "above_background": float(compared.column("use_both").max() - near[0]),
            "above_background_post": float(compared.column("use_post").max() - alone),
            "above_background_sentence": float(compared.column("use_sentence").max() - by_sentence.max()),
            "above_background_whitened": float(compared.column("centre").max() - whitened),
        }


def list_features(
    post: PostReading, index: EntryIndex, compared: Comparison, scores: Floats, background: Background
) -> dict[str, float]:
    """A description of one ranked list that is comparable between banks.

    Args:
        scores: the ranker's scores of the rows of ``compared``; at least one.
    """
    order = np.argsort(-scores, kind="stable")
    top = scores[order]
    second, third = float(top[min(1, len(top) - 1)]), float(top[min(2, len(top) - 1)])
    shares = np.exp(top - top[0])
    shares /= shares.sum()
    features = {
        "best": float(top[0]),
        "second": second,
        "third": third,
        "margin": float(top[0]) - second,
        "share_first": float(shares[0]),
        "share_three": float(shares[:3].sum()),
        "entropy": float(-(shares * np.log(shares + 1e-12)).sum()),
    }
    values = compared.values[:, _SUMMARISED]
    features |= zip(_FIRST, values[order[0]].tolist(), strict=True)
    features |= zip(_MOST, values.max(axis=0).tolist(), strict=True)
    features["agreement"] = float((values.argmax(axis=0) == order[0]).mean())
    all_concepts = np.maximum(post.concepts, 0.6 * post.context_concepts)
    inside = float(compared.concepts.sum())
    outside = float(all_concepts[index.outside_absent].sum())
    features |= {
        "outside": min(outside, 3.0),
        "outside_more": min(outside, 3.0) - min(inside, 4.0),
        "absent": min(float(all_concepts[index.absent].sum()), 4.0),
        "concepts": min(inside, 8.0),
        "concept_weight": float(compared.concepts @ index.concept_idf),
        "unknown": 1 - coverage(index, post.stems),
        "unknown_asking": 1 - coverage(index, post.asking_stems),
        "length": post.log_length,
        "asks": float("?" in post.text),
        "context": float(bool(post.context)),
    }
    cues = post.cues
    features |= {f"cue_{name}": cues[name] for name in _ANSWER_CUES}
    features |= _explained(post, index, compared, order)
    features |= _topics(index, compared, order, shares)
    features |= _own_words(post, features)
    return features | background.features(post, index, compared)


def _explained(post: PostReading, index: EntryIndex, compared: Comparison, order: Ints) -> dict[str, float]:
    """How much of the post's words the best entry holds (weighted by rarity), and whether it answers what is asked."""
    terms = index.query_terms(post.stems)
    strange = sum(not index.terms_of(stem, word) for stem, word in {s: w for s, w, _ in post.stems}.items())
    ids, weights = index.as_query(terms)
    value = weights * index.idf[ids]
    rarest = float(index.idf.max(initial=0.0))
    known = float(value.sum())
    held = [
        float(value[_among(ids, index.bm25_rows.row(row)[0])].sum())
        for row in compared.rows[order[:3]].tolist()
    ]
    asked = aspects(post.text)
    told = index.told(int(compared.rows[order[0]]))
    return {
        "explained": held[0] / (known + 1.0),
        "explained_all": held[0] / (known + 0.6 * rarest * strange + 1.0),
        "explained_best": max(held) / (known + 0.6 * rarest * strange + 1.0),
        "missed": min(known - held[0], 20.0),
        "strange": min(float(strange), 8.0),
        "aspects": float(asked.sum()),
        "aspects_told": float(asked @ told),
        "aspects_missed": float(asked @ (1 - told)),
    }


def _among(wanted: Terms, held: Terms) -> Bools:
    """Which of some numbers are among others; both in rising order, each number once."""
    if not len(held):
        return np.zeros(len(wanted), dtype=bool)
    place = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
    found: Bools = held[place] == wanted
    return found


def _topics(index: EntryIndex, compared: Comparison, order: Ints, shares: Floats) -> dict[str, float]:
    """Whether the best entries are of one topic, and how far the best one leads before other topics."""
    topics = [index.entries[int(compared.rows[i])].topic for i in order]
    first = np.array([topic == topics[0] for topic in topics])
    others = shares[~first]
    lead = float(np.log(shares[0] + 1e-9) - np.log(others[0] + 1e-9)) if len(others) else 10.0
    return {
        "topic_share": float(shares[first].sum()),
        "topic_lead": min(lead, 10.0),
        "topic_crowd": float(first[:5].mean()),
    }


def _own_words(post: PostReading, features: Mapping[str, float]) -> dict[str, float]:
    """For comments: how much of the fit comes from the comment itself, not from the post above it."""
    above = float(bool(post.context))
    return {
        "above_own_grams": above * features["first_grams_post"],
        "above_own_use": above * features["first_use_post"],
        "above_own_concepts": above * features["first_concept_post"],
        "above_lost_grams": above * (features["first_grams_both"] - features["first_grams_post"]),
        "above_lost_use": above * (features["first_use_both"] - features["first_use_post"]),
        "above_not_asking": above * (1 - post.cues["asks"]),
        "above_words": above * min(float(len(post.stems)), 12.0),
        "words": min(float(len(post.stems)), 12.0),
        "short": float(len(post.stems) <= 3),
    }


def claim_features(
    post: PostReading,
    index: EntryIndex,
    compared: Comparison,
    corrections: Mapping[str, float],
    answers: Mapping[str, float],
    row: int,
) -> dict[str, float]:
    """A description of how a post stands to one correction.

    Args:
        corrections: list features of the corrections, with ``row`` ranked first.
        answers: list features of the answers, or ``NO_ANSWERS``.
        row: number of the correction in its index.
    """
    features = {f"claim_{name}": value for name, value in corrections.items()}
    features["answer_best"] = answers["best"]
    features["claim_over_answer"] = corrections["best"] - answers["best"]
    for name in _COMPARED:
        features[f"over_answer_{name}"] = corrections[f"first_{name}"] - answers[f"most_{name}"]
    fact = index.fact_vector(row)
    fact_likeness = float((post.sentence_embeddings @ fact).max())
    features["fact"] = fact_likeness
    features["fact_less"] = corrections["first_use_sentence"] - fact_likeness
    own = index.gram_space.weigh(post.grams)
    row_of = np.array([row])
    fact_grams = float(index.fact_rows.products(row_of, [own])[0, 0])
    features["fact_grams"] = fact_grams
    features["fact_grams_less"] = corrections["first_grams_wording"] - fact_grams
    in_claims, in_fact = index.numbers[row]
    numbers = numbers_in(post.tokens)
    features["numbers_fact"] = float(min(len(numbers & (in_fact - in_claims)), 2))
    features["numbers_claim"] = float(min(len(numbers & (in_claims - in_fact)), 2))
    features["numbers_both"] = float(min(len(numbers & in_claims & in_fact), 2))
    features["numbers_other"] = float(min(len(numbers - in_claims - in_fact), 2))
    cues = post.cues
    features |= {f"cue_{name}": value for name, value in cues.items()}
    features["cue_length"] = post.log_length
    features |= _modality_features(post, index, row)
    features["negation_wording"] = cues["negation_stated"] * corrections["first_grams_wording"]
    features["contradiction_fact"] = (cues["contradiction"] + cues["opens_against"]) * fact_likeness
    if post.context:
        wordings = np.arange(index.first[row], index.first[row + 1])
        asked = [own, index.gram_space.weigh(post.context_grams)]
        alone, above = index.wording_rows.products(wordings, asked).max(axis=1)
        features["context_claim"] = float(above)
        features["context_more"] = float(above - alone)
    else:
        features["context_claim"] = features["context_more"] = 0.0
    features["stated_under_claim"] = (1 - cues["asks"]) * features["context_claim"]
    features["against_context_claim"] = cues["against_context"] * features["context_claim"]
    return features


def _modality_features(post: PostReading, index: EntryIndex, row: int) -> dict[str, float]:
    """Whether the post says "not", "only", "must", "always" where the claim does, or where the fact does."""
    claim, fact = index.modalities[row]
    features: dict[str, float] = {}
    said = {"post": post.modality}
    if post.context:
        said["context"] = post.context_modality
    for name in ("post", "context"):
        words = said.get(name, np.zeros_like(claim))
        features[f"modality_{name}_claim"] = float(words @ claim)
        features[f"modality_{name}_lacks"] = float((1 - words) @ claim) if name in said else 0.0
        features[f"modality_{name}_fact"] = float(words @ fact)
        features[f"modality_{name}_adds"] = float(words @ (1 - np.maximum(claim, fact)))
    features["negated_claim"] = float(said["post"][0] * claim[0])
    features["negation_lacks"] = float((1 - said["post"][0]) * claim[0])
    features["negation_adds"] = float(said["post"][0] * (1 - claim[0]))
    return features
