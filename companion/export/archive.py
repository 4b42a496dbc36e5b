"""Archives of deliveries: always the same bytes for the same members, and unpacked without trusting them."""

from __future__ import annotations

import io
import zipfile
import zlib

from companion.zips import pack as pack  # beside its opposite


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
