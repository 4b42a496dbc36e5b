"""From signals to numbers that decide whether anything fits: a description of a ranked list.

The decision is a calibrated logistic model over features that do not depend on the bank's size or content
(companion.matching.training fits it).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from companion.matching.arrays.postings import Floats, Terms
from companion.matching.arrays.ragged import Ints
from companion.matching.deciding.background import Background
from companion.matching.deciding.signals import NAMES, Comparison, coverage
from companion.matching.indexes.index import Bools, EntryIndex
from companion.matching.reading.post import PostReading

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
    "centre",
    "centre_post",
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
_ABOVE = 0.6
"""What concepts of the parent post count in the description of a list."""
_STRANGE = 0.6
"""What a word counts that the bank does not know, beside the rarest it knows."""


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
    all_concepts = np.maximum(post.concepts, _ABOVE * post.context_concepts)
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
    features |= {f"tone_{name}": post.tone[name] for name in ("wants", "wants_meant")}
    features |= _explained(post, index, compared, order)
    features |= _topics(index, compared, order, shares)
    features |= _own_words(post, features)
    return features | background.features(post, index, compared)


def _explained(post: PostReading, index: EntryIndex, compared: Comparison, order: Ints) -> dict[str, float]:
    """How much of the post's words the best entry holds (weighted by rarity), and whether it answers what is asked."""
    strange = sum(not index.terms_of(stem, word) for stem, word in {s: w for s, w, _ in post.stems}.items())
    ids, weights = index.as_query(compared.terms)
    value = weights * index.idf[ids]
    rarest = float(index.idf.max(initial=0.0))
    known = float(value.sum())
    held = [
        float(value[_among(ids, index.bm25_rows.row(row)[0])].sum())
        for row in compared.rows[order[:3]].tolist()
    ]
    asked = post.aspects
    told = index.told(int(compared.rows[order[0]]))
    return {
        "explained": held[0] / (known + 1.0),
        "explained_all": held[0] / (known + _STRANGE * rarest * strange + 1.0),
        "explained_best": max(held) / (known + _STRANGE * rarest * strange + 1.0),
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
    topics = index.topics[compared.rows[order]]
    first = topics == topics[0]
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
