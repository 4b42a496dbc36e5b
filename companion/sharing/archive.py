"""A bank as one zip: always the same bytes for the same files, and unpacked without trusting it."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path

from companion.bank.folder import MAX_FILE, MAX_FILES
from companion.errors import KontaktError
from companion.zips import pack as pack  # beside its opposite

MAX_TOTAL = 256 * 1024 * 1024
"""Bytes of an unpacked bank; 20,000 entries have about 40 MB."""
_NAME = re.compile(
    r"bank\.yaml|amounts\.yaml|fragments/[a-z0-9_-]{1,60}\.md"
    r"|(?:answers|corrections)/[a-z0-9][a-z0-9_-]{0,59}/[a-z0-9][a-z0-9-]{2,79}\.md"
)
"""Files of a bank. Codes of topics and ids of entries are given to commands, so none begins like an option."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What reading a damaged zip can end with."""


class ArchiveRefused(KontaktError):  # noqa: N818 - a verdict about a file
    """The zip holds something a bank never holds."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Die Antwortbank wurde abgelehnt: {reason}",
            "Die bisherige Antwortbank gilt weiter. Sag der Teamleitung Bescheid.",
            code="archive_refused",
        )


def members(content: bytes) -> dict[str, bytes]:
    """Names and contents of a zip that holds a bank and nothing else.

    Raises:
        ArchiveRefused: names that leave the folder, links, bombs, encryption, anything that is not of a bank.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _members(archive)
    except BROKEN as error:
        raise ArchiveRefused("Das Paket ist beschädigt.") from error


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_FILES:
        raise ArchiveRefused("Das Paket enthält zu viele Dateien.")
    found: dict[str, bytes] = {}
    total = 0
    for info in infos:
        mode = info.external_attr >> 16
        if not _NAME.fullmatch(info.filename):
            raise ArchiveRefused("Das Paket enthält eine Datei, die nicht in eine Antwortbank gehört.")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise ArchiveRefused("Das Paket enthält eine Verknüpfung.")
        if info.flag_bits & 0x1:
            raise ArchiveRefused("Das Paket ist verschlüsselt.")
        if info.filename in found:
            raise ArchiveRefused("Das Paket enthält eine Datei zweimal.")
        with archive.open(info) as member:
            data = member.read(MAX_FILE + 1)
        total += len(data)
        if len(data) > MAX_FILE or total > MAX_TOTAL:
            raise ArchiveRefused("Das Paket ist entpackt zu groß.")
        found[info.filename] = data
    return found


def unpack(content: bytes, folder: Path) -> None:
    """Write the files of a bank into an empty folder.

    Raises:
        ArchiveRefused: see ``members``; nothing is written then.
    """
    for name, data in members(content).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
