"""A post as it reaches the matcher, read once: words, concepts, n-grams, embeddings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from companion.matching.arrays.postings import Floats
from companion.matching.language import embeddings, german, lexicon, ngrams, spoken, stance, words
from companion.matching.reading import tone
from companion.matching.reading.analysis import forms

CONTEXT_WEIGHT = 0.55
"""What words and concepts of the parent post count beside those of a comment."""
_GIST_CHARACTERS = 320
_CONTEXT_CHARACTERS = 180
_SENTENCE_CHARACTERS = 180
_SENTENCES = 2


@dataclass(frozen=True)
class Post:
    """What the panel sends: the words of the viewed post and, for a comment, of the post above it.

    Attributes:
        text: words of the viewed post, comment or selection.
        context: words of the parent post, if the viewed item is a comment.
        kind: ``post``, ``comment``, ``reply`` or ``selection``.
        platform: where it was read.
    """

    text: str
    context: str | None = None
    kind: str = "post"
    platform: str = "facebook"


class PostReading:
    """Everything the signals need to know of one post; parts are made on first use."""

    ignored_background = 0
    """So many of the nearest background sentences are passed over (in training, for an honest view)."""

    def __init__(self, post: Post, typed: bool = False) -> None:
        """Read a post; words typed for a search all count, also those that a post only speaks so."""
        self.whole = post.text
        """All words of the post, however long: what a person in a crisis says may stand anywhere."""
        self.text = german.gist(post.text, german.MAX_CHARACTERS)
        self.context = german.gist(post.context or "", german.MAX_CHARACTERS)
        self._tokenize = german.tokenize if typed else spoken.tokenize
        self.tokens = self._tokenize(self.text)
        self.context_tokens = self._tokenize(self.context)

    @property
    def is_empty(self) -> bool:
        """No word that could be matched."""
        return not any(len(token.folded) > 1 for token in self.tokens)

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of the post."""
        return german.sentences(self.text) or [self.text]

    @cached_property
    def asking(self) -> list[str]:
        """The sentences that matter most: the questions, else all; the last ones if there are many."""
        chosen = [s for s in self.sentences if "?" in s] or self.sentences
        return [s[:_SENTENCE_CHARACTERS] for s in chosen[-_SENTENCES:]]

    @cached_property
    def grams(self) -> ngrams.Grams:
        """n-grams of the post alone."""
        return ngrams.grams(forms(self.tokens))

    @cached_property
    def both_grams(self) -> ngrams.Grams:
        """n-grams of post and parent post."""
        return ngrams.grams(forms(self.tokens + self.context_tokens)) if self.context_tokens else self.grams

    @cached_property
    def context_grams(self) -> ngrams.Grams:
        """n-grams of the parent post alone."""
        return ngrams.grams(forms(self.context_tokens))

    @cached_property
    def sentence_grams(self) -> list[ngrams.Grams]:
        """n-grams of each of up to eight sentences, the last ones first."""
        return [ngrams.grams(forms(self._tokenize(s))) for s in self.sentences[:-9:-1]]

    @cached_property
    def stems(self) -> list[tuple[str, str, int]]:
        """(stem, word, place) of the content words of the post."""
        return words.content_stems(self.tokens)

    @cached_property
    def context_stems(self) -> list[tuple[str, str, int]]:
        """The same of the parent post."""
        return words.content_stems(self.context_tokens)

    @cached_property
    def asking_stems(self) -> list[tuple[str, str, int]]:
        """The same of the asking sentences."""
        return words.content_stems(self._tokenize(" ".join(self.asking)))

    @cached_property
    def plain(self) -> str:
        """The normalised words of the post."""
        return german.plain(self.tokens)

    @cached_property
    def plain_context(self) -> str:
        """The same of the parent post."""
        return german.plain(self.context_tokens)

    @cached_property
    def cues(self) -> dict[str, float]:
        """Cues of stance and question form."""
        return stance.cues(self.text, self.plain, self.context, self.plain_context)

    @cached_property
    def sequences(self) -> list[str]:
        """All sequences of one to three normalised words; a question mark anywhere counts as a word at the end."""
        return tone.sequences(self.plain.split() + ["?"] * ("?" in self.text))

    @cached_property
    def tone(self) -> dict[str, float]:
        """How the post speaks; log-odds."""
        return tone.load().of(self.sequences, self.embedding)

    @cached_property
    def aspects(self) -> Floats:
        """What the post asks for."""
        return stance.aspects(self.plain)

    @cached_property
    def modality(self) -> Floats:
        """Whether the post says "not", "only", "must", "always"."""
        return stance.modality(self.plain)

    @cached_property
    def context_modality(self) -> Floats:
        """The same of the parent post."""
        return stance.modality(self.plain_context)

    @cached_property
    def found(self) -> list[lexicon.Found]:
        """Concepts with their places in the post."""
        return _found_in(self.tokens)

    @cached_property
    def concepts(self) -> Floats:
        """Which concepts the post speaks of; shape ``(concepts,)``, 0 or 1."""
        return _indicator(hit.concept for hit in self.found)

    @cached_property
    def context_concepts(self) -> Floats:
        """The same of the parent post."""
        return _indicator(hit.concept for hit in _found_in(self.context_tokens))

    @cached_property
    def embeddings(self) -> Floats:
        """Embedding of the post, and for a comment that of parent post and post; shape ``(1 or 2, 512)``."""
        return embeddings.encode(self._embedded)

    def embed(self, passages: Sequence[str]) -> Floats:
        """Embeddings of some passages; those of the post are made in the same go, which is quicker than two."""
        if not passages or "embeddings" in self.__dict__:
            return embeddings.encode(passages)
        vectors = embeddings.encode([*self._embedded, *passages])
        self.__dict__["embeddings"] = vectors[: len(self._embedded)]
        return vectors[len(self._embedded) :]

    @cached_property
    def _embedded(self) -> list[str]:
        gist = spoken.without(german.gist(self.text, _GIST_CHARACTERS))
        above = spoken.without(german.gist(self.context, _CONTEXT_CHARACTERS))
        return [gist, f"{above} {gist}"] if self.context else [gist]

    @property
    def embedding(self) -> Floats:
        """Embedding of the post alone."""
        vector: Floats = self.embeddings[0]
        return vector

    @property
    def log_length(self) -> float:
        """Logarithm of the number of characters."""
        return math.log1p(len(self.text))


def _found_in(tokens: Sequence[german.Token]) -> list[lexicon.Found]:
    """The concepts of a text; a word that is only spoken so carries none alone."""
    return [hit for hit in lexicon.load().find_in(tokens) if any(tokens[place].forms for place in hit.places)]


def _indicator(numbers: Iterable[int]) -> Floats:
    vector = np.zeros(len(lexicon.load()), dtype=np.float32)
    vector[list(set(numbers))] = 1.0
    return vector
