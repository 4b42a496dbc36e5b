"""Content words of a text: stop words dropped, stems, parts of compounds, typos led back to known words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from Stemmer import Stemmer

from companion.matching.language.german import Token, fold
from companion.matching.resources import text

_LINKS = ("", "s", "es", "n", "en", "er")
_SHORTEST_PART = 4


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Function words and polite phrases that say nothing about the subject."""
    return frozenset(fold(text("stopwords.txt")).split())


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The stem of a folded German word (Snowball)."""
    if word.isdigit():
        return word
    # A new one each time, which costs next to nothing: no stemmer may be used by two threads at once. It needs no
    # cache, ours stands before it.
    result: str = Stemmer("german", 0).stemWord(word)
    return result


def content_stems(tokens: Iterable[Token]) -> list[tuple[str, str, int]]:
    """(stem, word, place of the token) of every content word."""
    stop = stop_words()
    return [
        (stem(form), form, place)
        for place, token in enumerate(tokens)
        for form in token.forms
        if len(form) > 1 and form not in stop
    ]


def _typos(length: int) -> int:
    """So many typos may be in a word of some letters."""
    return 1 if length < 9 else 2


class Vocabulary:
    """The words a bank uses; leads compounds and misspelt words back to their stems.

    A compound that the bank does not use is cut where a part is known: ``Kitaplatzabsage`` → ``kitaplatz``,
    ``absag``. A word with one typo (two from nine letters on) is led to the nearest known word.
    """

    def __init__(self, known: Collection[str]) -> None:
        self.stems = frozenset(stem(word) for word in known)
        self._candidates = sorted(word for word in set(known) if len(word) >= 5 and word.isalpha())
        self._as_long = cache(self._of_length)
        self.parts = lru_cache(maxsize=16384)(self._parts)
        self.correct = lru_cache(maxsize=16384)(self._correct)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The known parts of a compound (stems), without the whole; empty if it is no compound of known words."""
        if len(word) < 2 * _SHORTEST_PART or not word.isalpha():
            return ()
        best: tuple[int, tuple[str, ...]] = (0, ())
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            right = stem(word[cut:])
            found = []
            covered = 0
            for link in _LINKS:
                left = word[: cut - len(link)] if link and word[:cut].endswith(link) else word[:cut]
                if (
                    (not link or left != word[:cut])
                    and len(left) >= _SHORTEST_PART
                    and stem(left) in self.stems
                ):
                    found.append(stem(left))
                    covered += len(left)
                    break
            if right in self.stems:
                found.append(right)
                covered += len(word) - cut
            known_enough = len(found) == 2 or (len(found) == 1 and covered >= 5)
            if known_enough and covered > best[0]:
                best = (covered, tuple(found))
        return best[1]

    def _of_length(self, length: int) -> list[str]:
        """The known words that typos may have made so long; a distance is at least the difference in length."""
        return [word for word in self._candidates if abs(len(word) - length) <= _typos(length)]

    def _correct(self, word: str) -> str | None:
        """The stem of the known word nearest to a misspelt one, or ``None``. Distance: optimal string alignment."""
        length = len(word)
        if length < 5 or not word.isalpha() or stem(word) in self.stems:
            return None
        best = process.extractOne(
            word, self._as_long(length), scorer=OSA.distance, score_cutoff=_typos(length)
        )
        if best is None or (best[0][0] != word[0] and length < 9):
            return None
        return stem(best[0])
