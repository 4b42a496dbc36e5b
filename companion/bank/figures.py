"""Figures of ``amounts.yaml`` that stand fixed in a text, in digits or in words, instead of being filled in.

Euro and cent are recognised by themselves. Days and per cent change by year only now and then, so they are recognised
by the values that ``amounts.yaml`` holds for them; values up to twelve are left out, because fixed rules of the law
(ten days of care leave, five days by telephone) share them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from companion.bank.placeholders import PLACEHOLDER, Amount

LAW = re.compile(r"(?:§+|Art\.|Abs\.|Nr\.|Satz)\s*\d+\w*(?:[.,–-]\s*\d+)*|\([^()]*§[^()]*\)")
"""Paragraphs of a law: their figures are names."""

# fmt: off
_ONES = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)
# fmt: on
_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_NUMERAL = (
    r"\b(?!und\b)(?:ein|zwei|zwo|drei|vier|fünf|sech|sechs|sieb|sieben|acht|neun|zehn|elf|zwölf|zwanzig|zig|ßig"
    r"|hundert|tausend|million(?:en)?|und|halb)+(?:e[nrs]?)?"
)
_CURRENCY = r"(?:€|(?:Euro|EUR|Cent)\b)"
_MONEY = re.compile(
    rf"\d[\d.,]*(?:,[-–])?[\s-]*(?:Tausend|Millionen|Mio\.)?\s*{_CURRENCY}"
    rf"|(?:€|\bEUR|\bEuro)\s*\d[\d.,]*|\b\d+,[-–](?!\d)|{_NUMERAL}\s+(?:Tausend\s+)?(?:Euro|Cent)\b",
    re.IGNORECASE,
)
_OTHER_UNIT = r"(?!\s*(?:[-–]\s*\d|\w*(?:[Tt]age|[Ss]tunden|[Bb]eschäftigte|[Mm]onate|[Ww]ochen)|Prozent|%))"
_NOUNS = {"Arbeitstage": r"\w*[Tt]agen?\b", "Prozent": r"(?:Prozent\b|%)"}


def fixed_figures(text: str, amounts: Mapping[str, Amount]) -> Iterator[str]:
    """What of the text should be a placeholder, as it is written there.

    Args:
        text: as written, placeholders not filled.
        amounts: those of the bank.
    """
    bare = PLACEHOLDER.sub(" ", text)
    found = [match.group(0).strip() for match in _MONEY.finditer(bare)]
    stated = _stated(
        frozenset((value.value, item.unit) for item in amounts.values() for value in item.values)
    )
    if stated is not None:
        rest = LAW.sub(" ", _MONEY.sub(" ", bare))
        found += [match.group(0) for match in stated.finditer(rest)]
    yield from dict.fromkeys(found)


@lru_cache(maxsize=4)
def _stated(values: frozenset[tuple[Decimal, str]]) -> re.Pattern[str] | None:
    """One pattern for all values, because a bank has thousands of lines."""
    patterns = sorted(filter(None, (_pattern(value, unit) for value, unit in values)))
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _pattern(value: Decimal, unit: str) -> str | None:
    """How a text would state the value without filling it in; ``None`` where it cannot be told from other figures."""
    if unit == "Euro":
        if value < 100 or (value % 100 == 0 and value < 1000):
            return None  # round figures mean many things; with a currency beside them they are found anyway
        return rf"(?<![\d.,@/]){_digits(value)}(?![\d/])(?![.,]\d){_OTHER_UNIT}"
    noun = _NOUNS.get(unit)
    if noun is None or (value <= 12 and value == value.to_integral_value()):
        return None
    said = _digits(value)
    if value == value.to_integral_value() and value < 100:
        said = rf"(?:{said}|{in_words(int(value))})"
    return rf"(?<![\d.,]){said}\s*{noun}"


def _digits(value: Decimal) -> str:
    """The value in digits, with or without the dot of the thousands."""
    whole, _, places = f"{value.normalize():f}".partition(".")
    grouped = rf"{whole[:-3]}\.?{whole[-3:]}" if len(whole) > 3 else whole
    return grouped + (rf",{places}0?" if places else "")


def in_words(number: int) -> str:
    """A whole number from 0 to 99 as a German word, e.g. ``fünfunddreißig``."""
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return (f"{_ONES[ones]}und" if ones else "") + _TENS[tens]
