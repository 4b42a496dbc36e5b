"""The domain lexicon: which concepts a text speaks of, whatever words it uses.

``data/lexicon.txt`` lists for each concept the everyday words, abbreviations and dialect for it. One line per
concept, ``name: pattern pattern …`` on folded text: ``plain`` is the beginning of a word, ``*x`` stands
anywhere in a word, ``x$`` is a whole word, ``a_b`` are words that follow each other with up to two others
between, ``=BuT`` is a word spelt just so, capitals included. Lines of the same name add up. Concepts whose
name starts with ``x_`` are subjects outside the field of the bank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from companion.matching.language.german import Token, fold
from companion.matching.resources import lines

_GAP = 2
"""So many other words may stand between the parts of a pattern of several words."""
_INFLECTION = 3
"""So many letters may follow an inner part of a pattern of several words."""
_NONE: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A concept at a place of a text: number of the concept, places of the tokens that carry it."""

    concept: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    concept: int
    lead: str
    rest: tuple[str, ...]
    whole: bool


class _Looked(NamedTuple):
    """What a word may mean.

    Attributes:
        numbers: its concepts.
        phrases: the phrases it may begin, by their second word.
        awaited: these second words.
        leads: of which second words it may be one.
    """

    numbers: tuple[int, ...]
    phrases: Mapping[str, Sequence[_Phrase]]
    awaited: frozenset[str]
    leads: frozenset[str]


class Lexicon:
    """All concepts with their patterns, indexed by the beginning of a word."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.names: list[str] = []
        numbers: dict[str, int] = {}
        self._prefix: dict[str, list[int]] = {}
        self._whole: dict[str, list[int]] = {}
        self._spelt: dict[str, list[int]] = {}
        self._inner: list[tuple[str, int]] = []
        self._phrase: dict[str, list[_Phrase]] = {}
        self._leads: set[str] = set()
        for row in rows:
            name, _, patterns = row.partition(":")
            number = numbers.setdefault(name.strip(), len(numbers))
            if number == len(self.names):
                self.names.append(name.strip())
            for pattern in patterns.split():
                if pattern.startswith("="):
                    self._spelt.setdefault(pattern[1:], []).append(number)
                else:
                    self._add(number, fold(pattern))
        self.outside = [name.startswith("x_") for name in self.names]
        self._of_word: Callable[[str], _Looked]
        self._of_word = lru_cache(maxsize=16384)(self._look_up)

    def __len__(self) -> int:
        return len(self.names)

    def _add(self, number: int, pattern: str) -> None:
        whole = pattern.endswith(("$", "_"))
        inner = pattern.startswith("*")
        parts = [part for part in pattern.strip("*$_").split("_") if part]
        if len(parts) > 1:
            phrase = _Phrase(number, parts[1], tuple(parts[1:]), whole)
            self._leads.add(phrase.lead)
            self._phrase.setdefault(parts[0], []).append(phrase)
        elif inner:
            self._inner.append((parts[0], number))
        else:
            (self._whole if whole else self._prefix).setdefault(parts[0], []).append(number)

    def _look_up(self, word: str) -> _Looked:
        numbers = set(self._whole.get(word, ()))
        phrases: dict[str, list[_Phrase]] = {}
        leads: set[str] = set()
        for end in range(1, len(word) + 1):
            start = word[:end]
            if start in self._leads:
                leads.add(start)
            numbers.update(self._prefix.get(start, ()))
            if len(word) == end or (len(word) - end <= _INFLECTION and not start.isdigit()):
                for phrase in self._phrase.get(start, ()):
                    phrases.setdefault(phrase.lead, []).append(phrase)
        numbers.update(number for part, number in self._inner if part in word)
        return _Looked(tuple(numbers), phrases, frozenset(phrases), frozenset(leads))

    def find(self, words: Sequence[str], places: Sequence[int]) -> list[Found]:
        """Every concept in a sequence of normalised words.

        Args:
            words: the words.
            places: for each word the token it comes from.
        """
        found: list[Found] = []
        looked = [self._of_word(word) for word in words]
        leads = [known.leads for known in looked]
        for i, (numbers, phrases, awaited, _) in enumerate(looked):
            found += [Found(number, (places[i],)) for number in numbers]
            if not phrases:
                continue
            # Only where the second word of a phrase is near, it is followed: so nearly all go at once.
            near = _NONE.union(*leads[i + 1 : i + 2 + _GAP])
            for lead in sorted(near & awaited):
                for phrase in phrases[lead]:
                    if (rest := self._follow(words, i, phrase)) is not None:
                        found.append(Found(phrase.concept, (places[i], *(places[j] for j in rest))))
        return found

    @staticmethod
    def _follow(words: Sequence[str], start: int, phrase: _Phrase) -> list[int] | None:
        at, last = start, len(phrase.rest) - 1
        gap = 0 if words[start].isdigit() else _GAP  # "14 Monate und 300 Euro" is not "14 Euro"
        matched: list[int] = []
        for k, part in enumerate(phrase.rest):
            for j in range(at + 1, min(at + 2 + gap, len(words))):
                word = words[j]
                if not word.startswith(part):
                    continue
                inflection = len(word) - len(part)
                if inflection <= _INFLECTION if k < last else not (phrase.whole and inflection):
                    matched.append(j)
                    at = j
                    break
            else:
                return None
        return matched

    def find_in(self, tokens: Sequence[Token]) -> list[Found]:
        """Every concept in a tokenised text, in the words as normalised, as merely folded and as they stand."""
        words: list[str] = []
        places: list[int] = []
        for place, token in enumerate(tokens):
            for form in token.forms:
                words.append(form)
                places.append(place)
        found = self.find(words, places)
        folded = [token.folded for token in tokens]
        if folded != words:
            found += self.find(folded, range(len(tokens)))
        for place, token in enumerate(tokens):
            if token.raw in self._spelt:
                found += [Found(number, (place,)) for number in self._spelt[token.raw]]
        return found


@cache
def load() -> Lexicon:
    """The lexicon of the package."""
    return Lexicon(list(lines("lexicon.txt")))
