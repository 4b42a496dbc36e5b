"""Tells by n-grams of its words whether a passage may be about an acute crisis: quick, and sees dialect and typos."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from companion.matching import german, ngrams

_WORDS = 14
"""Passages are no longer than this; posts without full stops are read in pieces."""


def passages(sentences: Iterable[str]) -> Iterator[str]:
    """Sentences, long ones in pieces that overlap by half: what one sentence says is lost in a long text."""
    for sentence in sentences:
        words = sentence.split()
        last = max(len(words) - _WORDS // 2, 1)
        for begin in range(0, last, _WORDS // 2):
            yield " ".join(words[begin : begin + _WORDS])


def forms_of(text: str) -> list[str]:
    """The normalised words of a passage."""
    return german.normalise(text).split()


class CrisisWords:
    """A logistic regression over the n-grams of a passage, each divided by the square root of their number.

    Args:
        weights: n-gram → weight; others count nothing.
        offset: the intercept.
    """

    def __init__(self, weights: Mapping[str, float], offset: float) -> None:
        self.weights = weights
        self.offset = offset
        self._known = {gram.encode(): weight for gram, weight in weights.items()}
        self._of_word = lru_cache(maxsize=16384)(self._weigh)

    def odds(self, words: Sequence[str]) -> float:
        """Log-odds that normalised words are about a crisis."""
        weighed = [self._of_word(word) for word in words]
        count = sum(grams for _, grams in weighed)
        return self.offset + sum(weight for weight, _ in weighed) / math.sqrt(1 + count)

    def _weigh(self, word: str) -> tuple[float, int]:
        found = ngrams.of_word(word)
        return sum(self._known.get(gram, 0.0) for gram in found), len(found)
