"""Recognises posts of people in an acute crisis by meaning, where no rule of ``data/flags.txt`` does.

Two small models judge each passage of a post, fitted by ``companion.matching.training`` on the sentences of
``data/crisis.txt`` against ordinary posts: one by n-grams of letters, one by its embedding. Passages that the first
finds harmless are not embedded. Rules miss what they do not list; these miss odd single words. Either of them raises
the flag.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from companion.matching.arrays.postings import Floats
from companion.matching.deciding.flags import without_idioms
from companion.matching.deciding.linear import logit
from companion.matching.language import german, ngrams
from companion.matching.reading.bag import BagModel
from companion.matching.reading.post import Post, PostReading
from companion.matching.resources import lines, text

NONE = "none"
"""The class of everything that is no crisis."""
_WORDS = 14
"""Passages are no longer than this; posts without full stops are read in pieces."""
_MOST = 4
"""So many passages of a post are embedded at most, the most telling ones."""
_FEW = 8
"""Passages of no more words are about a crisis only if letters and embedding both say so."""


@dataclass(frozen=True)
class CrisisModel:
    """A softmax regression over embeddings, beside a model of n-grams.

    Attributes:
        codes: codes of flags, and ``none``.
        weights: shape ``(codes, 513)``, the last column is the intercept.
        letters: the model of n-grams.
        suspect: log-odds of the n-grams from which on a passage is embedded.
        bar: least log-odds of any crisis, of both together, at which a flag is raised.
    """

    codes: tuple[str, ...]
    weights: Floats
    letters: BagModel
    suspect: float = 0.0
    bar: float = 0.0

    def felt(self, post: PostReading) -> tuple[str, ...]:
        """The code of the flag that a post raises, if any; its figures of speech are not read."""
        said = without_idioms(post.whole)
        odds, code, _ = self.judge(post if said == post.whole else PostReading(Post(said)))
        return (code,) if odds >= self.bar else ()

    def judge(self, post: PostReading) -> tuple[float, str, str]:
        """The passage that is most likely about a crisis: its log-odds, which crisis it would be, its words."""
        by_letters = {
            part: self._odds(german.normalise(part)) for part in passages(german.sentences(post.whole))
        }
        suspect = sorted(
            (p for p, odds in by_letters.items() if odds >= self.suspect), key=by_letters.__getitem__
        )
        suspect = [] if len(by_letters) == 1 else suspect[-_MOST:]
        apart = post.embed(suspect)
        shares = self.probabilities(np.vstack([post.embedding, apart]))
        none = self.codes.index(NONE)
        by_letters[post.text] = self._odds(post.plain)
        judged = [
            (_together(by_letters[part], -logit(float(share[none])), len(part.split())), part, share)
            for part, share in zip([post.text, *suspect], shares, strict=True)
        ]
        odds, part, share = max(judged, key=lambda found: found[0])
        share[none] = -1.0
        return odds, self.codes[int(np.argmax(share))], part

    @cached_property
    def _weighed(self) -> Callable[[str], tuple[float, int]]:
        """A word weighed by its n-grams; most words come again and again."""
        return lru_cache(maxsize=16384)(lambda word: self.letters.weigh(ngrams.of_word(word)))

    def _odds(self, plain: str) -> float:
        return self.letters.odds_of(map(self._weighed, plain.split()))

    def probabilities(self, vectors: Floats) -> Floats:
        """Probability of each class by meaning, shape ``(vectors, codes)``, for embeddings of unit length."""
        odds = vectors @ self.weights[:, :-1].T + self.weights[:, -1]
        powers = np.exp(odds - odds.max(axis=1, keepdims=True))
        shares: Floats = powers / powers.sum(axis=1, keepdims=True)
        return shares


def _together(letters: float, meaning: float, words: int) -> float:
    """The log-odds of both models; of few words those of the one that finds no crisis."""
    least = min(letters, meaning)
    return least if words <= _FEW and least < 0 else letters + meaning


def passages(sentences: Iterable[str]) -> Iterator[str]:
    """Sentences, long ones in pieces that overlap by half: what one sentence says is lost in a long text."""
    for sentence in sentences:
        words = sentence.split()
        for begin in range(0, max(len(words) - _WORDS // 2, 1), _WORDS // 2):
            yield " ".join(words[begin : begin + _WORDS])


def grams_of(passage: str) -> list[str]:
    """The n-grams of the normalised words of a passage."""
    return [gram for word in german.normalise(passage).split() for gram in ngrams.of_word(word)]


def sentences() -> Iterator[tuple[str, str]]:
    """(code, sentence) of the data file."""
    for line in lines("crisis.txt"):
        code, _, sentence = line.partition(":")
        yield code.strip(), sentence.strip()


def to_json(model: CrisisModel) -> str:
    """The model with one line per class, rounded to two digits (which moves no probability by more than 0.01)."""
    rows: Sequence[Sequence[float]] = np.round(model.weights.astype(np.float64), 2).tolist()
    classes = ",\n".join(
        f"  {json.dumps(code)}: {json.dumps(row, separators=(',', ':'))}"
        for code, row in zip(model.codes, rows, strict=True)
    )
    letters = json.dumps(model.letters.to_json(), ensure_ascii=False, separators=(",", ":"))
    return (
        f'{{\n "bar": {model.bar},\n "suspect": {model.suspect},\n "classes": {{\n{classes}\n }},\n'
        f' "letters": {letters}\n}}\n'
    )


def from_json(kept: str) -> CrisisModel:
    """The inverse of :func:`to_json`."""
    data = json.loads(kept)
    return CrisisModel(
        tuple(data["classes"]),
        np.array(list(data["classes"].values()), dtype=np.float32),
        BagModel.from_json(data["letters"]),
        data["suspect"],
        data["bar"],
    )


@cache
def load() -> CrisisModel:
    """The model of the package."""
    return from_json(text("crisis.json"))
