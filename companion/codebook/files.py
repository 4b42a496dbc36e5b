"""Reads a codebook from YAML and refuses one that contradicts itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from companion.codebook.model import INTEGERS, PATTERNS, Code, Codebook, Column, Rule, Table, Vocabulary
from companion.errors import KontaktError

SHIPPED = Path(__file__).with_name("codebook.yaml")


class CodebookError(KontaktError):
    """The file contradicts itself; only someone who edits the codebook sees this."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            f"Das Codebuch ist fehlerhaft: {place}: {reason}",
            "Die Datei codebook.yaml berichtigen; der Kopf der Datei nennt die Regeln.",
            code="codebook_invalid",
            status=500,
        )


@cache
def load(path: Path = SHIPPED) -> Codebook:
    """The codebook, the shipped one unless another file is named; read once per process.

    Raises:
        CodebookError: a code or number twice, an unknown default, vocabulary or column.
    """
    return parse(yaml.safe_load(path.read_text(encoding="utf-8")))


def parse(raw: Mapping[str, Any]) -> Codebook:
    """A codebook from the parsed YAML; see ``codebook.yaml`` for its shape.

    Raises:
        CodebookError: see ``load``.
    """
    missing = {
        name: _code("missing", name, [*spec, {"missing": True}]) for name, spec in raw["missing"].items()
    }
    vocabularies = {name: _vocabulary(name, spec, missing) for name, spec in raw["vocabularies"].items()}
    tables = {name: _table(name, spec, vocabularies) for name, spec in raw["tables"].items()}
    rules = {
        name: tuple(_rule(name, spec, tables[name], vocabularies) for spec in specs)
        for name, specs in raw["derive"].items()
    }
    for code in vocabularies["thema"].codes.values():
        if code.pillar is not None and code.pillar not in vocabularies["saeule"].codes:
            raise CodebookError(f"thema.{code.code}", f"die Säule '{code.pillar}' gibt es nicht.")
    return Codebook(
        raw["version"],
        raw["released_on"],
        MappingProxyType(vocabularies),
        MappingProxyType(tables),
        MappingProxyType(rules),
    )


def _code(place: str, name: object, spec: list[Any]) -> Code:
    if (
        not isinstance(name, str)
        or not name.replace("_", "").isalnum()
        or not name.isascii()
        or name != name.lower()
    ):
        raise CodebookError(
            f"{place}.{name}", "ein Code besteht aus Kleinbuchstaben, Ziffern und Unterstrichen."
        )
    value, label, *more = spec
    return Code(name, value, label, **(more[0] if more else {}))


def _vocabulary(name: str, spec: Mapping[str, Any], missing: Mapping[str, Code]) -> Vocabulary:
    codes = {code: _code(name, code, found) for code, found in spec["codes"].items()}
    codes |= {code: missing[code] for code in spec.get("missing", ())}
    values = [code.value for code in codes.values()]
    if len(set(values)) < len(values):
        raise CodebookError(name, "eine Zahl ist zweimal vergeben.")
    return Vocabulary(name, spec["label"], MappingProxyType(codes), spec.get("hint", ""))


def _table(name: str, spec: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Table:
    columns = {
        column: _column(f"{name}.{column}", column, found, vocabularies)
        for column, found in spec["columns"].items()
    }
    return Table(name, spec["label"], spec["rest"], MappingProxyType(columns))


def _column(place: str, name: str, spec: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Column:
    values = dict(spec)
    if values["type"] == "code":
        vocabulary = vocabularies.get(values.setdefault("vocabulary", name))
        if vocabulary is None:
            raise CodebookError(place, f"die Liste '{values['vocabulary']}' gibt es nicht.")
        values.setdefault("label", vocabulary.label)
        if values.get("default") is not None and values["default"] not in vocabulary.codes:
            raise CodebookError(place, f"der Vorgabewert '{values['default']}' steht nicht in der Liste.")
    elif values["type"] not in PATTERNS and values["type"] not in INTEGERS:
        raise CodebookError(place, f"den Typ '{values['type']}' gibt es nicht.")
    return Column(name, **values)


def _rule(name: str, spec: Mapping[str, Any], table: Table, vocabularies: Mapping[str, Vocabulary]) -> Rule:
    for part in ("when", "set"):
        for column, codes in spec[part].items():
            place = f"derive.{name}.{column}"
            if column not in table.columns:
                raise CodebookError(place, "diese Spalte gibt es nicht.")
            vocabulary = table.columns[column].vocabulary
            for code in [] if codes == "*" else codes if isinstance(codes, list) else [codes]:
                if vocabulary is None or code not in vocabularies[vocabulary].codes:
                    raise CodebookError(place, f"'{code}' steht nicht in der Liste.")
    when = {column: None if codes == "*" else tuple(codes) for column, codes in spec["when"].items()}
    return Rule(MappingProxyType(when), MappingProxyType(dict(spec["set"])))
