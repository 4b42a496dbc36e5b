"""What is computed of a bank's entries once, so that a post can be compared with all of them at once.

One index holds the entries of one kind. All arrays follow the order of ``entries``; arrays of wordings follow
``first``: the wordings of entry ``i`` (its title first) are ``first[i] … first[i + 1] - 1``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from companion.bank.entry import Entry
from companion.giving_way import give_way
from companion.matching.arrays.postings import Arrays, ByRow, ByTerm, Floats, Sparse, rarity
from companion.matching.arrays.ragged import Ints, Ragged, spans, starts
from companion.matching.indexes.index_file import IndexFile
from companion.matching.indexes.indexing import Named, index_arrays
from companion.matching.indexes.packed import Numbers, from_bytes, pack, ragged_from
from companion.matching.indexes.whitening import Whitening
from companion.matching.language import everyday, german, lexicon, ngrams, words
from companion.matching.language.embeddings import EmbeddingStore
from companion.matching.language.stance import aspects, denials, modality
from companion.matching.reading.analysis import EntryAnalysis, analyse

LARGE = 2000
"""From so many entries on only ``EMBEDDED`` wordings of each are embedded, as 16-bit numbers."""
EMBEDDED = 3
_TYPO = 0.7
"""What a word counts that is known only with a typo mended."""
_FEW = 2000
"""Up to so many embeddings are all compared with a post, which is quicker than copying those of some entries."""
Bools = npt.NDArray[np.bool_]
CORE = 0.4
"""From this weight on an entry is about a concept, not only touching it."""
CENTRAL = 0.9
"""From this weight on a concept is one of those that its title, its keywords or nearly all its wordings name."""
_TOUCHED = 0.2
"""From this weight on an entry touches a concept at all."""


def embedded_texts(entry: Entry, large: bool) -> list[str]:
    """The wordings of an entry that are embedded, its title first; in a large bank only the first few."""
    texts = [entry.title, *entry.wordings]
    return texts[:EMBEDDED] if large else texts


class Apart(NamedTuple):
    """What tells the claims of a correction from its fact: stems of content words, numbers of concepts."""

    claim_stems: frozenset[str]
    fact_stems: frozenset[str]
    shared_stems: frozenset[str]
    claim_concepts: frozenset[int]
    fact_concepts: frozenset[int]


class EntryIndex:
    """The entries of one kind, ready for comparison.

    Args:
        entries: the entries, in the order of all arrays.
        store: embeddings; computes what it does not know.
        large: whether the bank as a whole is a large one.
        kept: the last index of this kind; what of it still holds is used, and the new one is put there.
        progress: called with shares from 0 to 1.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        store: EmbeddingStore,
        large: bool = False,
        kept: IndexFile | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        self.entries = tuple(entries)
        self.count = len(entries)
        self.topics: Ints = np.unique([e.topic for e in entries], return_inverse=True)[1]
        """For each entry the number of its topic."""
        self.told = lru_cache(maxsize=1024)(partial(_told, self.entries))
        """What the wordings of an entry ask for."""
        self.denying = lru_cache(maxsize=1024)(partial(_denying, self.entries))
        """Which wordings of an entry deny something, its title left out; 0 or 1."""
        self.denials = lru_cache(maxsize=1024)(partial(_denials, self.entries))
        """Which of them deny in the end, negations counted."""
        self.apart = lru_cache(maxsize=1024)(partial(_apart, self.entries))
        """What the claims of an entry say and its fact does not, and the other way round."""
        self.on = lru_cache(maxsize=4)(partial(_on, self.entries))
        """Which entries may be suggested on a day, and which are overdue then."""
        first_vector = starts(len(embedded_texts(e, large)) for e in self.entries)
        self._fact_of = np.cumsum([bool(e.fact) for e in self.entries]) - 1
        kept = kept or IndexFile(None, "")
        arrays = kept.ready(self.entries, large)
        if arrays is None:
            arrays = self._made(store, large, first_vector, kept, progress)
            if kept.save(self.entries, large, arrays) and large:
                arrays = {}  # let go of first: what was just made stays in the file
                arrays = kept.ready(self.entries, large) or self._made(
                    store, large, first_vector, kept, progress
                )
        self.vectors = Ragged(first_vector, arrays["vectors"])
        """Embeddings of the wordings of each entry."""
        self._read(arrays)

    def _made(
        self,
        store: EmbeddingStore,
        large: bool,
        first_vector: Ints,
        kept: IndexFile,
        progress: Callable[[float], None] | None,
    ) -> Named:
        """The arrays of an index, made now: the entries are taken apart while their texts are embedded."""
        spoken = [text for entry in self.entries for text in embedded_texts(entry, large)]
        told = [entry.fact for entry in self.entries if entry.fact]
        with store.begin([*spoken, *told, *everyday.sentences()]) as pending:

            def report(analysed: float) -> None:
                pending.advance()
                if progress:
                    progress(0.6 * pending.share + 0.3 * analysed)

            packed = pack(self._analysed(kept, report), kept.folder if large else None)
            vectors = pending.finish(lambda _: report(1.0))
        if large:
            store.release()
        precision = np.float16 if large else np.float32
        others = vectors[len(spoken) + len(told) :].astype(np.float32)
        wordings: Floats = vectors[: len(spoken)].astype(precision, copy=False)
        made: Named = {
            "vectors": wordings,
            "facts": vectors[len(spoken) : len(spoken) + len(told)].astype(precision, copy=False),
            "everyday.vectors": others,
            "everyday.near": everyday.nearest(others, wordings),
        }
        return made | index_arrays(packed, wordings, first_vector)

    def _analysed(self, kept: IndexFile, report: Callable[[float], None]) -> Iterator[EntryAnalysis]:
        known = kept.analyses()
        for number, entry in enumerate(self.entries):
            give_way()
            report(number / self.count)
            yield known(entry) or analyse(entry)

    def fact_vector(self, row: int) -> Floats:
        """Embedding of the fact of an entry; zeros without one."""
        if not self.entries[row].fact:
            return np.zeros(self.facts.shape[1], dtype=np.float32)
        vector: Floats = self.facts[self._fact_of[row]].astype(np.float32, copy=False)
        return vector

    def _read(self, arrays: Arrays) -> None:
        """Take over what has been made, now or earlier."""
        give_way()
        self.facts: Floats = arrays["facts"]
        self.everyday: Floats = arrays["everyday.vectors"]
        self.everyday_near: Floats = arrays["everyday.near"]
        self.first: Ints = arrays["first"]
        self.numbers = Numbers(arrays["numbers"])
        self.modalities: Floats = arrays["modality"]
        self.whitening = Whitening.from_arrays(arrays)
        self.vocabulary = words.Vocabulary(tuple(from_bytes(arrays["table"])))
        self.sorted_terms = sorted(self.vocabulary.stems)
        self.terms = {stem: i for i, stem in enumerate(self.sorted_terms)}
        self.terms_of = lru_cache(maxsize=16384)(partial(_terms_of, self.vocabulary))
        """The known stems that a stem and its word stand for, with their weights; none for a strange word."""
        give_way()
        self.bm25 = ByTerm.from_arrays(arrays, "bm25", self.count)
        self.idf = rarity(self.bm25.held, self.count)
        self.bm25_rows = ByRow(ragged_from(arrays, "bm25_rows"), arrays["bm25_rows.weights"])
        self.gram_space = ngrams.NgramSpace(arrays["grams.idf"])
        self.short_grams = ByTerm.from_arrays(arrays, "short_grams", self.count)
        self.document_rows, self.wording_rows, self.fact_rows = (
            ngrams.GramRows(self.gram_space, ragged_from(arrays, name), arrays[f"{name}.lengths"])
            for name in ("document", "wordings", "fact")
        )
        give_way()
        self._read_concepts(arrays)

    def _read_concepts(self, arrays: Arrays) -> None:
        lex = lexicon.load()
        self.outside = np.array(lex.outside, dtype=bool)
        # By concept, since a post speaks of few; halves, since 10,000 entries would take 16 MB more.
        weights = np.zeros((len(lex), self.count), dtype=np.float16)
        held = ragged_from(arrays, "concepts")
        weights[held.values, held.owners()] = arrays["concept_weights"]
        self.outside_absent = self.outside & ~(weights >= CORE).any(axis=1)
        weights[self.outside] = 0.0
        self.by_concept: Floats = weights
        self.absent = ~self.outside & ~(weights >= _TOUCHED).any(axis=1)
        frequency = (weights >= CORE).sum(axis=1)
        self.concept_idf: Floats = np.log1p((self.count + 1) / (frequency + 0.7)).astype(np.float32)
        squares = sum(
            (row.astype(np.float32) * idf) ** 2 for row, idf in zip(weights, self.concept_idf, strict=True)
        )
        self.concept_norm: Floats = np.sqrt(squares) + np.float32(1e-6)
        self.core_sum: Floats = self.concept_idf @ (weights >= CENTRAL)
        self.wording_concepts = ragged_from(arrays, "wording_concepts")
        """The concepts of every wording, also those outside the field."""

    def query_terms(self, stems: Iterable[tuple[str, str, int]]) -> dict[str, float]:
        """The known stems of a text: as they are, as parts of compounds, as corrected typos (at less weight)."""
        found: dict[str, float] = {}
        for stem, word, _ in stems:
            for term, weight in self.terms_of(stem, word):
                found[term] = max(found.get(term, 0.0), weight)
        return found

    def as_query(self, terms: Mapping[str, float]) -> Sparse:
        """Known stems and weights as a sparse query, numbers in rising order."""
        ids = np.array([self.terms[stem] for stem in terms], dtype=np.int32)
        weights = np.array(list(terms.values()), dtype=np.float32)
        order = np.argsort(ids)
        return ids[order], weights[order]

    def concepts_of(self, rows: Ints) -> Floats:
        """Weights of the concepts of some entries; shape ``(rows, concepts)``."""
        weights: Floats = self.by_concept[:, rows].T.astype(np.float32)
        return weights

    def wordings_of(self, rows: Ints) -> tuple[Ints, Ints]:
        """The wordings of some entries: their numbers, and where each entry begins among them."""
        return _parts(self.first, rows)

    def alike(self, rows: Ints) -> Floats:
        """Cosine of the titles of some entries with each other; shape ``(rows, rows)``."""
        vectors, first = self.vectors.some(rows)
        titles: Floats = vectors[first[:-1]].astype(np.float32, copy=False)
        likeness: Floats = titles @ titles.T
        return likeness

    def meant_alike(self, rows: Ints, embeddings: Floats) -> Floats:
        """Cosine of embeddings with the nearest wording of some entries; shape ``(embeddings, rows)``."""
        vectors, first = self.vectors.values, self.vectors.start
        all_of_them = isinstance(vectors, np.ndarray) and len(vectors) <= _FEW
        if not all_of_them:
            vectors, first = self.vectors.some(rows)
        likeness = best_of(embeddings @ vectors.astype(np.float32, copy=False).T, first[:-1])
        return likeness[:, rows] if all_of_them else likeness


