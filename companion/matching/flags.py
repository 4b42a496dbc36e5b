"""Words in a post at which a person has to stop: crisis, a running legal matter (domain guide, red-flag words)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from companion.bank.entry import Entry
from companion.matching import german
from companion.matching.resources import lines

_CLAUSE_END = re.compile(r"[.!?,;:…\n()–]+|\s-\s|[\U0001F300-\U0001FAFF❤☀✔]+")


@dataclass(frozen=True)
class Flag:
    """A warning shown beside the suggestions.

    Attributes:
        label: a few words.
        hint: one sentence: what to do.
        answers: pattern on the folded title and keywords of the answers that belong to it; empty if none must be shown.
    """

    label: str
    hint: str
    answers: str = ""


FLAGS: Mapping[str, Flag] = MappingProxyType(
    {
        "krise": Flag(
            "Krisenhinweis",
            "Nicht im Thread beraten: nenne die Notrufnummern, gib den Fall an die "
            "Teamleitung und halte nur „krise“ fest.",
            "suizid|lebensmuede|selbstmord",
        ),
        "gewalt": Flag(
            "Hinweis auf Gewalt",
            "Nicht im Thread beraten: nenne das Hilfetelefon 116 016, bei akuter Gefahr 110, "
            "und gib den Fall an die Teamleitung.",
            "haeusliche gewalt|partnergewalt|gewalt in (?:der|einer) (?:partnerschaft|familie|beziehung)|frauenhaus",
        ),
        "kindeswohl": Flag(
            "Sorge um ein Kind",
            "Nicht im Thread beraten: nenne das Jugendamt, bei akuter Gefahr 110, "
            "und gib den Fall an die Teamleitung.",
            "kindeswohl|sorge um ein kind",
        ),
        "ueberlastung": Flag(
            "Am Ende der Kraft",
            "Zuhören, nicht beraten: nenne das Elterntelefon 0800 1110550. Klingt es gefährlich, "
            "gib den Fall an die Teamleitung.",
            "am ende der kraft|ueberlast|ueberforder|elterntelefon|ausgebrannt",
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


URGENT = ("krise", "gewalt", "kindeswohl")
"""Flags whose answer stands first, whatever else the post asks."""


@dataclass(frozen=True)
class _Rules:
    idioms: re.Pattern[str]
    of_flag: Mapping[str, re.Pattern[str]]


@cache
def _rules() -> _Rules:
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for line in lines("flags.txt"):
        if line.startswith("@"):
            name, _, meaning = line.partition("=")
            names[name.strip()] = meaning.strip()
            continue
        code, _, pattern = line.partition(":")
        pattern = re.sub(r"@[a-z]+", lambda m: names[m.group(0)], pattern.strip())
        found.setdefault(code.strip(), []).append(pattern.replace(" .", r" \."))
    compiled = {code: re.compile(rf"\b(?:{'|'.join(patterns)})") for code, patterns in found.items()}
    return _Rules(compiled.pop("none"), compiled)


def flags_of(text: str) -> tuple[str, ...]:
    """The codes of the flags that the words of a post raise, in the order of ``FLAGS`` (crisis first)."""
    rules = _rules()
    plain = [rules.idioms.sub("-", reading) for reading in _readings(text)]
    return tuple(
        code for code in FLAGS if code in rules.of_flag and any(rules.of_flag[code].search(t) for t in plain)
    )


def has_idiom(text: str) -> bool:
    """Whether a post uses a figure of speech that only sounds like a crisis."""
    return any(_rules().idioms.search(reading) for reading in _readings(text))


def _readings(text: str) -> list[str]:
    """A text as one run of words and once more with the ends of its clauses marked; folded, and normalised."""
    clauses = [tokens for part in _CLAUSE_END.split(text) if (tokens := german.tokenize(part))]
    folded = [" ".join(token.folded for token in tokens) for tokens in clauses]
    normalised = [german.plain(tokens) for tokens in clauses]
    return list({sign.join(kind) + " ." for kind in (folded, normalised) for sign in (" ", " . ")})


@cache
def _answering() -> Mapping[str, re.Pattern[str]]:
    return {code: re.compile(rf"\b(?:{flag.answers})") for code, flag in FLAGS.items() if flag.answers}


def answered_by(entry: Entry) -> frozenset[str]:
    """The codes of the flags to which an entry is the answer, by its title and keywords."""
    plain = " . ".join(german.fold(text) for text in (entry.title, *entry.keywords))
    return frozenset(code for code, pattern in _answering().items() if pattern.search(plain))
