"""From signals to the numbers that decide whether a correction is called for: how a post stands to a claim.

The decision is a calibrated logistic model over features that do not depend on the bank's size or content
(companion.matching.training fits it).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from companion.matching.deciding.decisions import SUMMARY
from companion.matching.indexes.index import EntryIndex
from companion.matching.language.stance import denials
from companion.matching.reading.analysis import numbers_in
from companion.matching.reading.post import PostReading

SHORT = 16
"""Up to so many words a statement is one sentence as a rule."""
_COMPARED = (
    "grams_both",
    "grams_wording",
    "grams_sentence",
    "use_both",
    "use_post",
    "concept_f1",
    "concept_recall",
    "centre",
    "bm25",
)
"""Signals in which the best correction is set against the best answer."""
NO_ANSWERS: Mapping[str, float] = {"best": 0.0} | {f"most_{name}": 0.0 for name in SUMMARY}
"""What stands for the list features of the answers in a bank without answers."""


def claim_features(
    post: PostReading,
    index: EntryIndex,
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
    fact_likeness = float(post.embedding @ fact)
    features["fact"] = fact_likeness
    features["fact_less"] = corrections["first_use_post"] - fact_likeness
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
    features |= {f"tone_{name}": post.tone[name] for name in ("claims", "claims_meant")}
    features["cue_length"] = post.log_length
    features |= _modality_features(post, index, row) | _word_features(post, index, row)
    features |= _nearest_features(post, index, row)
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


def is_opposed(post: PostReading, index: EntryIndex, row: int) -> bool:
    """Whether a short statement denies what the claim most like it says, or says what that denies.

    Half of such posts that meet a correction state what is right (decision 0319).
    """
    if len(post.tokens) > SHORT or post.cues["asks"]:
        return False
    nearest = _nearest_claim(post, index, row)
    if nearest is None:
        return False
    claimed = index.denials(row)[nearest[0]]
    return all(one != other for one, other in zip(denials(post.plain), claimed, strict=True))


def _nearest_claim(post: PostReading, index: EntryIndex, row: int) -> tuple[int, float] | None:
    """The number of the claim most like the post and how like it is; ``None`` without claims."""
    likeness = index.vectors.row(row).astype(np.float32, copy=False) @ post.embedding
    claims = likeness[1:]  # the title may say what is right
    if not len(claims):
        return None
    nearest = int(np.argmax(claims))
    return nearest, float(claims[nearest])


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


def _nearest_features(post: PostReading, index: EntryIndex, row: int) -> dict[str, float]:
    """How near the post comes to the claim most like it, by whether both deny something or only one of them."""
    found = _nearest_claim(post, index, row)
    if found is None:
        return dict.fromkeys(("nearest_same", "nearest_denies", "nearest_lacks"), 0.0)
    nearest, near = found
    denied = index.denying(row)[nearest]
    denies = float(post.modality[0])
    stated = 1 - post.cues["asks"]
    return {
        "nearest_same": near * (denies == denied),
        "nearest_denies": stated * near * denies * (1 - denied),
        "nearest_lacks": stated * near * (1 - denies) * denied,
    }


def _word_features(post: PostReading, index: EntryIndex, row: int) -> dict[str, float]:
    """How much of what only the claim says, or only the fact, the post says too: stems and concepts."""
    apart = index.apart(row)
    stems = {stem for stem, _, _ in post.stems}
    concepts = set(np.flatnonzero(post.concepts).tolist())
    share = max(len(stems), 1) ** -0.5
    claimed, true = len(stems & apart.claim_stems), len(stems & apart.fact_stems)
    return {
        "word_claim": min(float(claimed), 5.0),
        "word_fact": min(float(true), 5.0),
        "word_both": min(float(len(stems & apart.shared_stems)), 5.0),
        "word_claim_share": claimed * share,
        "word_fact_share": true * share,
        "concept_claim": min(float(len(concepts & apart.claim_concepts)), 5.0),
        "concept_fact": min(float(len(concepts & apart.fact_concepts)), 5.0),
    }