def _terms_of(vocabulary: words.Vocabulary, stem: str, word: str) -> tuple[tuple[str, float], ...]:
    """The known stems that one word stands for, with their weights; none for a strange word."""
    parts = vocabulary.parts(word)
    if stem in vocabulary.stems:
        return ((stem, 1.0), *((part, 1.0) for part in parts))
    if parts:
        return tuple((part, 1.0) for part in parts)
    near = vocabulary.correct(word)
    return () if near is None else ((near, _TYPO),)


def _told(entries: Sequence[Entry], row: int) -> Floats:
    """What the wordings of an entry ask for (:func:`companion.matching.language.stance.aspects`)."""
    entry = entries[row]
    asked: Floats = np.max(
        [aspects(german.normalise(wording)) for wording in (entry.title, *entry.wordings)], axis=0
    )
    return asked


def _denying(entries: Sequence[Entry], row: int) -> tuple[float, ...]:
    """Which wordings of an entry deny something, its title left out."""
    return tuple(float(modality(german.normalise(wording))[0]) for wording in entries[row].wordings)


def _denials(entries: Sequence[Entry], row: int) -> tuple[tuple[bool, bool], ...]:
    """Which wordings of an entry deny in the end, its title left out."""
    return tuple(denials(german.normalise(wording)) for wording in entries[row].wordings)


