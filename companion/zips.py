"""Zips that tell nothing about when, where and by whom they were made."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
"""Else the byte for the system would differ between Windows and the others."""


def pack(members: Mapping[str, bytes | Path], stored: Collection[str] = ()) -> bytes:
    """A zip whose bytes depend on names and contents only: sorted, without times, owners or system.

    Args:
        members: name → content, or the file that holds it.
        stored: names of members that are not compressed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(members):
            content = members[name]
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content.read_bytes() if isinstance(content, Path) else content)
    return buffer.getvalue()
