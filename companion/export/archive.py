"""Archives whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Mapping

_FIXED = (1980, 1, 1, 0, 0, 0)


def pack(members: Mapping[str, bytes], stored: Collection[str] = ()) -> bytes:
    """A zip archive of the members, sorted by name, with a fixed date.

    Args:
        members: name → content.
        stored: names of members that are not compressed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _FIXED)
            info.external_attr = 0o600 << 16
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name])
    return buffer.getvalue()


def unpack(content: bytes, limit: int) -> dict[str, bytes]:
    """The members of an archive.

    Args:
        content: the archive.
        limit: largest total size in bytes that is accepted.

    Raises:
        ValueError: no archive, a member with a path, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > limit:
                raise ValueError("too large")
            if any(
                "/" in info.filename or "\\" in info.filename or info.filename.startswith(".")
                for info in infos
            ):
                raise ValueError("a member has a path")
            return {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError("no archive") from error
