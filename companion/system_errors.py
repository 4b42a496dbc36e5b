"""Why the operating system refuses a file, and what helps; in German, for people."""

from __future__ import annotations

import errno
from typing import NamedTuple

from companion.errors import KontaktError


class _Cause(NamedTuple):
    reason: str
    remedy: str


_FULL = _Cause(
    "kein Platz mehr frei", "Platz schaffen, zum Beispiel den Papierkorb leeren, und es wiederholen."
)
_NO_RIGHT = _Cause(
    "keine Berechtigung",
    "Die Rechte der Datei und ihres Ordners prüfen, oder einen Ordner nehmen, der dir gehört.",
)
_READ_ONLY = _Cause(
    "nur lesbar", "Einen anderen Ordner nehmen; auf diesem Laufwerk lässt sich nichts schreiben."
)
_IN_USE = _Cause(
    "ein anderes Programm benutzt sie gerade",
    "Die Datei in anderen Programmen schließen und es wiederholen. Gleicht ein Dienst den Ordner ab, kurz warten.",
)
_MISSING = _Cause("nicht vorhanden", "Den Pfad prüfen und fehlende Ordner anlegen.")
_IS_FOLDER = _Cause("der Pfad ist ein Ordner", "Hier eine Datei angeben, nicht ihren Ordner.")
_NO_FOLDER = _Cause(
    "der Pfad ist kein Ordner",
    "Einen anderen Pfad nehmen: Wo ein Ordner sein müsste, liegt schon etwas anderes.",
)
_TOO_LONG = _Cause("der Name ist zu lang", "Einen kürzeren Namen nehmen, oder einen Ordner weiter oben.")
_BAD_NAME = _Cause(
    "der Name enthält Zeichen, die nicht gehen",
    "Einen anderen Namen nehmen, am besten aus Buchstaben, Ziffern und Bindestrichen.",
)
_TOO_MANY = _Cause("zu viele Dateien sind offen", "Andere Programme beenden und es wiederholen.")
_BROKEN = _Cause(
    "das Laufwerk meldet einen Fehler",
    "Das Laufwerk prüfen lassen und vorher sichern, was darauf liegt. Bei einem Stick: neu einstecken.",
)
_UNKNOWN = _Cause("das System lehnt es ab", "Rechte und freien Platz prüfen und es wiederholen.")

_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: _READ_ONLY,
    errno.EBUSY: _IN_USE,
    errno.ETXTBSY: _IN_USE,
    errno.ENOENT: _MISSING,
    errno.EISDIR: _IS_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.EIO: _BROKEN,
}
_BY_WINDOWS = {
    19: _READ_ONLY,  # ERROR_WRITE_PROTECT
    32: _IN_USE,  # ERROR_SHARING_VIOLATION
    33: _IN_USE,  # ERROR_LOCK_VIOLATION
    39: _FULL,  # ERROR_HANDLE_DISK_FULL
    112: _FULL,  # ERROR_DISK_FULL
    123: _BAD_NAME,  # ERROR_INVALID_NAME
    206: _TOO_LONG,  # ERROR_FILENAME_EXCED_RANGE
}
"""Windows knows these better than the errno that Python makes of them."""


def reason(error: OSError) -> str:
    """Why, in a few words that fit into brackets."""
    return _cause(error).reason


def remedy(error: OSError) -> str:
    """What to do about it, a sentence."""
    return _cause(error).remedy


def is_full(error: BaseException) -> bool:
    """Whether there is no room left where something was to be written."""
    return isinstance(error, OSError) and _cause(error) is _FULL


def told(error: OSError) -> KontaktError | None:
    """The error for people; ``None`` if it is none that a file or folder is the cause of."""
    cause = _cause(error)
    if cause is _UNKNOWN:
        return None
    full = cause is _FULL
    return KontaktError(
        f"Lesen oder Schreiben ist gescheitert ({cause.reason}).",
        cause.remedy,
        code="disk_full" if full else "storage",
        status=507 if full else 503,
    )


def _cause(error: OSError) -> _Cause:
    by_windows = _BY_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return by_windows or _BY_ERRNO.get(error.errno or 0, _UNKNOWN)
