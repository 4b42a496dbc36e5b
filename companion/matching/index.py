"""What is computed of a bank's entries once, so that a post can be compared with all of them at once.

One index holds the entries of one kind. All arrays follow the order of ``entries``; arrays of wordings follow
``first``: the wordings of entry ``i`` (its title first) are ``first[i] … first[i + 1] - 1``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from companion.bank.entry import Entry
from companion.matching import lexicon, ngrams, words
from companion.matching.analysis import EntryAnalysis, analyse
from companion.matching.background import everyday_share
from companion.matching.embeddings import EmbeddingStore
from companion.matching.postings import ByRow, ByTerm, Floats, Ints, Sparse, spans
from companion.matching.whitening import Whitening

LARGE = 2000
"""From so many entries on only ``EMBEDDED`` wordings of each are embedded and nothing is kept for re-indexing."""
EMBEDDED = 3
CORE = 0.4
"""From this weight on an entry is about a concept, not only touching it."""


def embedded_texts(entry: Entry, large: bool) -> list[str]:
    """The wordings of an entry that are embedded, its title first; in a large bank only the first few."""
    texts = [entry.title, *entry.wordings]
    return texts[:EMBEDDED] if large else texts


class EntryIndex:
    """The entries of one kind, ready for comparison.

    Args:
        entries: the entries, in the order of all arrays.
        store: embeddings; computes what it does not know.
        large: whether the bank as a whole is a large one.
        kept: analyses of an earlier index, by entry id; used where the entry is unchanged.
        progress: called with shares from 0 to 1.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        store: EmbeddingStore,
        large: bool = False,
        kept: Mapping[str, EntryAnalysis] | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        self.entries = tuple(entries)
        self.count = len(entries)
        self._embed(store, large, progress and (lambda done: progress(0.6 * done)))
        analyses = []
        for number, entry in enumerate(entries):
            old = (kept or {}).get(entry.id)
            analyses.append(old if old is not None and old.entry == entry else analyse(entry))
            if progress and number % 64 == 0:
                progress(0.6 + 0.3 * number / self.count)
        self.first = _starts(len(a.wordings) for a in analyses)
        self.numbers = [(a.claim_numbers, a.fact_numbers) for a in analyses]
        self.modalities = [(a.claim_modality, a.fact_modality) for a in analyses]
        self._index_words(analyses)
        self._index_grams(analyses)
        self._index_concepts(analyses)
        self.analyses: Mapping[str, EntryAnalysis] = {} if large else {a.entry.id: a for a in analyses}

    def _embed(self, store: EmbeddingStore, large: bool, progress: Callable[[float], None] | None) -> None:
        texts = [embedded_texts(e, large) for e in self.entries]
        facts = [e.fact for e in self.entries if e.fact]
        vectors = store.vectors([text for own in texts for text in own] + facts, progress)
        precision = np.float16 if large else np.float32
        self.first_vector = _starts(len(own) for own in texts)
        spoken = int(self.first_vector[-1])
        self.vectors: Floats = vectors[:spoken].astype(precision, copy=False)
        self.facts: Floats = vectors[spoken:].astype(precision, copy=False)
        self._fact_of = np.cumsum([bool(e.fact) for e in self.entries]) - 1
        self.whitening = Whitening(self.vectors, self.first_vector)

    def fact_vector(self, row: int) -> Floats:
        """Embedding of the fact of an entry; zeros without one."""
        if not self.entries[row].fact:
            return np.zeros(self.vectors.shape[1], dtype=np.float32)
        vector: Floats = self.facts[self._fact_of[row]].astype(np.float32, copy=False)
        return vector

    def _index_words(self, analyses: Sequence[EntryAnalysis]) -> None:
        """BM25 weights over stems and the parts of compounds."""
        self.vocabulary = words.Vocabulary({word for a in analyses for word in a.words})
        self.sorted_terms = sorted(self.vocabulary.stems)
        self.terms = {stem: i for i, stem in enumerate(self.sorted_terms)}
        counted: list[tuple[npt.NDArray[np.int32], Floats]] = []
        frequency = np.zeros(len(self.terms))
        for a in analyses:
            weights: dict[str, float] = {}
            for word, weight in zip(a.words, a.weights.tolist(), strict=True):
                for term in (words.stem(word), *self.vocabulary.parts(word)):
                    weights[term] = weights.get(term, 0.0) + weight
            ids = np.array([self.terms[stem] for stem in weights], dtype=np.int32)
            order = np.argsort(ids)
            counted.append((ids[order], np.array(list(weights.values()), dtype=np.float32)[order]))
            frequency[ids] += 1
        in_bank = np.log1p((self.count - frequency + 0.5) / (frequency + 0.5))
        everyday = np.array([everyday_share(stem) for stem in self.sorted_terms])
        self.idf: Floats = (in_bank * (1 - everyday)).astype(np.float32)
        lengths = np.array([float(tf.sum()) for _, tf in counted])
        mean = max(float(lengths.mean()), 1e-9) if len(lengths) else 1.0
        saturated = [
            (ids, self.idf[ids] * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / mean)))
            for (ids, tf), length in zip(counted, lengths, strict=True)
        ]
        self.bm25 = ByTerm(saturated, len(self.terms))
        self.bm25_rows = ByRow(saturated)

    def _index_grams(self, analyses: Sequence[EntryAnalysis]) -> None:
        self.gram_space = ngrams.NgramSpace(a.document for a in analyses)
        weigh = self.gram_space.weigh
        self.short_grams = ByTerm((weigh(a.short) for a in analyses), ngrams.BUCKETS)
        self.short_rows = ByRow(weigh(a.short) for a in analyses)
        self.document_rows = ByRow(weigh(a.document) for a in analyses)
        self.wording_rows = ByRow(weigh(w) for a in analyses for w in a.wordings)
        self.fact_rows = ByRow(weigh(a.fact) for a in analyses)

    def _index_concepts(self, analyses: Sequence[EntryAnalysis]) -> None:
        lex = lexicon.load()
        self.outside = np.array(lex.outside, dtype=bool)
        weights = np.zeros((self.count, len(lex)), dtype=np.float32)
        of_wording = np.zeros((int(self.first[-1]), len(lex)), dtype=bool)
        for row, a in enumerate(analyses):
            weights[row, list(a.concepts)] = list(a.concepts.values())
            for offset, found in enumerate(a.wording_concepts):
                of_wording[self.first[row] + offset, list(found)] = True
        self.outside_absent = self.outside & ~(weights >= CORE).any(axis=0)
        weights[:, self.outside] = 0.0
        of_wording[:, self.outside] = False
        self.wording_concepts = of_wording
        self.concept_weights = weights
        self.absent = ~self.outside & ~(weights >= 0.2).any(axis=0)
        frequency = (weights >= CORE).sum(axis=0)
        self.concept_idf: Floats = np.log1p((self.count + 1) / (frequency + 0.7)).astype(np.float32)
        self.concept_norm: Floats = np.linalg.norm(weights * self.concept_idf, axis=1) + np.float32(1e-6)
        self.core_sum: Floats = (weights >= 0.9) @ self.concept_idf
        self.by_concept: Floats = np.ascontiguousarray(weights.T)

    def query_terms(self, stems: Iterable[tuple[str, str, int]]) -> dict[str, float]:
        """The known stems of a text: as they are, as parts of compounds, as corrected typos (at less weight)."""
        found: dict[str, float] = {}
        for stem, word, _ in stems:
            parts = self.vocabulary.parts(word)
            if stem in self.terms:
                found[stem] = 1.0
            for part in parts:
                found[part] = 1.0
            if stem not in self.terms and not parts:
                near = self.vocabulary.correct(word)
                if near is not None:
                    found[near] = max(found.get(near, 0.0), 0.7)
        return found

    def as_query(self, terms: Mapping[str, float]) -> Sparse:
        """Known stems and weights as a sparse query, numbers in rising order."""
        ids = np.array([self.terms[stem] for stem in terms], dtype=np.int32)
        weights = np.array(list(terms.values()), dtype=np.float32)
        order = np.argsort(ids)
        return ids[order], weights[order]

    def wordings_of(self, rows: Ints) -> tuple[Ints, Ints]:
        """The wordings of some entries: their numbers, and where each entry begins among them."""
        return _parts(self.first, rows)

    def vectors_of(self, rows: Ints) -> tuple[Floats, Ints]:
        """The embedded wordings of some entries, and where each entry begins among them."""
        numbers, starts = _parts(self.first_vector, rows)
        return self.vectors[numbers].astype(np.float32, copy=False), starts


def _starts(lengths: Iterable[int]) -> Ints:
    return np.cumsum([0, *lengths]).astype(np.int64)


def _parts(first: Ints, rows: Ints) -> tuple[Ints, Ints]:
    lengths = first[rows + 1] - first[rows]
    return spans(first[rows], lengths), np.concatenate(([0], np.cumsum(lengths)[:-1]))


def best_of(values: Floats, starts: Ints) -> Floats:
    """The best value of each entry from the values of its wordings (last axis)."""
    return np.maximum.reduceat(values, starts, axis=-1)
