"""From a folder on disk to the texts in it: which files belong to a bank, read safely, and their digest."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from companion.bank.problem import Problem

BANK_FILE = "bank.yaml"
AMOUNTS_FILE = "amounts.yaml"
FRAGMENTS = "fragments"
KIND_FOLDERS = {"answers": "answer", "corrections": "correction"}
MAX_FILE = 256 * 1024
"""Bytes; the longest real entry has a few thousand."""
MAX_FILES = 60_000
NO_FILE = ("Das ist keine gewöhnliche Datei.", "Die Datei ersetzen oder entfernen.")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class BankFile:
    """One file of a bank: its path inside with ``/``, its bytes and its text with ``\\n`` line ends."""

    path: str
    content: bytes
    text: str


def list_files(folder: Path) -> list[str]:
    """Paths of all files that belong to the bank, without reading them."""
    return list(islice(_paths(folder, []), MAX_FILES))


def read_folder(
    folder: Path, unchanged: Mapping[str, BankFile] | None = None
) -> tuple[list[BankFile], list[Problem]]:
    """All files that belong to the bank, sorted by path, and what is wrong with files as such.

    Args:
        folder: holds ``bank.yaml``.
        unchanged: path → file as it was read before, where it need not be read again.
    """
    problems: list[Problem] = []
    if not folder.is_dir():
        return [], [
            Problem(
                "", 0, "", "Den Ordner der Antwortbank gibt es nicht.", "Den Ordner prüfen oder neu angeben."
            )
        ]
    files = []
    root = folder.resolve()
    for number, path in enumerate(_paths(folder, problems)):
        if number == MAX_FILES:
            problems.append(
                Problem(
                    "", 0, "", f"Der Ordner hat mehr als {MAX_FILES} Dateien.", "Ist es der richtige Ordner?"
                )
            )
            break
        file = (unchanged or {}).get(path) or _read(folder, root, path, problems)
        if file is not None:
            files.append(file)
    if not (folder / BANK_FILE).exists():
        problems.append(
            Problem(
                BANK_FILE,
                0,
                "",
                "Die Datei bank.yaml fehlt; ohne sie ist der Ordner keine Antwortbank.",
                "Einen anderen Ordner angeben oder bank.yaml mit format, title und topics anlegen.",
            )
        )
    return files, problems


def read_file(folder: Path, name: str) -> BankFile | None:
    """One file of a bank, read as safely as ``read_folder`` does; ``None`` if it is missing or not acceptable."""
    return _read(folder, folder.resolve(), name, [])


def digest_of(files: list[BankFile]) -> str:
    """SHA-256 over path, length and bytes of the sorted files, hexadecimal."""
    total = hashlib.sha256()
    for file in files:
        name = file.path.encode()
        total.update(b"%d:%b%d:" % (len(name), name, len(file.content)))
        total.update(file.content)
    return total.hexdigest()


def _paths(folder: Path, problems: list[Problem]) -> Iterator[str]:
    for name in (AMOUNTS_FILE, BANK_FILE):
        if (folder / name).is_symlink() or (folder / name).exists():
            yield name
    found = []
    for top in (*KIND_FOLDERS, FRAGMENTS):
        if (folder / top).is_symlink() and not _inside(folder / top, folder.resolve()):
            problems.append(_outside(top))
            continue
        for parent, directories, names in os.walk(folder / top):
            directories[:] = sorted(name for name in directories if not name.startswith("."))
            relative = Path(parent).relative_to(folder).as_posix()
            for name in list(directories):
                if (Path(parent) / name).is_symlink() and not _inside(Path(parent) / name, folder.resolve()):
                    problems.append(_outside(f"{relative}/{name}"))
            for name in sorted(names):
                if name.startswith((".", "~$")) or name.lower() in ("thumbs.db", "desktop.ini"):
                    continue
                if not name.endswith(".md"):
                    problems.append(
                        Problem(
                            f"{relative}/{name}",
                            0,
                            "",
                            "Die Datei endet nicht auf .md und wird nicht gelesen.",
                            "Auf .md umbenennen oder aus dem Ordner nehmen.",
                            "warning",
                        )
                    )
                    continue
                found.append(f"{relative}/{name}")
    yield from sorted(found)


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _outside(name: str) -> Problem:
    return Problem(
        name,
        0,
        "",
        "Die Verknüpfung führt aus dem Ordner der Antwortbank hinaus.",
        "Die Datei selbst in den Ordner legen.",
    )


def _read(folder: Path, root: Path, name: str, problems: list[Problem]) -> BankFile | None:
    def refuse(line: int, message: str, remedy: str) -> None:
        problems.append(Problem(name, line, "", message, remedy))

    path = folder / name
    if path.is_symlink() and not _inside(path, root):
        problems.append(_outside(name))
        return None
    try:
        if not stat.S_ISREG((found := path.stat()).st_mode):
            refuse(0, *NO_FILE)
            return None
        if found.st_size > MAX_FILE:
            refuse(0, f"Die Datei ist größer als {MAX_FILE // 1024} Kilobyte.", "Den Text kürzen.")
            return None
        content = path.read_bytes()
    except FileNotFoundError:
        if path.is_symlink():
            refuse(0, *NO_FILE)
        return None  # moved or deleted since the folder was listed
    except OSError:
        refuse(0, "Die Datei lässt sich nicht öffnen.", "Zugriffsrechte und Datenträger prüfen.")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        refuse(line, "Die Datei ist nicht in UTF-8 gespeichert.", "Im Editor als UTF-8 speichern.")
        return None
    if (control := _CONTROL.search(text)) is not None:
        line = text.count("\n", 0, control.start()) + 1
        refuse(line, "Hier steht ein unsichtbares Steuerzeichen.", "Den Text ohne Formatierung neu einfügen.")
        return None
    return BankFile(name, content, text.replace("\r\n", "\n").replace("\r", "\n"))