def _apart(entries: Sequence[Entry], row: int) -> Apart:
    """What tells the claims of a correction from its fact."""
    entry = entries[row]
    claims = [german.tokenize(wording) for wording in entry.wordings]
    fact = german.tokenize(entry.fact or "")
    claimed = {stem for tokens in claims for stem, _, _ in words.content_stems(tokens)}
    true = {stem for stem, _, _ in words.content_stems(fact)}
    find = lexicon.load().find_in
    told = {hit.concept for tokens in claims for hit in find(tokens)}
    known = {hit.concept for hit in find(fact)}
    return Apart(
        frozenset(claimed - true),
        frozenset(true - claimed),
        frozenset(claimed & true),
        frozenset(told - known),
        frozenset(known - told),
    )


def _on(entries: Sequence[Entry], today: date) -> tuple[Bools, Bools]:
    """Which entries may be suggested on a day, and which are overdue then."""
    may = np.array([entry.is_suggestible(today) for entry in entries], dtype=bool)
    return may, np.array([entry.is_overdue(today) for entry in entries], dtype=bool)


def _parts(first: Ints, rows: Ints) -> tuple[Ints, Ints]:
    lengths = first[rows + 1] - first[rows]
    return spans(first[rows], lengths), np.concatenate(([0], np.cumsum(lengths)[:-1]))


def best_of(values: Floats, starts: Ints) -> Floats:
    """The best value of each entry from the values of its wordings (last axis)."""
    return np.maximum.reduceat(values, starts, axis=-1)
