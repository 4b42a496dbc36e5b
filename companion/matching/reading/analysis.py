"""One entry taken apart: what of it does not depend on the other entries, so that it can be kept.

What is kept is held by :mod:`companion.matching.indexes.packed`; a further attribute has to be added there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from companion.bank.entry import Entry
from companion.matching.arrays.postings import Floats
from companion.matching.language import german, lexicon, ngrams, stance, words

FIELD_WEIGHTS = {"title": 2.0, "wording": 1.0, "keyword": 2.0, "text": 0.5}
"""What a word counts in each field (BM25F: Robertson and Zaragoza 2009)."""
_BODY = 0.25
"""What a concept counts that only the text of an entry names."""


@dataclass(frozen=True)
class EntryAnalysis:
    """Words, n-grams and concepts of an entry.

    Attributes:
        words: content words, each once.
        weights: what each of them counts.
        document: n-grams of everything but the fact; keywords: of the keywords.
        wordings: n-grams of title and wordings, in order.
        fact: n-grams of the fact.
        wording_concepts: concepts of title and wordings, in order.
        concepts: concept → weight from 0 to 1, in rising order.
        claim_numbers, fact_numbers: numbers in the wordings; in fact and text.
        claim_modality, fact_modality: see :func:`companion.matching.language.stance.modality`.
    """

    words: tuple[str, ...]
    weights: Floats
    document: ngrams.Grams
    keywords: ngrams.Grams
    wordings: tuple[ngrams.Grams, ...]
    fact: ngrams.Grams
    wording_concepts: tuple[frozenset[int], ...]
    concepts: dict[int, float]
    claim_numbers: frozenset[str]
    fact_numbers: frozenset[str]
    claim_modality: Floats
    fact_modality: Floats


def analyse(entry: Entry) -> EntryAnalysis:
    """Take an entry apart."""
    lex = lexicon.load()
    fact = german.tokenize(entry.fact or "")
    body = german.tokenize(entry.text())
    asked = [german.tokenize(wording) for wording in (entry.title, *entry.wordings)]
    keywords = [german.tokenize(keyword) for keyword in entry.keywords]
    fields = [("title", asked[0]), *(("wording", t) for t in asked[1:]), *(("keyword", t) for t in keywords)]
    counted: dict[str, float] = {}
    for name, tokens in [*fields, ("text", body)]:
        for _, word, _ in words.content_stems(tokens):
            counted[word] = counted.get(word, 0.0) + FIELD_WEIGHTS[name]
    named = [form for tokens in keywords for form in forms(tokens)]
    spoken = [form for tokens in asked for form in forms(tokens)]
    of_wording = tuple(frozenset(hit.concept for hit in lex.find_in(tokens)) for tokens in asked)
    weights = {hit.concept: _BODY for hit in lex.find_in([*body, *fact])}
    for number in frozenset().union(*of_wording[1:]):
        share = sum(number in found for found in of_wording[1:]) / len(of_wording[1:])
        weights[number] = max(weights.get(number, 0.0), 0.45 + 0.55 * share)
    for tokens in (asked[0], *keywords):
        weights |= {hit.concept: 1.0 for hit in lex.find_in(tokens)}
    modality = [stance.modality(german.plain(tokens)) for tokens in asked[1:] or asked]
    return EntryAnalysis(
        words=tuple(counted),
        weights=np.array(list(counted.values()), dtype=np.float32),
        document=ngrams.grams([*spoken, *named, *named, *forms(body)]),
        keywords=ngrams.grams(named),
        wordings=tuple(ngrams.grams(forms(tokens)) for tokens in asked),
        fact=ngrams.grams(forms(fact)),
        wording_concepts=of_wording,
        concepts=dict(sorted(weights.items())),
        claim_numbers=numbers_in([token for tokens in asked for token in tokens]),
        fact_numbers=numbers_in([*fact, *body]),
        claim_modality=np.mean(modality, axis=0),
        fact_modality=stance.modality(german.plain(fact)),
    )


def forms(tokens: Sequence[german.Token]) -> list[str]:
    """The normalised words of tokens."""
    return [form for token in tokens for form in token.forms]


def numbers_in(tokens: Sequence[german.Token]) -> frozenset[str]:
    """The numbers of a text as plain digits."""
    return frozenset(token.folded for token in tokens if token.folded.isdigit())
