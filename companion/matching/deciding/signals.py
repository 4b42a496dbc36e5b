"""The signals: how well a post fits each entry, by several independent measures.

The first pass compares the post with all entries at once; only for a short list of the best are the wordings
compared one by one. So the time per post hardly grows with the bank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from companion.matching.arrays.postings import Floats, Sparse
from companion.matching.arrays.ragged import Ints
from companion.matching.indexes.index import CENTRAL, LARGE, Bools, EntryIndex, best_of
from companion.matching.reading.post import CONTEXT_WEIGHT, PostReading

FIRST_PASS = (
    "grams_short",
    "bm25",
    "bm25_length",
    "centre",
    "concept_cosine",
    "concept_share",
    "concept_core",
    "concept_dot",
    "concept_post",
)
"""Signals of every entry."""
SECOND_PASS = (
    "grams_post",
    "grams_both",
    "grams_wording",
    "grams_sentence",
    "use_both",
    "use_post",
    "centre_post",
    "concept_f1",
    "concept_recall",
    "concept_f1_post",
)
"""Signals of the entries on the short list, from their texts and single wordings."""
NAMES = FIRST_PASS + SECOND_PASS
SHORT_LIST = 48
_ROUGH = {"grams_short": 6.0, "bm25_length": 2.0, "centre": 5.0, "concept_cosine": 2.0, "concept_dot": 0.5}
"""Weights by which the short list is drawn; any sensible ones keep the right entry on it."""
_COMMON = 0.12
"""In a large bank the first pass leaves out n-grams that more than this share of the entries hold."""


@dataclass(frozen=True)
class Comparison:
    """A post compared with one index.

    Attributes:
        rows: entry numbers on the short list.
        values: shape ``(rows, len(NAMES))``.
        terms: known stems of the post, without the parent post, with their weight.
        concepts: concepts of post and parent post, without subjects outside the field.
        whitened: embedding of post and parent post, whitened for this index.
    """

    rows: Ints
    values: Floats
    terms: dict[str, float]
    concepts: Floats
    whitened: Floats

    def only(self, keep: Bools) -> Comparison:
        """The part of it that concerns some rows."""
        return replace(self, rows=self.rows[keep], values=self.values[keep])

    def column(self, name: str) -> Floats:
        """The values of one signal."""
        return self.values[:, NAMES.index(name)]


def compare(post: PostReading, index: EntryIndex) -> Comparison:
    """The signals of a post for the entries of an index that come into question."""
    own_terms = index.query_terms(post.stems)
    terms = dict(own_terms)
    for stem, weight in index.query_terms(post.context_stems).items():
        terms[stem] = max(terms.get(stem, 0.0), CONTEXT_WEIGHT * weight)
    own = post.concepts * ~index.outside
    both = np.maximum(own, CONTEXT_WEIGHT * post.context_concepts * ~index.outside)
    whitened = index.whitening.apply(post.embeddings)
    joined = index.gram_space.weigh(post.both_grams)
    first = _first_pass(post, index, terms, joined, own, both, whitened[-1])
    rough = sum(weight * first[FIRST_PASS.index(name)] for name, weight in _ROUGH.items())
    if index.count > SHORT_LIST:
        rows = np.sort(np.argpartition(-np.asarray(rough), SHORT_LIST)[:SHORT_LIST])
    else:
        rows = np.arange(index.count)
    second = _second_pass(post, index, rows, joined, own, both, whitened[0])
    return Comparison(rows, np.vstack([first[:, rows], second]).T, own_terms, both, whitened[-1])


def _first_pass(
    post: PostReading,
    index: EntryIndex,
    terms: dict[str, float],
    joined: Sparse,
    own: Floats,
    both: Floats,
    whitened: Floats,
) -> Floats:
    bm25 = index.bm25.scores(index.as_query(terms))
    length = 1.0 + len(post.stems) + CONTEXT_WEIGHT * len(post.context_stems)
    dot, cosine, share, core = _concept_scores(index, both)
    return np.array(
        [
            index.short_grams.scores(joined, _COMMON if index.count >= LARGE else 1.0),
            bm25 / 10,
            bm25 / length,
            index.whitening.centres @ whitened,
            cosine,
            share,
            core,
            dot / 10,
            _concept_scores(index, own)[1] if post.context else cosine,
        ],
        dtype=np.float32,
    )


def _concept_scores(index: EntryIndex, concepts: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Dot product, cosine, covered share of the post, covered share of the entry's core; idf-weighted."""
    spoken = np.flatnonzero(concepts)
    weights = index.by_concept[spoken].astype(np.float32)
    weighted = (concepts * index.concept_idf)[spoken]
    dot = (weighted * index.concept_idf[spoken]) @ weights
    cosine = dot / (index.concept_norm * (np.linalg.norm(weighted) + 1e-6))
    share = weighted @ weights / (weighted.sum() + 1.0)
    core = weighted @ (weights >= CENTRAL) / (index.core_sum + 0.5)
    return dot, cosine, share, core


def _second_pass(
    post: PostReading,
    index: EntryIndex,
    rows: Ints,
    joined: Sparse,
    own: Floats,
    both: Floats,
    whitened: Floats,
) -> Floats:
    if not len(rows):
        return np.zeros((len(SECOND_PASS), 0), dtype=np.float32)
    weigh = index.gram_space.weigh
    asked_of_texts = [weigh(post.grams), joined] if post.context else [joined]
    documents = index.document_rows.products(rows, asked_of_texts)
    wordings, starts = index.wordings_of(rows)
    sentences = [weigh(found) for found in post.sentence_grams if not np.array_equal(found, post.both_grams)]
    grams = best_of(index.wording_rows.products(wordings, [joined, *sentences]), starts)
    by_sentence = grams[1:].max(axis=0) if len(sentences) == len(post.sentence_grams) else grams.max(axis=0)
    use = index.meant_alike(rows, post.embeddings)
    f1, recall = _wording_concepts(index, wordings, both)
    f1_own = _wording_concepts(index, wordings, own)[0] if post.context else f1
    return np.array(
        [
            documents[0],
            documents[-1],
            grams[0],
            by_sentence,
            use[-1],
            use[0],
            index.whitening.centres[rows] @ whitened,
            best_of(f1, starts),
            best_of(recall, starts),
            best_of(f1_own, starts),
        ],
        dtype=np.float32,
    )


def _wording_concepts(index: EntryIndex, wordings: Ints, concepts: Floats) -> tuple[Floats, Floats]:
    """F1 and recall of some wordings' concepts among those of the post, idf-weighted."""
    held, first = index.wording_concepts.some(wordings)
    owner = np.repeat(np.arange(len(wordings)), np.diff(first))
    value = index.concept_idf * ~index.outside
    shared = np.bincount(owner, weights=(concepts * value)[held], minlength=len(wordings))
    size = np.bincount(owner, weights=value[held], minlength=len(wordings))
    f1 = 2 * shared / (size + float(concepts @ index.concept_idf) + 1.0)
    return f1, shared / (size + 1.5)


def coverage(index: EntryIndex, stems: Sequence[tuple[str, str, int]]) -> float:
    """Share of content words that the bank knows, as they are or as compounds; 1.0 for none."""
    words = {stem: word for stem, word, _ in stems}
    known = sum(1 for stem, word in words.items() if stem in index.terms or index.vocabulary.parts(word))
    return known / len(words) if words else 1.0
