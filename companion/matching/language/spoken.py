"""Everyday phrases in which a word does not mean what it means in the field: "Sagt mir Bescheid" speaks of no notice.

The phrases are data: ``data/spoken.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from companion.matching.language import german
from companion.matching.language.german import Token
from companion.matching.resources import lines

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for line in lines("spoken.txt"):
        word, _, pattern = line.partition(":")
        found.setdefault(word.strip(), []).append(pattern.strip())
    return {word: re.compile(rf"\b(?:{'|'.join(parts)})(?!\w)") for word, parts in found.items()}


def patterns() -> list[str]:
    """The phrases as regular expressions on folded words."""
    return [line.partition(":")[2].strip() for line in lines("spoken.txt")]


def tokenize(text: str) -> list[Token]:
    """The tokens of a text; a word that is only spoken so stands for no word (``forms`` is empty)."""
    tokens = german.tokenize(text)
    if all(_meant(token) is None for token in tokens):
        return tokens
    spoken = _spoken(text)
    return [replace(token, forms=()) if _meant(token) and next(spoken, False) else token for token in tokens]


def without(text: str) -> str:
    """A text without the words that are only spoken so."""
    if all(_meant(token) is None for token in german.tokenize(text)):
        return text
    spoken = _spoken(text)

    def kept(match: re.Match[str]) -> str:
        tokens = german.tokenize(word := match.group(0))
        return "" if tokens and _meant(tokens[0]) and next(spoken, False) else word

    return _WORD.sub(kept, text)


def _meant(token: Token) -> str | None:
    """The word of a phrase that a token stands for, if any."""
    return token.forms[0] if len(token.forms) == 1 and token.forms[0] in _phrases() else None


def _spoken(text: str) -> Iterator[bool]:
    """Of each word of a phrase, in the order of the text: whether it is only spoken so."""
    for clause in german.clauses(text)[::2]:
        tokens = german.tokenize(clause)
        words = [_meant(token) or token.folded for token in tokens]
        run = " ".join(words)
        phrases = {
            word: [
                range(run.count(" ", 0, match.start()), run.count(" ", 0, match.end()) + 1)
                for match in pattern.finditer(run)
            ]
            for word, pattern in _phrases().items()
            if word in words
        }
        for place, token in enumerate(tokens):
            if word := _meant(token):
                yield any(place in found for found in phrases[word])
