"""Words in a post at which a person has to stop: crisis, a running legal matter (domain guide, red-flag words)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from companion.bank.entry import Entry
from companion.matching.language import german, spoken
from companion.matching.resources import lines

_SHORTEST_MISSPELT = 7
"""Shorter words with a typo are mostly other words."""
_TWO_TYPOS = 12
"""From so many letters on a word may have two typos, shorter ones one."""
_TELLING = 6
"""What is left of a clause beside a figure of speech tells something from so many words on."""


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
            "Nicht im Thread beraten: nenne das Hilfetelefon 116 016 (rund um die Uhr), bei akuter Gefahr "
            "110, und gib den Fall an die Teamleitung.",
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
            "Zuhören, nicht beraten: nenne das Elterntelefon 0800 1110550 (zu Sprechzeiten) und die "
            "Telefonseelsorge 0800 1110111 (Tag und Nacht). Klingt es gefährlich, gib den Fall an die Teamleitung.",
            "am ende der kraft|ueberlast|ueberforder|elterntelefon|ausgebrannt",
        ),
        "kuendigung": Flag(  # the three weeks: KSchG § 4
            "Kündigung oder Aufhebungsvertrag",
            "Nur Frist und Anlaufstelle nennen: drei Wochen für die Klage, Gewerkschaft oder "
            "Fachanwältin; nichts bewerten.",
        ),
        "abmahnung": Flag(
            "Abmahnung oder Streit vor Gericht",
            "Keine Einschätzung zum Einzelfall: an Betriebsrat, Gewerkschaft oder Fachanwältin verweisen.",
        ),
        "bescheid": Flag(  # the month: SGG § 84, VwGO § 70
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
    """What ``data/flags.txt`` says.

    Attributes:
        idioms: figures of speech that only sound like a crisis.
        lawless: words of the law that mean something else.
        of_flag: code of a flag → what raises it.
        misspelt: words looked for despite typos.
        right: words that look like typos of them and are none.
    """

    idioms: re.Pattern[str]
    lawless: re.Pattern[str]
    of_flag: Mapping[str, re.Pattern[str]]
    misspelt: tuple[str, ...]
    right: frozenset[str]


@cache
def _rules() -> _Rules:
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}

    def filled(pattern: str) -> str:
        return re.sub(r"@[a-z]+", lambda m: names[m.group(0)], pattern.strip())

    for line in lines("flags.txt"):
        if line.startswith("@"):
            name, _, meaning = line.partition("=")
            names[name.strip()] = filled(meaning)
        else:
            code, _, pattern = line.partition(":")
            found.setdefault(code.strip(), []).append(filled(pattern).replace(" .", r" \."))
    found["lawless"] += spoken.patterns()
    idioms, lawless = (
        re.compile(rf"\b(?:{'|'.join(found.pop(code))})(?!\w)") for code in ("none", "lawless")
    )
    misspelt = tuple(" ".join(found.pop("misspelt")).split())
    right = frozenset(" ".join(found.pop("right")).split())
    compiled = {code: re.compile(rf"\b(?:{'|'.join(patterns)})") for code, patterns in found.items()}
    return _Rules(idioms, lawless, compiled, misspelt, right)


def flags_of(text: str) -> tuple[str, ...]:
    """The codes of the flags that the words of a post raise, in the order of ``FLAGS`` (crisis first)."""
    rules = _rules()
    plain: set[str] = set()
    for words, _ in _readings(german.clauses(text)[::2]):
        clauses = rules.lawless.sub("x", rules.idioms.sub("x", " ".join(words)))
        plain |= {clauses, clauses.replace(" . ", " ")}
    return tuple(
        code for code in FLAGS if code in rules.of_flag and any(rules.of_flag[code].search(t) for t in plain)
    )


def without_idioms(text: str) -> str:
    """A text without the figures of speech that only sound like a crisis; as it stands if it has none.

    Of a clause that is little more than one nothing is kept: its rest is no sentence, and read as one it says anything.
    """
    parts = german.clauses(text)
    cut: set[tuple[int, int]] = set()
    for words, origins in _readings(parts[::2]):
        for match in _rules().idioms.finditer(run := " ".join(words)):
            cut.update(origins[run.count(" ", 0, match.start()) : run.count(" ", 0, match.end()) + 1])
    for clause in {clause for clause, _ in cut}:
        kept = [t.raw for at, t in enumerate(german.tokenize(parts[2 * clause])) if (clause, at) not in cut]
        parts[2 * clause] = " ".join(kept) if len(kept) >= _TELLING else ""
    return "".join(parts)


def _readings(clauses: list[str]) -> Iterator[tuple[list[str], list[tuple[int, int]]]]:
    """Clauses as words, folded and normalised, "." after each clause; for each word its clause and token."""
    tokens = [german.tokenize(clause) for clause in clauses]
    for normalised in (False, True):
        words: list[str] = []
        origins: list[tuple[int, int]] = []
        for clause, held in enumerate(tokens):
            for at, token in enumerate(held):
                said = token.forms if normalised else (token.folded,)
                words += map(_spelt, said)
                origins += [(clause, at)] * len(said)
            if held:
                words.append(".")
                origins.append((clause, -1))
        yield words, origins


@lru_cache(maxsize=16384)
def _spelt(word: str) -> str:
    """A red-flag word for one of its typos; any other word as it is."""
    rules = _rules()
    if len(word) < _SHORTEST_MISSPELT or word in rules.right:
        return word
    typos = 1 if len(word) < _TWO_TYPOS else 2
    best = process.extractOne(word, rules.misspelt, scorer=OSA.distance, score_cutoff=typos)
    return best[0] if best and best[0][0] == word[0] else word


@cache
def _answering() -> Mapping[str, re.Pattern[str]]:
    return {code: re.compile(rf"\b(?:{flag.answers})") for code, flag in FLAGS.items() if flag.answers}


def answered_by(entry: Entry) -> frozenset[str]:
    """The codes of the flags to which an entry is the answer, by its title and keywords."""
    plain = " . ".join(german.fold(text) for text in (entry.title, *entry.keywords))
    return frozenset(code for code, pattern in _answering().items() if pattern.search(plain))
