"""The first state of a working bank: another bank in a new git repository, there whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dulwich.repo import Repo
from filelock import Timeout

from companion.bank.files import inspect
from companion.bank.problem import BankInvalid, errors_in
from companion.errors import KontaktError, UsageError
from companion.whole_folders import NotEmpty, made_whole

IGNORED = "*.part\n.*\n~$*\nThumbs.db\ndesktop.ini\n"


@contextmanager
def started(folder: Path, source: Path) -> Iterator[Path]:
    """A repository with a copy of a bank, nothing in it recorded yet; in its place when the block ends well.

    Args:
        folder: is missing or empty.
        source: the other bank.

    Yields:
        Where it lies while the block runs.

    Raises:
        UsageError: ``not_empty``, perhaps since somebody else was quicker.
        KontaktError: ``working_bank_busy``, somebody else is still starting one there.
        BankInvalid: the source has errors.
    """
    problems = inspect(source, date.today()).problems
    if errors_in(problems):
        raise BankInvalid(problems)
    try:
        with made_whole(folder) as part:
            shutil.copytree(source, part, ignore=shutil.ignore_patterns(".*"), dirs_exist_ok=True)
            for path in (part, *part.rglob("*")):
                path.chmod(path.stat().st_mode | (0o700 if path.is_dir() else 0o600))
            Repo.init(str(part)).close()
            (part / ".git" / "info").mkdir(exist_ok=True)
            (part / ".git" / "info" / "exclude").write_text(IGNORED, encoding="utf-8")
            yield part
    except NotEmpty:
        raise _not_empty(folder) from None
    except Timeout:
        raise KontaktError(
            "Die Arbeitsbank wird gerade schon angelegt, in einem anderen Fenster oder mit einem Befehl.",
            "Einen Augenblick warten, dann noch einmal nachsehen.",
            code="working_bank_busy",
            status=409,
        ) from None


def _not_empty(folder: Path) -> UsageError:
    if (folder / ".git").is_dir():
        return UsageError(
            "Der Ordner ist nicht leer: Dort liegt schon eine Arbeitsbank.",
            "Sie ist fertig angelegt, hier ist nichts mehr zu tun.",
            code="not_empty",
        )
    return UsageError(
        "Der Ordner ist nicht leer.", "Einen leeren oder neuen Ordner angeben.", code="not_empty"
    )
