"""Every cause for which the system refuses a file has a reason and a remedy of its own, in German."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from companion.system_errors import reason, remedy

CAUSES = {
    "full": (OSError(errno.ENOSPC, ""), "kein Platz mehr frei", "Platz schaffen"),
    "quota": (OSError(errno.EDQUOT, ""), "kein Platz mehr frei", "Platz schaffen"),
    "right": (PermissionError(errno.EACCES, ""), "keine Berechtigung", "Rechte"),
    "owner": (PermissionError(errno.EPERM, ""), "keine Berechtigung", "Rechte"),
    "read-only": (OSError(errno.EROFS, ""), "nur lesbar", "anderen Ordner"),
    "in use": (OSError(errno.EBUSY, ""), "anderes Programm", "schließen"),
    "running": (OSError(errno.ETXTBSY, ""), "anderes Programm", "schließen"),
    "missing": (FileNotFoundError(errno.ENOENT, ""), "nicht vorhanden", "anlegen"),
    "a folder": (IsADirectoryError(errno.EISDIR, ""), "der Pfad ist ein Ordner", "eine Datei angeben"),
    "no folder": (NotADirectoryError(errno.ENOTDIR, ""), "der Pfad ist kein Ordner", "anderen Pfad"),
    "too long": (OSError(errno.ENAMETOOLONG, ""), "der Name ist zu lang", "kürzeren"),
    "too many": (OSError(errno.EMFILE, ""), "zu viele Dateien", "Programme beenden"),
    "broken": (OSError(errno.EIO, ""), "das Laufwerk meldet einen Fehler", "Laufwerk"),
    "unknown": (OSError(errno.ENOTTY, ""), "das System lehnt es ab", "Rechte und freien Platz"),
}


@pytest.mark.parametrize(("error", "why", "what"), CAUSES.values(), ids=CAUSES)
def test_a_cause_has_its_reason_and_its_remedy(error: OSError, why: str, what: str) -> None:
    assert why in reason(error)
    assert what in remedy(error)


def test_no_two_causes_share_a_remedy() -> None:
    remedies = {why: remedy(error) for error, why, _ in CAUSES.values()}
    assert len(set(remedies.values())) == len(remedies)
    assert all(words.endswith(".") for words in remedies.values())


@pytest.mark.parametrize(
    ("number", "code", "why", "what"),
    [
        (errno.EACCES, 32, "anderes Programm", "schließen"),
        (errno.EACCES, 33, "anderes Programm", "schließen"),
        (errno.EACCES, 5, "keine Berechtigung", "Rechte"),
        (errno.ENOENT, 206, "der Name ist zu lang", "kürzeren"),
        (errno.ENOSPC, 112, "kein Platz mehr frei", "Platz schaffen"),
        (errno.ENOSPC, 39, "kein Platz mehr frei", "Platz schaffen"),
        (errno.EINVAL, 123, "der Name enthält Zeichen", "anderen Namen"),
        (errno.ENOENT, 3, "nicht vorhanden", "anlegen"),
        (errno.EACCES, 19, "nur lesbar", "anderen Ordner"),
    ],
)
def test_windows_tells_some_causes_by_a_number_of_its_own(
    number: int, code: int, why: str, what: str
) -> None:
    """``errno`` alone says „no right“ of a file that is open elsewhere, and „missing“ of a name that is too long."""
    error = OSError(number, "")
    error.winerror = code  # type: ignore[attr-defined]
    assert why in reason(error)
    assert what in remedy(error)


@pytest.mark.skipif(os.name != "posix", reason="what POSIX says")
def test_what_really_happens_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path, why in (
        (tmp_path / "missing" / "a", "nicht vorhanden"),
        (tmp_path / ("x" * 300), "der Name ist zu lang"),
        (tmp_path, "der Pfad ist ein Ordner"),
        (tmp_path / "file" / "a", "der Pfad ist kein Ordner"),
        (Path("/dev/full"), "kein Platz mehr frei"),
    ):
        with pytest.raises(OSError, match="Errno") as caught:
            path.write_text("x")
        assert reason(caught.value) == why
