"""German as people really write it, brought to one spelling: the first step of every signal.

Umlauts in all spellings, ß, accents, elongations, hashtags, emoji, abbreviations, dialect and learners'
spellings are mapped to plain lower-case ASCII words. The maps are reviewed data: ``data/words.txt`` and
``data/emoji.txt``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from companion.matching.resources import pairs

MAX_CHARACTERS = 2500
"""Longer posts are read up to here: first sentences, last ones and questions (:func:`gist`)."""

LONGEST = 160
"""Characters of a sentence; what is longer was written without full stops."""
_PIECE = 16
"""Words of a piece of such a text."""

_FOLD = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'", "æ": "ae", "ø": "oe", "œ": "oe", "ı": "i"}
)
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")
_TOKEN = re.compile(
    r"(?:eg|elterngeld)\+(?!\w)|\d{1,3}(?:\.\d{3})+(?!\d)|\d+|[^\W\d_]+\d*|[€%§]|[^\w\s.,;:!?'\"()\[\]{}/\\<>|*#@&=+_-]",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#(\w+)")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_WHOLE_EUROS = re.compile(r"(?<=\d),(?:00|-{1,2}|–)(?!\d)")
"""What follows a number of euros without cents."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+|(?<=[\U0001F300-\U0001FAFF❤☀✔])\s+")
_SIGNS = {"€": ("euro",), "%": ("prozent",), "§": ("paragraph",)}
_CLAUSE_END = re.compile(r"([.!?,;:…\n()–؟،]+|\s-\s|[\U0001F300-\U0001FAFF❤☀✔]+)")
_ABBREVIATION_DOT = re.compile(
    r"\b(z|b|d|h|u|a|ca|bzw|std|evtl|ggf|inkl|usw|nr|abs|art|max|min|st|dr|mtl|tgl|o|s)\.\s", re.I
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a post.

    Attributes:
        raw: the word as it stands in the post.
        folded: lower-case ASCII without mapping of abbreviations or dialect.
        forms: the normalised words it stands for (usually one, an abbreviation may give several).
    """

    raw: str
    folded: str
    forms: tuple[str, ...]


def fold(text: str) -> str:
    """Lower-case with umlauts and ß written out, other accents removed, elongations (``sooooo``) shortened."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_FOLD)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _ELONGATED.sub(r"\1", text)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {fold(key): tuple(fold(value).split()) for key, value in pairs("words.txt")}


@cache
def _emoji() -> dict[str, tuple[str, ...]]:
    return {key: tuple(fold(value).split()) for key, value in pairs("emoji.txt")}


@lru_cache(maxsize=16384)
def _token(raw: str) -> Token | None:
    if raw in _SIGNS:
        return Token(raw, _SIGNS[raw][0], _SIGNS[raw])
    first = raw[0]
    if not first.isalnum():
        meaning = _emoji().get(first)
        return Token(raw, meaning[0], meaning) if meaning else None
    if raw.endswith("+"):
        return Token(raw, "elterngeldplus", ("elterngeldplus",))
    folded = fold(raw.replace(".", ""))
    if not folded.isalnum():
        folded = "".join(c for c in folded if c.isalnum())
    if not folded:
        return None
    return Token(raw, folded, _words().get(folded, (folded,)))


def tokenize(text: str) -> list[Token]:
    """The words, numbers, signs and telling emoji of a text; hashtags are split at capitals, links dropped."""
    text = _WHOLE_EUROS.sub("", _URL.sub(" ", unicodedata.normalize("NFC", text)))
    if "#" in text:
        text = _HASHTAG.sub(lambda m: " " + _CAMEL.sub(" ", m.group(1)).replace("_", " ") + " ", text)
    found = (_token(raw) for raw in _TOKEN.findall(text))
    return [token for token in found if token is not None]


def normalise(text: str) -> str:
    """The normalised words of a text, separated by single blanks."""
    return plain(tokenize(text))


def plain(tokens: Iterable[Token]) -> str:
    """The normalised words of tokens, separated by single blanks."""
    return " ".join(form for token in tokens for form in token.forms)


def sentences(text: str) -> list[str]:
    """The sentences of a text; fragments under 18 characters stay with the sentence before."""
    text = _ABBREVIATION_DOT.sub(lambda m: m.group(0)[:-2] + " ", text)
    parts: list[str] = []
    for part in _SENTENCE_END.split(text):
        part = part.strip()
        if not part or not any(c.isalnum() for c in part):
            continue
        if parts and len(part) < 18:
            parts[-1] += " " + part
        else:
            parts.append(part)
    return parts


def clauses(text: str) -> list[str]:
    """The clauses of a text, each followed by the signs that end it."""
    return _CLAUSE_END.split(text)


def gist(text: str, limit: int) -> str:
    """At most ``limit`` characters of a text: its questions, its beginning, its end; in the order they stand.

    Long narrative posts ask in one or two sentences, mostly at the end; a plain cut would lose them.
    """
    text = text.strip()
    if len(text) <= limit:
        return text
    parts = [piece for part in sentences(text) or [text] for piece in pieces(part)]
    count = len(parts)
    order = sorted(range(count), key=lambda i: ("?" not in parts[i], i if i < 2 else count - i))
    kept: list[int] = []
    room = limit
    for i in order:
        if len(parts[i]) < room:
            kept.append(i)
            room -= len(parts[i]) + 1
    return " ".join(parts[i] for i in sorted(kept)) or text[:limit]


def pieces(sentence: str) -> list[str]:
    """A sentence, or one too long to be one in pieces of some words: many people write without full stops."""
    if len(sentence) <= LONGEST:
        return [sentence]
    words = sentence.split()
    return [" ".join(words[begin : begin + _PIECE]) for begin in range(0, len(words), _PIECE)]
