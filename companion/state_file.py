"""The small JSON files in which the data folder keeps what was entered or done.

A damaged one is named when it is read, and of two who change one at the same time neither loses anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout

from companion.errors import KontaktError
from companion.private_files import make_private_folder
from companion.system_errors import reason, remedy

State = TypeVar("State")

KEPT = "Die beschädigte Datei bleibt unverändert liegen, nichts darin wird überschrieben."
"""Part of most remedies; true where whoever writes the file reads it first."""


CHANGE_S = 20.0
"""So long another one may take to change a file; it is done within milliseconds."""


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Held from reading a file to writing it anew, against everybody else who changes it: desk, command, another page.

    Raises:
        KontaktError: somebody holds it for too long (``state_busy``, 409), or the folder cannot be written.
    """
    make_private_folder(path.parent)
    lock = FileLock(path.with_suffix(".lock"), timeout=CHANGE_S, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise KontaktError(
            f"{path.name} im Datenordner wird gerade von einem anderen kontakt geändert.",
            "Gleich noch einmal versuchen. Es wurde nichts geändert.",
            code="state_busy",
            status=409,
        ) from None
    try:
        yield
    finally:
        lock.release()


def json_of(content: bytes | str) -> Any:
    """The value of a JSON text that lies in a file or comes from elsewhere.

    Raises:
        ValueError: it is none, or nested deeper than Python reads.
    """
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("nested too deep") from None


def read_state(path: Path, parse: Callable[[Any], State], what: str, mending: str, *, code: str) -> State:
    """The content of a file that exists.

    Args:
        path: the file.
        parse: makes of its JSON what the caller works with; raises ``ValueError``, ``TypeError``, ``KeyError`` or
            ``AttributeError`` where the shape is wrong.
        what: the file in words, as the beginning of a sentence.
        mending: what to do about a damaged one.
        code: of the error.

    Raises:
        KontaktError: it is damaged or cannot be read; it lies as it was.
    """
    named = f"{what} ({path.name} im Datenordner)"
    try:
        return parse(json_of(path.read_bytes()))
    except OSError as error:
        raise KontaktError(
            f"{named} lässt sich nicht lesen ({reason(error)}).",
            remedy(error),
            code=code,
            status=503,
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise KontaktError(
            f"{named} ist beschädigt.",
            mending,
            code=code,
            status=503,
        ) from None
