"""From a post to suggestions, or to silence. Puts the parts of this room together."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np

from companion.bank.entry import Bank
from companion.matching.arrays.postings import Floats
from companion.matching.deciding import crisis
from companion.matching.deciding import model as learned
from companion.matching.deciding.background import Background
from companion.matching.deciding.claims import NO_ANSWERS, claim_features, is_opposed
from companion.matching.deciding.decisions import list_features
from companion.matching.deciding.flags import FLAGS, URGENT, Flag, answered_by, flags_of
from companion.matching.deciding.linear import scaled, sigmoid
from companion.matching.deciding.selection import ANSWERS, Choice, further
from companion.matching.deciding.signals import Comparison, compare
from companion.matching.indexes.index import LARGE, EntryIndex, embedded_texts
from companion.matching.indexes.index_file import IndexFile
from companion.matching.language.embeddings import EmbeddingStore, load
from companion.matching.language.everyday import sentences
from companion.matching.reading.post import Post, PostReading
from companion.matching.search import search_index
from companion.matching.why import why

__all__ = ["FLAGS", "Flag", "Matcher", "Post", "Suggestion", "Suggestions"]

Band = Literal["sehr_gut", "vielleicht"]
OVERDUE_COST = 1.0
"""Log-odds an entry loses in the ranking once its review is overdue."""
OVERDUE_LIKENESS = 0.05
"""Likeness it loses when searched by hand."""
VERY_LIKE = 0.7
"""Likeness from which what was searched by hand fits very well."""
FELT = 0.9
"""The score of help in a crisis that only meaning asks for, as a share of the one that is very good: never that."""
_MOST_HALVINGS, _MOST_DOUBLINGS = -1.0, 1.5
"""Bounds of :func:`doublings`."""
OPPOSED = 0.6
"""What remains of the probability of a correction where the post says the opposite of the claim most like it in few
words: of such held-out posts 23 of 45 were claims, of other short statements 110 of 138 (decision 0319)."""


@dataclass(frozen=True)
class Suggestion:
    """One entry that fits.

    Attributes:
        score: calibrated probability that it is the right one, 0 to 1 (for a search: likeness, 0 to 1).
        band: ``sehr_gut`` or ``vielleicht``.
        why: words of the post as they stand there.
    """

    entry_id: str
    score: float
    band: Band
    why: tuple[str, ...]


@dataclass(frozen=True)
class Suggestions:
    """What the panel shows: at most three answers and two corrections, best first, and the codes of flags."""

    answers: tuple[Suggestion, ...] = ()
    corrections: tuple[Suggestion, ...] = ()
    flags: tuple[str, ...] = ()


class Matcher:
    """Answers and corrections of one bank, indexed. Safe for several threads; never changes after it is built."""

    def __init__(
        self, answers: EntryIndex, corrections: EntryIndex, background: Background, model: learned.Model
    ) -> None:
        self._answers = answers
        self._corrections = corrections
        self._background = background
        self._model = model
        self._answering: dict[str, set[int]] = {}
        for row, entry in enumerate(answers.entries):
            if entry.ampel == "rot":
                for code in answered_by(entry):
                    self._answering.setdefault(code, set()).add(row)
        self._large = answers.count + corrections.count >= LARGE

    @classmethod
    def build(
        cls,
        bank: Bank,
        cache: Path | None = None,
        progress: Callable[[float], None] | None = None,
        previous: Matcher | None = None,
    ) -> Matcher:
        """Index a bank. A running matcher stays usable meanwhile; the caller swaps the new one in.

        Args:
            bank: the bank; entries that are not approved are left out.
            cache: folder for embeddings and index; without it both are made anew in every process.
            progress: called with shares from 0 to 1.
            previous: a matcher of an older state of the bank; texts it knows are not embedded again.
        """
        entries = [e for e in bank.entries.values() if e.status == "approved" and not e.withdrawn]
        large = len(entries) >= LARGE
        warming = threading.Thread(target=load, daemon=True)
        warming.start()  # loads the encoder beside the rest; a post that comes sooner waits for it
        store = EmbeddingStore(cache, previous.teach if previous else None)
        indexes = []
        begun = 0.0
        for kind in ("answer", "correction"):
            own = [e for e in entries if e.kind == kind]
            share = 0.97 * len(own) / max(len(entries), 1)
            kept = IndexFile(cache, kind)
            indexes.append(EntryIndex(own, store, large, kept, _part(progress, begun, share)))
            begun += share
        matcher = cls(indexes[0], indexes[1], Background(indexes), learned.load())
        store.save_only(matcher.texts())
        if progress:
            progress(1.0)
        return matcher

    def teach(self, store: EmbeddingStore) -> None:
        """Hand the embeddings this matcher holds to the store of the next one."""
        for index in (self._answers, self._corrections):
            store.learn(
                [t for e in index.entries for t in embedded_texts(e, self._large)], index.vectors.values[:]
            )
            store.learn([e.fact for e in index.entries if e.fact], index.facts)

    def suggest(self, post: Post, today: date) -> Suggestions:
        """What fits a post: at most three answers and two corrections, nothing if nothing fits well enough."""
        reading = PostReading(post)
        said = [reading]
        if post.kind == "post" and post.context:  # what a post shares; of a comment it is what others said
            said.append(PostReading(Post(post.context)))
            reading = said[1] if reading.is_empty else reading
        raised = {code for part in said for code in flags_of(part.whole)}
        flags = tuple(code for code in FLAGS if code in raised)
        if reading.is_empty:
            return Suggestions(flags=flags)
        felt = [code for part in said if not part.is_empty for code in crisis.load().felt(part)]
        answers, features = self._suggest_answers(reading, today, flags, felt)
        flags = tuple(code for code in FLAGS if code in {*flags, *felt})
        corrections = self._suggest_corrections(reading, today, features)
        return Suggestions(answers, corrections, flags)

    def search(self, words: str, today: date, limit: int = 10) -> tuple[Suggestion, ...]:
        """Entries for words typed by hand: whole words, beginnings, parts of compounds, typos; best first."""
        found: list[tuple[float, str, Band, EntryIndex, int]] = []
        reading = PostReading(Post(words), typed=True)
        for index in (self._answers, self._corrections):
            for row, likeness in search_index(reading, index):
                entry = index.entries[row]
                if entry.is_suggestible(today):
                    score = likeness - OVERDUE_LIKENESS * entry.is_overdue(today)
                    band: Band = "sehr_gut" if score >= VERY_LIKE else "vielleicht"
                    found.append((round(max(score, 0.0), 4), entry.id, band, index, row))
        found.sort(key=lambda hit: (-hit[0], hit[1]))
        return tuple(
            Suggestion(entry_id, score, band, why(reading, index, row))
            for score, entry_id, band, index, row in found[:limit]
        )

    def places(self, post: Post, today: date) -> dict[str, int]:
        """Where every entry in question stands in the ranking, from 1, whether it would be shown or not."""
        reading = PostReading(post)
        places: dict[str, int] = {}
        if reading.is_empty:
            return places
        for index, weights in (
            (self._answers, self._model.answer_weights),
            (self._corrections, self._model.correction_weights),
        ):
            compared = suggestible(compare(reading, index), index, today)
            order = np.argsort(-rank(compared, index, weights, today), kind="stable")
            places |= {index.entries[int(compared.rows[at])].id: place for place, at in enumerate(order, 1)}
        return places

    def texts(self) -> list[str]:
        """Every text whose embedding this matcher uses."""
        texts = list(sentences())
        for entry in self._answers.entries + self._corrections.entries:
            texts += embedded_texts(entry, self._large)
            if entry.fact:
                texts.append(entry.fact)
        return texts

    def _suggest_answers(
        self, post: PostReading, today: date, flags: Sequence[str], felt: Sequence[str]
    ) -> tuple[tuple[Suggestion, ...], dict[str, float] | None]:
        """The answers to show, and what describes their list. A crisis is never met with silence.

        Args:
            flags: what the words of the post say.
            felt: what it seems to be about by meaning, which is less sure.
        """
        index, model = self._answers, self._model
        compared = suggestible(compare(post, index), index, today)
        if not len(compared.rows):
            return (), None
        scores = rank(compared, index, model.answer_weights, today)
        features = list_features(post, index, compared, scores, self._background)
        odds = model.quiet.score(features) - model.growth * doublings(index.count, model.entries)
        fits = sigmoid(odds)
        chosen: dict[int, float] = {}
        if fits >= model.show_answer:
            choice = Choice(index, compared, scores, odds)
            first_fits = scaled(fits, model.answer_scale)
            shown = [(choice.place(0), first_fits), *further(choice, model.further)]
            chosen = {int(compared.rows[place]): min(score, first_fits) for place, score in shown}
        first: dict[int, float] = {}
        for code in (*flags, *felt):
            row = self._answer_to(code, compared, scores, today)
            if row is None:
                continue
            sure = model.very_good_answer if code in flags else FELT * model.very_good_answer
            score = max(chosen.get(row, 0.0), sure)
            if code in URGENT and code in flags:
                first[row] = score
            elif len(chosen) < ANSWERS:
                chosen.setdefault(row, min([score, *chosen.values()]))
        chosen = first | {row: score for row, score in chosen.items() if row not in first}
        return tuple(
            self._answer(post, row, score) for row, score in list(chosen.items())[:ANSWERS]
        ), features

    def _answer_to(self, code: str, compared: Comparison, scores: Floats, today: date) -> int | None:
        """The best answer to a crisis flag among those of its kind, whether ranked high or not."""
        score_of = dict(zip(compared.rows.tolist(), scores.tolist(), strict=True))
        rows = [
            row for row in self._answering.get(code, ()) if self._answers.entries[row].is_suggestible(today)
        ]
        return max(rows, key=lambda row: (score_of.get(row, -np.inf), -row), default=None)

    def _answer(self, post: PostReading, row: int, score: float) -> Suggestion:
        band: Band = "sehr_gut" if score >= self._model.very_good_answer else "vielleicht"
        return Suggestion(self._answers.entries[row].id, round(score, 4), band, why(post, self._answers, row))

    def _suggest_corrections(
        self, post: PostReading, today: date, answers: dict[str, float] | None
    ) -> tuple[Suggestion, ...]:
        index, model = self._corrections, self._model
        compared = suggestible(compare(post, index), index, today)
        if not len(compared.rows):
            return ()
        scores = rank(compared, index, model.correction_weights, today)
        features = list_features(post, index, compared, scores, self._background)
        best = int(np.argmax(scores))
        row = int(compared.rows[best])
        described = claim_features(post, index, features, answers or NO_ANSWERS, row)
        probability = sigmoid(model.claim.score(described))
        if probability < model.show_claim:
            return ()
        score = scaled(probability, model.claim_scale)
        if is_opposed(post, index, row):
            score *= OPPOSED
        band: Band = "sehr_gut" if score >= model.very_good_claim else "vielleicht"
        return (Suggestion(index.entries[row].id, round(score, 4), band, why(post, index, row)),)


def rank(compared: Comparison, index: EntryIndex, weights: Floats, today: date) -> Floats:
    """The ranker's scores of the short list; overdue entries are lowered."""
    scores: Floats = learned.pair_features(compared.values) @ weights
    return scores - OVERDUE_COST * index.on(today)[1][compared.rows]


def suggestible(compared: Comparison, index: EntryIndex, today: date) -> Comparison:
    """The part of a comparison that may be suggested today."""
    may = index.on(today)[0][compared.rows]
    return compared if may.all() else compared.only(may)


def _part(
    progress: Callable[[float], None] | None, begun: float, share: float
) -> Callable[[float], None] | None:
    """The progress of a part of the work as progress of the whole."""
    return None if progress is None else lambda done: progress(begun + share * done)


def doublings(count: int, fitted: int) -> float:
    """How often a bank of ``fitted`` answers is doubled to hold ``count``; below 0 for a smaller bank.

    What a doubling costs was measured on parts of a bank, so it is not carried on far: a bank less than half as large
    counts as half, one more than 2.8 times as large as 2.8 times.
    """
    return max(_MOST_HALVINGS, min(_MOST_DOUBLINGS, math.log2(max(count, 1) / max(fitted, 1))))
