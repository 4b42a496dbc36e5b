"""JSON without its ambiguities: what two parsers could read in two ways is refused.

Refused are duplicate keys, NaN and infinities, numbers out of range, nesting deeper than needed,
lone surrogates and anything but UTF-8 (RFC 8259, section 8; RFC 7493, I-JSON).
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from companion.errors import KontaktError

MAX_DEPTH = 8
"""Deepest nesting accepted; the deepest body the API knows has three levels."""


def _refuse(reason: str) -> KontaktError:
    return KontaktError(
        f"Die Anfrage ist kein eindeutiges JSON: {reason}.",
        "Bitte Erweiterung und Begleiter aktualisieren.",
        code="bad_json",
        status=400,
    )


def _no_constant(name: str) -> NoReturn:
    raise _refuse("Zahlen wie NaN sind nicht erlaubt")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _refuse("ein Name kommt doppelt vor")
    return found


def _walk(value: Any) -> None:
    """Refuse what the parser itself lets through; iterative, so that no depth can exhaust the stack."""
    waiting = [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise _refuse("es ist zu tief verschachtelt")
        if isinstance(item, dict):
            waiting += [(name, depth) for name in item]
            waiting += [(inner, depth + 1) for inner in item.values()]
        elif isinstance(item, list):
            waiting += [(inner, depth + 1) for inner in item]
        elif isinstance(item, float) and not math.isfinite(item):
            raise _refuse("eine Zahl ist zu groß")
        elif isinstance(item, str) and any("\ud800" <= sign <= "\udfff" for sign in item):
            raise _refuse("ein Zeichen ist unvollständig")


def parse(data: bytes) -> Any:
    """The value of a JSON text.

    Raises:
        KontaktError: ``bad_json`` (400), with the reason but without a word of the text.
    """
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        # "from None": the parser's message quotes what it read.
        raise _refuse("es ist nicht lesbar") from None
    _walk(value)
    return value
