"""YAML with the line of every key, and without what makes YAML dangerous or treacherous.

PyYAML keeps the last of two equal keys silently, follows aliases (a few lines can unfold to gigabytes) and
nests as deep as the file is long. Here the first is reported and the other two are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import yaml

from companion.bank.problem import Problem

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 12
"""Nesting a bank file never needs; beyond it the recursive composer of PyYAML is at risk."""
BEYOND = 10**18
"""No number of a bank is as large; beyond some 4300 digits Python refuses to write one out."""

Lines = dict[tuple[str | int, ...], int]
"""Path of keys and list positions → line in the file, from 1."""

Report = Callable[[int, str, str, str], None]


class YamlRefusedError(Exception):
    """The text is not YAML, or YAML that is not accepted here.

    Attributes:
        line: from 1, within the given text.
        message: German.
        remedy: German.
    """

    def __init__(self, line: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.message, self.remedy = line, message, remedy


def parse(text: str, file: str, first_line: int = 1) -> tuple[Any, Lines, list[Problem]]:
    """Read one YAML document.

    Args:
        text: the document.
        file: name for the problems.
        first_line: line of the file on which ``text`` begins.

    Returns:
        Plain Python data (``None`` if it cannot be read), the line of each key and item, and the problems.
    """
    problems: list[Problem] = []

    def report(line: int, key: str, message: str, remedy: str) -> None:
        problems.append(Problem(file, line + first_line - 1, key, message, remedy))

    lines: Lines = {(): first_line}
    try:
        _guard(text)
        node = yaml.compose(text, Loader)
        if node is None:
            return None, lines, problems
        data = _convert(node, (), lines, report, first_line)
    except YamlRefusedError as refused:
        report(refused.line, "", refused.message, refused.remedy)
        return None, lines, problems
    except yaml.YAMLError as error:
        line, message, remedy = _explain(error)
        report(line, "", message, remedy)
        return None, lines, problems
    return data, lines, problems


def _guard(text: str) -> None:
    """Refuse deep nesting, anchors, aliases and tags before the tree is built."""
    depth = 0
    for event in yaml.parse(text, Loader):
        line = (event.start_mark.line if event.start_mark else 0) + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlRefusedError(
                line,
                "Verweise mit & oder * sind hier nicht erlaubt.",
                "Den Text ausschreiben oder, wenn er mit & oder * beginnt, in Anführungszeichen setzen.",
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise YamlRefusedError(
                line,
                "Angaben, die mit ! beginnen, sind hier nicht erlaubt.",
                "Den Text in Anführungszeichen setzen.",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlRefusedError(
                    line, "Die Angaben sind zu tief verschachtelt.", "Klammern und Einrückung prüfen."
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _convert(node: Any, path: tuple[str | int, ...], lines: Lines, report: Report, first: int) -> Any:
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                report(
                    line, "", "Ein Schlüssel ist kein einfaches Wort.", "Den Schlüssel als Wort schreiben."
                )
                continue
            if key in result:
                report(
                    line,
                    key,
                    f"Der Schlüssel „{key}“ steht zweimal da.",
                    "Beide Angaben zusammenführen; sonst ginge eine verloren.",
                )
                continue
            lines[(*path, key)] = line + first - 1
            result[key] = _convert(value_node, (*path, key), lines, report, first)
        return result
    if isinstance(node, yaml.SequenceNode):
        items = []
        for position, child in enumerate(node.value):
            lines[(*path, position)] = child.start_mark.line + first
            items.append(_convert(child, (*path, position), lines, report, first))
        return items
    return _scalar(node, path, report)


def _scalar(node: Any, path: tuple[str | int, ...], report: Report) -> Any:
    try:
        value = yaml.constructor.SafeConstructor().construct_object(node)
        if isinstance(value, int | float) and not abs(value) < BEYOND:  # nor is .nan
            raise ValueError
    except (ValueError, yaml.YAMLError, OverflowError):
        shown = node.value if len(node.value) <= 40 else f"{node.value[:40]}…"
        report(
            node.start_mark.line + 1,
            ".".join(str(part) for part in path),
            f"„{shown}“ ist kein gültiges Datum und keine gültige Zahl.",
            "Ein Datum als JJJJ-MM-TT schreiben, einen Text in Anführungszeichen setzen.",
        )
        return None
    if isinstance(value, str | int | float | bool | date | datetime) or value is None:
        return value
    report(
        node.start_mark.line + 1,
        ".".join(str(part) for part in path),
        "Diese Art von Angabe ist hier nicht erlaubt.",
        "Den Text in Anführungszeichen setzen.",
    )
    return None


def _explain(error: yaml.YAMLError) -> tuple[int, str, str]:
    """Line, German message and remedy for what PyYAML found."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    problem = str(getattr(error, "problem", "") or error)
    if "tab" in problem or "\\t" in problem:
        return line, "Hier steht ein Tabulator.", "Mit Leerzeichen einrücken."
    if "mapping values are not allowed" in problem:
        return (
            line,
            "Hier steht ein Doppelpunkt mitten im Text.",
            "Den ganzen Text in Anführungszeichen setzen.",
        )
    if "cannot start any token" in problem:
        return (
            line,
            "Der Text beginnt mit einem Sonderzeichen, das YAML nicht erlaubt.",
            "Den ganzen Text in Anführungszeichen setzen.",
        )
    if "special characters are not allowed" in problem or isinstance(error, yaml.reader.ReaderError):
        return (
            line,
            "Hier steht ein unsichtbares Steuerzeichen.",
            "Den Text neu tippen oder ohne Formatierung einfügen.",
        )
    if "expected the node content" in problem or "did not find expected" in problem or "while" in problem:
        return (
            line,
            "Die Angaben lassen sich ab hier nicht lesen.",
            "Anführungszeichen, Klammern und Einrückung in dieser Zeile und davor prüfen.",
        )
    return line, "Die Angaben lassen sich nicht lesen.", "Anführungszeichen, Klammern und Einrückung prüfen."
