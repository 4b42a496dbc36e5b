"""Words in a post at which a person has to stop: crisis, a running legal matter (domain guide, red-flag words)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from companion.matching import german
from companion.matching.resources import lines


@dataclass(frozen=True)
class Flag:
    """A warning shown beside the suggestions.

    Attributes:
        label: a few words.
        hint: one sentence: what to do.
    """

    label: str
    hint: str


FLAGS: Mapping[str, Flag] = MappingProxyType(
    {
        "krise": Flag(
            "Krisenhinweis",
            "Nicht im Thread beraten: nenne die Notrufnummern, gib den Fall an die "
            "Teamleitung und halte nur „krise“ fest.",
        ),
        "gewalt": Flag(
            "Hinweis auf Gewalt",
            "Nicht im Thread beraten: nenne das Hilfetelefon 116 016, bei akuter Gefahr 110, "
            "und gib den Fall an die Teamleitung.",
        ),
        "kuendigung": Flag(
            "Kündigung oder Aufhebungsvertrag",
            "Nur Frist und Anlaufstelle nennen: drei Wochen für die Klage, Gewerkschaft oder "
            "Fachanwältin; nichts bewerten.",
        ),
        "abmahnung": Flag(
            "Abmahnung oder Streit vor Gericht",
            "Keine Einschätzung zum Einzelfall: an Betriebsrat, Gewerkschaft oder Fachanwältin verweisen.",
        ),
        "bescheid": Flag(
            "Bescheid, Widerspruch oder Frist",
            "Nicht bewerten: auf die Frist im Bescheid (meist ein Monat) und an eine "
            "Beratungsstelle verweisen.",
        ),
        "rueckforderung": Flag(
            "Rückforderung oder Sperrzeit",
            "Nicht bewerten: auf die Frist im Bescheid hinweisen und an die zuständige "
            "Stelle oder eine Beratung verweisen.",
        ),
        "sorgerecht": Flag(
            "Sorgerecht oder Umgang",
            "Keine Auskunft zum Einzelfall: an Jugendamt, Beratungsstelle oder Fachanwältin "
            "für Familienrecht verweisen.",
        ),
        "aufenthalt": Flag(
            "Aufenthaltsstatus",
            "Keine Auskunft zum Einzelfall: an die Migrationsberatung verweisen.",
        ),
    }
)
"""Code → label and what to do. The words that raise a flag are in ``data/flags.txt``."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for line in lines("flags.txt"):
        code, _, pattern = line.partition(":")
        found.setdefault(code.strip(), []).append(pattern.strip())
    return {code: re.compile(rf"\b(?:{'|'.join(patterns)})") for code, patterns in found.items()}


def flags_of(text: str) -> tuple[str, ...]:
    """The codes of the flags a post raises, in the order of ``FLAGS`` (crisis first)."""
    plain = " ".join(token.folded for token in german.tokenize(text))
    normalised = german.normalise(text)
    patterns = _patterns()
    return tuple(
        code
        for code in FLAGS
        if code in patterns and (patterns[code].search(plain) or patterns[code].search(normalised))
    )
