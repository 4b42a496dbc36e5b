"""``bank.yaml``: what the bank is called, its topics, its version."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from companion.bank.folder import BankFile
from companion.bank.problem import Problem
from companion.bank.program import NOTHING_SAID, ProgramVersions, read_program
from companion.bank.yaml_lines import Lines, parse

FORMAT = 1
KEYS = ("format", "title", "topics", "version", "released_on", "role_sentence", "withdrawn", "program")
TOPIC = re.compile(r"[a-z0-9][a-z0-9_-]{1,59}")
"""Short name of a topic, also of its folder."""


@dataclass
class Manifest:
    """What ``bank.yaml`` says; empty where it is missing or wrong."""

    title: str = ""
    topics: dict[str, str] = field(default_factory=dict)
    version: str = ""
    released_on: date | None = None
    role_sentence: str = ""
    withdrawn: frozenset[str] = frozenset()
    withdrawn_line: int = 0
    program: ProgramVersions = NOTHING_SAID


def read_manifest(file: BankFile, problems: list[Problem]) -> Manifest:
    """Check and read ``bank.yaml``; findings are added to ``problems``."""
    data, lines, found = parse(file.text, file.path)
    problems.extend(found)

    def report(key: str, message: str, remedy: str) -> None:
        problems.append(Problem(file.path, _line(lines, key), key, message, remedy))

    if not isinstance(data, dict):
        if not found:
            report(
                "", "Die Datei ist leer oder keine Liste von Angaben.", "format, title und topics eintragen."
            )
        return Manifest()
    for key in data:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            guess = f"Gemeint ist vielleicht „{near[0]}“." if near else f"Erlaubt sind: {', '.join(KEYS)}."
            report(key, f"Den Schlüssel „{key}“ gibt es hier nicht.", guess)
    if data.get("format") != FORMAT or isinstance(data.get("format"), bool):
        report(
            "format",
            "Dieses Format kennt die installierte Fassung nicht." if "format" in data else "„format“ fehlt.",
            "„format: 1“ schreiben oder kontakt aktualisieren.",
        )
    withdrawn = data.get("withdrawn") or []
    if not isinstance(withdrawn, list) or not all(isinstance(item, str) for item in withdrawn):
        report(
            "withdrawn",
            "Die Rückrufliste ist keine Liste von Kennungen.",
            "So schreiben: withdrawn: [kennung].",
        )
        withdrawn = []
    released_on = data.get("released_on")
    if released_on is not None and (not isinstance(released_on, date) or isinstance(released_on, datetime)):
        report("released_on", "Das ist kein Datum.", "Den Tag als JJJJ-MM-TT schreiben.")
        released_on = None
    return Manifest(
        title=_text(data, "title", report, required=True),
        topics=_topics(data.get("topics"), lines, problems, file.path),
        version=_text(data, "version", report),
        released_on=released_on,
        role_sentence=_text(data, "role_sentence", report),
        withdrawn=frozenset(withdrawn),
        withdrawn_line=_line(lines, "withdrawn"),
        program=read_program(data.get("program"), lambda message, remedy: report("program", message, remedy)),
    )


def _text(data: dict[str, Any], key: str, report: Any, required: bool = False) -> str:
    value = data.get(key)
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    if required or value is not None:
        report(key, f"„{key}“ fehlt oder ist kein Text.", "Einen Text in Anführungszeichen eintragen.")
    return ""


def _topics(value: Any, lines: Lines, problems: list[Problem], file: str) -> dict[str, str]:
    def report(key: str, message: str, remedy: str) -> None:
        line = lines.get(("topics", key)) or _line(lines, "topics")
        problems.append(Problem(file, line, f"topics.{key}" if key else "topics", message, remedy))

    if not isinstance(value, dict) or not value:
        report("", "Die Themen fehlen.", "Unter topics je Thema eine Zeile „kuerzel: Bezeichnung“ eintragen.")
        return {}
    topics = {}
    for code, label in value.items():
        if not TOPIC.fullmatch(code):
            report(
                code,
                f"„{code}“ ist kein gültiges Kürzel eines Themas.",
                "Kleine Buchstaben a–z, Ziffern, - und _ verwenden.",
            )
        elif not isinstance(label, str) or not label.strip():
            report(
                code, "Die Bezeichnung des Themas fehlt.", "Nach dem Doppelpunkt die Bezeichnung schreiben."
            )
        topics[code] = str(label)
    return topics


def _line(lines: Lines, key: str) -> int:
    return lines.get((key,), 1)
