"""What is computed of a bank's entries once, so that a post can be compared with all of them at once.

One index holds the entries of one kind. All arrays follow the order of ``entries``; arrays of wordings follow
``owners``, which is sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np

from companion.bank.entry import Entry
from companion.matching import german, lexicon, ngrams, stance, words
from companion.matching.background import everyday_share
from companion.matching.embeddings import EmbeddingStore
from companion.matching.postings import Floats, Ints, Postings, spans
from companion.matching.whitening import Whitening

BODY_WEIGHT = 0.25
"""What a concept counts that only the text of an entry names."""
SMALL = 8000
"""Up to so many texts embeddings are held as 32-bit numbers (quicker), above as 16-bit ones (half the memory)."""
CORE = 0.4
"""From this weight on an entry is about a concept, not only touching it."""


class EntryIndex:
    """The entries of one kind, ready for comparison.

    Args:
        entries: the entries, in the order of all arrays.
        store: embeddings; computes what it does not know.
        progress: called with shares from 0 to 1 while embedding.
    """

    def __init__(
        self, entries: Sequence[Entry], store: EmbeddingStore, progress: Callable[[float], None] | None = None
    ) -> None:
        self.entries = tuple(entries)
        self.count = len(entries)
        self.wordings = [wording for e in entries for wording in (e.title, *e.wordings)]
        self.owners: Ints = np.repeat(np.arange(self.count), [1 + len(e.wordings) for e in entries]).astype(
            np.int64
        )
        self.first: Ints = np.searchsorted(self.owners, np.arange(self.count + 1)).astype(np.int64)
        vectors = store.vectors(self.wordings + [e.fact or "" for e in entries], progress)
        precision = np.float32 if len(vectors) <= SMALL else np.float16
        self.vectors: Floats = vectors[: len(self.wordings)].astype(precision)
        self.fact_vectors: Floats = vectors[len(self.wordings) :].astype(precision)
        self.whitening = Whitening(self.vectors, self.owners, self.count)
        self._index_words()
        self._index_grams()
        self._index_concepts()

    def _index_words(self) -> None:
        """BM25 weights; title and keywords count double, the text half (Robertson and Zaragoza 2009: BM25F)."""
        fields = [
            [
                (e.title, 2.0),
                *((w, 1.0) for w in e.wordings),
                *((k, 2.0) for k in e.keywords),
                (e.text(), 0.5),
            ]
            for e in self.entries
        ]
        counted: list[dict[str, float]] = []
        for entry_fields in fields:
            weights: dict[str, float] = {}
            for text, weight in entry_fields:
                for stem, _, _ in words.content_stems(german.tokenize(text)):
                    weights[stem] = weights.get(stem, 0.0) + weight
            counted.append(weights)
        self.vocabulary = words.Vocabulary({stem for weights in counted for stem in weights})
        for weights, entry_fields in zip(counted, fields, strict=True):
            for text, weight in entry_fields:
                for _, word, _ in words.content_stems(german.tokenize(text)):
                    for part in self.vocabulary.parts(word):
                        weights[part] = weights.get(part, 0.0) + weight
        self.sorted_terms = sorted(self.vocabulary.stems)
        self.terms = {stem: i for i, stem in enumerate(self.sorted_terms)}
        frequency = np.zeros(len(self.terms))
        for weights in counted:
            frequency[[self.terms[stem] for stem in weights]] += 1
        in_bank = np.log1p((self.count - frequency + 0.5) / (frequency + 0.5))
        everyday = np.array([everyday_share(stem) for stem in self.terms])
        self.idf: Floats = (in_bank * (1 - everyday)).astype(np.float32)
        lengths = np.array([sum(weights.values()) for weights in counted])
        mean = float(lengths.mean()) if len(lengths) else 1.0
        rows = []
        for weights, length in zip(counted, lengths, strict=True):
            ids = np.array([self.terms[stem] for stem in weights], dtype=np.int64)
            tf = np.array(list(weights.values()), dtype=np.float32)
            saturated = tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / max(mean, 1e-9)))
            rows.append((ids, (self.idf[ids] * saturated).astype(np.float32)))
        self.bm25 = Postings(rows, len(self.terms))

    def _index_grams(self) -> None:
        documents, short, wordings = [], [], []
        for e in self.entries:
            asked = german.normalise(" ".join([e.title, *e.wordings]))
            keywords = german.normalise(" ".join(e.keywords))
            body = german.normalise(e.text())
            documents.append(ngrams.grams(f"{asked} {keywords} {keywords} {body}"))
            short.append(ngrams.grams(f"{asked} {keywords}"))
        wordings = [ngrams.grams(german.normalise(wording)) for wording in self.wordings]
        self.gram_space = ngrams.NgramSpace(documents)
        weigh = self.gram_space.weigh
        self.document_grams = Postings([weigh(d) for d in documents], ngrams.BUCKETS)
        self.short_grams = Postings([weigh(s) for s in short], ngrams.BUCKETS)
        self.wording_grams = Postings([weigh(w) for w in wordings], ngrams.BUCKETS)
        self.fact_grams = Postings(
            [weigh(ngrams.grams(german.normalise(e.fact or ""))) for e in self.entries], ngrams.BUCKETS
        )

    def _index_concepts(self) -> None:
        lex = lexicon.load()
        size = len(lex)
        self.outside = np.array(lex.outside, dtype=bool)
        weight = np.zeros((self.count, size), dtype=np.float32)
        of_wording = np.zeros((len(self.wordings), size), dtype=np.float32)
        for i, wording in enumerate(self.wordings):
            of_wording[i, list(lex.concepts(wording))] = 1.0
        for i, e in enumerate(self.entries):
            body = list(lex.concepts(f"{e.text()} {e.fact or ''}"))
            weight[i, body] = BODY_WEIGHT
            asked = of_wording[self.first[i] + 1 : self.first[i + 1]]
            if len(asked):
                share = asked.mean(axis=0)
                weight[i] = np.maximum(weight[i], (share > 0) * (0.45 + 0.55 * share))
            weight[i, list(lex.concepts(f"{e.title} . {' , '.join(e.keywords)}"))] = 1.0
        self.outside_absent = self.outside & ~(weight >= CORE).any(axis=0)
        self.concept_weights = weight * ~self.outside
        self.wording_concepts = of_wording * ~self.outside
        self.absent = ~self.outside & ~(self.concept_weights >= 0.2).any(axis=0)
        frequency = (self.concept_weights >= CORE).sum(axis=0)
        self.concept_idf: Floats = np.log1p((self.count + 1) / (frequency + 0.7)).astype(np.float32)
        weighted = self.concept_weights * self.concept_idf
        self.concept_norm: Floats = np.linalg.norm(weighted, axis=1) + 1e-6
        self.core: Floats = (self.concept_weights >= 0.9) * self.concept_idf
        self.core_sum: Floats = self.core.sum(axis=1)

    @cached_property
    def numbers(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """For each entry the numbers in its wordings and those in its fact and text."""
        return [
            (numbers_in(" ".join([e.title, *e.wordings])), numbers_in(f"{e.fact or ''} {e.text()}"))
            for e in self.entries
        ]

    @cached_property
    def modalities(self) -> list[tuple[Floats, Floats]]:
        """For each entry how often its wordings say "not", "only", "must", "always", and whether its fact does."""
        return [
            (
                np.mean([stance.modality(wording) for wording in e.wordings or (e.title,)], axis=0),
                stance.modality(e.fact or ""),
            )
            for e in self.entries
        ]

    def query_terms(self, stems: Iterable[tuple[str, str, int]]) -> dict[str, float]:
        """The known stems of a text: as they are, as parts of compounds, as corrected typos (at less weight)."""
        found: dict[str, float] = {}
        for stem, word, _ in stems:
            if stem in self.terms:
                found[stem] = 1.0
            for part in self.vocabulary.parts(word):
                found[part] = max(found.get(part, 0.0), 1.0)
            if stem not in self.terms and not self.vocabulary.parts(word):
                near = self.vocabulary.correct(stem)
                if near is not None:
                    found[near] = max(found.get(near, 0.0), 0.7)
        return found

    def wording_rows(self, entries: Ints) -> tuple[Ints, Ints]:
        """The wordings of some entries: their row numbers, and where each entry begins among them."""
        lengths = self.first[entries + 1] - self.first[entries]
        return spans(self.first[entries], lengths), np.concatenate(([0], np.cumsum(lengths)[:-1]))


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text as plain digits."""
    return frozenset(t.folded for t in german.tokenize(text) if t.folded.isdigit())


def best_of(values: Floats, starts: Ints) -> Floats:
    """The best value of each entry from the values of its wordings (last axis)."""
    return np.maximum.reduceat(values, starts, axis=-1)
