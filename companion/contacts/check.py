"""Accepts a row of closed codes or refuses it whole, with place and reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from companion.codebook import Codebook, Column
from companion.codebook.model import INTEGERS, KEINE_ANGABE, NICHT_ANWENDBAR, NO_VERSION, PATTERNS
from companion.contacts.calendar import shift_fits
from companion.errors import KontaktError

MADE_HERE = frozenset({"woche", "codebuch_version"})
"""Columns only the companion fills in."""


class FieldError(KontaktError):
    """A field was refused. The message never repeats what was sent: it might be a sentence about someone."""

    def __init__(self, field: str, reason: str, hint: str) -> None:
        super().__init__(f"Das Feld '{field}' {reason}", hint, code="invalid_field", status=422)
        self.field = field


def check_fields(
    codebook: Codebook, table: str, given: Mapping[str, object], *, refuse: Collection[str] = MADE_HERE
) -> dict[str, str | int]:
    """The given columns, checked one by one; ``None`` counts as not given.

    Args:
        codebook: the closed lists.
        table: name of a table of the codebook.
        given: column → value as it came.
        refuse: columns that may not be given.

    Raises:
        FieldError: an unknown or refused column, or a value that is not on its list; the first one found.
    """
    columns = codebook.tables[table].columns
    accepted: dict[str, str | int] = {}
    for name, value in given.items():
        if not isinstance(name, str) or name not in columns:
            known = name if isinstance(name, str) and name.isidentifier() and len(name) <= 40 else "?"
            raise FieldError(known, "gibt es nicht.", "Die Felder stehen im Codebuch (docs/codebook.md).")
        if name in refuse:
            raise FieldError(name, "füllt der Begleiter selbst aus.", "Das Feld weglassen.")
        if value is not None:
            accepted[name] = _check_value(codebook, columns[name], value)
    return accepted


def require_fitting_shift(shift: str, day: date) -> None:
    """A shift that the day has.

    Raises:
        FieldError: it has not.
    """
    if not shift_fits(shift, day):
        raise FieldError(
            "schicht",
            "passt nicht zum Tag.",
            "Für Samstag und Sonntag 'wochenende' angeben, sonst 'vormittag', 'nachmittag' oder 'abend'.",
        )


def require_uuid(given: object) -> str:
    """A client-made UUID in its usual spelling.

    Raises:
        FieldError: it is none.
    """
    if not isinstance(given, str) or not PATTERNS["uuid"].fullmatch(given.lower()):
        raise FieldError(
            "uuid", "ist kein Schlüssel der Form 8-4-4-4-12.", "Einen zufälligen UUID (Version 4) senden."
        )
    return given.lower()


def _check_value(codebook: Codebook, column: Column, value: object) -> str | int:
    if column.type in INTEGERS:
        return _check_integer(column, value)
    if not isinstance(value, str):
        raise FieldError(column.name, "muss Text sein.", "Einen Code aus dem Codebuch angeben.")
    if column.type == "code":
        code = codebook.vocabulary_of(column).codes.get(value)
        if code is None:
            known = ", ".join(c.code for c in codebook.vocabulary_of(column).codes.values() if not c.retired)
            raise FieldError(column.name, "hat einen unbekannten Code.", f"Möglich sind: {known}.")
        return value
    if column.type == "uuid":
        return require_uuid(value)
    if column.type == "entry_id" and value in (KEINE_ANGABE, NICHT_ANWENDBAR):
        return value
    if not PATTERNS[column.type].fullmatch(value) or (column.type == "day" and not _is_day(value)):
        raise FieldError(column.name, "hat nicht die vorgeschriebene Form.", _FORMS[column.type])
    return value


def _check_integer(column: Column, value: object) -> int:
    low, high = INTEGERS[column.type]
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and (low <= value <= high or _is_no_version(column, value))
    ):
        return value
    raise FieldError(column.name, f"muss eine ganze Zahl von {low} bis {high} sein.", "Die Zahl berichtigen.")


def _is_no_version(column: Column, value: int) -> bool:
    return column.type == "entry_version" and value == NO_VERSION


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_FORMS = {
    "entry_id": "Die Kennung eines Bausteins: 3 bis 80 Kleinbuchstaben, Ziffern und Bindestriche, am Anfang keiner.",
    "day": "Ein Tag in der Form JJJJ-MM-TT.",
    "week": "Eine Kalenderwoche in der Form JJJJ-Www.",
    "room_code": "Zwei Buchstaben, Bindestrich, drei Ziffern, zum Beispiel fb-017.",
}
