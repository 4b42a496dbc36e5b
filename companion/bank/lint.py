"""What makes an entry a good one, as far as a program can tell; all findings are warnings.

Lengths per channel and the order of a correction (fact, claim once and marked, why it misleads, fact) follow
the project's domain guide; the order is that of the Debunking Handbook 2020 (Lewandowsky, Cook, Ecker).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches

from rapidfuzz import fuzz

from companion.bank.document import Document
from companion.bank.entry import Entry
from companion.bank.figures import LAW, fixed_figures
from companion.bank.placeholders import Amount, Shared
from companion.bank.problem import Problem
from companion.codebook import load

LENGTHS = {
    "facebook": (350, 700),
    "instagram": (150, 300),
    "threads": (200, 450),
    "forum": (600, 1500),
    "dm": (300, 600),
}
"""Guide length per channel in characters: shortest, longest."""

SAME_CLAIM = 88
"""``token_set_ratio`` from which a sentence is taken to repeat a claim."""

_SENTENCE = re.compile(
    r"(?<=[.!?…:])(?<!\d\.)(?<!\b[A-Za-z]\.)(?<!Abs\.)(?<!Nr\.)(?<!bzw\.)(?<!ca\.)\s+(?=[\W\d]*[A-ZÄÖÜ])"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_WORDS_FOR_NUMBERS = {
    "1": "erst", "2": "zwei", "3": "drei|dritt", "4": "vier", "5": "fünf", "6": "sechs", "7": "sieb",
    "8": "acht", "9": "neun", "10": "zehn", "11": "elf", "12": "zwölf",
}  # fmt: skip
"""Stems with which a text may say a small number."""


def lint(path: str, entry: Entry, document: Document, shared: Shared, today: date) -> list[Problem]:
    """Warnings about one entry that is formally right."""

    def warn(key: str, message: str, remedy: str, line: int | None = None) -> Problem:
        return Problem(path, document.line(key) if line is None else line, key, message, remedy, "warning")

    found = [warn(*finding) for finding in _dates(entry, today)]
    found += [warn(*finding) for finding in _sources(entry)]
    found += [warn("referral", *finding) for finding in _referral(entry)]
    found += [warn(key, message, remedy, line) for key, message, remedy, line in _lengths(entry, document)]
    if shared.amounts:
        found += [
            warn(key, message, remedy, line)
            for key, message, remedy, line in _fixed(document, shared.amounts)
        ]
    if entry.kind == "correction":
        found += [
            warn(key, message, remedy, line) for key, message, remedy, line in _correction(entry, document)
        ]
    return found


def _dates(entry: Entry, today: date) -> Iterator[tuple[str, str, str]]:
    if entry.status == "retired":
        return
    if entry.is_overdue(today):
        yield (
            "review_by",
            f"Die Prüfung war bis {entry.review_by} fällig.",
            "Den Eintrag prüfen und review_by neu setzen.",
        )
    if entry.valid_until and entry.valid_until < today:
        yield (
            "valid_until",
            f"Der Eintrag gilt seit {entry.valid_until} nicht mehr und wird nicht vorgeschlagen.",
            "Auf den neuen Stand bringen oder status: retired setzen.",
        )
    if entry.reviewed_on and entry.reviewed_on > today:
        yield "reviewed_on", "Der Tag der Prüfung liegt in der Zukunft.", "Das Datum prüfen."


def _sources(entry: Entry) -> Iterator[tuple[str, str, str]]:
    for source in entry.sources:
        if source.url.startswith("http://"):
            yield "sources", f"„{source.url}“ ist nicht verschlüsselt.", "Die Adresse mit https:// angeben."


def _referral(entry: Entry) -> Iterator[tuple[str, str]]:
    known = load().vocabularies["verweisziel"].codes
    for code in entry.referral:
        if code not in known:
            near = get_close_matches(code, list(known), n=1)
            guess = f"Gemeint ist vielleicht „{near[0]}“." if near else f"Bekannt sind: {', '.join(known)}."
            yield f"Die Stelle „{code}“ steht nicht im Codebuch.", guess


def _lengths(entry: Entry, document: Document) -> Iterator[tuple[str, str, str, int]]:
    for channel, (shortest, longest) in LENGTHS.items():
        for own in (channel, f"{channel} sie"):
            heading = own
            if own not in entry.texts:
                # What stands for every channel is measured as Facebook's, unless that has a text of its own.
                heading = "sie" if own.endswith(" sie") else ""
                if channel != "facebook" or channel in entry.texts or heading not in entry.texts:
                    continue
            length = len(entry.texts[heading])
            line = document.text_lines.get(heading, 0)
            key = f"## {heading}" if heading else "Text"
            if length > longest:
                yield (
                    key,
                    f"Der Text ist mit {length} Zeichen lang für {channel} (Richtwert {shortest}–{longest}).",
                    "Kürzen oder eine kürzere Fassung unter eigener Überschrift ergänzen.",
                    line,
                )
            elif length < shortest and entry.ampel != "rot":
                yield (
                    key,
                    f"Der Text ist mit {length} Zeichen kurz für {channel} (Richtwert {shortest}–{longest}).",
                    "Bedingung, nächsten Schritt oder Quelle ergänzen.",
                    line,
                )


def _fixed(document: Document, amounts: Mapping[str, Amount]) -> Iterator[tuple[str, str, str, int]]:
    """Figures that change belong into ``amounts.yaml``, so that a new year changes one place."""
    remedy = "In amounts.yaml eintragen und als {{betrag:name}} oder {{betrag:name@JJJJ-MM-TT}} schreiben."
    for heading, text in document.texts.items():
        for offset, row in enumerate(text.split("\n")):
            for figure in fixed_figures(row, amounts):
                line = document.text_lines.get(heading, 0) + offset
                key = f"## {heading}" if heading else "Text"
                yield key, f"Der Betrag „{figure}“ steht fest im Text.", remedy, line
    for key in ("title", "fact", "why_believed"):
        for figure in fixed_figures(str(document.meta.get(key) or ""), amounts):
            yield key, f"Der Betrag „{figure}“ steht fest im Text.", remedy, document.line(key)


def _correction(entry: Entry, document: Document) -> Iterator[tuple[str, str, str, int]]:
    fact = entry.fact or ""
    if len(sentences(fact)) > 1:
        yield "fact", "Die Tatsache hat mehr als einen Satz.", "Auf einen Satz kürzen.", document.line("fact")
    if any(repeats(fact, claim, "") for claim in entry.wordings):
        yield (
            "fact",
            "Die Tatsache klingt wie die Behauptung.",
            "Positiv sagen, was gilt, ohne die Worte der Behauptung.",
            document.line("fact"),
        )
    for heading, text in entry.texts.items():
        key = f"## {heading}" if heading else "Text"
        line = document.text_lines.get(heading, 0)
        parts = sentences(text)
        if not parts:
            continue
        repeated = [part for part in parts if any(repeats(part, claim, fact) for claim in entry.wordings)]
        if parts[0] in repeated:
            yield (
                key,
                "Der Text beginnt mit der Behauptung.",
                "Zuerst die Tatsache nennen, dann einmal den Irrtum.",
                line,
            )
        if len(repeated) > 1:
            yield (
                key,
                f"Die Behauptung steht {len(repeated)}-mal im Text.",
                "Nur einmal nennen, sonst bleibt sie hängen.",
                line,
            )
        if not heading and (missing := _missing_numbers(fact, text)):
            yield (
                key,
                f"Die Zahl {', '.join(missing)} steht in der Tatsache, aber nicht im Text.",
                "Tatsache und Text auf dieselbe Zahl bringen.",
                line,
            )
        yield from ((key, message, remedy, line) for message, remedy in _opening_and_close(parts))


def _opening_and_close(parts: list[str]) -> Iterator[tuple[str, str]]:
    """The fact at the beginning and the one at the end must not name different figures of the same thing."""
    first, last = (dict(_quantities(part)) for part in (parts[0], parts[-1]))
    for unit in sorted(first.keys() & last.keys()):
        if first[unit] != last[unit]:
            yield (
                f"Am Anfang steht „{first[unit]} {unit}“, am Ende „{last[unit]} {unit}“.",
                "Beide Tatsachen auf dieselbe Zahl bringen.",
            )


def _quantities(sentence: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(rf"({_NUMBER.pattern})\s+([A-Za-zÄÖÜäöüß]+)", LAW.sub("", sentence)):
        yield match.group(2).casefold(), match.group(1)


def sentences(text: str) -> list[str]:
    """Sentences of a German text, roughly: enough to compare them one by one."""
    return [
        part.strip()
        for row in text.split("\n")
        if row.strip()
        for part in _SENTENCE.split(row.strip())
        if part
    ]


def repeats(sentence: str, claim: str, fact: str) -> bool:
    """Whether a sentence says the claim rather than the fact."""
    said = fuzz.token_sort_ratio(sentence.casefold(), claim.casefold())
    near = fuzz.token_set_ratio(sentence.casefold(), claim.casefold())
    like_fact = fuzz.token_sort_ratio(sentence.casefold(), fact.casefold()) if fact else 0.0
    return near >= SAME_CLAIM and said > like_fact


def numbers(text: str) -> set[str]:
    """Figures of a text, without those that name a paragraph of a law."""
    return set(_NUMBER.findall(LAW.sub("", text)))


def _missing_numbers(fact: str, text: str) -> list[str]:
    """Figures of the fact that the text names neither in digits nor, up to twelve, in words."""
    return sorted(
        number
        for number in numbers(fact) - numbers(text)
        if not (
            number in _WORDS_FOR_NUMBERS
            and re.search(rf"\b(?:{_WORDS_FOR_NUMBERS[number]})", text, re.IGNORECASE)
        )
    )
